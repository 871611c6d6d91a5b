"""Pure questions about frameworks, sheets and profiles. No database, no Django."""
