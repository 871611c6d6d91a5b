"""What pages ask about people. Lists start at the visibility table; a person's own rows are touched by key.

The models stand on `querysets`; so what reads the models (`card`, `lists`) is imported from its own module.
"""

from throughgate.person.people.queries.path import path_dates, path_pins
from throughgate.person.people.queries.querysets import (
    UNKNOWN_RELEASE,
    PersonQuerySet,
    VisibilityQuerySet,
    lines_for,
    reaches_organisation,
)

__all__ = [
    "UNKNOWN_RELEASE",
    "PersonQuerySet",
    "VisibilityQuerySet",
    "lines_for",
    "path_dates",
    "path_pins",
    "reaches_organisation",
]
