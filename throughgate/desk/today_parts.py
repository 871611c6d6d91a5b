"""What Today tells about people, as parts: nobody beside somebody who leaves, who leaves soon, whose date moved."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from throughgate.desk.today import (
    AHEAD,
    MOVED,
    SOON,
    Leaving,
    Moved,
    News,
    moved_page,
    news_for,
    sees_few,
    sees_house,
)
from throughgate.foundation.database.paging import Page
from throughgate.foundation.web.work import Count, Pressing, WorkItem, WorkPart
from throughgate.foundation.web.work_page import WorkPage
from throughgate.ground.acting.actor import Actor
from throughgate.ground.acting.roles import LOOKS_AFTER
from throughgate.person.people.queries.figures import Figures

MOVED_TITLE = gettext_lazy("Release dates that moved")


def checks_only(actor: Actor) -> bool:
    """Say whether the actor reads the log and looks after nobody."""
    return actor.may("read", "access_log") and LOOKS_AFTER.isdisjoint(actor.roles)


def people_parts(actor: Actor) -> list[WorkPart]:
    """Return what concerns people of the actor; nothing for roles whose work is not with people."""
    if not actor.may("read", "person") or checks_only(actor):
        return []
    news = news_for(actor, timezone.localdate())
    parts = [
        _unled(news),
        _few(news) if sees_few(actor) else _leaving(news, "all" if sees_house(actor) else "mine"),
        _moved(news.moved, news.moved_count),
    ]
    return [part for part in parts if part.count]


class MovedPage(WorkPage):
    """Everybody of the caseload whose release date moved, for roles that read its history."""

    title = MOVED_TITLE

    def allow(self) -> None:
        """Let in who reads people, stays and what they were."""
        for kind in ("person", "stay", "history"):
            self.actor.must("read", kind)

    def open(self, **_keys: Any) -> None:
        """Say since when."""
        self.lead = _moved_in()

    def page(self, *, after: str = "", before: str = "", size: int = 0) -> Page[Moved]:
        """Return one page; whose row it starts behind stands in the address, never a name."""
        return moved_page(self.actor, after=after, before=before, size=size or self.size)

    def work_item(self, row: Moved) -> WorkItem:
        """Return one with both dates."""
        return _moved_item(row)


def figures_in_words(figures: Figures) -> list[tuple[str, str]]:
    """Return the numbers of an organisation, each with what it is a part of."""
    of = _("%(n)s of %(all)s")
    return [
        (_("People with the organisation now"), str(figures.people)),
        (_("Leave within %(days)s days") % {"days": SOON}, of % {"n": figures.soon, "all": figures.people}),
        (_("Leave within %(days)s days") % {"days": AHEAD}, of % {"n": figures.ahead, "all": figures.people}),
        (_("Of these, looked after by nobody"), of % {"n": figures.unled, "all": figures.ahead}),
    ]


def _unled(news: News) -> WorkPart:
    return WorkPart(
        _("Leaving soon without a case lead"),
        news.unled_count,
        f"{reverse('people:list')}?show=all&release={AHEAD}&lead=none",
        [_line(row, _beside_nobody(row.days), "late") for row in news.unled],
        ngettext("leaves with nobody beside them", "leave with nobody beside them", news.unled_count),
        Pressing.LATE,
        _("They leave within %(days)s days and are in nobody's caseload.") % {"days": AHEAD},
    )


def _leaving(news: News, show: str) -> WorkPart:
    address = reverse("people:list")
    soon = Count(
        news.soon,
        ngettext("leaves within %(days)s days", "leave within %(days)s days", news.soon) % {"days": SOON},
        f"{address}?show={show}&release={SOON}",
        "due",
    )
    return WorkPart(
        _("My people who leave soon") if show == "mine" else _("Who leaves soon"),
        news.ahead,
        f"{address}?show={show}&release={AHEAD}",
        [_line(row, _in_days(row.days), "due" if row.days <= SOON else "") for row in news.leaving],
        ngettext("leaves within %(days)s days", "leave within %(days)s days", news.ahead) % {"days": AHEAD},
        Pressing.DUE if news.soon else Pressing.NEWS,
        also=(soon,),
    )


def _few(news: News) -> WorkPart:
    """Return all people of somebody who knows few, the next to leave first."""
    return WorkPart(
        _("My people"),
        news.ahead,
        f"{reverse('people:list')}?show=mine",
        [
            _line(row, _in_days(row.days), "due" if row.days <= SOON else "")
            if row.on and row.days >= 0
            else _line(row, "", "")
            for row in news.leaving
        ],
        ngettext("person with you", "people with you", news.ahead),
        Pressing.DUE if news.soon else Pressing.NEWS,
    )


def _line(row: Leaving, mark: str, kind: str) -> WorkItem:
    released = _("Release %(day)s") % {"day": date_format(row.on)} if row.on else _("Release date not known")
    return WorkItem(
        str(row.person), released, reverse("desk:person", args=[row.person.pk]), mark, kind, row.path
    )


def _in_days(days: int) -> str:
    if days == 0:
        return pgettext("when somebody leaves", "today")
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}


def _beside_nobody(days: int) -> str:
    if days == 0:
        return _("leaves today, nobody beside")
    return ngettext(
        "leaves in %(days)s day, nobody beside", "leaves in %(days)s days, nobody beside", days
    ) % {"days": days}


def _moved(rows: list[Moved], count: int) -> WorkPart:
    return WorkPart(
        str(MOVED_TITLE),
        count,
        reverse("desk:waiting", args=["moved"]),
        [_moved_item(row) for row in rows],
        ngettext("release date moved", "release dates moved", count),
        Pressing.NEWS,
        _moved_in(),
    )


def _moved_item(row: Moved) -> WorkItem:
    return WorkItem(
        str(row.person),
        f"{_day(row.before)} → {_day(row.after)}",
        reverse("desk:person", args=[row.person.pk]) + "#dates",
        row.words,
        "due" if (row.days or 0) < 0 else "",
    )


def _moved_in() -> str:
    return ngettext("In the last %(days)s day.", "In the last %(days)s days.", MOVED) % {"days": MOVED}


def _day(day: date | None) -> str:
    return date_format(day) if day else _("not known")
