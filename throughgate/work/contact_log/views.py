"""Pages of contacts with an organisation: the log with its next steps, and agreements on paper."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.components import Empty, Item, LinkButton, Words
from throughgate.foundation.web.form_page import FormPage
from throughgate.foundation.web.list_page import ListPage
from throughgate.foundation.web.posted import version_in
from throughgate.foundation.web.pressed import answer_button
from throughgate.ground.acting.actor import Actor, actor_in
from throughgate.ground.organisations.models import Organisation
from throughgate.ground.organisations.part_pages import opened
from throughgate.work.contact_log import actions
from throughgate.work.contact_log.actions import KEPT_WITH
from throughgate.work.contact_log.forms import AgreementForm, NoteForm
from throughgate.work.contact_log.models import Agreement, Note
from throughgate.work.contact_log.queries import asks_until


def address(organisation: Organisation) -> str:
    """Return the log of an organisation."""
    return reverse("contact_log:list", args=[organisation.code])


class Log(ListPage):
    """All contacts with an organisation, the newest first, and agreements with it."""

    kind = "company_log"
    route = "contact_log:list"
    title = gettext_lazy("Contacts and agreements")
    orders: ClassVar = {"": ("-happened_on", "-id")}
    size = 25
    template_name = "contact_log/list.html"

    organisation: Organisation
    shown: dict[str, Any]

    def open(self, code: str) -> None:
        """Open an organisation with which contacts are written down."""
        _actor, self.organisation, self.shown = opened(self.request, code, "log")
        if self.organisation.kind not in KEPT_WITH:
            raise Http404

    def rows(self) -> Any:
        """Return the notes about it."""
        rows = Note.objects.visible_to(self.actor).filter(organisation=self.organisation)
        return rows.select_related("keeper")

    def line(self, row: Note) -> Note:
        """Return a note."""
        return row

    def item(self, row: Note) -> Item:
        """Say what there was, who came, what came of it, and what is next."""
        people = " · ".join(part for part in (row.keeper.name, row.ours, row.theirs) if part)
        below = [people, row.followed]
        mark = kind = ""
        if row.next_on:
            below.append(
                _("Next: %(step)s, by %(day)s") % {"step": row.next_step, "day": short_day(row.next_on)}
            )
            if row.done_on:
                mark, kind = _("done"), "done"
            else:
                mark, kind = _("open"), "late" if row.next_on < timezone.localdate() else "due"
        mine = self.keeps and row.keeper_id == self.actor.organisation.pk
        to = reverse("contact_log:note", args=[self.organisation.code, row.pk]) if mine else ""
        name = f"{short_day(row.happened_on)}: {row.get_kind_display()}"
        return Item(name, to, [part for part in below if part], mark, kind)

    @property
    def keeps(self) -> bool:
        """Say whether the actor writes notes."""
        return bool(self.actor.may("write", "company_log"))

    def buttons(self) -> list[LinkButton]:
        """Let those write who do."""
        if not self.keeps:
            return []
        code = self.organisation.code
        return [
            LinkButton(reverse("contact_log:add-agreement", args=[code]), _("Add an agreement")),
            LinkButton(reverse("contact_log:add", args=[code]), _("Write down a contact"), "main"),
        ]

    def nothing(self) -> Empty:
        """Say what belongs here."""
        hint = _("Visits, calls, letters, job fairs: who came, and what came of it.")
        add = self.buttons()
        if not add:
            return Empty(_("No contact is written down yet"), hint)
        return Empty(_("No contact is written down yet"), hint, add[-1].address, add[-1].label)

    def extra(self) -> dict[str, Any]:
        """Show the head of the organisation's pages, and the agreements."""
        rows = Agreement.objects.visible_to(self.actor).filter(organisation=self.organisation)
        agreements = [
            self._agreement(row) for row in rows.select_related("keeper").order_by("-signed_on", "-pk")[:50]
        ]
        return {**self.shown, "agreements": agreements}

    def _agreement(self, row: Agreement) -> Item:
        until = (
            _("valid until %(day)s") % {"day": short_day(row.valid_until)}
            if row.valid_until
            else _("without an end")
        )
        signed = _("signed on %(day)s") % {"day": short_day(row.signed_on)}
        over = row.valid_until is not None and row.valid_until < timezone.localdate()
        mine = self.keeps and row.keeper_id == self.actor.organisation.pk
        to = reverse("contact_log:agreement", args=[self.organisation.code, row.pk]) if mine else ""
        lies = _("The paper lies: %(place)s") % {"place": row.lies_at} if row.lies_at else ""
        below = [part for part in (f"{signed}, {until}", row.keeper.name, lies) if part]
        # What somebody has seen to presses nobody.
        return Item(
            row.title, to, below, _("over") if over else "", "late" if over and not row.done_on else ""
        )


class _OfLog(FormPage):
    """A form about a note or an agreement, of the organisation whose code is in the address."""

    kind = "company_log"
    model: ClassVar[type[Note | Agreement]]
    add_title: ClassVar[Words]
    finish_route: ClassVar[str]
    finish_label: ClassVar[Words]
    template_name = "contact_log/row.html"
    organisation: Organisation

    def open(self, **keys: Any) -> dict[str, Any]:
        """Open the organisation."""
        rows = Organisation.objects.visible_to(self.actor).filter(kind__in=KEPT_WITH)
        self.organisation = get_object_or_404(rows, code=keys.pop("code"))
        self.kicker = self.organisation.name
        return keys

    def find(self, key: uuid.UUID | None = None) -> Any:
        """Find what the own organisation wrote, if there is something to change."""
        return kept(self.model, self.actor, self.organisation.code, key) if key else None

    def initial(self, row: Any) -> dict[str, Any]:
        """Show it; a new one is of today."""
        fields = self.form_class().fields
        if row is None:
            return {name: timezone.localdate() for name in ("happened_on", "signed_on") if name in fields}
        return {name: getattr(row, name) for name in fields}

    def crumbs(self) -> Iterable[tuple[Words, str]]:
        """Lead over the register and the organisation."""
        there = self.organisation
        return [(_("Organisations"), reverse("organisations:list")), (there.name, address(there))]

    def back(self) -> str:
        """Return to the log."""
        return address(self.organisation)

    def extra(self) -> dict[str, Any]:
        """Say whether something is added, and offer to finish what is open."""
        if self.row is None:
            return {"title": self.add_title}
        if not self.is_open(self.row):
            return {}
        finish = reverse(self.finish_route, args=[self.organisation.code, self.row.pk])
        return {"finish": finish, "finish_label": self.finish_label}

    def is_open(self, row: Any) -> bool:
        """Say whether something of a row waits to be done."""
        raise NotImplementedError


class NotePage(_OfLog):
    """Write down a contact, or change what was written."""

    model = Note
    form_class: type[Form] = NoteForm
    title = gettext_lazy("Change the note")
    add_title = gettext_lazy("Write down a contact")
    finish_route, finish_label = "contact_log:finish", gettext_lazy("The step is done")

    def save(self, form: Any, version: int) -> None:
        """Add or change it."""
        if self.row is None:
            actions.add_note(actor=self.actor, organisation=self.organisation, **form.cleaned_data)
        else:
            actions.change_note(actor=self.actor, note=self.row, expected=version, **form.cleaned_data)

    def extra(self) -> dict[str, Any]:
        """Offer its dates to a calendar as well."""
        row: Note | None = self.row
        if row is None or not (row.takes_place or row.is_open):
            return super().extra()
        dates = reverse("contact_log:dates-of-note", args=[self.organisation.code, row.pk])
        return {**super().extra(), "dates": dates}

    def is_open(self, row: Note) -> bool:
        """Say whether its next step is open."""
        return row.is_open


class AgreementPage(_OfLog):
    """Write down an agreement on paper, or change it."""

    model = Agreement
    form_class: type[Form] = AgreementForm
    title = gettext_lazy("Change the agreement")
    add_title = gettext_lazy("Add an agreement")
    finish_route, finish_label = "contact_log:finish-agreement", gettext_lazy("Nothing more to be done")

    def save(self, form: Any, version: int) -> None:
        """Add or change it."""
        if self.row is None:
            actions.add_agreement(actor=self.actor, organisation=self.organisation, **form.cleaned_data)
        else:
            actions.change_agreement(
                actor=self.actor, agreement=self.row, expected=version, **form.cleaned_data
            )

    def is_open(self, row: Agreement) -> bool:
        """Say whether it stands on Today: it ran out or does so soon, and nobody has seen to it."""
        return row.done_on is None and row.valid_until is not None and row.valid_until <= asks_until()


def kept(model: type[Note | Agreement], actor: Actor, code: str, key: uuid.UUID) -> Any:
    """Return a row that the actor's organisation wrote about the one with this code."""
    rows = model.objects.kept_by(actor).filter(organisation__code=code)
    return get_object_or_404(rows.select_related("organisation"), pk=key)


@require_POST
def finish_step(request: HttpRequest, code: str, key: uuid.UUID) -> HttpResponse:
    """Say that a step is done."""
    return _do(request, Note, code, key, lambda **of: actions.finish_step(note=of.pop("row"), **of))


@require_POST
def finish_agreement(request: HttpRequest, code: str, key: uuid.UUID) -> HttpResponse:
    """Say that the end of an agreement is seen to."""
    return _do(
        request, Agreement, code, key, lambda **of: actions.finish_agreement(agreement=of.pop("row"), **of)
    )


def _do(
    request: HttpRequest, model: type[Note | Agreement], code: str, key: uuid.UUID, action: Any
) -> HttpResponse:
    actor = actor_in(request)
    actor.must("write", "company_log")
    row, version = kept(model, actor, code, key), version_in(request)
    return answer_button(
        request,
        lambda: action(actor=actor, row=row, expected=version),
        back=lambda: address(row.organisation),
        done=_("Done."),
    )
