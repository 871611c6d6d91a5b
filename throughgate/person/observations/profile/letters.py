"""The reference letter: suggested from the profile, edited by staff, approved by the person, then printed."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from throughgate.foundation.audit.changes import last_change
from throughgate.foundation.codes.tries import OF_MEMBERS, counted, too_many
from throughgate.foundation.languages.days import short_day
from throughgate.foundation.languages.texts import offered_language
from throughgate.foundation.printing import pdf_response
from throughgate.foundation.web.components import Item, Words
from throughgate.foundation.web.list_page import ListPage
from throughgate.ground.acting.actor import Actor, actor_in
from throughgate.person.observations import actions
from throughgate.person.observations.models import LetterState, ReferenceLetter
from throughgate.person.observations.paper.printing import letter_pdf
from throughgate.person.observations.profile.forms import ApprovalForm, LetterForm
from throughgate.person.observations.profile.letter_text import SPOKEN_OF, suggested_text
from throughgate.person.observations.profile.queries import rated_competencies
from throughgate.person.observations.queries.letters import issuers_in_force, stands_for
from throughgate.person.people.access import asks_purpose, open_person
from throughgate.person.people.models import Person
from throughgate.person.people.names import full_name
from throughgate.person.people.views.editing import PersonFormPage, row_or_404


def _open(request: HttpRequest, key: uuid.UUID) -> tuple[Actor, Person]:
    actor = actor_in(request)
    actor.must("write", "reference_letter")
    return actor, open_person(request, key)


@method_decorator(asks_purpose, name="dispatch")
class LetterList(ListPage):
    """A person's letters, the latest first, and a way to write one."""

    route = "observations:letters"
    title = gettext_lazy("Reference letters")
    lead = gettext_lazy(
        "One neutral page for the person to show: strengths only, signed by a body outside, printed after the person "
        "approved every word."
    )
    orders: ClassVar = {"": ("-written_at", "-id")}
    template_name = "observations/profile/letters.html"

    person: Person

    def allow(self) -> None:
        """Let in who writes letters."""
        self.actor.must("write", "reference_letter")

    def open(self, key: uuid.UUID) -> None:
        """Open the person."""
        self.person = open_person(self.request, key)
        self.kicker = str(self.person)

    def rows(self) -> Any:
        """Return the person's letters."""
        return ReferenceLetter.objects.filter(person=self.person)

    def item(self, row: ReferenceLetter) -> Item:
        """Lead to the letter."""
        return Item(
            row.issuer,
            reverse("observations:letter", args=[self.person.pk, row.pk]),
            [short_day(timezone.localdate(row.written_at))],
            row.get_state_display(),
            {LetterState.APPROVED: "done", LetterState.DRAFT: "due"}.get(row.state, ""),  # type: ignore[call-overload]
        )

    def nothing(self) -> None:
        """Say nothing: below it stands how one is written."""

    def crumbs(self) -> Iterable[tuple[Words, str]]:
        """Lead over the person and the profile."""
        return profile_crumbs(self.person)

    def extra(self) -> dict[str, Any]:
        """Offer the languages in which one can be written."""
        return {"person": self.person, "languages": settings.LANGUAGES, "spoken_of": SPOKEN_OF.items()}


class LetterFormPage(PersonFormPage):
    """A page about a letter, below the person's letters."""

    kind = "reference_letter"
    shows_row = False

    def crumbs(self) -> Iterable[tuple[Words, str]]:
        """Lead over the person, the profile and the letters."""
        return [*profile_crumbs(self.person), (_("Reference letters"), self.letters())]

    def letters(self) -> str:
        """Return the address of the person's letters."""
        return reverse("observations:letters", args=[self.person.pk])

    def back(self) -> str:
        """Return the letter, or all letters where there is none."""
        if self.row is None:
            return self.letters()
        return reverse("observations:letter", args=[self.person.pk, self.row.pk])


class WriteLetter(LetterFormPage):
    """Write one, beginning with what the profile suggests."""

    form_class = LetterForm
    title = gettext_lazy("Write a letter")
    button = gettext_lazy("Save and ask for approval")
    done = gettext_lazy("Kept. Now the person reads it and says yes or no.")
    template_name = "observations/profile/letter_form.html"

    def open(self, **keys: Any) -> dict[str, Any]:
        """Choose the language the letter is written in."""
        asked = self.request.GET.get("language", "")
        self.language = offered_language(asked)
        return super().open(**keys)

    def form_options(self) -> dict[str, Any]:
        """Offer bodies whose agreement is in force."""
        return {"issuers": issuers_in_force(self.actor)}

    def initial(self, row: None) -> dict[str, Any]:
        """Suggest a text from the profile; what was typed needs none."""
        del row
        if self.request.method == "POST":
            return {}
        with translation.override(self.language):
            person = self.person
            name = full_name(person.given_names, person.family_name)
            called = person.called_name or person.given_names or person.family_name
            rated = rated_competencies(self.actor, person)
            return {"text": suggested_text(rated, name, called, self.request.GET.get("as", "name"))}

    def save(self, form: Any, version: int) -> None:
        """Keep it for approval."""
        del version
        self.row = actions.write_letter(
            actor=self.actor, person=self.person, language=self.language, **form.cleaned_data
        )

    def extra(self) -> dict[str, Any]:
        """Say in which language, and whether anybody can sign it."""
        written_in = dict(settings.LANGUAGES)[self.language]
        return {
            "kicker": f"{self.person} · {written_in}",
            "no_issuer": not issuers_in_force(self.actor).exists(),
        }


def profile_crumbs(person: Person) -> list[tuple[Words, str]]:
    """Lead over the list of people, the person and the profile."""
    return [
        (_("People"), reverse("people:list")),
        (str(person), reverse("desk:person", args=[person.pk])),
        (_("Profile"), reverse("observations:profile", args=[person.pk])),
    ]


def _letter(person: Person, row: uuid.UUID | None) -> ReferenceLetter:
    letter: ReferenceLetter = row_or_404(ReferenceLetter.objects.filter(person=person), row)
    return letter


class LetterPage(LetterFormPage):
    """A letter; note the person's approval by the code of the slip, or withdraw the letter."""

    form_class: type[forms.Form] = ApprovalForm
    title = gettext_lazy("Reference letter")
    template_name = "observations/profile/letter.html"

    def find(self, row: uuid.UUID | None) -> ReferenceLetter:
        """Find the person's letter."""
        return _letter(self.person, row)

    @property
    def is_ours(self) -> bool:
        """Say whether one's own organisation wrote it."""
        return bool(self.row.organisation_id == self.actor.organisation.pk)

    def post(self, request: HttpRequest, **keys: Any) -> HttpResponse:
        """Approve or withdraw a letter of one's own organisation."""
        if not self.is_ours:
            raise Http404
        if request.POST.get("do") == "withdraw":
            self.form_class = forms.Form
        return super().post(request, **keys)

    def save(self, form: Any, version: int) -> HttpResponse | None:
        """Withdraw it, or note the approval that stands on the slip with this code."""
        if not isinstance(form, ApprovalForm):
            actions.withdraw_letter(actor=self.actor, letter=self.row, expected=version)
            self.done = _("The letter is withdrawn. It can no longer be printed.")
            return None
        attempt = OF_MEMBERS.begin(self.request)
        if attempt is None:
            return too_many(self.request)
        actions.approve_letter(actor=self.actor, letter=self.row, expected=version, **form.cleaned_data)
        attempt.rollback()
        self.done = _("The letter is approved and can be printed.")
        return None

    def refused(self, form: Any, error: ValidationError) -> HttpResponse:
        """Show what was refused; a wrong code counts."""
        return counted(super().refused(form, error))

    def stale(self, form: Any, theirs: Any) -> HttpResponse:
        """Show the letter as it is now, and who was first: nothing typed is lost."""
        del form
        who, _when = last_change(theirs.pk)
        said = _("Somebody changed this letter meanwhile. This is how it stands now.")
        messages.error(self.request, f"{said} ({who})" if who else said)
        self.row = theirs
        return self.show(ApprovalForm(), status=409)

    def show(self, form: Any, *, status: int = 200) -> HttpResponse:
        """Show the letter; what speaks against withdrawing it stands on top."""
        if not isinstance(form, ApprovalForm):
            messages.error(self.request, " ".join(form.non_field_errors()))
            form = ApprovalForm()
        return super().show(form, status=status)

    def extra(self) -> dict[str, Any]:
        """Show what it is and what may be done with it."""
        letter = self.row
        written_in = dict(settings.LANGUAGES).get(letter.language, letter.language)
        return {
            "person": self.person,
            "letter": letter,
            "kicker": f"{self.person} · {written_in} · {letter.get_state_display()}",
            "is_ours": self.is_ours,
            "is_in_force": stands_for(letter),
            "is_draft": letter.state == LetterState.DRAFT,
        }


@require_safe
@asks_purpose
def letter_paper(request: HttpRequest, key: uuid.UUID, row: uuid.UUID) -> HttpResponse:
    """Print a letter that the person approved and whose body still stands for it; any other does not exist."""
    _actor, person = _open(request, key)
    letter = _letter(person, row)
    is_approved = letter.state == LetterState.APPROVED and stands_for(letter)
    if not is_approved or letter.approved_on is None:
        raise Http404
    return pdf_response(letter_pdf(letter, approved_on=letter.approved_on), "reference")
