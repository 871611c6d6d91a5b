"""What Today tells a teacher of the house: who is new, and of whom leaves soon nobody knows how well they speak German."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from throughgate.desk.today import AHEAD, sees_house
from throughgate.foundation.database.paging import Page
from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.components import Words
from throughgate.foundation.web.work import COUNTED, Pressing, WorkItem, WorkPart
from throughgate.foundation.web.work_page import WorkPage
from throughgate.ground.acting.actor import Actor, NotAllowed
from throughgate.person.people.models import Person, SpokenLanguage, Visibility
from throughgate.person.people.queries.listed import people_listed

NEW, SHOWN = 14, 6
"""Days for which somebody is new, and how many stand on Today."""


@dataclass(frozen=True)
class HousePart:
    """One part: which lines of the house it has, in which order, and how each stands there."""

    name: str
    title: Words
    hint: Callable[[], str]
    words: Callable[[int], str]
    lines: Callable[[Actor, date], Any]
    order: Sequence[str]
    item: Callable[[Person, Any], WorkItem]
    pressing: Pressing

    def part(self, actor: Actor, day: date) -> WorkPart:
        """Return it with the first rows; two queries."""
        lines = list(self.lines(actor, day).order_by(*self.order)[: COUNTED + 1])
        return WorkPart(
            str(self.title),
            len(lines),
            reverse("desk:waiting", args=[self.name]),
            self.items(lines[:SHOWN]),
            self.words(len(lines)),
            self.pressing,
            self.hint(),
        )

    def items(self, lines: Sequence[Any]) -> list[WorkItem]:
        """Return the rows of some lines; one query."""
        people = people_listed({line.person_id for line in lines})
        return [self.item(people[line.person_id].person, line) for line in lines if line.person_id in people]


def house_parts(actor: Actor) -> list[WorkPart]:
    """Return what concerns whoever teaches in the house; four queries, none for others."""
    if not sees_house(actor):
        return []
    day = timezone.localdate()
    found = [one.part(actor, day) for one in (NEW_HERE, UNHEARD)]
    return [part for part in found if part.count]


def _house(actor: Actor, day: date) -> Any:
    return Visibility.objects.in_force(day).filter(organisation=actor.organisation)


def _new_lines(actor: Actor, day: date) -> Any:
    return _house(actor, day).filter(from_on__gt=day - timedelta(days=NEW))


def _unheard_lines(actor: Actor, day: date) -> Any:
    spoken = SpokenLanguage.objects.filter(person=OuterRef("person"), language="de")
    return _house(actor, day).releasing_within(AHEAD, day).exclude(Exists(spoken))


def _new_item(person: Person, line: Any) -> WorkItem:
    since = _("here since %(day)s") % {"day": short_day(line.from_on)}
    return WorkItem(str(person), since, reverse("desk:person", args=[person.pk]))


def _unheard_item(person: Person, line: Any) -> WorkItem:
    leaves = _("Release %(day)s") % {"day": short_day(line.release_on)}
    return WorkItem(
        str(person), leaves, reverse("people:add-language", args=[person.pk]), _("ask and note it"), "due"
    )


NEW_HERE = HousePart(
    "new",
    gettext_lazy("New here"),
    lambda: ngettext("In the last %(days)s day.", "In the last %(days)s days.", NEW) % {"days": NEW},
    lambda count: ngettext("is new here", "are new here", count),
    _new_lines,
    ("-from_on", "-person"),
    _new_item,
    Pressing.NEWS,
)
UNHEARD = HousePart(
    "german",
    gettext_lazy("Level of German not known"),
    lambda: (
        _("They leave within %(days)s days, and nobody noted how well they speak German.") % {"days": AHEAD}
    ),
    lambda count: ngettext("leaves soon, German not known", "leave soon, German not known", count),
    _unheard_lines,
    ("release_on", "person"),
    _unheard_item,
    Pressing.DUE,
)


class HousePage(WorkPage):
    """All rows of one of them."""

    part: ClassVar[HousePart]

    def allow(self) -> None:
        """Let in whoever teaches in the house."""
        if not sees_house(self.actor):
            raise NotAllowed("read person")

    def open(self, **_keys: Any) -> None:
        """Say which."""
        self.title, self.lead = self.part.title, self.part.hint()
        self.orders = {"": self.part.order}  # type: ignore[misc]

    def rows(self) -> Any:
        """Return the lines."""
        return self.part.lines(self.actor, timezone.localdate())

    def page(self, *, after: str = "", before: str = "", size: int = 0) -> Page[WorkItem]:
        """Return one page of them; keys hold days and keys of people, never a name."""
        page = super().page(after=after, before=before, size=size)
        return Page(self.part.items(page.rows), page.after, page.before)

    def work_item(self, row: WorkItem) -> WorkItem:
        """Return it as it was read."""
        return row


class NewHerePage(HousePage):
    """Everybody who is new."""

    part = NEW_HERE


class UnheardPage(HousePage):
    """Everybody who leaves soon and whose German nobody knows."""

    part = UNHEARD
