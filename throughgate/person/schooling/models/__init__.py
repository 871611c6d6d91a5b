"""What is stored about schooling. Under row security (see `policies.py`)."""

from throughgate.person.schooling.models.certificates import Decision, ExamRegistration, Facts
from throughgate.person.schooling.models.courses import Conference, Course, Staff, Subject
from throughgate.person.schooling.models.marks import Enrolment, Mark

__all__ = [
    "Conference",
    "Course",
    "Decision",
    "Enrolment",
    "ExamRegistration",
    "Facts",
    "Mark",
    "Staff",
    "Subject",
]
