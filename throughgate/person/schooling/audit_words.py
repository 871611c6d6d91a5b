"""What changes of schooling are called in the audit."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

AUDIT = {
    "certificate_decision.sign": _("Decision about a certificate signed"),
    "certificates.export": _("List of certificates downloaded"),
    "conference.remove": _("Conference of a course taken back"),
    "conference.set": _("Conference of a course set"),
    "course.change": _("Course changed"),
    "course.drop_staff": _("Part in a course taken away"),
    "course.make": _("Course made"),
    "course.name_staff": _("Colleague named in a course"),
    "courses.export": _("Courses downloaded"),
    "enrolment.begin": _("Person put into a course"),
    "enrolment.change_levels": _("Levels of a person in a course changed"),
    "enrolment.end": _("Person left a course"),
    "exam_registration.admit": _("Admitted to an exam"),
    "exam_registration.fail": _("Exam failed"),
    "exam_registration.file": _("File of an exam registration changed"),
    "exam_registration.make": _("Exam registration made"),
    "exam_registration.pass": _("Exam passed"),
    "exam_registration.register": _("Registered for an exam"),
    "exam_registration.take_back": _("Result of an exam taken back"),
    "exam_registration.withdraw": _("Exam registration withdrawn"),
    "exam_registrations.export": _("Exam registrations downloaded"),
    "school_facts.change": _("Facts for certificates changed"),
    "subject.add": _("Subject of a course added"),
    "subject.change": _("Subject of a course changed"),
    "subject.remove": _("Subject of a course removed"),
}
