"""What was changed, by whom, and who looked at whom."""
