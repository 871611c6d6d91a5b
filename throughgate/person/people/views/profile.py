"""Pages that change what work and school need to know."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _

from throughgate.person.people import actions
from throughgate.person.people.choices import ConditionKind
from throughgate.person.people.forms.profile import (
    AfterReleaseForm,
    ConditionForm,
    GuardianForm,
    LanguageForm,
    ProfileForm,
    QualificationForm,
)
from throughgate.person.people.models import (
    AfterRelease,
    Guardian,
    Qualification,
    SpokenLanguage,
    Wish,
    WorkCondition,
)
from throughgate.person.people.views.editing import Confirm, PersonFormPage
from throughgate.person.people.views.rows import RemoveRow, RowPage
from throughgate.person.people.words import language_of


class Profile(PersonFormPage):
    """Home, reach, licences, right to work, wishes."""

    kind = "profile"
    anchor = "profile"
    form_class = ProfileForm
    template_name = "people/profile_form.html"
    title = _("Home, work and wishes")

    def find(self, row: uuid.UUID | None) -> Any:
        """Edit the person."""
        del row
        return self.person

    def initial(self, row: Any) -> dict[str, Any]:
        """Show what is known."""
        return ProfileForm.initial_of(row)

    def form_options(self) -> dict[str, Any]:
        """Offer a field for each wish."""
        return {"wishes": Wish.objects.filter(person=self.person).count()}

    def save(self, form: ProfileForm, version: int) -> None:
        """Change the facts and the wishes."""
        actions.change_person(actor=self.actor, person=self.person, expected=version, **form.facts())
        actions.set_wishes(actor=self.actor, person=self.person, occupations=form.wishes())


class Language(RowPage):
    """A language and how well."""

    anchor = "profile"
    model = SpokenLanguage
    form_class = LanguageForm
    title = _("Change a language")
    add_title = _("Add a language")


class QualificationPage(RowPage):
    """What the person can show."""

    anchor = "profile"
    model = Qualification
    form_class = QualificationForm
    title = _("Change a qualification")
    add_title = _("Add a qualification")
    free_text = ("what",)

    def initial(self, row: Any) -> dict[str, Any]:
        """Show the row, dated as far as it is known."""
        return QualificationForm.initial_of(row) if row else {}

    def values(self, form: QualificationForm) -> dict[str, Any]:
        """Note who saw the paper."""
        values = form.facts()
        newly_seen = self.row is None or self.row.seen_on != values["seen_on"]
        if newly_seen:
            values["seen_by"] = self.actor.membership if values["seen_on"] else None
        return values


class Condition(RowPage):
    """A neutral limit on a job."""

    anchor = "conditions"
    model = WorkCondition
    form_class = ConditionForm
    title = _("Change a work condition")
    add_title = _("Add a work condition")
    hint = _("The reason is not stored. Companies and others outside of custody never see conditions.")


class RemoveLanguage(RemoveRow):
    """Take a language away."""

    anchor = "profile"
    model = SpokenLanguage
    title = _("Remove a language")

    def called(self, row: SpokenLanguage) -> str:
        """Name it."""
        return language_of(row.language)


class RemoveQualification(RemoveRow):
    """Take a qualification away."""

    anchor = "profile"
    model = Qualification
    title = _("Remove a qualification")

    def called(self, row: Qualification) -> str:
        """Name it."""
        return row.what


class RemoveCondition(RemoveRow):
    """Take a work condition away."""

    anchor = "conditions"
    model = WorkCondition
    title = _("Remove a work condition")

    def called(self, row: WorkCondition) -> str:
        """Name it."""
        return str(ConditionKind(row.kind).label)


class AfterReleasePage(PersonFormPage):
    """How to reach the person after release."""

    kind = "after_release"
    anchor = "contact"
    form_class = AfterReleaseForm
    title = _("Contact after release")
    hint = _("How the person can be reached once they are outside.")

    def find(self, row: uuid.UUID | None) -> Any:
        """Edit what is known, if anything is."""
        del row
        return AfterRelease.objects.filter(person=self.person).first()

    def initial(self, row: Any) -> dict[str, Any]:
        """Show what is known."""
        return {name: getattr(row, name) for name in AfterReleaseForm.names} if row else {}

    def save(self, form: AfterReleaseForm, version: int) -> None:
        """Keep it."""
        values = {name: form.cleaned_data[name] for name in AfterReleaseForm.names}
        actions.change_after_release(actor=self.actor, person=self.person, expected=version, **values)


class GuardianPage(PersonFormPage):
    """Who decides together with a minor."""

    kind = "guardian"
    anchor = "guardian"
    form_class = GuardianForm
    title = _("Guardian")
    hint = _("Who decides together with a person under 18.")

    def find(self, row: uuid.UUID | None) -> Any:
        """Edit what is known; for somebody of age there is nothing to add."""
        del row
        known = Guardian.objects.filter(person=self.person).first()
        if known is None and not actions.may_have_guardian(self.person):
            raise Http404
        return known

    def initial(self, row: Any) -> dict[str, Any]:
        """Show what is known."""
        return {name: getattr(row, name) for name in GuardianForm.names} if row else {}

    def save(self, form: GuardianForm, version: int) -> None:
        """Keep it."""
        values = {name: form.cleaned_data[name] for name in GuardianForm.names}
        actions.change_guardian(actor=self.actor, person=self.person, expected=version, **values)


class RemoveGuardian(Confirm):
    """Take the guardian away, as when the person has come of age."""

    kind = "guardian"
    anchor = "guardian"
    title = _("Remove the guardian")
    hint = _("From now on the person decides alone. The history keeps who it was.")
    button = _("Remove")
    done = _("Removed.")

    def find(self, row: uuid.UUID | None) -> Any:
        """Find who is written down."""
        del row
        known = Guardian.objects.filter(person=self.person).first()
        if known is None:
            raise Http404
        return known

    def save(self, form: Any, version: int) -> None:
        """Remove them."""
        del form, version
        actions.remove_guardian(actor=self.actor, guardian=self.row)

    def extra(self) -> dict[str, Any]:
        """Name them."""
        return {"what": f"{self.row.given_names} {self.row.family_name}".strip()}
