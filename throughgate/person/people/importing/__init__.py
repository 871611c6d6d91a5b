"""People from lists of others: release lists, caseloads."""

from throughgate.person.people.importing.kind import PEOPLE

__all__ = ["PEOPLE"]
