"""Is whoever is looked for found? Names by ear, titles of adverts, names of languages, and how often the answer is right."""
