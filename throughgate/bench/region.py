"""Who is where in the large region: organisations, staff and the case of person number n, without storing them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from throughgate.bench.chance import bits, key, milliseconds

KINDS = {
    # Two hundred organisations; the last prison is new and empty.
    "prison": 46, "probation": 20, "chamber": 10, "school": 24, "company": 40, "third_sector": 30, "club": 30,
}  # fmt: skip
COMPANIONS = ("third_sector", "club", "chamber", "school")
PART = {"third_sector": "companion", "club": "companion", "chamber": "placement", "school": "school"}
INSIDE = 0.08
"""Of all people who were ever registered, those in custody now."""
YEARS = 15
SEEN_AFTER = 1_500
"""Days after release until a prison's link has ended."""
T_ORGANISATION, T_USER, T_MEMBER, T_PERSON, T_STAY, T_LINK, T_ASSIGNMENT, T_CONSENT, T_SMALL = range(1, 10)


@dataclass(frozen=True, slots=True)
class Member:
    """One membership."""

    number: int
    organisation: int
    roles: str


@dataclass(slots=True)
class Case:
    """What happened to one person, in days before (positive) and after (negative) today."""

    number: int
    mixed: int
    prison: int
    arrived: int
    released: int | None
    expected: int | None
    lead: int | None
    probation: int | None
    companion: int | None


@dataclass
class Region:
    """The region with so many people, as it is on a day."""

    people: int
    today: date
    epoch: int = field(init=False)

    def __post_init__(self) -> None:
        """Count the days from which dates are made."""
        self.epoch = milliseconds(self.today)

    @cached_property
    def organisations(self) -> list[str]:
        """Return the kind of every organisation."""
        return [kind for kind, times in KINDS.items() for _ in range(times)]

    def numbers(self, kind: str) -> list[int]:
        """Return the organisations of a kind."""
        return [number for number, each in enumerate(self.organisations) if each == kind]

    @cached_property
    def prison_of(self) -> list[int]:
        """Return the prison for each of 4,096 equal shares of the people: a few are large, most are small."""
        prisons = self.numbers("prison")[:-1]
        weights = [1 / (rank + 3) for rank in range(len(prisons))]
        shares: list[int] = []
        for number, weight in zip(prisons, weights, strict=True):
            shares += [number] * round(4096 * weight / sum(weights))
        return (shares + [prisons[0]] * 4096)[:4096]

    @cached_property
    def members(self) -> list[Member]:
        """Return everybody who works in the region: 15,000 for a million people."""
        found: list[tuple[int, str]] = []
        share = {n: self.prison_of.count(n) / 4096 for n in self.numbers("prison")}
        for number, kind in enumerate(self.organisations):
            found.append((number, "administrator"))
            if kind == "prison":
                inside = self.people * INSIDE * share[number]
                found += [(number, "case_lead")] * max(1, round(inside / 60))
                found += [(number, "observer")] * max(1, round(self.people * 0.0095 * share[number]))
                found += [(number, "teacher"), (number, "data_protection_officer")]
            elif kind == "probation":
                found += [(number, "probation_officer")] * max(1, round(self.people * 0.035 / 20 / 60))
            else:
                role = {"chamber": "placement_officer", "school": "teacher", "company": "company_contact",
                        "third_sector": "tso_worker", "club": "volunteer"}[kind]  # fmt: skip
                found += [(number, role)] * max(1, round(self.people / 100_000))
        return [Member(n, organisation, roles) for n, (organisation, roles) in enumerate(found)]

    @cached_property
    def staff(self) -> dict[tuple[int, str], list[int]]:
        """Return members by organisation and role."""
        found: dict[tuple[int, str], list[int]] = {}
        for member in self.members:
            found.setdefault((member.organisation, member.roles), []).append(member.number)
        return found

    @cached_property
    def workers(self) -> dict[int, list[int]]:
        """Return who looks after people, by organisation."""
        of = {"probation": "probation_officer", "chamber": "placement_officer", "school": "teacher",
              "third_sector": "tso_worker", "club": "volunteer", "prison": "case_lead"}  # fmt: skip
        return {
            number: self.staff[number, of[kind]]
            for number, kind in enumerate(self.organisations)
            if kind in of
        }

    @cached_property
    def companions(self) -> list[int]:
        """Return the organisations that take part by consent."""
        return [number for kind in COMPANIONS for number in self.numbers(kind)]

    def case(self, number: int) -> Case:
        """Return the case of one person: those registered last are inside, the others left one after the other."""
        mixed = bits(number, 2)
        prison = self.prison_of[mixed & 4095]
        inside_from = round(self.people * (1 - INSIDE))
        wide = mixed >> 12
        if number >= inside_from:
            arrived, released = wide % 900, None
            days = (wide >> 12) % 1000
            expected = None if (wide >> 24) % 10 == 0 else -(1 + days * days // 1000)
        else:
            released = 1 + (inside_from - 1 - number) * YEARS * 365 // max(inside_from, 1)
            arrived, expected = released + 60 + wide % 540, released
        leads = self.workers[prison]
        # Nobody beside one in twenty; the others share the leads of their prison.
        lead = None if (wide >> 28) % 20 == 0 else leads[(wide >> 33) % len(leads)]
        leaves_soon = released is None and expected is not None and expected > -60
        chosen = bits(number, 3)
        probation = companion = None
        if (released is not None or leaves_soon) and chosen % 4 == 0:
            all_ = self.numbers_of_probation
            probation = all_[prison % len(all_)]
        if (chosen >> 8) % 25 == 0:
            companion = self.companions[(chosen >> 16) % len(self.companions)]
        return Case(number, mixed, prison, arrived, released, expected, lead, probation, companion)

    @cached_property
    def numbers_of_probation(self) -> list[int]:
        """Return the probation services."""
        return self.numbers("probation")

    def key(self, table: int, number: int, days_ago: int = 0) -> str:
        """Return the key of a row that was made so many days ago."""
        return key(table, number, self.epoch - days_ago * 86_400_000 + number % 86_400)

    def person_key(self, case: Case) -> str:
        """Return the key of the person."""
        return self.key(T_PERSON, case.number, case.arrived)

    def organisation_key(self, number: int) -> str:
        """Return the key of an organisation."""
        return self.key(T_ORGANISATION, number, 7000)

    def member_key(self, number: int) -> str:
        """Return the key of a membership."""
        return self.key(T_MEMBER, number, 6000)

    def user_key(self, number: int) -> str:
        """Return the key of the user behind a membership."""
        return self.key(T_USER, number, 6000)

    def day(self, days_ago: int | None) -> str:
        """Return the day so many days ago (in the future where negative) as PostgreSQL's COPY reads it."""
        if days_ago is None:
            return r"\N"
        known = self.days.get(days_ago)
        if known is None:
            known = self.days[days_ago] = (self.today - timedelta(days=days_ago)).isoformat()
        return known

    @cached_property
    def days(self) -> dict[int, str]:
        """Return the days that were asked for."""
        return {}
