"""The pages that are measured. To add one: a name, and its address for a visitor ("" where it has none).

What follows a blank is typed: it is sent as a form, as pages do with names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from throughgate.bench.users import Visitor

FLOOR = "/bench/floor"


@dataclass(frozen=True)
class Page:
    """One page; `address` gives "" for visitors whom it does not concern."""

    name: str
    address: Callable[[Visitor], str]
    status: Callable[[Visitor], int] = lambda _visitor: 200
    who: tuple[str, ...] = ("most", "few", "none")
    of_people: bool = True
    """Whether its rows are the visitor's people, so that it is empty for somebody without any."""
    most_of_floor: float = 3.0
    """How many times the floor it may take; beside another revision, that revision's floor."""
    most_of_theirs: float = 1.0
    """How many times it may take what the same page takes in another revision."""
    most_buffers: int = 500
    most_bytes: int | None = None

    def concerns(self, visitor: Visitor) -> bool:
        """Say whether this visitor is measured on this page."""
        return visitor.name in self.who and bool(self.address(visitor))


def _deep(sort: str, person: str) -> str:
    return f"/people/?show=all&sort={sort}&after={person}" if person else ""


def _for_staff(visitor: Visitor) -> int:
    """Volunteers, who have few people, read no openings."""
    return 403 if visitor.name == "few" else 200


def _of_openings(visitor: Visitor) -> int:
    return _for_staff(visitor) if visitor.has_person else 404


def _of_person(part: str) -> Callable[[Visitor], str]:
    return lambda visitor: f"/people/{visitor.person}/{part}"


def _where(address: str, name: str) -> Callable[[Visitor], str]:
    """Return an address with something of the visitor's in it, "" where they have none."""
    return lambda visitor: address.format(found) if (found := getattr(visitor, name)) else ""


def _of_nobody(visitor: Visitor) -> int:
    """Somebody foreign is as if nobody were there."""
    return 200 if visitor.has_person else 404


THE_FLOOR = Page("Floor", lambda _visitor: FLOOR, of_people=False, most_of_theirs=0.65)
"""What every page pays, measured as a page only beside another revision: it is what the others are held against."""

OFFICER, COMPANY = ("officer",), ("company",)

PAGES = (
    Page("Today", lambda _v: "/?within=90", who=("most", "few", "none", *OFFICER, *COMPANY)),
    Page("Caseload by name", lambda _v: "/people/?show=mine&sort=name", most_of_theirs=0.65),
    Page("Caseload by release", lambda _v: "/people/?show=mine&sort=release", most_of_theirs=0.65),
    Page("People by name", lambda _v: "/people/?show=all&sort=name"),
    Page("People by name, deep", lambda v: _deep("name", v.deep_by_name)),
    Page("People by release", lambda _v: "/people/?show=all&sort=release"),
    Page("People by release, deep", lambda v: _deep("release", v.deep_by_release)),
    Page("People by last change", lambda _v: "/people/?show=all&sort=-change"),
    Page("Leaving, with nobody beside", lambda _v: "/people/?show=all&release=90&lead=none&sort=release"),
    Page("Names that begin", lambda _v: "/people/?show=all name=schm"),
    Page("Search, common name", lambda _v: "/search/ q=yilmas"),
    Page("Search, full name", lambda _v: "/search/ q=Sabrina+Thoenissen"),
    Page("Search, nothing like it", lambda _v: "/search/ q=xqzwvkj"),
    Page("Person", _of_person(""), _of_nobody),
    Page("Person, work", _of_person("work/"), _of_nobody),
    Page("Person, sharing", _of_person("sharing/"), _of_nobody),
    Page("Person, facts", _of_person("facts/"), _of_nobody),
    Page("Person, profile", _of_person("profile/"), _of_nobody),
    Page(
        "Profile of 500 sheets",
        lambda v: f"/people/{v.richest}/profile/" if v.richest else "",
        who=("most",),
        most_of_floor=5.0,
    ),
    Page(
        "Grid of 30 people",
        lambda v: f"/sheets/{v.sheet}/" if v.sheet else "",
        who=("observer",),
        most_of_floor=4.0,
        most_bytes=150_000,
    ),
    Page("What is near", lambda v: f"/people/{v.person}/openings/", _of_openings),
    Page("Openings", lambda _v: "/openings/", _for_staff, of_people=False),
    Page(
        "Openings near a place",
        lambda _v: "/openings/?place=Wassenberg&reach=30",
        _for_staff,
        of_people=False,
    ),
    Page("Openings, a word of many", lambda _v: "/openings/?text=roof", _for_staff, of_people=False),
    Page("Openings, two words", lambda _v: "/openings/?text=ware+help", _for_staff, of_people=False),
    Page("Openings, nothing like it", lambda _v: "/openings/?text=xqzwvkj", _for_staff, of_people=False),
    Page("Compare my people", _where("/openings/{}/people/", "opening"), who=OFFICER),
    Page("Plans", lambda _v: "/openings/plan/", who=OFFICER, of_people=False),
    Page("Plan", _where("/openings/plan/{}/", "plan"), who=OFFICER),
    Page("Plan, no place yet", _where("/openings/plan/{}/?show=none", "plan"), who=OFFICER),
    Page("Plan, what changed", _where("/openings/plan/{}/?show=changed", "plan"), who=OFFICER),
    Page("Plan, who is not in it", _where("/openings/plan/{}/?show=apart", "plan"), who=OFFICER),
    Page("Introductions", lambda _v: "/introductions/", who=OFFICER),
    Page("Introductions, all", lambda _v: "/introductions/?state=all", who=OFFICER),
    Page("Introduction", _where("/people/{}/", "placement"), who=OFFICER),
    Page("After the start", _where("/people/{}/follow-ups/", "worker"), who=OFFICER),
    Page("After the start, who waits", lambda _v: "/today/follow-ups/", who=OFFICER),
    Page("A company's introductions", lambda _v: "/own-introductions/", who=COMPANY, of_people=False),
    Page(
        "A company's introduction",
        _where("/own-introductions/{}/", "introduction"),
        who=COMPANY,
        of_people=False,
    ),
    Page("Organisations", lambda _v: "/organisations/", of_people=False),
    Page("Organisation", lambda v: f"/organisations/{v.organisation}/", of_people=False),
)
