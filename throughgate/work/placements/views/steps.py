"""Forms of a placement: propose it, ask, take answers, arrange a talk, note the first day, end it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.forms import Form, HiddenInput
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughgate.foundation.web.components import Words
from throughgate.foundation.web.posted import key_in
from throughgate.person.people.access import asks_purpose
from throughgate.person.people.rules import needs_guardian
from throughgate.person.people.views.editing import PersonFormPage, person_address
from throughgate.work.placements import forms, words
from throughgate.work.placements.actions import answering, moving, proposing
from throughgate.work.placements.models import Answer, Placement
from throughgate.work.placements.profiles import drawn_profile, in_quotes, profile_page
from throughgate.work.placements.views.staff import address, opening_of, placement_of


class _Step(PersonFormPage):
    """A form about one of a person's placements."""

    shows_row = False
    row: Any
    template_name = "placements/step.html"

    def find(self, row: uuid.UUID | None) -> Placement:
        """Find it."""
        found = placement_of(self.actor, self.person, row)
        self.kicker = f"{self.person} · {found.opening.title}"
        return found

    def crumbs(self) -> Iterable[tuple[Words, str]]:
        """Lead over the person and the placement."""
        listed = (_("Introductions"), reverse("placements:of-person", args=[self.person.pk]))
        return [*super().crumbs(), listed, *([(self.row.opening.title, self.back())] if self.row else [])]

    def back(self) -> str:
        """Return to the placement, or to the person's list where there is none yet."""
        return address(self.row) if self.row else reverse("placements:of-person", args=[self.person.pk])


def _drawn(step: _Step) -> dict[str, Any]:
    """Return the profile as it stands, with what would have to go first."""
    profile, telling = drawn_profile(step.actor, step.person)
    return {
        "profile": profile_page(profile),
        "telling": in_quotes(telling),
        "facts": person_address(step.person.pk, "profile"),
    }


@method_decorator(asks_purpose, name="dispatch")
class Propose(_Step):
    """Propose somebody for an opening: see what the company would see; nobody is asked yet."""

    kind = "introduction"
    form_class = Form
    title = gettext_lazy("Propose an introduction")
    button = gettext_lazy("Propose")
    done = gettext_lazy("Proposed. Nobody outside knows of it yet.")

    def open(self, **keys: Any) -> dict[str, Any]:
        """Open the person and the opening."""
        self.opening = opening_of(self.actor, keys.pop("opening"))
        return super().open(**keys)

    def find(self, row: uuid.UUID | None = None) -> Any:
        """Begin a new one."""
        del row
        self.kicker = f"{self.person} · {self.opening.title}"

    def crumbs(self) -> Iterable[tuple[Words, str]]:
        """Lead over the person."""
        return super().crumbs()

    def save(self, form: Any, version: int) -> None:
        """Propose it; sent twice it is one."""
        del form, version
        self.row = proposing.propose(
            actor=self.actor, person=self.person, opening=self.opening, once=key_in(self.request)
        )

    def extra(self) -> dict[str, Any]:
        """Show what it is about."""
        return {**_drawn(self), "opening": self.opening}


@method_decorator(asks_purpose, name="dispatch")
class Ask(_Step):
    """Lay the profile before everybody."""

    kind = "introduction"
    form_class = forms.AskForm
    title = gettext_lazy("Ask everybody")
    hint = gettext_lazy(
        "This is all that the company will see. The person sees exactly this page and says yes or no. It does not change any "
        "more once everybody is asked."
    )
    button = gettext_lazy("Ask everybody now")
    done = gettext_lazy("Everybody is being asked.")

    def save(self, form: Any, version: int) -> None:
        """Ask."""
        proposing.ask(actor=self.actor, placement=self.row, expected=version, **form.cleaned_data)

    def extra(self) -> dict[str, Any]:
        """Show what the company would see."""
        return {**_drawn(self), "opening": self.row.opening}


class _Answer(_Step):
    """Take an answer to exactly the profile that is shown."""

    kind = "answer"
    button = gettext_lazy("Keep the answer")
    done = gettext_lazy("Kept. Thank you.")

    def extra(self) -> dict[str, Any]:
        """Show what was asked."""
        profile = self.row.profile
        return {"profile": profile_page(profile) if profile else None, "opening": self.row.opening}


@method_decorator(asks_purpose, name="dispatch")
class AskPerson(_Answer):
    """What the person says, at the desk of whoever asks."""

    form_class = forms.PersonAnswerForm
    title = gettext_lazy("The person's answer")
    hint = gettext_lazy(
        "Look at the page together. The company sees nothing else, and nobody outside learns who said no."
    )

    def save(self, form: Any, version: int) -> None:
        """Keep it."""
        data = form.cleaned_data
        agrees = data["answer"] != forms.NO
        answering.answer_for_person(
            actor=self.actor,
            placement=self.row,
            expected=version,
            agrees=agrees,
            route=data["answer"] if agrees else "",
            explained_in=data.get("explained_in", ""),
            guardian_agreed_on=data.get("guardian_agreed_on"),
        )

    def make(self, data: Any, row: Any) -> Any:
        """Ask for the guardian's day of a minor alone."""
        form = super().make(data, row)
        if Answer.objects.filter(placement=row, whose="person", agrees=True).exists():
            form.after_yes()
            return form
        person = self.person
        if not needs_guardian(person.birth_on, person.birth_precision, timezone.localdate()):
            form.fields["guardian_agreed_on"].widget = HiddenInput()
        return form


@method_decorator(asks_purpose, name="dispatch")
class AskCustody(_Answer):
    """What custody says, while it has a part in the case."""

    kind = "custody_answer"
    form_class = forms.YesNoForm
    title = gettext_lazy("Custody's answer")

    def find(self, row: uuid.UUID | None) -> Placement:
        """Find it, and say whether a work condition shuts the place."""
        found = super().find(row)
        self.hint = (
            _("A work condition shuts this place. Only a no can be given; nobody outside learns why.")
            if answering.is_shut(found)
            else _("No work condition stands in the way. Nobody outside learns who said no.")
        )
        return found

    def save(self, form: Any, version: int) -> None:
        """Keep it."""
        answering.answer_for_custody(
            actor=self.actor, placement=self.row, expected=version, agrees=form.cleaned_data["agrees"]
        )


@method_decorator(asks_purpose, name="dispatch")
class AskCompany(_Answer):
    """What the company said on the telephone."""

    kind = "introduction"
    form_class = forms.YesNoForm
    title = gettext_lazy("What the company said")
    hint = gettext_lazy(
        "Would they like to get to know somebody who may suit? Say nothing about the person yet."
    )

    def save(self, form: Any, version: int) -> None:
        """Keep it."""
        answering.answer_for_company(
            actor=self.actor, placement=self.row, expected=version, agrees=form.cleaned_data["agrees"]
        )


@method_decorator(asks_purpose, name="dispatch")
class Invite(_Step):
    """Arrange a talk."""

    kind = "introduction"
    form_class = forms.InviteForm
    title = gettext_lazy("Arrange a talk")

    def form_options(self) -> dict[str, Any]:
        """Offer what the route allows."""
        return {"route": self.row.route}

    def save(self, form: Any, version: int) -> None:
        """Note where and when."""
        data = form.cleaned_data
        moving.invite(
            actor=self.actor,
            placement=self.row,
            expected=version,
            talk_by=data["talk_by"],
            talk_at=data["talk_at"],
        )


@method_decorator(asks_purpose, name="dispatch")
class Start(_Step):
    """Note the first day."""

    kind = "introduction"
    form_class = forms.StartForm
    title = gettext_lazy("Note the first day")
    hint = gettext_lazy("It takes one of the seats. Where none is left, you are told and nothing changes.")

    def form_options(self) -> dict[str, Any]:
        """Ask about day release where it can be: of somebody in custody, by the open route."""
        may_be = self.row.route == "open" and self.row.opening.kind != "support"
        return {
            "may_be_inside": may_be
            and moving.is_inside(self.row, self.row.introduced_on or timezone.localdate())
        }

    def initial(self, row: Placement) -> dict[str, Any]:
        """Suggest today."""
        del row
        return {"started_on": timezone.localdate()}

    def save(self, form: Any, version: int) -> None:
        """Start."""
        moving.start(actor=self.actor, placement=self.row, expected=version, **form.cleaned_data)


@method_decorator(asks_purpose, name="dispatch")
class End(_Step):
    """End it, with the reason."""

    kind = "placement"
    form_class = forms.EndForm
    button = gettext_lazy("End it")
    button_kind = "stop"

    def open(self, **keys: Any) -> dict[str, Any]:
        """Know how it ends."""
        self.name = keys.pop("name")
        if self.name not in words.ENDS:
            raise Http404
        self.title = words.ENDS[self.name]
        return super().open(**keys)

    def save(self, form: Any, version: int) -> None:
        """End it."""
        moving.end(
            actor=self.actor, placement=self.row, name=self.name, expected=version, **form.cleaned_data
        )


@method_decorator(asks_purpose, name="dispatch")
class Contact(_Step):
    """How the person can be reached, once both sides say so."""

    kind = "introduction"
    form_class = forms.ContactForm
    title = gettext_lazy("How the person can be reached")

    def initial(self, row: Placement) -> dict[str, Any]:
        """Show what is there."""
        return {"contact": row.persons_contact}

    def save(self, form: Any, version: int) -> None:
        """Keep it."""
        moving.share_contact(actor=self.actor, placement=self.row, expected=version, **form.cleaned_data)
