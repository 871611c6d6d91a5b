"""What templates of chains ask for."""
