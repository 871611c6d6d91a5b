"""The plans that are kept, one of them with what was tried, and what starts or stops one."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from throughgate.desk.near import weights_in_words
from throughgate.desk.planning import shown
from throughgate.foundation.database.keys import read_key
from throughgate.foundation.jobs.progress import progress_part
from throughgate.foundation.web.components import Empty, Item, Words
from throughgate.foundation.web.list_page import ListPage
from throughgate.foundation.web.posted import version_in
from throughgate.foundation.web.pressed import answer_button
from throughgate.ground.acting.actor import Actor, actor_in
from throughgate.person.people.access import look_for
from throughgate.work.openings.packs import weights_in
from throughgate.work.openings.queries.people import must_plan
from throughgate.work.planning import actions
from throughgate.work.planning.models import Plan, State
from throughgate.work.planning.planner import Pair, WhatIf
from throughgate.work.planning.queries import being_made, newest, plans_of, tries_of
from throughgate.work.planning.rules import KEPT, MOST_OPENINGS, MOST_PEOPLE
from throughgate.work.planning.work import PURPOSE


def who_plans(request: HttpRequest) -> Actor:
    """Return who asks; raise NotAllowed for whoever plans nothing."""
    actor = actor_in(request)
    must_plan(actor)
    actor.must("read", "regional_plan")
    return actor


class Plans(ListPage):
    """The plans that are kept, the newest first; each can be opened, and a new one started."""

    route = "desk:planning"
    title = gettext_lazy("Plans of the region")
    orders: ClassVar = {"": ("-started_at", "-id")}
    size = 25
    empty = Empty(
        gettext_lazy("No plan is kept"),
        gettext_lazy("Start one: it holds people whom a statute or their consent puts under it."),
    )
    template_name = "desk/plans.html"

    def allow(self) -> None:
        """Let in those who plan."""
        who_plans(self.request)

    def rows(self) -> Any:
        """Return the plans of the own organisation."""
        return plans_of(self.actor)

    def item(self, row: Plan) -> Item:
        """Say when it was made, by whom, and how many have a place."""
        below = [shown.made_by(row)]
        if row.state == State.DONE:
            below.append(shown.numbers(row))
        if row.is_tried:
            below.append(_("tries what would be if"))
        words, kind = shown.mark(row)
        return Item(shown.title(row), reverse("desk:plan", args=[row.pk]), below, words, kind)

    def crumbs(self) -> Iterable[tuple[Words, str]]:
        """Lead back to the openings."""
        return [(_("Openings"), reverse("openings:list"))]

    def extra(self) -> dict[str, Any]:
        """Say for how long plans are kept."""
        return {"days": KEPT.days}


@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Start a plan without anything tried."""
    return _started(request, who_plans(request))


@require_POST
def try_from(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Start a plan with what is tried, from one that is kept: the new one says what changes."""
    actor = who_plans(request)
    plan = _plan(actor, key)
    since = plan if plan.state == State.DONE else plan.since
    asked, unread = _asked(request)
    return _started(request, actor, since=since, what_if=asked, unread=unread)


def _started(request: HttpRequest, actor: Actor, **what: Any) -> HttpResponse:
    """Start a plan and lead to it; while one is being made, lead to that one: its page is looked at again and again."""
    try:
        plan = actions.start_plan(actor=actor, **what)
    except ValidationError as refused:
        there = being_made(actor)
        if there is None:
            raise
        messages.warning(request, " ".join(refused.messages))
        plan = there
    return redirect("desk:plan", plan.pk)


def _asked(request: HttpRequest) -> tuple[WhatIf, int]:
    """Return what is to be tried, and how much of it says nothing."""
    kept, ruled_out = (
        [_pair(text) for text in dict.fromkeys(request.POST.getlist(name))] for name in ("keep", "out")
    )
    seats = [read_key(text) for text in dict.fromkeys(request.POST.getlist("seat"))]
    asked = WhatIf(
        [pair for pair in kept if pair],
        [pair for pair in ruled_out if pair],
        [key for key in seats if key],
    )
    return asked, len(kept) + len(ruled_out) + len(seats) - len(asked)


def _pair(text: str) -> Pair | None:
    person, _dot, opening = text.partition(".")
    first, second = read_key(person), read_key(opening)
    return (first, second) if first and second else None


@require_POST
def stop(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Stop a plan that is being made."""
    actor = who_plans(request)
    plan = _plan(actor, key)
    return answer_button(
        request,
        lambda: actions.stop_plan(actor=actor, plan=plan, expected=version_in(request)),
        back=lambda: reverse("desk:plan", args=[key]),
        done=_("The plan was stopped."),
    )


def _plan(actor: Actor, key: uuid.UUID) -> Plan:
    plan: Plan | None = plans_of(actor).filter(pk=key).first()
    if plan is None:
        raise Http404
    return plan


@require_safe
def plan_page(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show a plan: while it is made, how far it is; then a part of it, page by page, in the order of names."""
    actor = who_plans(request)
    plan = _plan(actor, key)
    progress = shown.progress(plan)
    if (part := progress_part(request, progress)) is not None:
        return part
    # People stand here whom a statute or their consent puts under the plan: that is what one looks for.
    look_for(request, PURPOSE)
    tries = tries_of(actor, plan)
    context: dict[str, Any] = {
        "plan": plan,
        "title": shown.title(plan),
        "made_by": shown.made_by(plan),
        "progress": progress,
        "tries": shown.tries(tries),
        "days": KEPT.days,
    }
    if plan.state == State.DONE:
        latest = newest(actor)
        context |= shown.parts(request, actor, plan, tries)
        context |= {
            "newer": latest if latest is not None and latest.started_at > plan.started_at else None,
            "since": plan.since,
            "numbers": shown.numbers(plan),
            "reasons": shown.reasons(plan),
            "weights": weights_in_words(weights_in(actor.organisation.region)),
            "most_people": MOST_PEOPLE,
            "most_openings": MOST_OPENINGS,
        }
    return render(request, "desk/plan.html", context)
