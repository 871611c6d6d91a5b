"""What waits about organisations: next steps for whoever took them on, agreements that run out for whoever keeps them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, ClassVar, Final, NamedTuple

from django.db.models import CharField, F, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.work import COUNTED, Pressing, WorkItem, WorkPart
from throughgate.foundation.web.work_page import WorkPage
from throughgate.ground.accounts.models import Membership
from throughgate.ground.acting.actor import Actor
from throughgate.work.contact_log.models import Agreement, Note

SHOWN: Final = 6
AHEAD: Final = timedelta(days=60)
"""So long before its end one is asked about an agreement: time to meet and to sign anew."""
STEPS, AGREEMENTS = "steps", "agreements"
"""Names of the parts in their addresses."""


class _Due(NamedTuple):
    """A row as either part tells it; both are asked for together."""

    part: str
    id: Any
    words: str
    day: date
    name: str
    code: str


class _Told(NamedTuple):
    """What a part of Today is called, which rows it has, and how each stands."""

    title: Promise
    hint: Promise
    words: Callable[[int], Any]
    rows: Callable[[Actor], QuerySet[Any]]
    words_from: str
    day_from: str
    mark: Callable[[int], str]

    def due(self, actor: Actor, part: str) -> QuerySet[Any]:
        """Return its rows, no more than are counted."""
        said = {"words": F(self.words_from), "day": F(self.day_from)}
        said |= {"name": F("organisation__name"), "code": F("organisation__code")}
        rows: QuerySet[Any] = self.rows(actor).annotate(part=Value(part, output_field=CharField()), **said)
        return rows.order_by("day", "id").values_list(*_Due._fields)[: COUNTED + 1]


def _steps(actor: Actor) -> QuerySet[Any]:
    """Return the own steps that are due, and those of colleagues who have left: somebody goes on with them."""
    assert actor.membership is not None
    employed = Membership.objects.in_force().filter(organisation=actor.organisation)
    others = employed.exclude(pk=actor.membership.pk)
    rows: QuerySet[Any] = Note.objects.kept_by(actor)
    due = rows.filter(done_on=None, next_on__lte=timezone.localdate())
    return due.exclude(by__in=others.values("pk"))


def asks_until() -> date:
    """Return the last end of an agreement about which one is asked today."""
    return timezone.localdate() + AHEAD


def _agreements(actor: Actor) -> QuerySet[Any]:
    """Return the agreements of the own organisation that ran out or do so soon, until somebody has seen to it."""
    rows: QuerySet[Any] = Agreement.objects.kept_by(actor)
    return rows.filter(done_on=None, valid_until__lte=asks_until())


def _step_mark(left: int) -> str:
    return ngettext("%(n)s day ago", "%(n)s days ago", -left) % {"n": -left} if left < 0 else _("today")


def _agreement_mark(left: int) -> str:
    if left < 0:
        return ngettext("ran out %(n)s day ago", "ran out %(n)s days ago", -left) % {"n": -left}
    return (
        ngettext("ends in %(n)s day", "ends in %(n)s days", left) % {"n": left} if left else _("ends today")
    )


_TOLD: Final[dict[str, _Told]] = {
    STEPS: _Told(
        gettext_lazy("Next steps with organisations"),
        gettext_lazy("What you, or a colleague who has left, wanted to do by today."),
        lambda n: ngettext("step with an organisation", "steps with organisations", n),
        _steps,
        "next_step",
        "next_on",
        _step_mark,
    ),
    AGREEMENTS: _Told(
        gettext_lazy("Agreements that run out"),
        gettext_lazy("Open one to write down a later end, or to say that it is seen to."),
        lambda n: ngettext("agreement runs out", "agreements run out", n),
        _agreements,
        "title",
        "valid_until",
        _agreement_mark,
    ),
}


def work(actor: Actor) -> list[WorkPart]:
    """Return what waits on Today; one query, none for those who write no notes."""
    if not actor.may("write", "company_log"):
        return []
    steps, agreements = (told.due(actor, name) for name, told in _TOLD.items())
    found = [_Due(*row) for row in steps.union(agreements, all=True)]
    return [
        _part(name, told, rows)
        for name, told in _TOLD.items()
        if (rows := sorted((row for row in found if row.part == name), key=lambda row: (row.day, row.id)))
    ]


def _part(name: str, told: _Told, rows: list[_Due]) -> WorkPart:
    today = timezone.localdate()
    return WorkPart(
        str(told.title),
        len(rows),
        reverse("desk:waiting", args=[name]),
        [_item(row, today) for row in rows[:SHOWN]],
        told.words(len(rows)),
        Pressing.LATE if rows[0].day < today else Pressing.DUE,
        str(told.hint),
    )


def _item(row: _Due, today: date) -> WorkItem:
    if row.part == STEPS:
        said, address = _("by %(day)s"), reverse("contact_log:list", args=[row.code])
    else:
        said, address = _("until %(day)s"), reverse("contact_log:agreement", args=[row.code, row.id])
    left = (row.day - today).days
    detail = f"{row.name} · " + said % {"day": short_day(row.day)}
    return WorkItem(row.words, detail, address, _TOLD[row.part].mark(left), "late" if left < 0 else "due")


class _Page(WorkPage):
    name: ClassVar[str]

    def allow(self) -> None:
        """Let in those who write notes."""
        self.actor.must("write", "company_log")

    def rows(self) -> Any:
        """Return those that wait for the actor."""
        return _TOLD[self.name].rows(self.actor).select_related("organisation")

    def work_item(self, row: Any) -> WorkItem:
        """Return one with its day."""
        told, there = _TOLD[self.name], row.organisation
        words, day = getattr(row, told.words_from), getattr(row, told.day_from)
        return _item(_Due(self.name, row.pk, words, day, there.name, there.code), timezone.localdate())


class StepsPage(_Page):
    """All next steps that are due."""

    name = STEPS
    title, lead = _TOLD[STEPS].title, _TOLD[STEPS].hint
    orders: ClassVar = {"": ("next_on", "id")}


class AgreementsPage(_Page):
    """All agreements that run out."""

    name = AGREEMENTS
    title, lead = _TOLD[AGREEMENTS].title, _TOLD[AGREEMENTS].hint
    orders: ClassVar = {"": ("valid_until", "id")}
