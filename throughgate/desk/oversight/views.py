"""Pages of the data-protection officer, about the staff of the own organisation; nobody else opens them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from throughgate.desk.oversight.words import PURPOSES, change_in_words, details, page_in_words, roles_in_words
from throughgate.foundation.audit.models import Access, Entry
from throughgate.foundation.database.paging import page_of
from throughgate.foundation.languages.fields import DateField
from throughgate.foundation.web.components import ActiveFilter, Column, Tab, Table, address_with
from throughgate.foundation.web.forms import choice_field
from throughgate.ground.accounts.actor import Actor, actor_in
from throughgate.ground.accounts.models import Membership
from throughgate.person.people.models import NamedPurpose
from throughgate.person.people.queries.accesses import accesses_from_outside


@dataclass(frozen=True)
class Line:
    """One line of a log."""

    at: datetime
    who: str
    what: str
    more: str = ""
    number: int | None = None
    address: str = ""


class FilterForm(forms.Form):
    """Whose lines, and of which day."""

    staff = forms.ChoiceField(label=gettext_lazy("Member of staff"), required=False)
    day = DateField(label=gettext_lazy("Day"), required=False)

    def __init__(self, *args: Any, names: Mapping[uuid.UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = sorted(((str(key), name) for key, name in names.items()), key=lambda pair: pair[1])
        choice_field(self, "staff").choices = [("", gettext_lazy("all")), *choices]


@require_safe
def looks_page(request: HttpRequest) -> HttpResponse:
    """Show who opened pages with people: when, which page, for what purpose, how many people."""
    actor, names = _officer(request)
    rows = Access.objects.filter(organisation_id=actor.organisation.pk)
    return _log(
        request,
        names,
        rows,
        moment="at",
        caption=_("Looks at people"),
        columns=[
            Column(_("When")),
            Column(_("Who")),
            Column(_("Page")),
            Column(_("Purpose")),
            Column(_("People"), number=True),
        ],
        line=lambda row: Line(
            at=row.at,
            who=names.get(row.membership_id, _("somebody")),
            what=page_in_words(row.page),
            more=str(PURPOSES.get(row.purpose, row.purpose)),
            number=len(row.people),
        ),
    )


@require_safe
def purposes_page(request: HttpRequest) -> HttpResponse:
    """Show why members opened people outside of their caseload."""
    actor, names = _officer(request)
    rows = NamedPurpose.objects.filter(organisation=actor.organisation)
    return _log(
        request,
        names,
        rows,
        moment="named_at",
        caption=_("Purposes named"),
        columns=[
            Column(_("When")),
            Column(_("Who")),
            Column(_("Purpose")),
            Column(_("In their words")),
            Column(_("Person")),
        ],
        line=lambda row: Line(
            at=row.named_at,
            who=names.get(row.membership_id, _("somebody")),
            what=str(PURPOSES.get(row.purpose, row.purpose)),
            more=row.words,
            address=reverse("desk:person", args=[row.person_id]),
        ),
    )


@require_safe
def outside_page(request: HttpRequest) -> HttpResponse:
    """Show why other organisations' staff opened people of this one: by function, and nobody is named."""
    actor = actor_in(request)
    actor.must("read", "access_log")
    columns = [Column(_("When")), Column(_("Function")), Column(_("Organisation")), Column(_("Purpose"))]
    rows = [
        Line(
            at=look.at,
            who=roles_in_words(look.roles),
            what=look.organisation,
            more=str(PURPOSES.get(look.purpose, look.purpose)),
        )
        for look in accesses_from_outside(actor)
    ]
    table = Table.of(
        request, caption=_("Purposes that others named for your people"), columns=columns, rows=rows
    )
    context = {"table": table, "tabs": _tabs(request), "labels": [column.label for column in columns]}
    return render(request, "desk/oversight/log.html", context)


@require_safe
def changes_page(request: HttpRequest) -> HttpResponse:
    """Show what members changed; values are in the history of the record, not here."""
    actor, names = _officer(request)
    rows = Entry.objects.filter(organisation_id=actor.organisation.pk)
    return _log(
        request,
        names,
        rows,
        moment="at",
        caption=_("Changes"),
        columns=[Column(_("When")), Column(_("Who")), Column(_("What")), Column(_("Fields and reason"))],
        line=lambda row: Line(
            at=row.at,
            who=names.get(row.membership_id, _("somebody")),
            what=change_in_words(row.action),
            more=details(row.fields, row.why),
        ),
    )


def _officer(request: HttpRequest) -> tuple[Actor, dict[uuid.UUID, str]]:
    """Return who acts and the names of everybody who works or worked for the organisation."""
    actor = actor_in(request)
    actor.must("read", "access_log")
    members = Membership.objects.filter(organisation=actor.organisation).select_related("user")
    return actor, {member.pk: str(member.user) for member in members}


def _log(
    request: HttpRequest,
    names: Mapping[uuid.UUID, str],
    rows: QuerySet[Any],
    *,
    moment: str,
    caption: str,
    columns: Sequence[Column],
    line: Any,
) -> HttpResponse:
    form = FilterForm(request.GET or None, names=names)
    chosen = form.cleaned_data if form.is_valid() else {}
    if chosen.get("staff"):
        rows = rows.filter(membership_id=chosen["staff"])
    if chosen.get("day"):
        rows = rows.filter(**{f"{moment}__range": _whole(chosen["day"])})
    page = page_of(
        rows,
        order=(f"-{moment}", "-id"),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    table = Table.of(
        request,
        caption=caption,
        columns=columns,
        rows=[line(row) for row in page.rows],
        after=page.after,
        before=page.before,
    )
    context = {
        "form": form,
        "active": _active(request, chosen, names),
        "table": table,
        "tabs": _tabs(request),
        "labels": [column.label for column in columns],
    }
    return render(request, "desk/oversight/log.html", context)


def _whole(day: date) -> tuple[datetime, datetime]:
    start = timezone.make_aware(datetime.combine(day, time.min))
    return start, timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min)) - timedelta(
        microseconds=1
    )


def _active(
    request: HttpRequest, chosen: Mapping[str, Any], names: Mapping[uuid.UUID, str]
) -> list[ActiveFilter]:
    words = {
        "staff": names.get(uuid.UUID(chosen["staff"]), "") if chosen.get("staff") else "",
        "day": date_format(chosen["day"]) if chosen.get("day") else "",
    }
    return [
        ActiveFilter(label, address_with(request, **{name: None})) for name, label in words.items() if label
    ]


def _tabs(request: HttpRequest) -> list[Tab]:
    pages = (
        ("looks", _("Looks")),
        ("purposes", _("Purposes")),
        ("outside", _("From other organisations")),
        ("changes", _("Changes")),
    )
    return [
        Tab(label, reverse(f"oversight:{name}"), current=request.path == reverse(f"oversight:{name}"))
        for name, label in pages
    ]
