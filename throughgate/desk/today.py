"""Today: what is due for me, what moved, who leaves soon with nobody beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery, Window
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from throughgate.desk.path.figure import path_mini
from throughgate.foundation.audit.models import History
from throughgate.foundation.charts.pins import PathDates
from throughgate.foundation.web.components import Tab
from throughgate.ground.accounts.actor import Actor
from throughgate.ground.accounts.models import Invitation
from throughgate.person.people.models import Caseload, Person, Stay, Visibility
from throughgate.person.people.queries import reaches_organisation

SHOWN = 12
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


def today_page(request: HttpRequest) -> HttpResponse:
    """Show the actor's day."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.membership is None:
        return render(request, "desk/no_membership.html")
    day = timezone.localdate()
    window = AHEAD if request.GET.get("within") == str(AHEAD) else SOON
    sees_people = actor.may("read", "person")
    leaving, soon, ahead = _leaving(actor, day, window) if sees_people else ([], 0, 0)
    unled, unled_count = (
        _without_lead(actor, day) if sees_people and actor.may("write", "case_link") else ([], 0)
    )
    return render(
        request,
        "desk/today.html",
        {
            "today": day,
            "sees_people": sees_people,
            "leaving": leaving,
            "tabs": [
                Tab(
                    ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days},
                    f"{reverse('desk:today')}?within={days}",
                    count,
                    current=window == days,
                )
                for days, count in ((SOON, soon), (AHEAD, ahead))
            ],
            "window": window,
            "rows_address": f"{reverse('people:list')}?{RELEASE_FILTER.format(days=window)}"
            if sees_people
            else "",
            "moved": _moved(actor, day) if sees_people and actor.may("read", "history") else [],
            "moved_days": MOVED,
            "unled": unled,
            "unled_count": unled_count,
            "unled_days": AHEAD,
            "invitations": _invitations(actor),
        },
    )


RELEASE_FILTER = "show=mine&release={days}"


def _leaving(actor: Actor, day: date, window: int) -> tuple[list[Leaving], int, int]:
    """Return people of the caseload who leave within the window, and how many within each window."""
    arrived = Stay.objects.filter(person=OuterRef("person")).order_by("-arrived_on").values("arrived_on")[:1]
    lines = (
        Caseload.objects.in_force(day)
        .filter(membership=actor.membership)
        .releasing_within(AHEAD, day)
        .annotate(
            within_soon=Window(Count("pk", filter=Q(release_on__lte=day + timedelta(days=SOON)))),
            within_ahead=Window(Count("pk")),
            arrived_on=Subquery(arrived) if actor.may("read", "stay") else Subquery(arrived.none()),
        )
        .select_related("person")
        .order_by("release_on", "person")[:SHOWN]
    )
    rows = list(lines)
    if not rows:
        return [], 0, 0
    shown = [row for row in rows if (row.release_on - day).days <= window]
    return (
        [
            Leaving(
                row.person,
                row.release_on,
                (row.release_on - day).days,
                path_mini(PathDates(arrived_on=row.arrived_on or day, today=day, expected_on=row.release_on)),
            )
            for row in shown
        ],
        rows[0].within_soon,
        rows[0].within_ahead,
    )


def _moved(actor: Actor, day: date) -> list[Moved]:
    """Return release dates in the caseload that moved lately: the date before the first move, and the one now."""
    mine = Caseload.objects.in_force(day).filter(membership=actor.membership).values("person")
    since = timezone.now() - timedelta(days=MOVED)
    first = History.objects.filter(
        person_id=OuterRef("pk"), table_name="people_stay", operation="update", at__gte=since
    ).order_by("id")
    now = Stay.objects.filter(person=OuterRef("pk")).order_by("-arrived_on").values("release_expected_on")[:1]
    people = (
        Person.objects.filter(pk__in=mine)
        .annotate(
            before=Subquery(first.values("before__release_expected_on")[:1]),
            moved_at=Subquery(first.values("at")[:1]),
            release_on=Subquery(now),
        )
        .filter(moved_at__isnull=False)
        .order_by("-moved_at", "pk")[:SHOWN]
    )
    found = [
        Moved(person, parse_date(person.before) if person.before else None, person.release_on)
        for person in people
    ]
    return [moved for moved in found if moved.before != moved.after]


def _without_lead(actor: Actor, day: date) -> tuple[list[Leaving], int]:
    """Return people of the organisation who leave soon and are in nobody's caseload, and how many there are."""
    if not reaches_organisation(actor):
        return [], 0
    rows = list(
        Visibility.objects.in_force(day)
        .filter(organisation=actor.organisation)
        .filter(Q(led_until__isnull=True) | Q(led_until__lt=day))
        .releasing_within(AHEAD, day)
        .annotate(all_of_them=Window(Count("pk")))
        .select_related("person")
        .order_by("release_on", "person")[:5]
    )
    people = [
        Leaving(row.person, row.release_on, (row.release_on - day).days, SafeString("")) for row in rows
    ]
    return people, rows[0].all_of_them if rows else 0


def _invitations(actor: Actor) -> list[Any]:
    """Return open invitations of the organisation, for those who look after its members."""
    if not actor.may("write", "membership"):
        return []
    return list(
        Invitation.objects.filter(
            organisation=actor.organisation, accepted_at__isnull=True, withdrawn_at__isnull=True
        ).order_by("expires_at")[:SHOWN]
    )
