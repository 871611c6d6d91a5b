"""What is near: lay one person beside one opening and answer with reasons. No score, no ranking of people.

A value that nobody knows is "cannot say": it neither opens nor shuts anything silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from throughgate.ground.vocabulary.rules import LEVELS, covers, distance_km, is_within
from throughgate.work.matching.facts import NONE, OpeningFacts, PersonFacts


class Verdict(StrEnum):
    """What one reason, or all of them together, say."""

    FITS = "fits"
    SUPPORT = "fits_with_support"
    CANNOT_SAY = "cannot_say"
    BLOCKED = "blocked"
    TOLD = "told"
    """Worth knowing, without weight; never a verdict of its own."""


HEAVIEST_FIRST = (Verdict.BLOCKED, Verdict.CANNOT_SAY, Verdict.SUPPORT)


@dataclass(frozen=True)
class Settings:
    """What the house decides, the same for all and shown on the page."""

    default_reach_km: float = 30.0
    """Taken where a person's travel reach is not known."""
    window: timedelta = timedelta(days=365)
    """How long after release an opening may start."""


DEFAULT = Settings()
FARTHER_KM = (5, 10, 15, 20, 30)
"""So much more reach is tried, to say what it would open."""


class Reason(NamedTuple):
    """One fact of the comparison: a code with its values; the words are made elsewhere.

    A tuple, for a page compares with hundreds of openings, and each answer has ten of them.
    """

    code: str
    verdict: Verdict
    values: Mapping[str, object] = MappingProxyType({})


@dataclass(frozen=True)
class Answer:
    """The verdict about one opening with all its reasons."""

    key: str
    verdict: Verdict
    reasons: tuple[Reason, ...]
    distance_km: float | None = None
    """Unrounded; None where a position is not known."""

    @property
    def order(self) -> tuple[bool, float, str]:
        """Return the order of a list: what is near the wish first, then by distance."""
        is_wished = any(reason.code == "occupation" for reason in self.reasons)
        return not is_wished, float("inf") if self.distance_km is None else self.distance_km, self.key


def reach_of(person: PersonFacts, settings: Settings = DEFAULT) -> float:
    """Return how far the person travels, in km."""
    return settings.default_reach_km if person.reach_km is None else person.reach_km


def judge(person: PersonFacts, opening: OpeningFacts, *, today: date, settings: Settings = DEFAULT) -> Answer:
    """Compare one person with one opening."""
    km = distance_km(person.home, opening.position) if person.home and opening.position else None
    reasons = (
        *distance_reasons(person, opening, km, settings),
        *start_reasons(person, opening, today, settings),
        *end_reasons(person, opening, today),
        *seat_reasons(opening),
        *kind_reasons(person, opening),
        *licence_reasons(person, opening),
        *language_reasons(person, opening),
        *certificate_reasons(person, opening),
        *competency_reasons(person, opening),
        *right_to_work_reasons(person, opening),
        *occupation_reasons(person, opening),
    )
    return Answer(opening.key, heaviest(reasons), reasons, km)


def heaviest(reasons: Iterable[Reason]) -> Verdict:
    """Return what several reasons say together."""
    found = {reason.verdict for reason in reasons}
    return next((verdict for verdict in HEAVIEST_FIRST if verdict in found), Verdict.FITS)


def judge_all(
    person: PersonFacts, openings: Iterable[OpeningFacts], *, today: date, settings: Settings = DEFAULT
) -> dict[Verdict, tuple[Answer, ...]]:
    """Compare with many openings, grouped by verdict; what is near the wish first, then by distance."""
    answers = sorted(
        (judge(person, opening, today=today, settings=settings) for opening in openings),
        key=lambda answer: answer.order,
    )
    groups = (Verdict.FITS, Verdict.SUPPORT, Verdict.BLOCKED, Verdict.CANNOT_SAY)
    return {group: tuple(a for a in answers if a.verdict is group) for group in groups}


def distance_reasons(
    person: PersonFacts, opening: OpeningFacts, km: float | None, settings: Settings
) -> Iterator[Reason]:
    """Yield what the distance says; `km` is None where a position is not known."""
    if opening.is_on_the_road:
        yield Reason("on_the_road", Verdict.TOLD)
        if opening.position is None:
            return  # it begins anywhere
    reach = reach_of(person, settings)
    if person.reach_km is None:
        yield Reason("reach_assumed", Verdict.TOLD, {"reach": reach})
    if person.home is None:
        yield Reason("home_unknown", Verdict.CANNOT_SAY)
    if opening.position is None:
        yield Reason("place_unknown", Verdict.CANNOT_SAY)
    if km is not None:
        values = {"km": km, "reach": reach}
        if km <= reach:
            yield Reason("distance", Verdict.FITS, values)
        else:
            yield Reason("too_far", Verdict.BLOCKED, values)


def start_reasons(
    person: PersonFacts, opening: OpeningFacts, today: date, settings: Settings
) -> Iterator[Reason]:
    """Yield what the days say: when somebody is free, and when one can start."""
    if opening.closing_on is not None and opening.closing_on < today:
        yield Reason("closed", Verdict.BLOCKED, {"on": opening.closing_on})
    last = opening.last_start
    if last is not None and last < today:
        yield Reason("start_over", Verdict.BLOCKED, {"on": last})
        return
    if opening.starts_on is None:
        yield Reason("start_unknown", Verdict.CANNOT_SAY)
    window = person.release.window(today)
    if window is None:
        yield Reason("release_unknown", Verdict.CANNOT_SAY)
        return
    first, planned, latest = window
    if opening.starts_on is not None and opening.starts_on > latest + settings.window:
        yield Reason("start_far", Verdict.BLOCKED, {"on": opening.starts_on})
    elif last is not None and last < first:
        if opening.day_release:
            yield Reason("start_on_day_release", Verdict.SUPPORT, {"on": last})
        else:
            yield Reason("start_before_release", Verdict.BLOCKED, {"on": last})
    elif last is not None and last < planned:
        yield Reason("start_if_early", Verdict.SUPPORT, {"on": last})
    elif last is not None and last < latest:
        yield Reason("start_if_not_later", Verdict.SUPPORT, {"on": last})
    elif opening.starts_on is not None:
        now = opening.starts_on <= planned
        yield Reason(
            "start", Verdict.FITS, {"on": opening.starts_on, "now": now, "inside": not person.release.is_free}
        )


def end_reasons(person: PersonFacts, opening: OpeningFacts, today: date) -> Iterator[Reason]:
    """Yield that the offer ends before the person is free, where a longer offer would help.

    One that is over already is told where it is listed.
    """
    window, ends, last = person.release.window(today), opening.expires_on, opening.last_start
    if window is None or ends is None or (last is not None and last < window[0]):
        return
    if today <= ends < window[1]:
        yield Reason("offer_ends", Verdict.SUPPORT, {"on": ends})


def seat_reasons(opening: OpeningFacts) -> Iterator[Reason]:
    """Yield whether a seat is left."""
    if opening.seats is None:
        yield Reason("seats_unknown", Verdict.CANNOT_SAY)
    elif opening.seats < 1:
        yield Reason("seats_none", Verdict.BLOCKED)
    else:
        yield Reason("seats", Verdict.FITS, {"seats": opening.seats})


def kind_reasons(person: PersonFacts, opening: OpeningFacts) -> Iterator[Reason]:
    """Yield whether the kind is wished."""
    if person.wish_kinds:
        wanted = opening.kind in person.wish_kinds
        code, verdict = ("kind", Verdict.FITS) if wanted else ("kind_not_wished", Verdict.BLOCKED)
        yield Reason(code, verdict, {"kind": opening.kind})


def licence_reasons(person: PersonFacts, opening: OpeningFacts) -> Iterator[Reason]:
    """Yield what is said of each licence class asked."""
    if opening.licences is None:
        yield Reason("licence_need_unknown", Verdict.CANNOT_SAY)
        return
    if not opening.licences:
        yield Reason("licence_not_needed", Verdict.FITS)
    for asked in sorted(opening.licences):
        values = {"licence": asked}
        if person.licences is None:
            yield Reason("licence_unknown", Verdict.CANNOT_SAY, values)
        elif covers(frozenset(person.licences), asked):
            yield Reason("licence", Verdict.FITS, values)
        else:
            yield Reason("licence_missing", Verdict.BLOCKED, values)


def language_reasons(person: PersonFacts, opening: OpeningFacts) -> Iterator[Reason]:
    """Yield what is said of each language asked: one level short is support."""
    if opening.languages is None:
        yield Reason("language_need_unknown", Verdict.CANNOT_SAY)
        return
    if not opening.languages:
        yield Reason("language_not_needed", Verdict.FITS)
    for language, needed in sorted(opening.languages.items()):
        shown = "" if person.languages is None else person.languages.get(language, NONE)
        values = {"language": language, "needed": needed, "shown": shown}
        missing = LEVELS.index(needed) - LEVELS.index(shown) if shown else None
        if missing is None:
            yield Reason("language_unknown", Verdict.CANNOT_SAY, values)
        elif missing <= 0:
            yield Reason("language", Verdict.FITS, values)
        elif missing == 1:
            yield Reason("language_nearly", Verdict.SUPPORT, values)
        else:
            yield Reason("language_missing", Verdict.BLOCKED, values)


def certificate_reasons(person: PersonFacts, opening: OpeningFacts) -> Iterator[Reason]:
    """Yield which of the certificates asked are shown."""
    for code in sorted(set(opening.certificates)):
        held = code in person.certificates
        # What is not shown may be there, or can be made: a course, not a wall.
        yield Reason(
            "certificate" if held else "certificate_not_shown",
            Verdict.FITS if held else Verdict.SUPPORT,
            {"certificate": code},
        )


def competency_reasons(person: PersonFacts, opening: OpeningFacts) -> Iterator[Reason]:
    """Yield which of the levels asked are shown."""
    for name, wanted in sorted(opening.competencies.items()):
        values = {"competency": name, "wanted": wanted.level, "needed": wanted.needed}
        shown = person.competencies.get(name)
        # A level is somebody's assessment: it may call for support, it never shuts a door.
        if shown is None:
            yield Reason("competency_not_observed", Verdict.SUPPORT, values)
        elif shown < wanted.level:
            yield Reason("competency_short", Verdict.SUPPORT, values | {"shown": shown})
        else:
            yield Reason("competency", Verdict.FITS, values | {"shown": shown})


def right_to_work_reasons(person: PersonFacts, opening: OpeningFacts) -> Iterator[Reason]:
    """Yield whether the person may work."""
    if opening.kind == "support":
        return
    if person.right_to_work == "no":
        yield Reason("right_to_work_none", Verdict.BLOCKED)
    elif person.right_to_work == "clarifying":
        yield Reason("right_to_work_clarifying", Verdict.SUPPORT)
    elif not person.right_to_work:
        # The same for every opening: the page says it once, on top.
        yield Reason("right_to_work_unknown", Verdict.TOLD)


def occupation_reasons(person: PersonFacts, opening: OpeningFacts) -> Iterator[Reason]:
    """Yield whether the occupation is near a wish."""
    if not person.wishes:
        return
    if not opening.occupation:
        yield Reason("occupation_unknown", Verdict.TOLD)
    elif any(is_near(opening.occupation, wish) for wish in person.wishes):
        yield Reason("occupation", Verdict.FITS, {"occupation": opening.occupation})
    else:
        yield Reason("occupation_other", Verdict.TOLD, {"occupation": opening.occupation})


def is_near(occupation: str, wish: str) -> bool:
    """Say whether two occupations stand close in the tree of ISCO-08: within each other, or in one minor group."""
    return (
        is_within(occupation, wish)
        or is_within(wish, occupation)
        or (min(len(occupation), len(wish)) >= 3 and occupation[:3] == wish[:3])
    )
