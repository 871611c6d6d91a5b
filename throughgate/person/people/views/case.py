"""Pages about who takes part: consents, links of organisations, and whose caseload the person is in."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughgate.ground.organisations.models import Organisation
from throughgate.person.people import actions
from throughgate.person.people.choices import ConsentPurpose, Level
from throughgate.person.people.forms.case import (
    AddLinkForm,
    AnswerConsentForm,
    AskConsentForm,
    AssignForm,
    EndLinkForm,
)
from throughgate.person.people.models import Assignment, CaseLink, Consent, SpokenLanguage
from throughgate.person.people.rules import BY_STATUTE, needs_guardian
from throughgate.person.people.views.editing import Confirm, PersonFormPage, row_or_404


class AskConsent(PersonFormPage):
    """Note that the person was asked."""

    kind = "consent"
    anchor = "consents"
    form_class = AskConsentForm
    title = _("Ask for a consent")
    hint = _("Explain first, then note what the person was asked. The answer is noted in a second step.")
    button = _("Note that I asked")
    done = _("Noted. Nothing goes to anybody before the person agrees.")
    free_text = ("scope",)

    def form_options(self) -> dict[str, Any]:
        """Offer other organisations."""
        return {"actor": self.actor}

    def initial(self, row: Any) -> dict[str, Any]:
        """Begin with what the page before said it is for, explained in the person's first language."""
        del row
        asked = {name: self.request.GET.get(name, "") for name in ("purpose", "recipient")}
        first = SpokenLanguage.objects.filter(person=self.person, level=Level.NATIVE).order_by("pk")
        return {**asked, "explained_in": first.values_list("language", flat=True).first() or ""}

    def save(self, form: AskConsentForm, version: int) -> None:
        """Note the question."""
        del version
        actions.ask_consent(actor=self.actor, person=self.person, **form.cleaned_data)


class _OfConsent(PersonFormPage):
    """A page about a consent that one's own organisation asked for."""

    kind = "consent"
    anchor = "consents"
    state: str

    def find(self, row: uuid.UUID | None) -> Consent:
        """Find the consent in the state from which this is possible."""
        mine = Consent.objects.filter(
            person=self.person, asked_for=self.actor.organisation, state=self.state
        ).select_related("person", "recipient")
        consent: Consent = row_or_404(mine, row)
        return consent

    def extra(self) -> dict[str, Any]:
        """Name what it is for."""
        purpose = str(ConsentPurpose(self.row.purpose).label)
        recipient = str(self.row.recipient or self.row.recipient_text)
        return {"what": f"{purpose}: {recipient}" if recipient else purpose, "more": self.row.scope}


class AnswerConsent(_OfConsent):
    """Note the person's answer."""

    state = "asked"
    form_class = AnswerConsentForm
    shows_row = False
    title = _("The person's answer")
    button = _("Save the answer")
    done = _("The answer is saved.")

    def form_options(self) -> dict[str, Any]:
        """Ask for the guardian where the person is a minor."""
        person = self.person
        return {"minor": needs_guardian(person.birth_on, person.birth_precision, timezone.localdate())}

    def save(self, form: AnswerConsentForm, version: int) -> None:
        """Note the answer."""
        data = form.cleaned_data
        actions.answer_consent(
            actor=self.actor,
            consent=self.row,
            expected=version,
            given=data["answer"] == "given",
            answered_on=data["answered_on"],
            guardian_agreed_on=data.get("guardian_agreed_on"),
            expires_on=data["expires_on"] if data["answer"] == "given" else None,
        )


class WithdrawConsent(_OfConsent, Confirm):
    """Note that the person took a consent back."""

    state = "given"
    title = _("The person withdraws the consent")
    hint = _("What rests on this consent ends at once. A withdrawal has no consequences for the person.")
    button = _("Withdraw the consent")
    done = _("The consent is withdrawn.")

    def save(self, form: Any, version: int) -> None:
        """Withdraw it."""
        del form
        actions.withdraw_consent(actor=self.actor, consent=self.row, expected=version)


class AddLink(PersonFormPage):
    """Let another organisation take part: by law, or because the person agreed."""

    kind = "case_link"
    anchor = "who"
    form_class = AddLinkForm
    template_name = "people/link_form.html"
    title = _("Add an organisation")
    hint = _("It sees the person from then on, as far as its staff need to for their work.")
    button = _("Let it take part")
    done = _("The organisation takes part now.")

    def form_options(self) -> dict[str, Any]:
        """Offer organisations that may take part and do not yet."""
        by_law, agreed = self.possible()
        groups = [
            (_("By law"), [(str(o.pk), o.name) for o in by_law]),
            (_("The person agreed"), [(str(key), str(c.recipient)) for key, c in agreed.items()]),
        ]
        return {"groups": [group for group in groups if group[1]]}

    def possible(self) -> tuple[list[Organisation], dict[Any, Consent]]:
        """Return probation services that may be linked by law, and given consents by their recipient."""
        today = timezone.localdate()
        links = list(CaseLink.objects.filter(in_force(today), person=self.person))
        there = {link.organisation_id for link in links}
        statutory = any(
            link.role in BY_STATUTE and link.shared_from_id is None
            for link in links
            if link.organisation_id == self.actor.organisation.pk
        )
        services = Organisation.objects.of_kind("probation").exclude(pk__in=there)
        by_law = list(services.order_by("sort_key", "pk")) if statutory else []
        given = (
            Consent.objects.filter(
                Q(expires_on__isnull=True) | Q(expires_on__gte=today),
                person=self.person,
                purpose=ConsentPurpose.TAKE_PART,
                state="given",
                recipient__isnull=False,
            )
            .exclude(recipient__in=there)
            .select_related("recipient")
            .order_by("recipient__sort_key", "answered_on")
        )
        known = {organisation.pk for organisation in by_law}
        return by_law, {c.recipient_id: c for c in given if c.recipient_id not in known}

    def extra(self) -> dict[str, Any]:
        """Say whether there is anybody to choose."""
        by_law, agreed = self.possible()
        return {"nobody": not by_law and not agreed}

    def save(self, form: AddLinkForm, version: int) -> None:
        """Link by law, or share on the ground of the consent."""
        del version
        chosen = uuid.UUID(form.cleaned_data["organisation"])
        by_law, agreed = self.possible()
        if chosen in agreed:
            consent = agreed[chosen]
            assert consent.recipient is not None
            actions.share_case(
                actor=self.actor,
                person=self.person,
                organisation=consent.recipient,
                consent=consent,
                until_on=form.cleaned_data["until_on"],
            )
            return
        organisation = next(o for o in by_law if o.pk == chosen)
        actions.link_by_statute(
            actor=self.actor,
            person=self.person,
            organisation=organisation,
            role="aftercare",
            from_on=timezone.localdate(),
        )


def in_force(day: date) -> Q:
    """Keep links that have not ended."""
    return Q(until_on__isnull=True) | Q(until_on__gte=day)


class EndLink(PersonFormPage):
    """End the part of an organisation: of one's own, or of one that we let take part."""

    kind = "case_link"
    anchor = "who"
    form_class = EndLinkForm
    title = _("End the part of an organisation")
    button = _("End it")
    button_kind = "stop"
    done = _("The end is saved.")

    def find(self, row: uuid.UUID | None) -> CaseLink:
        """Find a link that has not ended and that one may end."""
        own = self.actor.organisation
        links = CaseLink.objects.filter(
            Q(organisation=own) | Q(shared_from__organisation=own),
            in_force(timezone.localdate()),
            person=self.person,
        ).select_related("organisation")
        link: CaseLink = row_or_404(links, row)
        return link

    def initial(self, row: CaseLink) -> dict[str, Any]:
        """Propose the end that is known, or today."""
        return {"last_day": row.until_on or timezone.localdate()}

    def save(self, form: EndLinkForm, version: int) -> None:
        """End it: earlier than it was to end, never later."""
        last_day = form.cleaned_data["last_day"]
        if self.row.until_on and last_day > self.row.until_on:
            raise ValidationError({"last_day": _("It ends earlier already.")}, code="later")
        actions.end_case_link(
            actor=self.actor, link=self.row, expected=version, last_day=form.cleaned_data["last_day"]
        )
        self.leaves = (
            self.row.organisation_id == self.actor.organisation.pk
            and form.cleaned_data["last_day"] < timezone.localdate()
        )

    def extra(self) -> dict[str, Any]:
        """Name the organisation and say what follows."""
        own = self.row.organisation_id == self.actor.organisation.pk
        return {
            "what": self.row.organisation.name,
            "more": _(
                "After the last day your organisation does not see this person any more, and neither do the "
                "organisations that take part through yours."
            )
            if own
            else _("After the last day this organisation does not see the person any more."),
        }

    def target(self) -> str:
        """Go to the list where the person is out of sight now."""
        return reverse("people:list") if self.leaves else self.back()


class Assign(PersonFormPage):
    """Put the person into a colleague's caseload."""

    kind = "case_link"
    anchor = "who"
    form_class = AssignForm
    title = _("Who looks after this person?")
    hint = _("The person stands in their list from now on.")
    button = _("Assign")
    done = _("Assigned.")

    def find(self, row: uuid.UUID | None) -> CaseLink:
        """Find the link of one's own organisation."""
        links = CaseLink.objects.filter(
            in_force(timezone.localdate()), person=self.person, organisation=self.actor.organisation
        ).order_by("from_on")
        link: CaseLink = row_or_404(links, row)
        return link

    def form_options(self) -> dict[str, Any]:
        """Offer colleagues who do not look after the person yet."""
        there = Assignment.objects.filter(link=self.row, until_on__isnull=True)
        return {"actor": self.actor, "assigned": set(there.values_list("membership_id", flat=True))}

    def save(self, form: AssignForm, version: int) -> None:
        """Assign."""
        del version
        actions.assign_member(actor=self.actor, link=self.row, membership=form.cleaned_data["membership"])


class Unassign(Confirm):
    """Take the person out of a caseload."""

    kind = "case_link"
    anchor = "who"
    title = _("End an assignment")
    hint = _("The person leaves this list. What was written stays.")
    button = _("End the assignment")
    done = _("The assignment has ended.")

    def find(self, row: uuid.UUID | None) -> Assignment:
        """Find an assignment of one's own organisation that has not ended."""
        rows = Assignment.objects.filter(
            in_force(timezone.localdate()), person=self.person, link__organisation=self.actor.organisation
        ).select_related("membership__user")
        assignment: Assignment = row_or_404(rows, row)
        return assignment

    def extra(self) -> dict[str, Any]:
        """Name the colleague."""
        return {"what": str(self.row.membership.user)}

    def save(self, form: Any, version: int) -> None:
        """End it."""
        del form
        actions.end_assignment(actor=self.actor, assignment=self.row, expected=version)

    def target(self) -> str:
        """Go to the list where one's own assignment ended: the page would ask for a purpose now."""
        own = self.row.membership_id == getattr(self.actor.membership, "pk", None)
        return reverse("people:list") if own else self.back()
