"""Companies keep their openings up to date without an account: by a link in a mail, or a code on paper."""
