"""What remains when processes die: web, worker and PostgreSQL are killed and frozen while people work."""
