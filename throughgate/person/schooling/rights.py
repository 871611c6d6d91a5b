"""Who reads and writes what is learned."""

from __future__ import annotations

from throughgate.ground.acting.roles import kind

KINDS = (
    # Courses name nobody who learns; those of one's organisation.
    kind(
        "course",
        read="observer case_lead manager data_protection_officer administrator",
        write="teacher",
        within="prison school",
    ),
    # Who teaches in a course and who enters its marks: whoever teaches there says so, else the administrator.
    kind("course_staff", write="teacher administrator", within="prison school"),
    kind("enrolment", read="probation_officer data_protection_officer", write="teacher case_lead"),
    # Marks of people whom one sees. A teacher sees those of the own pupils alone: the kind below.
    kind("mark", read="case_lead data_protection_officer"),
    # Marks of courses that one teaches, or enters marks for as an officer.
    kind("course_mark", write="teacher observer"),
    # Each import is its importer's alone, as it shows marks.
    kind("import_marks", write="teacher observer"),
    # Decisions about certificates and registrations for exams, of people whom one sees; teachers have those of the own
    # courses, by the kinds above.
    kind("certificate", read="data_protection_officer", write="case_lead"),
)
EDITED_TOGETHER = ("course", "subject", "conference", "exam_registration")
"""What colleagues change after each other, as the audit calls it: a stale form names who was first."""
