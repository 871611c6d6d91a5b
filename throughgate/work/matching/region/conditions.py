"""Which facts decide a pair, as criteria: each asks the rule of `near`, the one place that judges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from throughgate.ground.vocabulary.rules import covers
from throughgate.work.matching import near
from throughgate.work.matching.facts import NONE, OpeningFacts, PersonFacts, demands_of
from throughgate.work.matching.region.columns import OneOpening, OnePerson
from throughgate.work.matching.region.criteria import CODES, FITS, SHUT, Criterion, criterion

People = Sequence[OnePerson]
Openings = Sequence[OneOpening]


def verdict(reasons: Iterable[near.Reason]) -> int:
    """Return what reasons say together, as a number."""
    return CODES[near.heaviest(reasons)]


def kinds(people: People, openings: Openings) -> Iterator[Criterion]:
    """Yield what kind, right to work and seats say."""
    yield criterion(
        "kind",
        ((frozenset(one.facts.wish_kinds), one.facts.right_to_work) for one in people),
        (one.facts.kind for one in openings),
        lambda person, kind: verdict(
            (
                *near.kind_reasons(PersonFacts(wish_kinds=person[0]), _asking(kind=kind)),
                *near.right_to_work_reasons(PersonFacts(right_to_work=person[1]), _asking(kind=kind)),
            )
        ),
    )
    yield criterion(
        "seats",
        (None for _ in people),
        (one.facts.seats and min(one.facts.seats, 1) for one in openings),
        lambda _, seats: verdict(near.seat_reasons(_asking(seats=seats))),
    )


def licences(people: People, openings: Openings) -> Iterator[Criterion]:
    """Yield what is said of each licence class that any opening asks for."""
    asked = [one.facts.licences for one in openings]
    held = [None if one.facts.licences is None else frozenset(one.facts.licences) for one in people]
    holds = lru_cache(maxsize=None)(covers)
    for one in (None, *sorted({licence for classes in asked for licence in classes or ()})):
        yield criterion(
            one or "",
            (one and (None if classes is None else holds(classes, one)) for classes in held),
            (classes is None if one is None else one in (classes or ()) for classes in asked),
            lambda has, wanted, one=one: (
                verdict(
                    near.licence_reasons(
                        PersonFacts(licences=None if has is None else (one,) if has else ()),
                        _asking(licences=one and (one,)),
                    )
                )
                if wanted
                else FITS
            ),
        )


def languages(people: People, openings: Openings) -> Iterator[Criterion]:
    """Yield what is said of each language that any opening asks for."""
    asked = [one.facts.languages for one in openings]
    for one in (None, *sorted({language for levels in asked for language in levels or ()})):
        yield criterion(
            one or "",
            (one and level_of(person.facts, one) for person in people),
            (levels is None if one is None else (levels or {}).get(one) for levels in asked),
            lambda shown, wanted, one=one: (
                verdict(
                    near.language_reasons(
                        PersonFacts(languages=one and {one: shown}),
                        _asking(languages=one and {one: wanted}),
                    )
                )
                if wanted
                else FITS
            ),
        )


def level_of(person: PersonFacts, language: str) -> str:
    """Return a person's level of a language, empty where nobody knows it."""
    return "" if person.languages is None else person.languages.get(language, NONE)


def certificates(people: People, openings: Openings) -> Iterator[Criterion]:
    """Yield what is said of each certificate that any opening asks for."""
    for code in sorted({code for one in openings for code in one.facts.certificates}):
        yield criterion(
            code,
            (code in one.facts.certificates for one in people),
            (code in one.facts.certificates for one in openings),
            lambda is_held, is_asked, code=code: verdict(
                near.certificate_reasons(
                    PersonFacts(certificates=(code,) if is_held else ()),
                    _asking(certificates=(code,) if is_asked else ()),
                )
            ),
        )


def shut(people: People, openings: Openings) -> Iterator[Criterion]:
    """Yield what work conditions shut."""
    asked = [demands_of(one.facts) for one in openings]
    for demand in sorted({demand for one in people for demand in one.shut}):
        yield criterion(
            demand,
            (demand in one.shut for one in people),
            (demand in demands for demands in asked),
            lambda is_shut, is_asked: SHUT if is_shut and is_asked else FITS,
        )


def _asking(**facts: object) -> OpeningFacts:
    """Return an opening of which nothing but these facts is known."""
    return OpeningFacts(**{"key": "", "kind": "", **facts})  # type: ignore[arg-type]
