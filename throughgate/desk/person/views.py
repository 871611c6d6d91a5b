"""The parts of a person's pages that are put together from the wings below; and the path on paper."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from throughgate.desk.near import near_for_print, near_section
from throughgate.desk.oversight.words import PURPOSES, roles_in_words
from throughgate.desk.path.figure import Figure, path_figure
from throughgate.desk.path.print import path_pdf
from throughgate.desk.path.queries import pins_for
from throughgate.desk.person.steps import next_step
from throughgate.foundation.languages.texts import offered_language
from throughgate.foundation.printing import pdf_response
from throughgate.ground.acting.actor import Actor, actor_in
from throughgate.ground.organisations.models import Channel
from throughgate.person.observations.profile.section import competencies_section
from throughgate.person.people import words
from throughgate.person.people.access import asks_purpose, open_person
from throughgate.person.people.choices import ConditionKind, ConsentState, RightToWork
from throughgate.person.people.models import Person
from throughgate.person.people.names import full_name
from throughgate.person.people.queries.accesses import REMEMBERED, looked_at
from throughgate.person.people.queries.card import KINDS, Card, dates_moved, person_card
from throughgate.person.people.queries.path import path_dates, stays_of
from throughgate.person.people.queries.rows import LinkLine, StayLine
from throughgate.person.people.rules import needs_guardian
from throughgate.work.placements.queries.looks import companies_that_looked


def _opened(
    request: HttpRequest, key: uuid.UUID, part: str, *kinds: str
) -> tuple[Actor, Person, Card, dict[str, Any]]:
    """Open a person with these kinds of record; return also what every part says about rights."""
    actor = actor_in(request)
    actor.must("read", "person")
    person = open_person(request, key)
    card = person_card(actor, person, ("stay", "case_link", *kinds))
    may = {kind: actor.may("write", kind) for kind in ("person", "number", *KINDS)}
    reads = {kind: actor.may("read", kind) for kind in KINDS}
    own = card.own_link
    is_custody = own is not None and own.role == "custody" and own.counts(timezone.localdate())
    # Stays are written, and work conditions known, while one's own part in the case is custody.
    for rights, kind in ((may, "stay"), (may, "work_condition"), (reads, "work_condition")):
        rights[kind] &= is_custody
    return actor, person, card, {"part": part, "person": person, "card": card, "may": may, "reads": reads}


@require_safe
@asks_purpose
def overview(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show the path, the release dates with what moved them, and who works with the person."""
    actor, person, card, shown = _opened(request, key, "overview", "history", "profile", "consent")
    stay = card.stay
    may_admit = shown["may"]["stay"] and stay is None and actor.organisation.kind == "prison"
    shown |= {
        "path": _figure(actor, person, card),
        "moved": dates_moved(actor, person, card.stays),
        "where": words.whereabouts(card.stays),
        "own_stay": stay if stay and stay.organisation_id == actor.organisation.pk else None,
        "own_end": _own_end(actor, card),
        "may_admit": may_admit,
        "step": next_step(actor, person, card, may_admit=may_admit),
        **_taking_part(actor, card),
        "competencies": competencies_section(actor, person),
        "languages": settings.LANGUAGES,
    }
    return render(request, "desk/person/overview.html", shown)


@require_safe
@asks_purpose
def work(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show openings near home, and what work and school need to know."""
    actor = actor_in(request)
    actor.must("read", "profile")
    actor, person, card, shown = _opened(request, key, "work", "profile", "work_condition")
    shown |= {
        "near": near_section(actor, person, card),
        "profile": _profile(person, card),
        "conditions": [(line, ConditionKind(line.kind).label) for line in card.conditions],
    }
    return render(request, "desk/person/work.html", shown)


@require_safe
@asks_purpose
def sharing(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show consents, which organisations take part or took part, and who opened the person's pages."""
    actor = actor_in(request)
    if not actor.may("read", "consent"):
        actor.must("read", "case_link")
    actor, person, card, shown = _opened(request, key, "sharing", "consent")
    shown |= {
        "consents": [_consent(actor, line) for line in card.consents],
        **_taking_part(actor, card),
        "reads_looks": actor.may("read", "looks"),
        "reads_log": actor.may("read", "access_log"),
        "looks": [
            (look, roles_in_words(look.roles), PURPOSES.get(look.purpose, look.purpose))
            for look in looked_at(actor, person.pk)
        ],
        "company_looks": companies_that_looked(actor, person),
        "looks_days": REMEMBERED.days,
    }
    return render(request, "desk/person/sharing.html", shown)


@require_safe
@asks_purpose
def facts(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show names, number, contact after release, and the guardian."""
    actor, person, card, shown = _opened(request, key, "facts", "number", "after_release", "guardian")
    day = timezone.localdate()
    shown |= {
        "contact": _contact(card),
        "guardian": _guardian(card),
        "guardian_missing": card.guardian is None
        and actor.may("read", "guardian")
        and needs_guardian(person.birth_on, person.birth_precision, day),
    }
    return render(request, "desk/person/facts.html", shown)


def _taking_part(actor: Actor, card: Card) -> dict[str, Any]:
    day = timezone.localdate()
    return {
        "taking_part": [_link(actor, card, link) for link in card.links if not link.is_over(day)],
        "earlier": [link for link in card.links if link.is_over(day)],
    }


@require_safe
@asks_purpose
def path_print(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Give the person's own print of the path, in plain language."""
    actor = actor_in(request)
    actor.must("read", "stay")
    person = open_person(request, key)
    card = person_card(actor, person)
    dates = path_dates(stays_of(actor, person))
    if dates is None:
        raise Http404
    wanted = request.GET.get("language", "")
    language = offered_language(wanted)
    name = full_name(person.given_names, person.family_name, person.called_name)
    with translation.override(language):
        pins = pins_for(actor, person)
        openings = near_for_print(actor, person, card)
    paper = path_pdf(name=name, dates=dates, pins=pins, language=language, openings=openings)
    return pdf_response(paper, "path")


def _own_end(actor: Actor, card: Card) -> StayLine | None:
    """Return the latest stay where it ended in one's own prison: what can still be taken back."""
    last = card.stays[-1] if card.stays else None
    ours = last is not None and last.organisation_id == actor.organisation.pk
    return last if last is not None and ours and last.ended_on else None


def _figure(actor: Actor, person: Person, card: Card) -> Figure | None:
    dates = path_dates(card.stays)
    if dates is None:
        return None
    return path_figure(dates, pins_for(actor, person), title=_("Path of %(name)s") % {"name": person})


def _profile(person: Person, card: Card) -> list[tuple[str, Any]]:
    """Return the facts that work and school need; what is empty reads "not known"."""
    reach = _("%(number)d km") % {"number": person.travel_reach_km} if person.travel_reach_km else ""
    home = ", ".join(part for part in (str(person.home or ""), person.home_postcode) if part)
    right = str(RightToWork(person.right_to_work).label) if person.right_to_work else ""
    return [
        (_("Home after release"), home),
        (_("Travel reach"), reach),
        (_("Driving licence"), words.licences(person)),
        (_("Right to work"), right),
        (_("Looks for"), words.wish_kinds(person) or _("anything")),
        (_("Wishes"), ", ".join(words.wish(line) for line in card.wishes)),
    ]


def _contact(card: Card) -> list[tuple[str, Any]]:
    line = card.contact
    if line is None:
        return []
    channel = Channel(line.preferred_channel).label if line.preferred_channel else ""
    return [
        (_("Telephone"), line.telephone),
        (_("E-mail"), line.email),
        (_("Address"), line.address),
        (_("Prefers"), channel),
    ]


def _guardian(card: Card) -> list[tuple[str, Any]]:
    line = card.guardian
    if line is None:
        return []
    return [
        (_("Name"), full_name(line.given_names, line.family_name)),
        (_("Relation"), line.relation),
        (_("Telephone"), line.telephone),
        (_("E-mail"), line.email),
    ]


def _consent(actor: Actor, line: Any) -> dict[str, Any]:
    what, detail = words.consent(line)
    own = line.asked_for_id == actor.organisation.pk and actor.may("write", "consent")
    return {
        "line": line,
        "what": what,
        "detail": detail,
        "state": ConsentState(line.state).label,
        "kind": words.STATE_KINDS.get(line.state, ""),
        "may_answer": own and line.state == "asked",
        "may_withdraw": own and line.state == "given",
    }


def _link(actor: Actor, card: Card, link: LinkLine) -> dict[str, Any]:
    own = actor.organisation.pk
    return {
        "line": link,
        "workers": [worker for worker in card.workers if worker.link_id == link.id],
        "is_own": link.organisation_id == own,
        "may_end": actor.may("write", "case_link") and own in (link.organisation_id, link.by_id),
    }
