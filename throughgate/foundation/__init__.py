"""What every wing stands on: nothing here knows a person, a company or a course."""
