"""What people do about follow-ups."""
