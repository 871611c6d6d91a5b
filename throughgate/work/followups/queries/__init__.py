"""What pages of follow-ups read."""
