"""Pages that change who a person is, and the dates of the stay."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from throughgate.foundation.database.rows import Stale
from throughgate.foundation.languages.days import long_day
from throughgate.person.people import actions
from throughgate.person.people.choices import StayEnd
from throughgate.person.people.following import Moves, would_move
from throughgate.person.people.forms.case import ArrivalForm, ReleaseForm, TransferForm
from throughgate.person.people.forms.identity import AdmitForm, ChangeDatesForm, IdentityForm, NumberForm
from throughgate.person.people.models import PersonNumber, Stay
from throughgate.person.people.queries.beside import beside
from throughgate.person.people.queries.path import OLDEST_FIRST
from throughgate.person.people.rules import ReleaseDates
from throughgate.person.people.views.editing import Confirm, PersonFormPage, row_or_404

DATES = ("release_earliest_on", "release_expected_on", "release_latest_on")


class Identity(PersonFormPage):
    """Names and date of birth."""

    kind = "person"
    anchor = "identity"
    form_class = IdentityForm
    title = _("Name and date of birth")

    def find(self, row: uuid.UUID | None) -> Any:
        """Edit the person."""
        del row
        return self.person

    def initial(self, row: Any) -> dict[str, Any]:
        """Show the person's names and birth."""
        return IdentityForm.initial_of(row)

    def save(self, form: IdentityForm, version: int) -> None:
        """Change the person."""
        actions.change_person(actor=self.actor, person=self.person, expected=version, **form.facts())


class Number(PersonFormPage):
    """The number in one's own organisation."""

    kind = "number"
    anchor = "identity"
    form_class = NumberForm
    title = _("Number in your organisation")
    hint = _("Only your organisation sees this number.")

    def find(self, row: uuid.UUID | None) -> Any:
        """Edit the number, where there is one."""
        del row
        return PersonNumber.objects.filter(person=self.person, organisation=self.actor.organisation).first()

    def initial(self, row: Any) -> dict[str, Any]:
        """Show the number."""
        return {"number": row.number if row else ""}

    def save(self, form: NumberForm, version: int) -> None:
        """Set the number."""
        actions.set_number(
            actor=self.actor, person=self.person, number=form.cleaned_data["number"], expected=version
        )


class _OfStay(PersonFormPage):
    """A page about a stay in one's own prison that goes on."""

    kind = "stay"
    anchor = "dates"

    def find(self, row: uuid.UUID | None) -> Stay:
        """Find the stay that goes on; those that ended and those of another prison are read only."""
        stays = Stay.objects.filter(
            person=self.person, organisation=self.actor.organisation, ended_on__isnull=True
        )
        stay: Stay = row_or_404(stays.select_related("organisation", "person"), row)
        return stay


def _dates_of(stay: Stay) -> ReleaseDates:
    return ReleaseDates(*(getattr(stay, name) for name in DATES))


def _moved(days: int) -> str:
    """Return what a planned release that moved took along."""
    if days > 0:
        words = ngettext(
            "The planned release is %(n)d day later. What is due before it, and 6 weeks, 6 and 12 months after it, moved along.",
            "The planned release is %(n)d days later. What is due before it, and 6 weeks, 6 and 12 months after it, moved along.",
            days,
        )
    else:
        words = ngettext(
            "The planned release is %(n)d day earlier. What is due before it, and 6 weeks, 6 and 12 months after it, moved along.",
            "The planned release is %(n)d days earlier. What is due before it, and 6 weeks, 6 and 12 months after it, moved along.",
            -days,
        )
    return words % {"n": abs(days)}


SEEN = "seen"
"""What the button is called that saves dates after one saw what moves with them."""
SHOWN = 5
"""So many of what moves stand there at once; the others one opens."""


class ReleaseDatesPage(_OfStay):
    """The three release dates."""

    form_class = ChangeDatesForm
    title = _("Release dates")
    hint = _(
        "Leave a date empty when it is not known. Everything planned for this person follows these dates."
    )
    done = _("The release dates are saved.")
    free_text = ("why",)
    template_name = "people/dates.html"
    moving: Sequence[Moves] = ()
    """What would move: shown before anything is saved."""
    shown_for = ""
    """The dates for which it is shown, as the button sends them with the second click."""

    def initial(self, row: Stay) -> dict[str, Any]:
        """Show the dates as they are."""
        return {name: getattr(row, name) for name in DATES}

    def save(self, form: ChangeDatesForm, version: int) -> HttpResponse | None:
        """Show what would move with these dates; change them once that was seen."""
        if version != self.row.version:
            raise Stale(self.row)
        self.shown_for = "/".join(
            str(getattr(form.dates(), name) or "") for name in ("earliest_on", "expected_on", "latest_on")
        )
        if self.request.POST.get(SEEN) != self.shown_for:
            self.moving = would_move(self.actor, self.row, form.dates())
            if self.moving:
                return self.show(form)
        self.before = _dates_of(self.row).best
        actions.change_release_dates(
            actor=self.actor,
            stay=self.row,
            expected=version,
            dates=form.dates(),
            why=form.cleaned_data["why"],
        )
        return None

    def extra(self) -> dict[str, Any]:
        """Show what would move, and who will see that it did."""
        if not self.moving:
            return {}
        return {
            "moving": self.moving,
            "first": self.moving[:SHOWN],
            "others": self.moving[SHOWN:],
            "told": beside(self.actor, self.person.pk),
            "button_label": _now("Save and move"),
            "button_name": SEEN,
            "button_value": self.shown_for,
        }

    def say_done(self, form: Any) -> None:
        """Say what followed, and warn of days gone by."""
        super().say_done(form)
        best = form.dates().best
        if self.before and best and best != self.before:
            messages.info(self.request, _moved((best - self.before).days))
        if best and best < timezone.localdate():
            messages.warning(
                self.request, _now("The release date lies in the past. Was the person released?")
            )


class Arrival(_OfStay):
    """The day of arrival, where it was recorded wrongly."""

    form_class = ArrivalForm
    title = _("Correct the arrival")
    hint = _("For a typing error. Both days stay in the history.")
    done = _("The arrival is corrected.")
    free_text = ("why",)

    def initial(self, row: Stay) -> dict[str, Any]:
        """Show the day as it is."""
        return {"arrived_on": row.arrived_on}

    def save(self, form: ArrivalForm, version: int) -> None:
        """Put it right."""
        actions.correct_stay(actor=self.actor, stay=self.row, expected=version, **form.cleaned_data)


class Admit(PersonFormPage):
    """The beginning of a stay: first arrival, arrival from another prison, or a return."""

    kind = "stay"
    anchor = "dates"
    form_class = AdmitForm
    title = _("Begin a stay")
    hint = _("The person arrives in your prison. Release dates may be unknown.")
    button = _("Begin the stay")
    done = _("The stay begins.")

    def find(self, row: uuid.UUID | None) -> None:
        """Only prisons begin stays."""
        del row
        if self.actor.organisation.kind != "prison":
            raise Http404

    def initial(self, row: None) -> dict[str, Any]:
        """After a transfer the dates go along."""
        del row
        last = Stay.objects.filter(person=self.person).order_by(*OLDEST_FIRST).last()
        if last is None or last.ended_by != "transferred":
            return {}
        return {"arrived_on": last.ended_on, **{name: getattr(last, name) for name in DATES}}

    def save(self, form: AdmitForm, version: int) -> None:
        """Begin the stay."""
        del version
        actions.admit_person(
            actor=self.actor,
            person=self.person,
            arrived_on=form.cleaned_data["arrived_on"],
            dates=form.dates(),
        )


class Release(_OfStay):
    """The end of a stay by release."""

    form_class = ReleaseForm
    title = _("Record the release")
    hint = _("The stay ends on this day. The follow-up after 6 weeks, 6 and 12 months counts from here.")
    button = _("Record the release")
    done = _("The release is recorded.")
    shows_row = False

    def save(self, form: ReleaseForm, version: int) -> None:
        """End the stay."""
        actions.release_person(
            actor=self.actor, stay=self.row, expected=version, released_on=form.cleaned_data["released_on"]
        )


class Transfer(_OfStay):
    """The move to another prison."""

    form_class = TransferForm
    title = _("Move to another prison")
    hint = _(
        "The stay here ends, and the other prison takes over the case with the release dates. "
        "Your organisation keeps sight of the case for 14 days."
    )
    button = _("Record the move")
    done = _("The move is recorded. The other prison sees the case now.")
    shows_row = False

    def form_options(self) -> dict[str, Any]:
        """Offer other prisons."""
        return {"actor": self.actor}

    def save(self, form: TransferForm, version: int) -> None:
        """Move the person."""
        data = form.cleaned_data
        actions.transfer_person(
            actor=self.actor, stay=self.row, expected=version, to=data["to"], on=data["on"]
        )


class TakeBack(Confirm):
    """A release or a move was recorded by mistake."""

    kind = "stay"
    anchor = "dates"
    title = _("Take back the release")
    hint = _(
        "Only if it was recorded by mistake. The stay goes on as if it had not ended; the history keeps it."
    )
    button = _("Take it back")
    done = _("Taken back. The stay goes on.")

    def find(self, row: uuid.UUID | None) -> Stay:
        """Find the latest stay, where it ended and was spent in one's own prison."""
        last = Stay.objects.filter(person=self.person).order_by(*OLDEST_FIRST).last()
        ended = Stay.objects.filter(
            pk=last.pk if last else None, organisation=self.actor.organisation, ended_on__isnull=False
        )
        stay: Stay = row_or_404(ended, row)
        return stay

    def extra(self) -> dict[str, Any]:
        """Name what is taken back, and what follows."""
        moved = self.row.ended_by == StayEnd.TRANSFERRED
        return {
            "title": _("Take back the move") if moved else self.title,
            "what": f"{self.row.get_ended_by_display()}: {long_day(self.row.ended_on)}",
            "more": _("The other prison does not see the case any more.") if moved else "",
        }

    def save(self, form: Any, version: int) -> None:
        """Take it back."""
        del form
        actions.take_back_end(actor=self.actor, stay=self.row, expected=version)
