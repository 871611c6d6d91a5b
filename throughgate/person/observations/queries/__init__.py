"""What pages ask about observations."""
