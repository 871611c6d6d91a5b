"""What is stored about people. Every table here is under row security (see `policies.py`)."""

from throughgate.person.people.models.access_purpose import NamedPurpose, NotDuplicate
from throughgate.person.people.models.cases import Assignment, CaseLink, Consent
from throughgate.person.people.models.lines import Caseload, Visibility
from throughgate.person.people.models.register import (
    AfterRelease,
    Guardian,
    Person,
    PersonNumber,
    Qualification,
    SpokenLanguage,
    Wish,
    WorkCondition,
)
from throughgate.person.people.models.shared import OfPerson, Protected, plausible
from throughgate.person.people.models.stays import Stay

__all__ = [
    "AfterRelease",
    "Assignment",
    "CaseLink",
    "Caseload",
    "Consent",
    "Guardian",
    "NamedPurpose",
    "NotDuplicate",
    "OfPerson",
    "Person",
    "PersonNumber",
    "Protected",
    "Qualification",
    "SpokenLanguage",
    "Stay",
    "Visibility",
    "Wish",
    "WorkCondition",
    "plausible",
]
