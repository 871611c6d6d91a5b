"""Who signs in, for which organisation, with which roles; and what a role may do."""
