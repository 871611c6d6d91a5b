"""Single openings: one row each, as a table or as job postings of the web."""
