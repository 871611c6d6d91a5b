"""The database: launcher, roles, row policies, the context and paging."""
