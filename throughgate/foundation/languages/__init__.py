"""Texts, names and dates as people write them, and the messages in every language."""
