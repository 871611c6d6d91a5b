"""What pages of introductions and placements read."""
