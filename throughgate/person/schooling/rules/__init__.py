"""Pure questions about marks, scales and certificates. No database, no Django."""
