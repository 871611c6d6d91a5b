"""Courses, marks, and who can be registered for which certificate."""
