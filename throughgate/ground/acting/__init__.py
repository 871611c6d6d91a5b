"""Who acts, and what their roles open: below accounts and organisations, which both ask it."""
