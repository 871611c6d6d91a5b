"""Today: what is due for me, what moved, who leaves soon with nobody beside them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, Value, Window
from django.db.models.functions import JSONObject
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from throughgate.desk.path.figure import path_mini
from throughgate.desk.work import work_for
from throughgate.foundation.audit.models import History
from throughgate.foundation.charts.pins import PathDates
from throughgate.foundation.web.components import Tab
from throughgate.ground.accounts.actor import Actor
from throughgate.ground.accounts.models import Invitation
from throughgate.person.people.models import Caseload, Person, Stay, Visibility
from throughgate.person.people.queries import reaches_organisation

SHOWN, SHOWN_UNLED = 12, 5
SOON, AHEAD, MOVED = 30, 90, 14
"""Days: leaving soon, leaving in the next months, and how long a moved date counts as news."""


@dataclass(frozen=True)
class Leaving:
    """Somebody whose release is near."""

    person: Person
    on: date
    days: int
    path: SafeString


@dataclass(frozen=True)
class Moved:
    """A release date that somebody changed; `before` and `after` may be unknown."""

    person: Person
    before: date | None
    after: date | None

    @property
    def days(self) -> int | None:
        """Return by how many days the release moved, later counting positive."""
        return (self.after - self.before).days if self.before and self.after else None

    @property
    def words(self) -> str:
        """Say how far it moved."""
        if not self.days:
            return ""
        amount = abs(self.days)
        if self.days < 0:
            return ngettext("%(n)d day earlier", "%(n)d days earlier", amount) % {"n": amount}
        return ngettext("%(n)d day later", "%(n)d days later", amount) % {"n": amount}


@dataclass(frozen=True)
class News:
    """What the page tells about people."""

    leaving: list[Leaving] = field(default_factory=list)
    soon: int = 0
    ahead: int = 0
    unled: list[Leaving] = field(default_factory=list)
    unled_count: int = 0
    moved: list[Moved] = field(default_factory=list)


@require_safe
def today_page(request: HttpRequest) -> HttpResponse:
    """Show the actor's day."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.membership is None:
        return render(request, "desk/no_membership.html")
    day = timezone.localdate()
    window = AHEAD if request.GET.get("within") == str(AHEAD) else SOON
    sees_people = actor.may("read", "person")
    news = _news(actor, day, window) if sees_people else News()
    return render(
        request,
        "desk/today.html",
        {
            "today": day,
            "work": work_for(actor),
            "sees_people": sees_people,
            "leaving": news.leaving,
            "tabs": [
                Tab(
                    ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days},
                    f"{reverse('desk:today')}?within={days}",
                    count,
                    current=window == days,
                )
                for days, count in ((SOON, news.soon), (AHEAD, news.ahead))
            ],
            "window": window,
            "rows_address": f"{reverse('people:list')}?{RELEASE_FILTER.format(days=window)}"
            if sees_people
            else "",
            "moved": news.moved,
            "moved_days": MOVED,
            "unled": news.unled,
            "unled_count": news.unled_count,
            "unled_days": AHEAD,
            "invitations": _invitations(actor),
        },
    )


RELEASE_FILTER = "show=mine&release={days}"


def _news(actor: Actor, day: date, window: int) -> News:
    """Return what the page tells about people. Three queries: two find whom, by lines alone; one reads them."""
    lines = list(_leaving(actor, day).union(*_without_lead(actor, day), all=True))
    mine = sorted((line for line in lines if line["mine"]), key=_by_release)
    others = sorted((line for line in lines if not line["mine"]), key=_by_release)
    shown = [line for line in mine if (line["release_on"] - day).days <= window]
    moves = _moves(actor, day)
    keys = {line["person"] for line in (*shown, *others)} | moves.keys()
    people = _people(actor, keys)
    found = [
        Moved(people[key], parse_date(move["before"] or ""), people[key].release_on)
        for key, move in moves.items()
        if key in people
    ]
    return News(
        leaving=[_leaves(people[line["person"]], line, day) for line in shown if line["person"] in people],
        soon=mine[0]["within_soon"] if mine else 0,
        ahead=mine[0]["within_ahead"] if mine else 0,
        unled=[_leaves(people[line["person"]], line, day) for line in others if line["person"] in people],
        unled_count=others[0]["within_ahead"] if others else 0,
        moved=[moved for moved in found if moved.before != moved.after],
    )


def _by_release(line: dict[str, Any]) -> tuple[date, uuid.UUID]:
    return line["release_on"], line["person"]


def _leaves(person: Any, line: dict[str, Any], day: date) -> Leaving:
    """Return one who leaves; the drawing is for one's own people."""
    on = line["release_on"]
    path = SafeString("")
    if line["mine"]:
        path = path_mini(PathDates(arrived_on=person.arrived_on or day, today=day, expected_on=on))
    return Leaving(person, on, (on - day).days, path)


def _leaving(actor: Actor, day: date) -> Any:
    """Return lines of the caseload whose release is near, with how many there are within each window."""
    mine = Caseload.objects.in_force(day).filter(membership=actor.membership).releasing_within(AHEAD, day)
    return _counted(mine, day, mine=True)[:SHOWN]


def _without_lead(actor: Actor, day: date) -> list[Any]:
    """Return lines of the organisation whose release is near and who are in nobody's caseload.

    Only columns of the index by release are asked for: a large prison has thousands who leave within the window.
    """
    if not reaches_organisation(actor) or not actor.may("write", "case_link"):
        return []
    lines = Visibility.objects.in_force(day).filter(organisation=actor.organisation)
    alone = lines.filter(Q(led_until__isnull=True) | Q(led_until__lt=day)).releasing_within(AHEAD, day)
    return [_counted(alone, day, mine=False)[:SHOWN_UNLED]]


def _counted(lines: Any, day: date, *, mine: bool) -> Any:
    soon = Q(release_on__lte=day + timedelta(days=SOON))
    return (
        lines.annotate(
            within_soon=Window(Count("person", filter=soon)),
            within_ahead=Window(Count("person")),
            mine=Value(mine),
        )
        .order_by("release_on", "person")
        .values("person", "release_on", "within_soon", "within_ahead", "mine")
    )


def _moves(actor: Actor, day: date) -> dict[uuid.UUID, dict[str, Any]]:
    """Return by person, latest first, the dates before the first move of the last days."""
    if not actor.may("read", "history"):
        return {}
    since = timezone.now() - timedelta(days=MOVED)
    first = History.objects.filter(
        person_id=OuterRef("person"), table_name="people_stay", operation="update", at__gte=since
    ).order_by("id")
    move = JSONObject(at="at", before="before__release_expected_on")
    moves = (
        Caseload.objects.in_force(day)
        .filter(membership=actor.membership)
        .annotate(move=Subquery(first.values(move=move)[:1]))
        .filter(move__isnull=False)
        .values_list("person", "move")
    )
    return dict(sorted(moves, key=lambda found: found[1]["at"], reverse=True)[:SHOWN])


def _people(actor: Actor, keys: set[uuid.UUID]) -> dict[uuid.UUID, Any]:
    """Return the people who are shown, with arrival and release of their latest stay."""
    if not keys:
        return {}
    latest = Stay.objects.filter(person=OuterRef("pk")).order_by("-arrived_on")
    if not actor.may("read", "stay"):
        latest = latest.none()
    people: Any = Person.objects.visible_to(actor).filter(pk__in=keys)
    annotated = people.annotate(
        arrived_on=Subquery(latest.values("arrived_on")[:1]),
        release_on=Subquery(latest.values("release_expected_on")[:1]),
    )
    found: dict[uuid.UUID, Any] = annotated.in_bulk()
    return found


def _invitations(actor: Actor) -> list[Any]:
    """Return open invitations of the organisation, for those who look after its members."""
    if not actor.may("write", "membership"):
        return []
    return list(
        Invitation.objects.filter(
            organisation=actor.organisation, accepted_at__isnull=True, withdrawn_at__isnull=True
        ).order_by("expires_at")[:SHOWN]
    )
