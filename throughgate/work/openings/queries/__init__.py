"""What pages ask about openings."""
