"""A person's pages: one head, a local navigation, and each part a page of its own."""
