"""The closed lists of schooling, with their words."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from throughgate.ground.vocabulary.rules import CERTIFICATES, LEVELS, LICENCES
from throughgate.ground.vocabulary.words import CERTIFICATES as CERTIFICATE_WORDS
from throughgate.ground.vocabulary.words import LEVELS as LEVEL_WORDS

GERMAN: Final = "de"
"""The language to a level of which courses lead."""
GERMAN_CHOICES = tuple((level, LEVEL_WORDS[level]) for level in LEVELS if level not in ("none", "native"))
LICENCE_CHOICES = tuple((licence, licence) for licence in LICENCES)
CERTIFICATE_CHOICES = tuple((code, CERTIFICATE_WORDS[code]) for code in CERTIFICATES)
"""What a course may lead to: what openings ask for."""


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


class Outcome(models.TextChoices):
    """What marks and facts give for a certificate."""

    ELIGIBLE = "eligible", pgettext_lazy("outcome of a certificate rule", "can be registered")
    RESIT = "resit", pgettext_lazy("outcome of a certificate rule", "with a resit")
    NEARLY = "nearly", pgettext_lazy("outcome of a certificate rule", "nearly")
    NOT = "not", pgettext_lazy("outcome of a certificate rule", "not")
    UNKNOWN = "unknown", pgettext_lazy("outcome of a certificate rule", "cannot say")


class RegistrationState(models.TextChoices):
    """How a registration for an exam stands."""

    TO_REGISTER = "to_register", pgettext_lazy("state of an exam registration", "to register")
    REGISTERED = "registered", pgettext_lazy("state of an exam registration", "registered")
    ADMITTED = "admitted", pgettext_lazy("state of an exam registration", "admitted")
    PASSED = "passed", pgettext_lazy("state of an exam registration", "passed")
    FAILED = "failed", pgettext_lazy("state of an exam registration", "failed")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of an exam registration", "withdrawn")


class Document(models.TextChoices):
    """What belongs to the file that goes to the authority."""

    APPLICATION = "application", _("Application form")
    IDENTITY = "identity", _("Copy of the identity document")
    LIFE = "life", _("Course of education so far")
    REPORT = "report", _("Copy of the last school report")
    PREPARATION = "preparation", _("Statement of the preparation for the exam")
    RESIDENCE = "residence", _("Proof of residence")
    EARLIER = "earlier", _("Statement on earlier exams")


class WithdrawalReason(models.TextChoices):
    """Why a registration ended without an exam."""

    OWN_WISH = "own_wish", pgettext_lazy("registration withdrawn", "Own wish")
    MOVED = "moved", pgettext_lazy("registration withdrawn", "Moved or released")
    LATE = "late", pgettext_lazy("registration withdrawn", "Too late for the deadline")
    REFUSED = "refused", pgettext_lazy("registration withdrawn", "Not admitted by the authority")
    MISTAKE = "mistake", pgettext_lazy("registration withdrawn", "Registered by mistake")
