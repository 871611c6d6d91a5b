"""What people do with introductions and placements."""
