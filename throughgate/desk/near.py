"""Openings near home: on the person's page, on a page of their own, and in plain lines for the person's print."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from throughgate.desk.doors import first_doors, shown_doors
from throughgate.foundation.web.tables import NO_KEY
from throughgate.ground.acting.actor import Actor, actor_in
from throughgate.person.people.access import asks_purpose, open_person
from throughgate.person.people.models import Person
from throughgate.person.people.names import full_name
from throughgate.work.matching import Verdict
from throughgate.work.matching.fit import Weights
from throughgate.work.openings import words
from throughgate.work.openings.choices import Kind
from throughgate.work.openings.queries.asking import companies_to_ask
from throughgate.work.openings.queries.facts import ASKED
from throughgate.work.openings.queries.near import (
    GROUPS,
    Described,
    Line,
    Near,
    comparison_settings,
    near,
)

TOP = 3
"""So many of a group stand on the person's page."""
FIRST = 8
"""So many of a group stand on the page of all of them, before one asks for the whole group."""
PRINTED = 5
"""So many stand on the person's print."""
PROPOSED = (Verdict.FITS, Verdict.SUPPORT)
"""What leads to a proposal."""
ToOpening = Callable[[uuid.UUID], str]
"""Gives the address of something about an opening, by its key."""
SHOWN_FIRST = (Verdict.FITS, Verdict.SUPPORT, Verdict.BLOCKED)


@dataclass(frozen=True)
class Shown:
    """One opening beside a person in words, or one person beside an opening."""

    address: str
    title: str
    second: str
    """What it is, who offers it and where, and what is worth knowing."""
    reasons: list[tuple[str, str]]
    verdict: str
    tag: str
    propose: str = ""
    """Where an introduction is proposed, for those who do."""


@dataclass(frozen=True)
class Group:
    """All openings of one verdict."""

    title: str
    hint: str
    lines: list[Shown]
    count: int
    code: str

    @property
    def hidden(self) -> int:
        """Return how many lines a link shows."""
        return self.count - len(self.lines)


def sees_near(actor: Actor) -> bool:
    """Say whether the actor's roles open the comparison of a person with openings."""
    return actor.may("read", "opening") and actor.may("read", "profile") and actor.may("read", "stay")


def near_section(actor: Actor, person: Person, card: Described) -> dict[str, Any] | None:
    """Return what `desk/near.html` shows on the person's page; None where the roles do not open it.

    One query, and one for the courses behind doors where there are any.
    """
    if not sees_near(actor):
        return None
    today = timezone.localdate()
    found = near(actor, person, card, today=today, apart=False)
    lines = [line for verdict in SHOWN_FIRST for line in found.groups[verdict][:TOP]]
    propose = proposing(actor, person)
    address = beside_address(person)
    return {
        "person": person,
        "heading": heading(person, found),
        "lines": [shown(line, today, address, propose) for line in lines],
        "unsure": found.count(Verdict.CANNOT_SAY),
        "compared": found.compared,
        "more": found.more,
        "gaps": gaps(found),
        "doors": shown_doors(actor, person, first_doors(found.doors)),
    }


@require_safe
@asks_purpose
def near_page(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show all openings near a person's home, grouped by what they ask, with reasons."""
    actor = actor_in(request)
    for kind in ("person", "opening", "profile", "stay"):
        actor.must("read", kind)
    person = open_person(request, key)
    today = timezone.localdate()
    found = near(actor, person, today=today)
    whole, propose, address = request.GET.get("show", ""), proposing(actor, person), beside_address(person)
    context = {
        "person": person,
        "name": full_name(person.given_names, person.family_name, person.called_name),
        "heading": heading(person, found),
        "groups": [
            group(found, verdict, today, address, whole=whole == verdict, propose=propose)
            for verdict in GROUPS
        ],
        "apart": [shown(line, today, address) for line in found.apart],
        "more_apart": found.more_apart,
        "more": found.more,
        "compared": found.compared,
        "has_home": person.home is not None,
        "gaps": gaps(found),
        "doors": shown_doors(actor, person, found.doors),
        "to_ask": _to_ask(actor, found),
        "weights": weights_in_words(found.weights),
        "may_change": actor.may("write", "profile"),
        "reach": words.kilometres(found.reach_km),
        "reach_is_assumed": found.facts.reach_km is None,
        "months": round(comparison_settings().window.days / 30.4),
    }
    return render(request, "desk/near_page.html", context)


def _to_ask(actor: Actor, found: Near) -> list[tuple[str, str, str]]:
    """Return where to ask, as (address, name, what for), where nothing fits. One query, none where something does."""
    if found.count(Verdict.FITS) or found.count(Verdict.SUPPORT):
        return []
    return [
        (
            reverse("organisations:page", args=[one.organisation.code]),
            one.organisation.name,
            " · ".join(
                (
                    str(one.opening.occupation or one.opening.title),
                    str(Kind(one.opening.kind).label),
                    words.kilometres(one.km),
                )
            ),
        )
        for one in companies_to_ask(actor, found.facts, found.reach_km, found.shut)
    ]


def group(
    found: Near,
    verdict: Verdict,
    today: date,
    address: ToOpening,
    *,
    whole: bool,
    propose: ToOpening | None = None,
) -> Group:
    """Return one group with its title: the nearest, or all of it."""
    titles = {
        Verdict.FITS: (_("Fits"), ""),
        Verdict.SUPPORT: (
            _("Fits with support"),
            _("Something is missing that can be learned or cleared up."),
        ),
        Verdict.BLOCKED: (_("Not possible now"), _("Something stands in the way.")),
        Verdict.CANNOT_SAY: (
            _("Not clear yet"),
            _("Something that decides is not known. Ask, and write it down."),
        ),
    }
    title, hint = titles[verdict]
    lines = found.groups[verdict]
    return Group(
        title,
        hint,
        [shown(line, today, address, propose) for line in lines[: None if whole else FIRST]],
        len(lines),
        verdict.value,
    )


def heading(person: Person, found: Near) -> SafeString | str:
    """Return the small line of a heading: from where, how far, and how many of each, with the way to them."""
    if person.home is None and not found.compared:
        return _("home not known")
    reach = words.kilometres(found.reach_km)
    where = (
        _("%(place)s, %(reach)s") % {"place": person.home.name, "reach": reach}
        if person.home
        else _("home not known")
    )
    fits, support, blocked, unsure = (found.count(verdict) for verdict in GROUPS)
    said = (
        ngettext("%(n)d fits", "%(n)d fit", fits) % {"n": fits},
        _("%(n)d with support") % {"n": support},
        _("%(n)d not possible") % {"n": blocked},
        _("%(n)d unclear") % {"n": unsure} if unsure else "",
    )
    page = reverse("desk:near", args=[person.pk])
    counts = [
        format_html('<a href="{0}?show={1}#{1}">{2}</a>', page, verdict.value, words_)
        if found.count(verdict)
        else words_
        for verdict, words_ in zip(GROUPS, said, strict=True)
        if words_
    ]
    return format_html_join(" · ", "{}", ((part,) for part in (where, *counts)))


def shown(line: Line, today: date, address: ToOpening, propose: ToOpening | None = None) -> Shown:
    """Put one opening with its answer into words: where it stands beside the person, and where it is proposed."""
    opening, answer = line.opening, line.answer
    parts = [str(Kind(opening.kind).label), opening.organisation__name]
    parts += [] if opening.is_on_the_road else [_town(opening)]
    parts += words.told(answer.reasons, today)
    return Shown(
        address(opening.id),
        opening.title,
        " · ".join(part for part in parts if part),
        words.facts_of_reasons(answer.reasons, today),
        str(words.VERDICTS[answer.verdict]),
        words.TAGS[answer.verdict],
        propose(opening.id) if propose and answer.verdict in PROPOSED else "",
    )


def beside_address(person: Person) -> ToOpening:
    """Return how one comes to an opening beside the person."""
    return _to_opening("desk:beside", person)


def proposing(actor: Actor, person: Person) -> ToOpening | None:
    """Return how one comes from an opening to proposing the person for it; None where the actor proposes nobody."""
    return _to_opening("placements:propose", person) if actor.may("write", "introduction") else None


def _to_opening(route: str, person: Person) -> ToOpening:
    before, _opening, after = reverse(route, args=[person.pk, NO_KEY]).rpartition(str(NO_KEY))
    return lambda opening: f"{before}{opening}{after}"


def _town(opening: Any) -> str:
    return opening.site__town or opening.site__name or ""


def weights_in_words(weights: Weights) -> str:
    """Return how much each term counts, in parts of a hundred."""
    names = (_("competencies"), _("occupation"), _("distance"), _("time until the start"))
    return ", ".join(
        _("%(name)s %(percent)s %%") % {"name": name, "percent": f"{round(share * 100)}"}
        for name, share in zip(names, weights.shares, strict=True)
    )


def gaps(found: Near) -> list[str]:
    """Return what is not known of the person and decides about openings: said once, not on every line."""
    facts = found.facts
    missing = {
        _("home after release"): facts.home is None,
        _("travel reach"): facts.reach_km is None,
        _("release date"): facts.release.window(timezone.localdate()) is None,
        _("level of German"): not (facts.languages or {}).get(ASKED),
        _("driving licence"): facts.licences is None,
        _("right to work"): not facts.right_to_work,
    }
    return [label for label, is_missing in missing.items() if is_missing]


def near_for_print(actor: Actor, person: Person, card: Described) -> list[tuple[str, str]]:
    """Return openings that fit, with or without support, as (title, detail) for the person. One query.

    What ends before the release is left out: asking for more time is not the person's errand.

    Call it inside `translation.override`: the words are those of the print's language.
    """
    if not sees_near(actor):
        return []
    today = timezone.localdate()
    found = near(actor, person, card, today=today, apart=False)
    lines = [*found.groups[Verdict.FITS], *found.groups[Verdict.SUPPORT]]
    there = [line for line in lines if all(reason.code != "offer_ends" for reason in line.answer.reasons)]
    return [(line.opening.title, _in_one_line(line, today)) for line in there[:PRINTED]]


def _in_one_line(line: Line, today: date) -> str:
    opening = line.opening
    where = words.place(_town(opening), is_on_the_road=opening.is_on_the_road)
    weighing = [text for _mark, text in words.facts_of_reasons(line.answer.reasons, today)]
    said = [str(Kind(opening.kind).label), opening.organisation__name, where, *weighing]
    return ", ".join(part for part in said if part)
