"""The page on which a membership ends and its people are handed over. It knows accounts and people, so it is here."""
