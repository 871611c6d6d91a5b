"""What pages ask about people. Lists start at the visibility table; a person's own rows are touched by key."""
