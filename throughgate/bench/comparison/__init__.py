"""How fast a whole region is compared, beside two plain ways to do the same."""
