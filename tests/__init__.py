"""What looks at the house as a whole: the matrix, the policies, journeys, house rules."""
