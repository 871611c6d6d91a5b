"""Pages of introductions for those who stand beside the person: lists, one of them, and what one button does."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from throughgate.foundation.declared import declared
from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.components import Empty, Item
from throughgate.foundation.web.list_page import ListPage
from throughgate.foundation.web.posted import key_in, version_in
from throughgate.foundation.web.pressed import answer_button
from throughgate.foundation.web.tables import Column
from throughgate.ground.acting.actor import Actor, actor_in
from throughgate.person.people.access import asks_purpose, open_person
from throughgate.person.people.models import Person
from throughgate.person.people.names import formal_name
from throughgate.work.openings.models import Opening
from throughgate.work.placements import words
from throughgate.work.placements.actions import answering, moving
from throughgate.work.placements.actions.messages import note_messages, write_message
from throughgate.work.placements.actions.proposing import is_offered
from throughgate.work.placements.forms import ALL, FilterForm, MessageForm
from throughgate.work.placements.models import Answer, Introduction, Message, Placement
from throughgate.work.placements.profiles import profile_page
from throughgate.work.placements.rules import RUNNING, TALKING

NAMED = ("person", "opening", "organisation")


def address(placement: Placement) -> str:
    """Return the page of a placement."""
    return reverse("placements:page", args=[placement.person_id, placement.pk])


def placement_of(actor: Actor, person: Person, row: uuid.UUID | None) -> Placement:
    """Return one of a person's placements; raise Http404 where there is none to be seen."""
    found: Placement | None = (
        Placement.objects.visible_to(actor)
        .select_related("opening__organisation", "organisation", "kept_by")
        .filter(pk=row, person=person)
        .first()
    )
    if found is None:
        raise Http404
    found.person = person
    return found


class Placements(ListPage):
    """Introductions and placements that one sees to: those that are going on, the latest change first."""

    kind = "placement"
    route = "placements:list"
    title = gettext_lazy("Introductions")
    lead = gettext_lazy("From the proposal to a year at work.")
    columns = (
        Column(
            gettext_lazy("Person"),
            value=lambda row: formal_name(row.person.given_names, row.person.family_name),
            link=address,
        ),
        Column(gettext_lazy("Opening"), value=lambda row: row.opening.title),
        Column(gettext_lazy("Company"), value=lambda row: row.organisation.name),
        Column(gettext_lazy("State"), value=lambda row: row.get_state_display()),
        Column(gettext_lazy("Since"), value=lambda row: short_day(row.moved_on), sort="moved"),
    )
    orders: ClassVar = {"-moved": ("-moved_on", "-id"), "moved": ("moved_on", "id")}
    filter_form = FilterForm
    size = 20
    cookie, remembered = "placements", ("state",)
    empty = Empty(
        gettext_lazy("Nobody is being introduced"),
        gettext_lazy(
            "Open a person's page “Near home”, or “Who might suit” of an opening, and propose an introduction there."
        ),
    )

    def rows(self) -> Any:
        """Return those that the filter leaves."""
        rows = Placement.objects.visible_to(self.actor).in_hand(self.actor).select_related(*NAMED)
        state = self.chosen.get("state", "")
        if state == ALL:
            return rows
        return rows.filter(state=state) if state else rows.going_on()


@require_safe
@asks_purpose
def of_person(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show a person's introductions and placements, the latest first. One query beside the person."""
    actor = actor_in(request)
    actor.must("read", "placement")
    person = open_person(request, key, with_stays=True)
    rows = list(
        Placement.objects.visible_to(actor)
        .select_related("opening", "organisation")
        .filter(person=person)
        .order_by("-proposed_on", "-id")
    )
    items = [
        Item(
            row.opening.title,
            reverse("placements:page", args=[person.pk, row.pk]),
            [f"{row.organisation.name} · {short_day(row.moved_on)}"],
            row.get_state_display(),
            words.mark(row.state),
        )
        for row in rows
    ]
    context = {
        "person": person,
        "part": "introductions",
        "items": items,
        "may_propose": actor.may("write", "introduction"),
    }
    return render(request, "placements/of_person.html", context)


@require_safe
@asks_purpose
def page(request: HttpRequest, key: uuid.UUID, row: uuid.UUID) -> HttpResponse:
    """Show a placement: how it stands, what the company sees, what was written, and what may be done."""
    actor = actor_in(request)
    actor.must("read", "placement")
    person = open_person(request, key, with_stays=True)
    return _show(request, actor, placement_of(actor, person, row), MessageForm())


def _show(
    request: HttpRequest, actor: Actor, placement: Placement, form: MessageForm, *, status: int = 200
) -> HttpResponse:
    person = placement.person
    offered = moving.moves_for(actor, placement)
    keeps = moving.keeps(actor, placement)
    context: dict[str, Any] = {
        "person": person,
        "placement": placement,
        "part": "introductions",
        "mark": words.mark(placement.state),
        "stands": words.stands(placement),
        "profile": profile_page(placement.profile) if placement.profile else None,
        "moves": [(name, words.MOVES[name]) for name in offered if name in words.MOVES],
        "forms": [
            (reverse(words.FORMS[n][0], args=[person.pk, placement.pk]), words.FORMS[n][1])
            for n in offered
            if n in words.FORMS
        ],
        "ends": [
            (reverse("placements:end", args=[person.pk, placement.pk, name]), words.ENDS[name])
            for name in offered
            if name in words.ENDS
        ],
        "keeps": keeps,
        "form": form,
    }
    # What stands above introductions shows there: what follows the start.
    drawn = (section(actor, placement) for section in declared("parts", "OF_PLACEMENT"))
    context["sections"] = [section for section in drawn if section is not None]
    if placement.state == "asked":
        context |= _asked(actor, placement)
    if keeps and placement.introduction_id and placement.state in (*TALKING, *RUNNING):
        written = list(Message.objects.filter(introduction=placement.introduction_id).order_by("id"))
        context |= {
            "talks": True,
            "written": written,
            "unread": any(one.side == "company" and one.read_at is None for one in written),
            "introduction": Introduction.objects.filter(pk=placement.introduction_id).first(),
        }
    return render(request, "placements/placement.html", context, status=status)


def _asked(actor: Actor, placement: Placement) -> dict[str, Any]:
    """Return whose answer the actor takes, and what they have taken. At most five queries."""
    answers = {answer.whose: answer for answer in Answer.objects.filter(placement=placement)}
    taken = {whose: answer.agrees for whose, answer in answers.items()}
    return {
        "taken": [
            (answer.get_whose_display(), _("yes") if answer.agrees else _("no"))
            for answer in answers.values()
        ],
        "asks_person": "person" not in taken and answering.asks_person(actor, placement),
        "may_say_no": taken.get("person") is True and answering.asks_person(actor, placement),
        "asks_custody": "custody" not in taken and answering.answers_for_custody(actor, placement),
        "asks_company": "company" not in taken and answering.speaks_for_company(actor, placement),
        "is_gone": not is_offered(placement.opening),
    }


@require_POST
@asks_purpose
def move(request: HttpRequest, key: uuid.UUID, row: uuid.UUID) -> HttpResponse:
    """Take a transition that needs nothing more."""
    actor = actor_in(request)
    actor.must("write", "placement")
    placement = placement_of(actor, open_person(request, key), row)
    name = request.POST.get("move", "")
    if name not in words.MOVES:
        raise Http404
    return answer_button(
        request,
        lambda: moving.move(actor=actor, placement=placement, name=name, expected=version_in(request)),
        back=lambda: address(placement),
        done=_("Saved."),
    )


@require_POST
@asks_purpose
def message(request: HttpRequest, key: uuid.UUID, row: uuid.UUID) -> HttpResponse:
    """Write to the company, or note that what it wrote has been seen."""
    actor = actor_in(request)
    actor.must("write", "introduction")
    placement = placement_of(actor, open_person(request, key), row)
    if request.POST.get("do") == "noted":
        note_messages(placement)
        return redirect(address(placement))
    form = MessageForm(request.POST)
    if form.is_valid():
        try:
            write_message(actor=actor, placement=placement, once=key_in(request), **form.cleaned_data)
        except ValidationError as refused:
            form.add_error("text" if hasattr(refused, "error_dict") else None, refused.messages)
        else:
            messages.success(request, _("Written."))
            return redirect(address(placement))
    return _show(request, actor, placement, form, status=422)


def opening_of(actor: Actor, key: uuid.UUID) -> Opening:
    """Return an opening that the actor sees; raise Http404."""
    found: Opening | None = (
        Opening.objects.visible_to(actor).select_related("organisation").filter(pk=key).first()
    )
    if found is None:
        raise Http404
    return found
