"""What looks at the house as a whole: the matrix, the wall, journeys, house rules."""
