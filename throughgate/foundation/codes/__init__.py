"""Codes on paper and tokens in links: made, written, typed in, counted and stored in one way for all who use them."""
