"""Registrations for exams: the list for the authority, one of them, and what is done with it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from throughgate.foundation.audit.record import record
from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.components import Empty, Words
from throughgate.foundation.web.exports import MOST, handed_over, pages
from throughgate.foundation.web.list_page import ListPage
from throughgate.foundation.web.posted import version_in
from throughgate.foundation.web.pressed import answer_button
from throughgate.foundation.web.tables import Column
from throughgate.ground.acting.actor import Actor, NotAllowed, actor_in
from throughgate.person.people.access import asks_purpose, open_person
from throughgate.person.people.models import Person
from throughgate.person.people.names import formal_name
from throughgate.person.people.views.editing import PersonFormPage
from throughgate.person.schooling import actions
from throughgate.person.schooling import certificate_words as words
from throughgate.person.schooling.certificate_forms import (
    FileForm,
    RegistrationFilter,
    TakeBackForm,
    WithdrawForm,
)
from throughgate.person.schooling.models import ExamRegistration
from throughgate.person.schooling.printing import registrations_pdf
from throughgate.person.schooling.queries.exams_today import leaving_first
from throughgate.person.schooling.rules.half_years import school_year_name
from throughgate.person.schooling.rules.registering import OPEN
from throughgate.person.schooling.views.certificates import crumbs_of_list, must_read
from throughgate.person.schooling.words import certificate_name, paper_names


def address(row: ExamRegistration) -> str:
    """Return the page of a registration."""
    return reverse("schooling:registration", args=[row.person_id, row.pk])


def _named(row: Any) -> str:
    return certificate_name(row.decision.jurisdiction, row.certificate, row.school_year)


def _papers(row: ExamRegistration, codes: Iterable[str]) -> str:
    names = paper_names(row)
    return ", ".join(names[code][0] for code in codes)


def _file(row: ExamRegistration) -> str:
    """Return how the file stands, for the page: what is missing, or that nothing is; nothing once it is over."""
    if row.state not in OPEN or not row.needed:
        return ""
    return _papers(row, row.lacking) or _("all there")


class Registrations(ListPage):
    """Registrations for exams of people whom one sees: by the day of the exam."""

    route, export_route = "schooling:registrations", "schooling:registrations-export"
    title = gettext_lazy("Registrations for exams")
    columns = (
        Column(
            gettext_lazy("Person"),
            value=lambda row: formal_name(row.person.given_names, row.person.family_name),
            link=address,
            below=lambda row: row.course.name,
        ),
        Column(gettext_lazy("Certificate"), value=_named),
        Column(
            gettext_lazy("School year"), value=lambda row: school_year_name(row.school_year), one_line=True
        ),
        Column(
            gettext_lazy("State"),
            value=lambda row: row.get_state_display(),
            cell=lambda row: words.state_tag(row.state),
            bare=True,
        ),
        Column(gettext_lazy("Since"), value=lambda row: row.moved_on, one_line=True, sort="moved"),
        Column(gettext_lazy("Exam on"), value=lambda row: row.exam_on, one_line=True),
        Column(
            gettext_lazy("Documents missing"),
            value=_file,
        ),
    )
    orders: ClassVar = {"-moved": ("-moved_on", "-id"), "moved": ("moved_on", "id")}
    filter_form = RegistrationFilter
    cookie, remembered = "exam_registrations", ("state",)
    exported = "exam_registrations"
    of_people = True
    empty = Empty(
        gettext_lazy("No registration goes on"),
        gettext_lazy("A teacher who agrees that somebody can be registered makes one."),
    )
    template_name = "schooling/certificates/registrations.html"

    def allow(self) -> None:
        """Let in those who read marks."""
        must_read(self.actor)

    def rows(self) -> Any:
        """Return those of the chosen state, else those that go on."""
        rows = ExamRegistration.objects.visible_to(self.actor).select_related("person", "course", "decision")
        state = self.chosen.get("state", "")
        if state == "all":
            return rows
        if state == "leaving":
            return leaving_first(rows) if self.actor.may("read", "stay") else rows.none()
        return rows.filter(state=state) if state else rows.filter(state__in=OPEN)

    def crumbs(self) -> Iterable[tuple[Words, str]]:
        """Lead over who can be registered."""
        return crumbs_of_list()


class RegistrationsPaper(Registrations):
    """The same list as a paper for the authority."""

    def post(self, request: HttpRequest, **_keys: Any) -> HttpResponse:
        """Hand it over."""
        self.read(request.POST)
        rows = list(pages(lambda after: self.page(after=after, size=self.piece)))[:MOST]
        record("exam_registrations.export", subject=("list", None), fields=["pdf", f"rows: {len(rows)}"])
        columns = [column for column in self.columns if column.value is not None]
        lines = [[_cell(column.value(row)) for column in columns if column.value] for row in rows]
        heads = [str(column.label) for column in columns]
        content = registrations_pdf(self.actor.organisation, heads, lines)
        return handed_over(content, "application/pdf", "registrations", "pdf")


def _cell(value: Any) -> str:
    return "" if value is None else short_day(value) if hasattr(value, "isoformat") else str(value)


def registration_or_404(actor: Actor, person: Person, row: uuid.UUID) -> ExamRegistration:
    """Return one of a person's registrations; raise NotAllowed or Http404."""
    must_read(actor)
    found: ExamRegistration | None = (
        ExamRegistration.objects.visible_to(actor)
        .select_related("course", "decision")
        .filter(pk=row, person=person)
        .first()
    )
    if found is None:
        raise Http404
    found.person = person
    return found


@require_safe
@asks_purpose
def registration(request: HttpRequest, key: uuid.UUID, row: uuid.UUID) -> HttpResponse:
    """Show a registration: how it stands, its file, and what can be done."""
    actor = actor_in(request)
    must_read(actor)
    person = open_person(request, key, with_stays=True)
    found = registration_or_404(actor, person, row)
    moves = actions.moves_for(actor, found)
    keeps = found.state in OPEN and actions.registers(actor, found.course_id)
    context = {
        "person": person,
        "part": "learning",
        "one": found,
        "name": _named(found),
        "state": words.state_tag(found.state),
        "facts": _facts(found),
        "papers": [
            {
                "kind": "fits" if code in found.there else "gap",
                "there": code in found.there,
                "name": name,
                "source": source,
            }
            for code, (name, source) in paper_names(found).items()
            if code in found.needed
        ],
        "moves": [(name, words.MOVES[name]) for name in moves if name in words.MOVES],
        "keeps": keeps,
        "withdraws": "withdraw" in moves,
        "takes_back": "take_back" in moves,
        "hint": _hint(found) if keeps else "",
    }
    return render(request, "schooling/certificates/registration.html", context)


def _facts(row: ExamRegistration) -> list[tuple[str, str]]:
    return [
        (_("Course"), row.course.name),
        (_("School year"), school_year_name(row.school_year)),
        (_("First day of the exam"), short_day(row.exam_on) if row.exam_on else _("not known")),
        *([(_("Why"), str(row.get_reason_display()))] if row.reason else []),
    ]


def _hint(row: ExamRegistration) -> str:
    """Return what the next step waits for."""
    if row.state == "to_register" and row.lacking:
        return _("The authority takes a complete file. Missing: %(papers)s") % {
            "papers": _papers(row, row.lacking)
        }
    if row.state == "registered" and row.exam_on is None:
        return _("Once the authority names the day of the exam, write it down.")
    if row.state == "admitted" and row.exam_on and row.exam_on > timezone.localdate():
        return _("The result is written down after the exam.")
    return ""


@require_POST
@asks_purpose
def move(request: HttpRequest, key: uuid.UUID, row: uuid.UUID) -> HttpResponse:
    """Take a step that asks for nothing more; with "passed" the certificate stands among the qualifications."""
    actor = actor_in(request)
    must_read(actor)
    found = registration_or_404(actor, open_person(request, key), row)
    name = request.POST.get("move", "")
    if name not in words.MOVES:
        raise Http404
    return answer_button(
        request,
        lambda: actions.move_registration(
            actor=actor, row=found, name=name, expected=version_in(request), called=_named(found)
        ),
        back=lambda: address(found),
        done=_("Saved."),
    )


class _OfRegistration(PersonFormPage):
    """A form about one of a person's registrations."""

    row: Any

    def allow(self) -> None:
        """Let in those who read marks; the action asks the rest."""
        must_read(self.actor)

    def find(self, row: uuid.UUID | None) -> Any:
        """Find it."""
        assert row is not None
        found = registration_or_404(self.actor, self.person, row)
        if not actions.registers(self.actor, found.course_id):
            raise NotAllowed("write certificate")
        self.kicker = f"{self.person} · {_named(found)}"
        return found

    def back(self) -> str:
        """Return to the registration."""
        return address(self.row) if self.row else reverse("schooling:certificates", args=[self.person.pk])


@method_decorator(asks_purpose, name="dispatch")
class File(_OfRegistration):
    """The file of a registration, and the day of the exam."""

    form_class = FileForm
    title = gettext_lazy("File and day of the exam")

    def initial(self, row: Any) -> dict[str, Any]:
        """Show it."""
        return {name: getattr(row, name) for name in ("needed", "there", "exam_on")}

    def form_options(self) -> dict[str, Any]:
        """Call the documents as the rule does."""
        return {"papers": paper_names(self.row)}

    def save(self, form: Any, version: int) -> None:
        """Save it."""
        actions.change_file(actor=self.actor, row=self.row, expected=version, **form.cleaned_data)


@method_decorator(asks_purpose, name="dispatch")
class Withdraw(_OfRegistration):
    """End a registration without an exam."""

    form_class = WithdrawForm
    title = gettext_lazy("Withdraw the registration")
    button = gettext_lazy("Withdraw")
    button_kind = "stop"
    shows_row = False

    def save(self, form: Any, version: int) -> None:
        """Withdraw it."""
        actions.move_registration(
            actor=self.actor,
            row=self.row,
            name="withdraw",
            expected=version,
            reason=form.cleaned_data["reason"],
        )


@method_decorator(asks_purpose, name="dispatch")
class TakeBack(_OfRegistration):
    """Take back a result that was pressed by mistake."""

    form_class = TakeBackForm
    title = gettext_lazy("Take the result back")
    hint = gettext_lazy(
        "The exam waits for its result again. A certificate that “passed” added to the profile goes."
    )
    button = gettext_lazy("Take it back")
    button_kind = "stop"
    shows_row = False

    def save(self, form: Any, version: int) -> None:
        """Take it back."""
        actions.take_back_result(
            actor=self.actor, row=self.row, expected=version, why=form.cleaned_data["why"]
        )
