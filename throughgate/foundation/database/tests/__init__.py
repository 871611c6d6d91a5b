"""Expected behaviour of the database floor."""
