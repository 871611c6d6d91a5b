"""Pages of accounts: one's own, the members of one's organisation, and the ways in."""
