"""What companies and people who look for work should know in a region, in words: facts of its pack, in groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.languages.days import short_day
from throughgate.foundation.languages.texts import text_in
from throughgate.ground.jurisdictions.packs import InCountry
from throughgate.work.openings.packs import EMPLOYER, Fact

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

ABOUT: Final[dict[str, _StrPromise]] = {
    "subsidies": _("Money for the employer"),
    "insurance": _("Insurance and liability"),
    "contact": _("Whom to call"),
    "questions": _("What may be asked"),
}
SAYS: Final[dict[str, _StrPromise]] = {
    "must": _("You must say"),
    "may": _("You may"),
    "need_not": _("You need not say"),
}
WHEN: Final[dict[str, _StrPromise]] = {
    "": _("For every work"),
    "cash": _("Work with money"),
    "driving": _("Work as a driver"),
    "minors": _("Work with minors"),
    "regulated": _("Work for which a law asks for a clean record"),
}


@dataclass(frozen=True)
class Shown:
    """A fact in words."""

    text: str
    source: str
    address: str
    checked: str


@dataclass(frozen=True)
class Group:
    """Facts under one heading; none: nothing is known."""

    title: str
    facts: Sequence[Shown]
    staff: Sequence[Shown] = ()
    """What is not for companies."""


@dataclass(frozen=True)
class Part:
    """What holds for one kind of work: groups of what must, may and need not be said."""

    title: str
    groups: Sequence[Group]


def for_companies(region: InCountry, *, also_staff: bool) -> list[Group]:
    """Return what a company should know, group by group; an empty group says that nothing is known."""
    facts = _facts(region)
    return [
        Group(
            str(title),
            _shown(fact for fact in facts if fact.about == about and fact.to == "all"),
            _shown(fact for fact in facts if also_staff and fact.about == about and fact.to == "staff"),
        )
        for about, title in ABOUT.items()
    ]


def for_people(region: InCountry) -> list[Part]:
    """Return what somebody must, may and need not say, for every work and for some; only what is known."""
    facts = [fact for fact in _facts(region) if fact.says is not None]
    found = []
    for code, title in WHEN.items():
        of_work = [fact for fact in facts if (code in fact.when if code else not fact.when)]
        groups = [
            Group(str(words), shown)
            for says, words in SAYS.items()
            if (shown := _shown(fact for fact in of_work if fact.says == says))
        ]
        if groups:
            found.append(Part(str(title), groups))
    return found


def _facts(region: InCountry) -> list[Fact]:
    pack = EMPLOYER.of(region)
    return pack.facts if pack is not None else []


def _shown(facts: Iterable[Fact]) -> list[Shown]:
    return [Shown(text_in(one.text), one.source, one.address, short_day(one.checked)) for one in facts]
