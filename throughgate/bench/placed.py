"""The tables of introductions of the large region, with what comes after a start, and two plans.

They are loaded after the people and can be added to a region that is there: all of it follows from numbers alone.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator

from throughgate.bench import region as r
from throughgate.bench.chance import bits
from throughgate.bench.matters import (
    NOT_INTRODUCED,
    OVER,
    RUNNING,
    Matter,
    introductions_in,
    matters,
    officers_count,
    officers_in,
)
from throughgate.bench.region import Region
from throughgate.bench.tables import NAMES, NULL, OPENINGS, Row, Table

MILESTONES = {"start": 0, "6_weeks": 42, "6_months": 183, "12_months": 365}
T_LINK, T_ASSIGNMENT, T_TAKE_PART, T_PLANS, T_SHOWN, T_PLACEMENT, T_INTRODUCTION, T_FORM = range(60, 68)
T_ANSWER, T_MESSAGE, T_FOLLOW_UP, T_FEEDBACK, T_PLAN, T_PLACE = range(68, 74)


def users(region: Region, numbers: range) -> Iterator[Row]:
    """Make their accounts."""
    for number, _chamber in list(officers_in(region))[numbers.start : numbers.stop]:
        name = NAMES.of(number + 20_000_000)
        yield region.user_key(number), f"bench.{number}", "!", name.given, name.family, "now"


def memberships(region: Region, numbers: range) -> Iterator[Row]:
    """Make their memberships."""
    for number, chamber in list(officers_in(region))[numbers.start : numbers.stop]:
        yield (
            region.member_key(number), region.user_key(number), region.organisation_key(chamber), "{placement_officer}",
            region.day(900),
        )  # fmt: skip


def consents(region: Region, numbers: range) -> Iterator[Row]:
    """Make the consents: to the chamber, to the plan (of three in four), and what an introduction rests on."""
    for one in matters(region, numbers):
        asker = region.member_key(region.workers[one.case.prison][0])
        asked = [(T_TAKE_PART, "take_part", region.organisation_key(one.chamber))]
        if one.mixed >> 60 & 3:
            asked.append((T_PLANS, "regional_plan", NULL))
        if one.state not in NOT_INTRODUCED:
            asked.append((T_SHOWN, _purpose(one), region.organisation_key(one.company)))
        for table, purpose, recipient in asked:
            yield (
                region.key(table, one.number, one.begun), region.person_key(one.case), purpose, recipient, "given", asker,
                region.organisation_key(one.case.prison), "de", region.day(one.begun), region.day(one.begun),
            )  # fmt: skip


def _route(one: Matter) -> str:
    return ("open", "neutral")[one.mixed >> 58 & 1]


def _purpose(one: Matter) -> str:
    return "open_introduction" if _route(one) == "open" else "neutral_profile"


def links(region: Region, numbers: range) -> Iterator[Row]:
    """Make the chambers' links, shared from the prison's."""
    for one in matters(region, numbers):
        case = one.case
        yield (
            region.key(T_LINK, one.number, one.begun), region.person_key(case), region.organisation_key(one.chamber),
            "placement", "consent", region.key(T_TAKE_PART, one.number, one.begun),
            region.key(r.T_LINK, 3 * case.number, case.arrived), region.day(one.begun), region.day(one.left),
        )  # fmt: skip


def assignments(region: Region, numbers: range) -> Iterator[Row]:
    """Give each to a placement officer."""
    for one in matters(region, numbers):
        yield (
            region.key(T_ASSIGNMENT, one.number, one.begun), region.person_key(one.case),
            region.key(T_LINK, one.number, one.begun), region.member_key(one.officer),
            region.day(one.begun), region.day(one.left),
        )  # fmt: skip


def profile(one: Matter) -> str:
    """Return what a company reads of somebody."""
    return json.dumps(
        {
            "called": f"{one.name.given} {one.name.family[:1]}.", "wishes": [], "strengths": ["Works carefully"],
            "certificates": ["Forklift certificate"], "languages": [{"language": "de", "level": "B1"}], "licences": ["B"],
            "available": "now", "contact": {"organisation": "Chamber", "name": "Peter Bench"},
        },
    )  # fmt: skip


def _introduced(region: Region, one: Matter) -> str:
    return NULL if one.state == "proposed" else region.key(T_INTRODUCTION, one.number, one.begun)


def introductions(region: Region, numbers: range) -> Iterator[Row]:
    """Make what companies see."""
    for one in matters(region, numbers):
        if one.state != "proposed":
            shown = one.state not in (*NOT_INTRODUCED, *OVER)
            yield (
                _introduced(region, one), region.organisation_key(one.company), region.key(30, one.opening, one.opening % 60),
                region.organisation_key(one.chamber), one.state, profile(one) if shown else NULL,
                _route(one) if one.state not in NOT_INTRODUCED else "", region.day(one.started), region.day(one.moved),
            )  # fmt: skip


def placements(region: Region, numbers: range) -> Iterator[Row]:
    """Make what staff see."""
    for one in matters(region, numbers):
        agreed = one.state not in NOT_INTRODUCED
        yield (
            region.key(T_PLACEMENT, one.number, one.begun), region.person_key(one.case),
            region.key(30, one.opening, one.opening % 60), region.organisation_key(one.company),
            region.organisation_key(one.chamber), region.member_key(one.officer), region.key(T_FORM, one.number, one.begun),
            one.state, _introduced(region, one), NULL if one.state == "proposed" else profile(one),
            _route(one) if agreed else "", region.key(T_SHOWN, one.number, one.begun) if agreed else NULL,
            region.day(one.begun), NULL if one.state == "proposed" else region.day(one.begun - 2), region.day(one.moved),
            region.day(one.started), region.day(one.moved) if one.state in OVER else NULL,
            "hours" if one.state in ("declined", "withdrawn", "ended_early") else "",
        )  # fmt: skip


def answers(region: Region, numbers: range) -> Iterator[Row]:
    """Make what those said who were asked: everybody yes where it went on, one of them where it waits."""
    for one in matters(region, numbers):
        if one.state == "proposed":
            continue
        whose = (
            ("person", "company", "custody")
            if one.state not in NOT_INTRODUCED
            else (("person", "company")[one.number & 1],)
        )
        for place, who in enumerate(whose):
            taken_by = one.case.lead if who == "custody" else one.officer
            yield (
                region.key(T_ANSWER, 3 * one.number + place, one.begun), region.person_key(one.case),
                region.key(T_PLACEMENT, one.number, one.begun), who, "t" if one.state not in NOT_INTRODUCED else "f",
                region.day(one.begun - 4), NULL if taken_by is None else region.member_key(taken_by),
                "neutral" if who == "person" else "", "de" if who == "person" else "",
            )  # fmt: skip


def messages(region: Region, numbers: range) -> Iterator[Row]:
    """Make a message where one talks, and its answer, which one in five has not read."""
    for one in matters(region, numbers):
        if one.state in ("in_talks", "trial", "offered"):
            for place, side in enumerate(("officer", "company")):
                number = 2 * one.number + place
                yield (
                    region.key(T_MESSAGE, number, one.moved), _introduced(region, one), side, "When would it suit you?",
                    str(uuid.UUID(region.key(T_FORM, 2_000_000_000 + number, one.moved))), f"{region.day(one.moved)} 10:00",
                    NULL if side == "company" and one.number % 5 == 0 else f"{region.day(one.moved)} 18:00",
                )  # fmt: skip


def _milestones(one: Matter) -> Iterator[tuple[int, str, int]]:
    """Yield number, name and due day of each milestone that has come."""
    if one.started is not None:
        for place, (milestone, days) in enumerate(MILESTONES.items()):
            if days <= one.started:
                yield 4 * one.number + place, milestone, one.started - days


def follow_ups(region: Region, numbers: range) -> Iterator[Row]:
    """Make the milestones that have come: those older than two weeks are closed."""
    for one in matters(region, numbers):
        for number, milestone, due in _milestones(one):
            over = due > 14 or one.state not in RUNNING
            yield (
                region.key(T_FOLLOW_UP, number, due), region.person_key(one.case),
                region.key(T_PLACEMENT, one.number, one.begun), milestone, region.day(due), region.day(due),
                region.day(due - 7) if due > 7 else NULL, region.day(due - 3) if over and due > 3 else NULL,
                region.day(max(due - 14, 0)) if over else NULL,
            )  # fmt: skip


def feedback(region: Region, numbers: range) -> Iterator[Row]:
    """Make what was said where it is closed; one in twelve tells of trouble."""
    for one in matters(region, numbers):
        for number, _milestone, due in _milestones(one):
            for place, whose in enumerate(("person", "company") if due > 14 else ()):
                mixed = bits(number, 21 + place)
                trouble = mixed % 12 == 0
                yield (
                    region.key(T_FEEDBACK, 2 * number + place, due), region.person_key(one.case),
                    region.key(T_FOLLOW_UP, number, due), region.key(T_PLACEMENT, one.number, one.begun), whose, "yes",
                    "some" if trouble else "well", region.day(due - 5), region.day(0) if trouble and mixed & 64 else NULL,
                )  # fmt: skip


def plans(region: Region, numbers: range) -> Iterator[Row]:
    """Make two plans of the first chamber, the second beside the first."""
    chamber = region.numbers("chamber")[0]
    held = [one for one in matters(region, range(introductions_in(region))) if _is_held(one, chamber)]
    placed = sum(not _has_none(one) for one in held)
    for n in numbers:
        days, key = (9, 0)[n], region.key(T_PLAN, n, (9, 0)[n])
        yield (
            key, region.organisation_key(chamber), region.member_key(next(officers_in(region))[0]), "done",
            f"{region.day(days + 1)} 08:00", f"{region.day(days + 1)} 08:00", f"{region.day(days + 1)} 08:01",
            f"{region.day(days + 1)} 08:01", "1", region.key(T_PLAN, 0, 9) if n else NULL, "t",
            str(len(held)),
            str(placed),
            str(OPENINGS),
        )  # fmt: skip


def _is_held(one: Matter, chamber: int) -> bool:
    return one.chamber == chamber and bool(one.mixed >> 60 & 3)


def _has_none(one: Matter) -> bool:
    return one.mixed >> 40 & 7 == 0


def places(region: Region, numbers: range) -> Iterator[Row]:
    """Put everybody of the first chamber who agreed into both plans; one in eight has no place."""
    chamber = region.numbers("chamber")[0]
    for one in matters(region, numbers):
        if not _is_held(one, chamber):
            continue
        opening = region.key(30, one.opening, one.opening % 60)
        later = (one.opening + 1) % OPENINGS
        moved = region.key(30, later, later % 60) if one.mixed >> 52 & 7 == 0 else opening
        none = _has_none(one)
        for n, days in enumerate((9, 0)):
            suggested = NULL if none else (opening, moved)[n]
            yield (
                region.key(T_PLACE, 2 * one.number + n, days), region.key(T_PLAN, n, days), region.organisation_key(chamber),
                region.person_key(one.case), suggested, "nothing_fits" if none else "",
                opening if n and not none else NULL, "t" if n and suggested not in (opening, NULL) else "f", one.name.name_key,
            )  # fmt: skip


def _two(_region: Region) -> int:
    return 2


PLACED = (
    Table("accounts.User", "id username password given_names family_name created_at", users, officers_count),
    Table("accounts.Membership", "id user_id organisation_id roles starts_on", memberships, officers_count),
    Table(
        "people.Consent",
        "id person_id purpose recipient_id state asked_by_id asked_for_id explained_in asked_on answered_on",
        consents,
        introductions_in,
    ),
    Table(
        "people.CaseLink",
        "id person_id organisation_id role basis consent_id shared_from_id from_on until_on",
        links,
        introductions_in,
    ),
    Table(
        "people.Assignment",
        "id person_id link_id membership_id from_on until_on",
        assignments,
        introductions_in,
    ),
    Table(
        "placements.Introduction",
        "id organisation_id opening_id contact_of_id state profile route started_on moved_on",
        introductions,
        introductions_in,
    ),
    Table(
        "placements.Placement",
        "id person_id opening_id organisation_id kept_by_id proposed_by_id form_key state introduction_id profile route "
        "consent_id proposed_on asked_on moved_on started_on ended_on reason",
        placements,
        introductions_in,
    ),
    Table(
        "placements.Answer",
        "id person_id placement_id whose agrees answered_on taken_by_id route explained_in",
        answers,
        introductions_in,
    ),
    Table(
        "placements.Message",
        "id introduction_id side text once written_at read_at",
        messages,
        introductions_in,
    ),
    Table(
        "followups.FollowUp",
        "id person_id placement_id milestone due_on person_asked_on company_asked_on confirmed_on closed_on",
        follow_ups,
        introductions_in,
    ),
    Table(
        "followups.Feedback",
        "id person_id follow_up_id placement_id whose there going answered_on seen_to_on",
        feedback,
        introductions_in,
    ),
    Table(
        "planning.Plan",
        "id organisation_id made_by_id state started_at begun_at moved_at ended_at share since_id optimal people placed openings",
        plans,
        _two,
    ),
    Table(
        "planning.Place",
        "id plan_id organisation_id person_id opening_id why before_id is_changed name_key",
        places,
        introductions_in,
    ),
)
"""In any order: foreign keys are put aside while they are filled."""
