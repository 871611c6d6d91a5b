"""What the person says about a sheet, and the answer; how the person rates themselves."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from throughgate.foundation.languages.fields import DateField, DateInput
from throughgate.foundation.web.components import Tab, Words
from throughgate.ground.acting.actor import actor_in
from throughgate.person.observations import actions
from throughgate.person.observations.forms import AnswerForm, RemarkForm
from throughgate.person.observations.models import Answer, FrameworkVersion, Remark, RemarkKind, SheetPerson
from throughgate.person.observations.queries.frameworks import (
    columns_of,
    leveled,
    newest_versions,
    version_asked,
)
from throughgate.person.observations.queries.objections import address_outside
from throughgate.person.observations.queries.sheets_of import line_on_sheet
from throughgate.person.observations.rules.sheets import same_unit
from throughgate.person.observations.views.grid import read_level
from throughgate.person.people.access import asks_purpose, open_person
from throughgate.person.people.views.editing import PersonFormPage, row_or_404


def profile_address(person: uuid.UUID, anchor: str = "") -> str:
    """Return the address of somebody's profile."""
    address = reverse("observations:profile", args=[person])
    return f"{address}#{anchor}" if anchor else address


class VoicePage(PersonFormPage):
    """A page for what the person says, below the profile."""

    kind = "own_voice"

    def crumbs(self) -> Iterable[tuple[Words, str]]:
        """Lead over the person and the profile."""
        return [*super().crumbs(), (_("Profile"), profile_address(self.person.pk))]


class RemarkPage(VoicePage):
    """Type in a comment or an objection from a slip of paper."""

    form_class = RemarkForm
    title = gettext_lazy("Comment or objection")
    done = gettext_lazy("It is kept with the sheet. An objection gets an answer.")
    template_name = "observations/remark.html"

    def open(self, **keys: Any) -> dict[str, Any]:
        """Open the person; the row is the line on the sheet."""
        return super().open(row=keys.pop("line"), **keys)

    def find(self, row: uuid.UUID | None) -> Any:
        """Find the person's line on the sheet."""
        shown = line_on_sheet(self.actor, self.person, row) if row else None
        if shown is None:
            raise Http404
        return shown

    def save(self, form: Any, version: int) -> None:
        """Keep it."""
        del version
        line = SheetPerson.objects.get(pk=self.row.id)
        actions.add_remark(actor=self.actor, sheet_person=line, **form.cleaned_data)

    def back(self) -> str:
        """Return the line, or the profile where there is none."""
        if self.row is None:
            return profile_address(self.person.pk)
        return reverse("observations:line", args=[self.person.pk, self.row.id])

    def extra(self) -> dict[str, Any]:
        """Say where else the person can turn."""
        return {"line": self.row, "outside": address_outside(self.actor)}


class AnswerPage(VoicePage):
    """Answer an objection."""

    form_class = AnswerForm
    title = gettext_lazy("Answer an objection")
    button = gettext_lazy("Save the answer")
    done = gettext_lazy("The answer is kept with the objection.")
    template_name = "observations/answer.html"

    def find(self, row: uuid.UUID | None) -> Remark:
        """Find an objection that one's own organisation answers."""
        objections = Remark.objects.filter(
            person=self.person, kind=RemarkKind.OBJECTION, organisation=self.actor.organisation
        )
        remark: Remark = row_or_404(objections.select_related("sheet_person__observer"), row)
        return remark

    def save(self, form: Any, version: int) -> None:
        """Answer it."""
        del version
        actions.answer_objection(actor=self.actor, remark=self.row, text=form.cleaned_data["text"])

    def back(self) -> str:
        """Return the line, or the profile where there is none."""
        if self.row is None:
            return profile_address(self.person.pk)
        return reverse("observations:line", args=[self.person.pk, self.row.sheet_person_id])

    def extra(self) -> dict[str, Any]:
        """Show the sheet, and from which unit each comes."""
        observer, own = self.row.sheet_person.observer, self.actor.membership
        return {
            "line": line_on_sheet(self.actor, self.person, self.row.sheet_person_id),
            "remark": self.row,
            "is_answered": Answer.objects.filter(remark=self.row).exists(),
            "same_unit": own is not None and same_unit(own.unit, observer.unit),
            "observer_unit": observer.unit,
            "own_unit": own.unit if own else "",
        }


@asks_purpose
def self_rating(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Type in how the person rates themselves, from a slip of paper or together."""
    actor = actor_in(request)
    actor.must("write", "own_voice")
    person = open_person(request, key)
    version = version_asked(request.GET.get("framework", ""))
    if version is None:
        raise Http404
    offered = columns_of(version)
    typed: dict[str, str] = {}
    problems: list[str] = []
    rated_on: Any = timezone.localdate()
    if request.method == "POST":
        typed = {column.key: request.POST.get(column.key, "") for column in offered}
        rated_on = request.POST.get("rated_on", "")
        try:
            levels = {column.id: read_level(typed[column.key], version.scale) for column in offered}
            actions.record_self_ratings(
                actor=actor,
                person=person,
                framework_version=version,
                levels={competency: level for competency, level in levels.items() if level is not None},
                rated_on=DateField().clean(rated_on),
            )
        except ValidationError as error:
            problems = error.messages
        else:
            messages.success(request, _("Saved."))
            return redirect(profile_address(key))
    rows = [(column, typed.get(column.key, ""), leveled(column, version.scale)) for column in offered]
    context = {
        "person": person,
        "version": version,
        "rows": rows,
        "frameworks": _frameworks(request, version),
        "problems": problems,
        "rated_on": DateInput().format_value(rated_on),
    }
    return render(request, "observations/self.html", context, status=422 if problems else 200)


def _frameworks(request: HttpRequest, chosen: FrameworkVersion) -> list[Tab]:
    """Return the newest version of each framework to choose from; nothing where there is one."""
    tabs = [
        Tab(
            version.title,
            f"{request.path}?{urlencode({'framework': str(version.pk)})}",
            current=version.pk == chosen.pk,
        )
        for version in newest_versions()
    ]
    return tabs if len(tabs) > 1 else []
