"""The pages of schooling."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.catalogue import Page

_teacher = partial(Page, opened_by="teacher")
_course = partial(_teacher, row="course")
_subject = partial(_teacher, row="subject")
_enrolment = partial(_teacher, row="enrolment")
_registration = partial(Page, opened_by="case_lead", row="exam_registration")

PAGES = (
    _teacher("schooling:list", _("Courses")),
    _teacher("schooling:export", _("Courses"), gives="post"),
    _teacher("schooling:add", _("Make a course")),
    _course("schooling:course", _("Course")),
    _course("schooling:change", _("Change a course")),
    _course("schooling:subjects", _("Subjects of a course")),
    _subject("schooling:subject", _("Subjects of a course")),
    _subject("schooling:remove-subject", _("Subjects of a course")),
    _course("schooling:staff", _("Who teaches and who enters marks")),
    _course("schooling:conference", _("Conference of a course")),
    _course("schooling:marks", _("Marks of a course")),
    _course("schooling:cell", _("Marks of a course"), gives="post"),
    _course("schooling:enrol", _("People of a course")),
    _enrolment("schooling:leave", _("Person leaves a course")),
    _enrolment("schooling:levels", _("Levels of a person in a course")),
    Page("schooling:learning", _("Learning of a person"), "case_lead", row="person"),
    _course("schooling:lights", _("Certificates of a course")),
    Page("schooling:decide", _("Decision about a certificate"), "teacher", row="enrolment+rule"),
    Page("schooling:eligible", _("Who can be registered for a certificate"), "case_lead"),
    Page(
        "schooling:eligible-export", _("Who can be registered for a certificate"), "case_lead", gives="post"
    ),
    Page("schooling:registrations", _("Registrations for exams"), "case_lead"),
    Page("schooling:registrations-export", _("Registrations for exams"), "case_lead", gives="post"),
    Page("schooling:registrations-paper", _("Registrations for exams"), "case_lead", gives="post"),
    Page("schooling:certificates", _("Certificates of a person"), "case_lead", row="person"),
    Page("schooling:facts", _("Facts for certificates of a person"), "case_lead", row="person"),
    _registration("schooling:registration", _("Registration for an exam")),
    _registration("schooling:move-registration", _("Registration for an exam"), gives="post"),
    _registration("schooling:file", _("Registration for an exam")),
    _registration("schooling:withdraw", _("Registration for an exam")),
    _registration("schooling:take-back", _("Registration for an exam")),
)
