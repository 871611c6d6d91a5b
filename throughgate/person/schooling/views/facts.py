"""What certificate rules ask about a person beside marks: one form, and what the house knows already."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from throughgate.foundation.languages.texts import text_in
from throughgate.ground.acting.actor import NotAllowed
from throughgate.person.people.access import asks_purpose
from throughgate.person.people.views.editing import PersonFormPage
from throughgate.person.schooling import actions
from throughgate.person.schooling.certificate_forms import FactsForm
from throughgate.person.schooling.models import Enrolment, Facts
from throughgate.person.schooling.queries.certificates import Asked, Certificates, one_each, pupils
from throughgate.person.schooling.queries.pupils import Pupil
from throughgate.person.schooling.rules.certificates.facts import leaves


@method_decorator(asks_purpose, name="dispatch")
class FactsPage(PersonFormPage):
    """The answers about one person, by the certificates that ask for them."""

    form_class = FactsForm
    template_name = "schooling/certificates/facts.html"
    title = gettext_lazy("What certificates ask beside marks")
    hint = gettext_lazy(
        "Answer what you know; what nobody knows yet stays “not known”. Nothing else about the person belongs here."
    )
    done = gettext_lazy("Saved. The certificates are judged by it.")
    asked: list[Asked]
    pupil: Pupil

    def allow(self) -> None:
        """Let in those who may keep facts of anybody; of whom, `find` asks."""
        if not (self.actor.may("write", "certificate") or self.actor.may("write", "course")):
            raise NotAllowed("write certificate")

    def find(self, row: uuid.UUID | None) -> Any:
        """Find what was answered, and what is asked of somebody who is or was in a course."""
        del row
        if not actions.keeps_facts(self.actor, self.person):
            raise NotAllowed("write certificate")
        rows = Enrolment.objects.visible_to(self.actor).filter(person=self.person)
        found = one_each(pupils(self.actor, rows))
        certificates = Certificates.of(self.actor)
        self.asked = certificates.asks(found[0]) if found else []
        if not self.asked:
            raise Http404
        self.pupil = found[0]
        self.known = _known(self.pupil, certificates)
        self.kicker = f"{self.person} · {self.pupil.course.name}"
        return Facts.objects.visible_to(self.actor).filter(person=self.person).first()

    def form_options(self) -> dict[str, Any]:
        """Ask what the rules ask."""
        return {"asked": self.asked}

    def initial(self, row: Any) -> dict[str, Any]:
        """Show what was answered."""
        return FactsForm.initial_of(row.given) if row else {}

    def save(self, form: Any, version: int) -> None:
        """Keep it."""
        actions.change_facts(actor=self.actor, person=self.person, expected=version, changes=form.answers())

    def back(self) -> str:
        """Return to the certificates, which are judged at once."""
        return reverse("schooling:certificates", args=[self.person.pk])

    def extra(self) -> dict[str, Any]:
        """Show what needs no asking."""
        return {"known": self.known}


def _known(pupil: Pupil, certificates: Certificates) -> list[tuple[str, Any]]:
    """Return what the house knows of what rules ask, in words."""
    answers = certificates.answers(pupil, by_facts=True)
    asked = {fact.key for answer in answers for fact in leaves(answer.version.facts)}
    known = pupil.case.facts
    held = [text_in(answer.version.name) for answer in answers if answer.held]
    found = [
        (_("Age"), known.get("age") if "age" in asked else None),
        (pgettext("of a school", "Class"), known.get("class_year") if "class_year" in asked else None),
        (_("Certificates held"), ", ".join(held)),
    ]
    return [(label, value) for label, value in found if value]
