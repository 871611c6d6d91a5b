"""What an address is, said once in the `pages.py` of its app: logs, tests and pictures read it there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise


@dataclass(frozen=True)
class Page:
    """One address of the house, by the name of its route."""

    route: str
    words: str | Promise = ""
    """What the log of looks calls it; nothing where it can show nobody."""
    opened_by: str = ""
    """A role that opens it; nothing where nobody has signed in yet."""
    row: str = ""
    """The kind of row in its address, with the state where that counts: "person", "stay", "sheet:draft"."""
    gives: Literal["page", "part", "file", "status", "post", "job"] = "page"
    """What GET answers: a page, a part of one, a file, something for a machine.

    "post" takes POST alone. "job" is no address, but work that reads in somebody's name.
    """
