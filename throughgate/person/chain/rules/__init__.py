"""What a chain can say, and how it is laid out along somebody's dates."""
