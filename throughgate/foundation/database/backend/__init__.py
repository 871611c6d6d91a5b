"""Django's PostgreSQL, with patience that ends."""
