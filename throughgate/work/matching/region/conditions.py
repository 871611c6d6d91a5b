"""Which facts decide a pair, as criteria: each asks the rule of `near`, the one place that judges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial

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
    yield _nobody_said(people, asked, near.licence_reasons(PersonFacts(), _asking()))
    held = [None if one.facts.licences is None else frozenset(one.facts.licences) for one in people]
    holds = lru_cache(maxsize=None)(covers)
    for one in sorted({licence for classes in asked for licence in classes or ()}):
        yield criterion(
            one,
            (None if classes is None else holds(classes, one) for classes in held),
            (one in (classes or ()) for classes in asked),
            partial(_licence, one),
        )


def _licence(one: str, is_held: bool | None, is_asked: bool) -> int:  # noqa: FBT001 - values of a criterion
    if not is_asked:
        return FITS
    held = None if is_held is None else (one,) if is_held else ()
    return verdict(near.licence_reasons(PersonFacts(licences=held), _asking(licences=(one,))))


def languages(people: People, openings: Openings) -> Iterator[Criterion]:
    """Yield what is said of each language that any opening asks for."""
    asked = [one.facts.languages for one in openings]
    yield _nobody_said(people, asked, near.language_reasons(PersonFacts(), _asking()))
    for one in sorted({language for levels in asked for language in levels or ()}):
        yield criterion(
            one,
            (level_of(person.facts, one) for person in people),
            ((levels or {}).get(one) for levels in asked),
            partial(_language, one),
        )


def _language(one: str, shown: str, asked: str | None) -> int:
    if asked is None:
        return FITS
    return verdict(
        near.language_reasons(PersonFacts(languages={one: shown}), _asking(languages={one: asked}))
    )


def level_of(person: PersonFacts, language: str) -> str:
    """Return a person's level of a language, empty where nobody knows it."""
    return "" if person.languages is None else person.languages.get(language, NONE)


def certificates(people: People, openings: Openings) -> Iterator[Criterion]:
    """Yield what is said of each certificate that any opening asks for."""
    for one in sorted({code for opening in openings for code in opening.facts.certificates}):
        yield criterion(
            one,
            (one in person.facts.certificates for person in people),
            (one in opening.facts.certificates for opening in openings),
            partial(_certificate, one),
        )


def _certificate(one: str, is_held: bool, is_asked: bool) -> int:  # noqa: FBT001 - values of a criterion
    held, asked = (one,) if is_held else (), (one,) if is_asked else ()
    return verdict(near.certificate_reasons(PersonFacts(certificates=held), _asking(certificates=asked)))


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


def _nobody_said(people: People, asked: Sequence[object | None], reasons: Iterable[near.Reason]) -> Criterion:
    """Return what is said where nobody knows what an opening asks for."""
    unknown = verdict(reasons)
    return criterion(
        "",
        (None for _ in people),
        (one is None for one in asked),
        lambda _, is_unknown: unknown if is_unknown else FITS,
    )


def _asking(**facts: object) -> OpeningFacts:
    """Return an opening of which nothing but these facts is known."""
    return OpeningFacts(**{"key": "", "kind": "", **facts})  # type: ignore[arg-type]
