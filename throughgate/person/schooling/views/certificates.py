"""What rules of certificates give: for a person, for a course, for everybody here; and a teacher's decision."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from throughgate.foundation.database.paging import Page
from throughgate.foundation.languages.texts import text_in
from throughgate.foundation.web.components import Empty, LinkButton, Words
from throughgate.foundation.web.form_page import FormPage
from throughgate.foundation.web.list_page import ListPage
from throughgate.foundation.web.tables import Column, Table
from throughgate.ground.acting.actor import Actor, NotAllowed, actor_in
from throughgate.person.people.access import asks_purpose, open_person
from throughgate.person.schooling import actions
from throughgate.person.schooling import certificate_words as words
from throughgate.person.schooling.certificate_forms import DecisionForm, EligibleFilter
from throughgate.person.schooling.choices import Outcome, RegistrationState
from throughgate.person.schooling.models import Enrolment, Staff
from throughgate.person.schooling.queries.certificates import (
    Answer,
    Certificates,
    enrolments_of,
    one_each,
    pupils,
    reads_certificates,
    unnamed,
    with_people,
)
from throughgate.person.schooling.queries.exams_today import undecided
from throughgate.person.schooling.queries.pupils import Pupil
from throughgate.person.schooling.rules.half_years import school_year_name
from throughgate.person.schooling.rules.registering import LETS_REGISTER
from throughgate.person.schooling.views.finding import OfCourse, course_or_404


def must_read(actor: Actor) -> None:
    """Raise NotAllowed for whoever reads no certificates of anybody."""
    if not reads_certificates(actor):
        raise NotAllowed("read certificate")


@dataclass(frozen=True)
class Shown:
    """An answer in words."""

    answer: Answer
    name: str
    light: SafeString
    sentence: str
    deadline: str
    exam: str
    decided: str
    reasons: list[words.Reason]
    notes: str
    registration: str
    """Where its registration stands."""
    registration_tag: SafeString | str
    decide: str
    """Where a teacher signs."""


def shown(answer: Answer, *, teaches: bool) -> Shown:
    """Put an answer into words."""
    registration, pupil = answer.registration, answer.pupil
    return Shown(
        answer,
        text_in(answer.version.name),
        words.light(answer),
        words.sentence(answer) or words.reached_by(answer.checks),
        words.deadline(answer),
        words.exam(answer),
        words.decided(answer),
        words.reasons(answer.checks),
        text_in(answer.version.notes) if answer.version.notes else "",
        reverse("schooling:registration", args=[pupil.enrolment.person_id, registration["id"]])
        if registration
        else "",
        words.state_tag(registration["state"]) if registration else "",
        decide_address(answer) if teaches else "",
    )


def decide_address(answer: Answer) -> str:
    """Return where a teacher of the course decides on an answer."""
    enrolment = answer.pupil.enrolment
    return reverse("schooling:decide", args=[enrolment.course_id, enrolment.pk, answer.key])


@require_safe
@asks_purpose
def of_person(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show what rules give for a person, from the marks of the latest course, each with its reasons."""
    actor = actor_in(request)
    must_read(actor)
    person = open_person(request, key, with_stays=True)
    found = one_each(pupils(actor, Enrolment.objects.visible_to(actor).filter(person=person)))
    pupil = found[0] if found else None
    teaches = pupil is not None and _teaches(actor, pupil)
    certificates = Certificates.of(actor)
    answers = certificates.answers(pupil, by_facts=True) if pupil else []
    context = {
        "person": person,
        "part": "learning",
        "pupil": pupil,
        "school_year": school_year_name(pupil.case.school_year) if pupil else "",
        "answers": [shown(one, teaches=teaches) for one in answers],
        "has_rules": certificates.book is not None,
        "keeps_facts": bool(answers) and actions.keeps_facts(actor, person),
    }
    return render(request, "schooling/certificates/of_person.html", context)


def _teaches(actor: Actor, pupil: Pupil) -> bool:
    return (
        actor.may("write", "course")
        and Staff.objects.filter(
            course=pupil.enrolment.course_id, membership=actor.membership, part="teacher"
        ).exists()
    )


@require_safe
def lights(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show what rules give for everybody who is in a course: a light for each, with sign, word and colour."""
    actor = actor_in(request)
    must_read(actor)
    course = course_or_404(actor, key)
    if not (course.part or actor.may("read", "mark")):
        raise NotAllowed("read mark")
    certificates = Certificates.of(actor)
    found = pupils(actor, Enrolment.objects.visible_to(actor).filter(course=course, until_on=None))
    rows = [(one, {answer.key: answer for answer in certificates.answers(one)}) for one in found]
    names = {key: text_in(answer.version.name) for _one, answers in rows for key, answer in answers.items()}
    columns = [
        Column(_("Person"), value=lambda row: row[0].name, link=lambda row: _certificates_of(row[0])),
        *(_light_column(key, name, teaches=course.part == "teacher") for key, name in names.items()),
    ]
    counts = [
        (name, [(words.outcome_tag(outcome), number) for outcome, number in _counts(rows, key) if number])
        for key, name in names.items()
    ]
    context = {
        "course": course,
        "counts": counts,
        "table": Table.whole(_("What the marks give, by person and certificate"), columns, rows)
        if names
        else None,
        "has_rules": certificates.book is not None,
    }
    return render(request, "schooling/certificates/lights.html", context)


def _counts(rows: Iterable[tuple[Pupil, dict[str, Answer]]], key: str) -> list[tuple[str, int]]:
    outcomes = [answers[key].outcome for _pupil, answers in rows if key in answers]
    return [(outcome, outcomes.count(outcome)) for outcome in words.SIGNS]


def _certificates_of(pupil: Pupil) -> str:
    """Return where somebody's certificates are; nothing where one does not see them."""
    return reverse("schooling:certificates", args=[pupil.person.pk]) if pupil.person is not None else ""


def _light_column(key: str, name: str, *, teaches: bool) -> Column:
    def cell(row: Any) -> Any:
        answer = row[1].get(key)
        if answer is None:
            return ""
        drawn = words.light(answer)
        if not teaches or row[0].person is None:
            return drawn
        label = _("Decide on %(certificate)s for %(name)s") % {"certificate": name, "name": row[0].name}
        return format_html(
            '<a href="{}">{}<span class="unseen">: {}</span></a>', decide_address(answer), drawn, label
        )

    def below(row: Any) -> str:
        answer = row[1].get(key)
        if answer is None:
            return ""
        registration = answer.registration
        said = [
            words.sentence(answer),
            words.decided(answer),
            str(RegistrationState(registration["state"]).label) if registration else "",
        ]
        return " · ".join(one for one in said if one)

    return Column(name, cell=cell, below=below)


class Decide(OfCourse, FormPage):
    """A teacher of the course sees the reasons, and signs."""

    kind = "course"
    form_class = DecisionForm
    title = gettext_lazy("Decide on a certificate")
    button = gettext_lazy("Sign")
    done = gettext_lazy("Signed.")
    shows_row = False
    template_name = "schooling/certificates/decide.html"
    answer: Answer

    def find(self, row: uuid.UUID, rule: str) -> Any:
        """Find what the rule gives for somebody who is in the course and whom one sees."""
        found = pupils(
            self.actor, Enrolment.objects.visible_to(self.actor).filter(course=self.course, pk=row)
        )
        self.certificates = Certificates.of(self.actor)
        answer = self.certificates.answer(found[0], rule) if found and found[0].person else None
        if answer is None:
            raise Http404
        self.answer = answer
        self.kicker = f"{found[0].name} · {self.course.name}"

    def form_options(self) -> dict[str, Any]:
        """Offer a registration where the answer lets one."""
        return {"lets_register": self.answer.outcome in LETS_REGISTER and self.answer.version.registers}

    def initial(self, row: Any) -> dict[str, Any]:
        """Keep which marks are seen."""
        del row
        return {"seen": self.answer.marks, "register": True}

    def save(self, form: Any, version: int) -> None:
        """Sign, and register where that was asked."""
        del version
        data, person = form.cleaned_data, self.answer.pupil.person
        assert person is not None
        decision = actions.sign(
            actor=self.actor,
            course=self.course,
            person=person,
            judged=self.answer.judged(self.certificates.jurisdiction),
            seen=data["seen"],
            agrees=data["agrees"] == "yes",
            reason=data["reason"],
        )
        if decision.agrees and data.get("register"):
            actions.make_registration(actor=self.actor, decision=decision)

    def back(self) -> str:
        """Return to the lights of the course."""
        return reverse("schooling:lights", args=[self.course.pk])

    def extra(self) -> dict[str, Any]:
        """Show the answer with its reasons."""
        return {"one": shown(self.answer, teaches=False)}


@dataclass(frozen=True)
class Line:
    """Somebody and one certificate, in a list."""

    answer: Answer

    @property
    def order(self) -> tuple[Any, ...]:
        """Return the key of the order: the next deadline, then who leaves first."""
        pupil = self.answer.pupil
        release = next((day for day in pupil.release if day), None)
        return (
            self.answer.deadline is None,
            self.answer.deadline,
            release is None,
            release,
            pupil.order,
            self.answer.key,
        )


def _deadline(line: Line) -> Any:
    return line.answer.deadline


def _stands(line: Line) -> str:
    registration = line.answer.registration
    return str(RegistrationState(registration["state"]).label) if registration else ""


def _here(line: Line) -> str:
    answer = line.answer
    return str(words.HERE[answer.pupil.here_on(answer.deadline)]) if answer.deadline else ""


class Eligible(ListPage):
    """Everybody whom one sees marks of and who can be registered, by deadline, then by release."""

    route, export_route = "schooling:eligible", "schooling:eligible-export"
    title = gettext_lazy("Who can be registered for a certificate")
    lead = gettext_lazy(
        "By the report marks of this school year. Sorted by deadline, then by release: who leaves first stands first."
    )
    columns = (
        Column(
            gettext_lazy("Person"),
            value=lambda line: line.answer.pupil.name,
            link=lambda line: _certificates_of(line.answer.pupil),
            below=lambda line: line.answer.pupil.course.name,
        ),
        Column(gettext_lazy("Certificate"), value=lambda line: text_in(line.answer.version.name)),
        Column(
            gettext_lazy("Outcome"),
            value=lambda line: Outcome(line.answer.outcome).label,
            cell=lambda line: words.light(line.answer),
            below=lambda line: words.sentence(line.answer),
            bare=True,
        ),
        Column(gettext_lazy("Register by"), value=_deadline, one_line=True),
        Column(gettext_lazy("Release"), value=_here, below=lambda line: words.exam(line.answer)),
        Column(gettext_lazy("Registration"), value=_stands, below=lambda line: words.decided(line.answer)),
    )
    orders: ClassVar = {"deadline": ("pk",)}
    filter_form = EligibleFilter
    cookie, remembered = "eligible", ("outcome",)
    exported = "certificates"
    of_people = True
    empty = Empty(
        gettext_lazy("Nobody can be registered now"),
        gettext_lazy("Report marks of courses say who can. Look at who is nearly there, too."),
    )

    def allow(self) -> None:
        """Let in those who read marks."""
        must_read(self.actor)

    def buttons(self) -> list[LinkButton]:
        """Lead to registrations."""
        return [LinkButton(reverse("schooling:registrations"), _("Registrations for exams"))]

    def page(self, *, after: str = "", before: str = "", size: int = 0) -> Page[Any]:
        """Return one page of the answers, which are computed: two statements."""
        certificates, size = Certificates.of(self.actor), size or self.size
        wanted = self.chosen.get("outcome", "")
        if wanted == "undecided":
            answers = undecided(self.actor, certificates)
        else:
            found = one_each(unnamed(self.actor, enrolments_of(self.actor, certificates.today)))
            answers = [
                answer
                for pupil in found
                for answer in certificates.answers(pupil)
                if answer.deadline is not None and not answer.held and _is_wanted(answer.outcome, wanted)
            ]
        lines = [Line(answer) for answer in answers]
        lines.sort(key=lambda line: line.order)
        shown = _cut(lines, after, before, size)
        # Looked at are those who are shown.
        named = with_people(self.actor, [line.answer.pupil for line in shown.rows])
        rows = [
            Line(replace(line.answer, pupil=pupil)) for line, pupil in zip(shown.rows, named, strict=True)
        ]
        return replace(shown, rows=rows)


def _is_wanted(outcome: str, wanted: str) -> bool:
    return wanted == "all" or (outcome == wanted if wanted else outcome in LETS_REGISTER)


def _cut(lines: list[Line], after: str, before: str, size: int) -> Page[Any]:
    """Return a page by places: the list is made anew each time, in one order."""
    start = int(after) if after.isdecimal() and len(after) < 7 else 0
    if not after and before.isdecimal() and len(before) < 7:
        start = max(int(before) - size, 0)
    end = start + size
    return Page(
        lines[start:end],
        after=str(end) if end < len(lines) else "",
        before=str(start) if 0 < start < len(lines) + size else "",
    )


def crumbs_of_list() -> Iterable[tuple[Words, str]]:
    """Lead over the list."""
    return ((_("Who can be registered for a certificate"), reverse("schooling:eligible")),)
