"""What pages read of chains."""
