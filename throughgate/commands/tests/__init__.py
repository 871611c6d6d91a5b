"""Expected behaviour of the command line."""
