"""The list of courses."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from throughgate.foundation.languages.days import short_day
from throughgate.foundation.web.components import Empty, LinkButton, tag
from throughgate.foundation.web.list_page import ListPage
from throughgate.foundation.web.tables import Column, link_to
from throughgate.person.schooling.choices import StaffPart
from throughgate.person.schooling.forms import CourseFilter
from throughgate.person.schooling.queries.certificates import reads_certificates
from throughgate.person.schooling.queries.courses import courses_of
from throughgate.person.schooling.queries.today import courses_with_missing_marks


class CourseList(ListPage):
    """Courses of one's organisation, those that are held now first of all."""

    kind = "course"
    route, export_route = "schooling:list", "schooling:export"
    title = gettext_lazy("Courses")
    columns = (
        Column(
            gettext_lazy("Course"),
            value=lambda row: row.name,
            link=link_to("schooling:course", lambda row: row.pk),
            below=lambda row: row.school.name if row.school else "",
            sort="name",
        ),
        Column(gettext_lazy("Kind of school"), value=lambda row: row.get_school_type_display()),
        Column(pgettext_lazy("of a school", "Class"), value=lambda row: row.grade, number=True),
        Column(gettext_lazy("People"), value=lambda row: row.people_count, number=True),
        Column(gettext_lazy("Starts on"), value=lambda row: row.starts_on, one_line=True, sort="start"),
        Column(
            gettext_lazy("Ends on"),
            value=lambda row: row.ends_on,
            cell=lambda row: short_day(row.ends_on) if row.ends_on else _("open"),
            one_line=True,
        ),
        Column(
            gettext_lazy("My part"),
            value=lambda row: StaffPart(row.part).label if row.part else "",
            cell=lambda row: tag(StaffPart(row.part).label, "go") if row.part else "",
            bare=True,
        ),
    )
    orders: ClassVar = {
        "name": ("name", "id"),
        "-name": ("-name", "-id"),
        "start": ("starts_on", "id"),
        "-start": ("-starts_on", "-id"),
    }
    filter_form = CourseFilter
    cookie, remembered = "courses_list", ("show",)
    exported = "courses"

    def rows(self) -> Any:
        """Return those that are held now, have ended, or all."""
        rows, today = courses_of(self.actor), timezone.localdate()
        if name := self.chosen.get("name"):
            rows = rows.filter(name__icontains=name)
        match self.chosen.get("show"):
            case "all":
                return rows
            case "missing":
                return rows.filter(pk__in=courses_with_missing_marks())
            case "ended":
                return rows.filter(ends_on__lt=today)
        return rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=today))

    def buttons(self) -> list[LinkButton]:
        """Lead to who can be registered for a certificate, and let teachers make a course."""
        found = []
        if reads_certificates(self.actor):
            found.append(LinkButton(reverse("schooling:eligible"), _("School certificates")))
        if self.actor.may("write", "course"):
            found.append(LinkButton(reverse("schooling:add"), _("Make a course"), "main"))
        return found

    def nothing(self) -> Empty | None:
        """Say what a course is, to those who could make one."""
        if self.active:
            return super().nothing()
        hint = _(
            "A course has people, subjects and marks; its marks say who can be registered for a certificate."
        )
        if not self.actor.may("write", "course"):
            return Empty(_("No course is held now"), hint)
        return Empty(_("No course is held now"), hint, reverse("schooling:add"), _("Make a course"))
