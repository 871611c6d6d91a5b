"""Which facts decide a pair, as criteria: each asks the rule of `near`, the one place that judges."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial

from throughgate.ground.vocabulary.rules import covers
from throughgate.work.matching import near
from throughgate.work.matching.facts import NONE, OpeningFacts, PersonFacts, demands_of
from throughgate.work.matching.region.columns import OneOpening, OnePerson
from throughgate.work.matching.region.criteria import CODES, FITS, SHUT, Criterion, Numbered, criterion
from throughgate.work.matching.region.people import People

Openings = Sequence[OneOpening]
_covers = lru_cache(maxsize=None)(covers)


def verdict(reasons: Iterable[near.Reason]) -> int:
    """Return what reasons say together, as a number."""
    return CODES[near.heaviest(reasons)]


def kinds(people: People, openings: Openings) -> Iterator[Criterion]:
    """Yield what kind, right to work and seats say."""
    yield criterion(
        "kind",
        people.numbered("kind", _wished),
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
        _anybody(people),
        (one.facts.seats and min(one.facts.seats, 1) for one in openings),
        lambda _, seats: verdict(near.seat_reasons(_asking(seats=seats))),
    )


def _wished(person: OnePerson) -> tuple[frozenset[str], str]:
    return frozenset(person.facts.wish_kinds), person.facts.right_to_work


def licences(people: People, openings: Openings) -> Iterator[Criterion]:
    """Yield what is said of each licence class that any opening asks for."""
    asked = [one.facts.licences for one in openings]
    yield _nobody_said(people, asked, near.licence_reasons(PersonFacts(), _asking()))
    for one in sorted({licence for classes in asked for licence in classes or ()}):
        yield criterion(
            one,
            people.numbered(("licence", one), partial(_holds, one)),
            (one in (classes or ()) for classes in asked),
            partial(_licence, one),
        )


def _holds(one: str, person: OnePerson) -> bool | None:
    held = person.facts.licences
    return None if held is None else _covers(frozenset(held), one)


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
            people.numbered(("language", one), partial(_level, one)),
            ((levels or {}).get(one) for levels in asked),
            partial(_language, one),
        )


def _language(one: str, shown: str, asked: str | None) -> int:
    if asked is None:
        return FITS
    return verdict(
        near.language_reasons(PersonFacts(languages={one: shown}), _asking(languages={one: asked}))
    )


def _level(language: str, person: OnePerson) -> str:
    return level_of(person.facts, language)


def level_of(person: PersonFacts, language: str) -> str:
    """Return a person's level of a language, empty where nobody knows it."""
    return "" if person.languages is None else person.languages.get(language, NONE)


def certificates(people: People, openings: Openings) -> Iterator[Criterion]:
    """Yield what is said of each certificate that any opening asks for."""
    for one in sorted({code for opening in openings for code in opening.facts.certificates}):
        yield criterion(
            one,
            people.numbered(("certificate", one), partial(_holds_certificate, one)),
            (one in opening.facts.certificates for opening in openings),
            partial(_certificate, one),
        )


def _holds_certificate(one: str, person: OnePerson) -> bool:
    return one in person.facts.certificates


def _certificate(one: str, is_held: bool, is_asked: bool) -> int:  # noqa: FBT001 - values of a criterion
    held, asked = (one,) if is_held else (), (one,) if is_asked else ()
    return verdict(near.certificate_reasons(PersonFacts(certificates=held), _asking(certificates=asked)))


def shut(people: People, openings: Openings) -> Iterator[Criterion]:
    """Yield what work conditions shut."""
    asked = [demands_of(one.facts) for one in openings] if people.demands else []
    for demand in people.demands:
        yield criterion(
            demand,
            people.numbered(("shut", demand), partial(_is_kept_from, demand)),
            (demand in demands for demands in asked),
            lambda is_shut, is_asked: SHUT if is_shut and is_asked else FITS,
        )


def _is_kept_from(demand: str, person: OnePerson) -> bool:
    return demand in person.shut


def _nobody_said(people: People, asked: Sequence[object | None], reasons: Iterable[near.Reason]) -> Criterion:
    """Return what is said where nobody knows what an opening asks for."""
    unknown = verdict(reasons)
    return criterion(
        "",
        _anybody(people),
        (one is None for one in asked),
        lambda _, is_unknown: unknown if is_unknown else FITS,
    )


def _anybody(people: People) -> Numbered:
    """Return people as one value: what is said does not hang on them."""
    return people.numbered("anybody", lambda _: None)


def _asking(**facts: object) -> OpeningFacts:
    """Return an opening of which nothing but these facts is known."""
    return OpeningFacts(**{"key": "", "kind": "", **facts})  # type: ignore[arg-type]
