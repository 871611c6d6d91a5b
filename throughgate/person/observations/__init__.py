"""Key competencies: what staff observed, what the person says about it, and the profile that follows."""
