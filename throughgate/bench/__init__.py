"""Measure the house at scale: a large invented region, and how fast its pages are."""
