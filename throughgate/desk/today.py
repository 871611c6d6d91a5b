"""Today: what is due for me, what moved, who leaves soon with nobody beside them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from throughgate.desk.path.figure import path_mini
from throughgate.desk.work import work_for
from throughgate.foundation.charts.pins import PathDates
from throughgate.foundation.web.components import Tab
from throughgate.ground.accounts.actor import Actor, actor_in
from throughgate.ground.accounts.models import Invitation
from throughgate.ground.accounts.roles import LOOKS_AFTER
from throughgate.person.people.models import Caseload, Person, Visibility
from throughgate.person.people.queries.accesses import accesses_from_outside, purposes_named
from throughgate.person.people.queries.listed import Listed, ReleaseMoved, people_listed, releases_moved

SHOWN, SHOWN_UNLED, SHOWN_MOVED = 8, 5, 6
COUNTED = 99
"""So many are counted; where there are more the page says "99+"."""
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
    actor = actor_in(request)
    if actor.membership is None:
        return render(request, "desk/no_membership.html")
    day = timezone.localdate()
    window = AHEAD if request.GET.get("within") == str(AHEAD) else SOON
    checks = actor.may("read", "access_log") and LOOKS_AFTER.isdisjoint(actor.roles)
    sees_people = actor.may("read", "person") and not checks
    news = _news(actor, day, window) if sees_people else News()
    return render(
        request,
        "desk/today.html",
        {
            "today": day,
            "work": work_for(actor),
            "sees_people": sees_people,
            "checks": checks,
            "purposes": purposes_named(actor, days=MOVED, most=SHOWN) if checks else [],
            "outside": len(accesses_from_outside(actor)) if checks else 0,
            "leaving": news.leaving,
            "tabs": [
                Tab(
                    ngettext("in %(days)d day", "in %(days)d days", days) % {"days": days},
                    f"{reverse('desk:today')}?within={days}",
                    counted(count),
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
            "unled_most": COUNTED,
            "unled_days": AHEAD,
            "invitations": _invitations(actor),
        },
    )


def counted(number: int) -> int | str:
    """Return a number as the page says it: beyond a limit it only tells that there are more."""
    return number if number <= COUNTED else f"{COUNTED}+"


RELEASE_FILTER = "show=mine&release={days}"


def _news(actor: Actor, day: date, window: int) -> News:
    """Return what the page tells about people. Three queries: two find whom, by indexes alone; one reads them."""
    lines = list(_leaving(actor, day).union(*_without_lead(actor, day), all=True))
    mine = sorted((line for line in lines if line["mine"]), key=_by_release)
    others = sorted((line for line in lines if not line["mine"]), key=_by_release)
    soon = sum((line["release_on"] - day).days <= SOON for line in mine)
    shown = mine[: min(SHOWN, soon if window == SOON else len(mine))]
    # Whoever is read is written down as looked at: nobody but those who are shown.
    moves = [move for move in _moves(actor) if move.before != move.after]
    keys = {line["person"] for line in (*shown, *others[:SHOWN_UNLED])} | {move.person for move in moves}
    people = people_listed(keys, stays=True)
    return News(
        leaving=[_leaves(people[line["person"]], line, day) for line in shown if line["person"] in people],
        soon=soon,
        ahead=len(mine),
        unled=[
            _leaves(people[line["person"]], line, day)
            for line in others[:SHOWN_UNLED]
            if line["person"] in people
        ],
        unled_count=len(others),
        moved=[
            Moved(people[move.person].person, move.before, move.after)
            for move in moves
            if move.person in people
        ],
    )


def _by_release(line: dict[str, Any]) -> tuple[date, uuid.UUID]:
    return line["release_on"], line["person"]


def _leaves(found: Listed, line: dict[str, Any], day: date) -> Leaving:
    """Return one who leaves; the drawing is for one's own people."""
    on = line["release_on"]
    path = SafeString("")
    if line["mine"]:
        arrived = found.stays[-1].arrived_on if found.stays else day
        path = path_mini(PathDates(arrived_on=arrived, today=day, expected_on=on))
    return Leaving(found.person, on, (on - day).days, path)


def _leaving(actor: Actor, day: date) -> Any:
    """Return lines of the caseload whose release is near, no more than are counted."""
    mine = Caseload.objects.in_force(day).filter(membership=actor.membership).releasing_within(AHEAD, day)
    return _lines(mine, mine=True)


def _without_lead(actor: Actor, day: date) -> list[Any]:
    """Return lines of the organisation whose release is near and who are in nobody's caseload.

    Only columns of the index by release are asked for: a large prison has thousands who leave within the window.
    """
    if not actor.reaches_organisation or not actor.may("write", "case_link"):
        return []
    lines = Visibility.objects.in_force(day).filter(organisation=actor.organisation)
    alone = lines.filter(Q(led_until__isnull=True) | Q(led_until__lt=day)).releasing_within(AHEAD, day)
    return [_lines(alone, mine=False)]


def _lines(lines: Any, *, mine: bool) -> Any:
    ordered = lines.annotate(mine=Value(mine)).order_by("release_on", "person")
    return ordered.values("person", "release_on", "mine")[: COUNTED + 1]


def _moves(actor: Actor) -> list[ReleaseMoved]:
    """Return the releases in the caseload that moved in the last days, the latest first."""
    if not actor.may("read", "history"):
        return []
    return releases_moved(timezone.now() - timedelta(days=MOVED), SHOWN_MOVED)


def _invitations(actor: Actor) -> list[Any]:
    """Return open invitations of the organisation, for those who look after its members."""
    if not actor.may("write", "membership"):
        return []
    return list(
        Invitation.objects.filter(
            organisation=actor.organisation, accepted_at__isnull=True, withdrawn_at__isnull=True
        ).order_by("expires_at")[:SHOWN]
    )
