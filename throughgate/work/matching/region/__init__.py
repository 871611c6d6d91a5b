"""Many people and many openings at once: the same rules as for one pair, as arrays."""
