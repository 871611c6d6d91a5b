"""What pages of schooling read."""
