"""The database: launcher, roles, the wall of row policies, the context and paging."""
