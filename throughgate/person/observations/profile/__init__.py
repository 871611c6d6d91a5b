"""What many sheets say about one person, on one page; the reference letter; how far observers agree."""
