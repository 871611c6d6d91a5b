"""The closed lists of schooling, with their words."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SchoolType(models.TextChoices):
    """The kind of school that a course belongs to; certificate rules ask for it."""

    COMPREHENSIVE = "comprehensive", _("Comprehensive school")
    SECONDARY = "secondary", _("Secondary school")
    MAIN = "main", _("Main school (Hauptschule)")
    REAL = "real", _("Middle school (Realschule)")
    ADULT = "adult", _("Adult education")
    VOCATIONAL = "vocational", _("Vocational school or training")


class SubjectLevel(models.TextChoices):
    """At which level a subject is taught."""

    NONE = "none", pgettext_lazy("level of a subject", "One level for all")
    BASIC = "basic", pgettext_lazy("level of a subject", "Basic course")
    EXTENDED = "extended", pgettext_lazy("level of a subject", "Extended course")
    EACH = "each", pgettext_lazy("level of a subject", "Basic or extended, by person")


class MarkLevel(models.TextChoices):
    """At which level a mark was given."""

    NONE = "none", pgettext_lazy("level of a mark", "No level")
    BASIC = "basic", pgettext_lazy("level of a mark", "Basic course")
    EXTENDED = "extended", pgettext_lazy("level of a mark", "Extended course")


class MarkKind(models.TextChoices):
    """What a mark is for."""

    REPORT = "report", _("Term report")
    WRITTEN = "written", _("Written work")
    ORAL = "oral", _("Oral work")
    PRACTICAL = "practical", _("Practical work")
    EXAM = "exam", _("Exam")


class NonMark(models.TextChoices):
    """Why there is no mark. None of these ever enters an average."""

    ABSENT = "absent", pgettext_lazy("instead of a mark", "absent")
    NOT_ASSESSED = "not_assessed", pgettext_lazy("instead of a mark", "not assessed")
    ATTENDED = "attended", pgettext_lazy("instead of a mark", "attended")
    RELEASED = "released", pgettext_lazy("instead of a mark", "released")


class LeavingReason(models.TextChoices):
    """Why somebody left a course."""

    COMPLETED = "completed", pgettext_lazy("left a course", "Course completed")
    TRANSFERRED = "transferred", pgettext_lazy("left a course", "Moved to another prison")
    RELEASED = "released", pgettext_lazy("left a course", "Released")
    CHANGED = "changed", pgettext_lazy("left a course", "Changed to another course")
    OWN_WISH = "own_wish", pgettext_lazy("left a course", "Own wish")
    WORK = "work", pgettext_lazy("left a course", "Took up work")
    OTHER = "other", pgettext_lazy("left a course", "Another reason")


class StaffPart(models.TextChoices):
    """What somebody does in a course."""

    TEACHER = "teacher", pgettext_lazy("part in a course", "Teacher")
    OFFICER = "officer", pgettext_lazy("part in a course", "Officer who enters marks")
