"""Pages of introductions and placements."""
