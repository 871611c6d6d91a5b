"""Pages of schooling."""
