"""The person's wing: the register of people, and later observations and schooling."""
