"""What the data-protection officer sees: who looked, why somebody opened a record, what was changed."""
