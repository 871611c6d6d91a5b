"""Say what things are called: places, occupations, languages, licences."""
