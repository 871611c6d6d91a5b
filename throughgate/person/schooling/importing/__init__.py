"""Marks of a course from a table: a column for each subject, or a row for each mark."""

from throughgate.person.schooling.importing.kind import MARKS

__all__ = ["MARKS"]
