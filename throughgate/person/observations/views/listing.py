"""What an observer finds first: sheets to finish and those signed, people without one, objections to answer."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import truncatechars
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughgate.foundation.database.paging import Page, page_of
from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.components import Empty, Item, LinkButton, tag
from throughgate.foundation.web.list_page import ListPage
from throughgate.foundation.web.tables import Column, link_to
from throughgate.person.observations.models import Remark, Sheet
from throughgate.person.observations.queries import lists
from throughgate.person.observations.queries.objections import objections_for
from throughgate.person.observations.queries.today import people_without_sheet, stale_before
from throughgate.person.observations.views.parts import OfObservations, must_keep_observers
from throughgate.person.observations.words import people_in_words
from throughgate.person.people.models import Caseload
from throughgate.person.people.queries.lists import key_at

UNSEEN_SHOWN = 100
BY_NAME: Final = ("name_key", "person")


def _version(sheet: Sheet) -> str:
    return _("version %(n)s") % {"n": sheet.number} if sheet.number > 1 else ""


class SheetList(OfObservations, ListPage):
    """One's own sheets: those to finish, and a table of those signed, the latest day first."""

    route = "observations:list"
    tab = "sheets"
    title = gettext_lazy("Sheets")
    caption = gettext_lazy("Sheets you signed")
    columns = (
        Column(
            gettext_lazy("Occasion"),
            value=lambda sheet: sheet.occasion,
            link=link_to("observations:sheet", lambda sheet: sheet.pk),
            below=_version,
        ),
        Column(gettext_lazy("Observed on"), value=lambda sheet: sheet.observed_on, one_line=True),
        Column(gettext_lazy("Setting"), value=lambda sheet: sheet.get_setting_display()),
        Column(gettext_lazy("People"), value=lambda sheet: sheet.people_count, number=True),
        Column(
            gettext_lazy("State"),
            cell=lambda sheet: tag(sheet.get_state_display(), "done" if sheet.state == "signed" else ""),
            bare=True,
        ),
    )
    orders: ClassVar = {"": ("-observed_on", "-id")}
    size = lists.SIZE
    template_name = "observations/list.html"

    def open(self) -> HttpResponse | None:
        """Who answers objections begins there, who records training there."""
        may = self.actor.may
        if may("write", "sheet"):
            self.drafts = list(lists.drafts_of(self.actor)[:50])
            return None
        if may("write", "own_voice"):
            return redirect("observations:objections")
        if may("read", "agreement"):
            return redirect("observations:agreement")
        must_keep_observers(self.actor)
        return redirect("observations:training")

    def rows(self) -> Any:
        """Return one's own sheets that are no drafts."""
        return lists.sheets_of_observer(self.actor)

    def buttons(self) -> list[LinkButton]:
        """Lead to a sheet by the code on it, or to a new one."""
        code = LinkButton(reverse("observations:code"), _("Enter a code"))
        return [code, LinkButton(reverse("observations:start"), _("Start a sheet"), "main")]

    def nothing(self) -> Empty | None:
        """Say what a sheet is to those who have none."""
        if self.drafts:
            return None
        hint = _("A sheet records what you saw in a training, a class or at work, for a whole group at once.")
        return Empty(_("No sheets yet"), hint, reverse("observations:start"), _("Start a sheet"))

    def extra(self) -> dict[str, Any]:
        """Show the drafts above."""
        return {"drafts": [_draft(sheet) for sheet in self.drafts]}


def _draft(sheet: Any) -> Item:
    below = (sheet.get_setting_display(), short_day(sheet.observed_on), people_in_words(sheet.people_count))
    mark, kind = (_("new version"), "go") if sheet.amendment_of_id else (_("draft"), "due")
    return Item(
        sheet.occasion,
        reverse("observations:sheet", args=[sheet.pk]),
        [" · ".join(str(part) for part in below)],
        mark,
        kind,
    )


class Unseen(ListPage):
    """People of one's caseload without a recent sheet."""

    route = "observations:unseen"
    title = gettext_lazy("People without a recent sheet")
    empty = Empty(
        gettext_lazy("Everybody in your caseload has a recent sheet"),
        gettext_lazy("A sheet counts as recent for 180 days."),
    )

    def allow(self) -> None:
        """Let in who observes or writes down what people say of it."""
        if not self.actor.may("write", "sheet"):
            self.actor.must("write", "own_voice")

    def open(self) -> None:
        """Say since when."""
        self.kicker = _("no signed sheet since %(day)s") % {"day": short_day(stale_before())}

    def page(self, *, after: str = "", before: str = "", size: int = 0) -> Page[Caseload]:
        """Return a page of them by name; whose row it starts behind stands in the address, never a name."""
        del size
        lines = people_without_sheet(self.actor).select_related("person")
        keys = {"after": key_at(lines, BY_NAME, after), "before": key_at(lines, BY_NAME, before)}
        page: Page[Caseload] = page_of(lines, order=BY_NAME, **keys, size=UNSEEN_SHOWN)
        return Page(
            page.rows,
            str(page.rows[-1].person_id) if page.after else "",
            str(page.rows[0].person_id) if page.before else "",
        )

    def item(self, row: Caseload) -> Item:
        """Lead to the profile and to a new sheet, as far as the actor may."""
        person, may = row.person, self.actor.may
        start = f"{reverse('observations:start')}?person={person.pk}"
        button = LinkButton(start, _("Start a sheet"), "small", unseen=str(person))
        return Item(
            person.formal_name,
            reverse("observations:profile", args=[person.pk]) if may("read", "competencies") else "",
            button=button if may("write", "sheet") else None,
        )


class Objections(OfObservations, ListPage):
    """Objections that wait for an answer, the oldest first."""

    route = "observations:objections"
    tab = "objections"
    title = gettext_lazy("Objections to answer")
    orders: ClassVar = {"": ("made_on", "id")}
    empty = Empty(
        gettext_lazy("No objection waits for an answer"),
        gettext_lazy(
            "When a person objects to a sheet of your organisation, it stands here until somebody outside the "
            "observer's unit answers."
        ),
    )

    def allow(self) -> None:
        """Let in who writes down what people say."""
        self.actor.must("write", "own_voice")

    def rows(self) -> Any:
        """Return those that the actor may answer."""
        return objections_for(self.actor).select_related("person", "sheet_person__sheet")

    def item(self, row: Remark) -> Item:
        """Lead to the answer."""
        return Item(
            f"{row.person}: {row.sheet_person.sheet.occasion}",
            reverse("observations:answer", args=[row.person_id, row.pk]),
            [truncatechars(row.text, 160)],
            short_day(row.made_on),
            "due",
        )

    def buttons(self) -> list[LinkButton]:
        """Lead to a sheet by the code on a slip."""
        return [LinkButton(reverse("observations:code"), _("Enter a code"))]
