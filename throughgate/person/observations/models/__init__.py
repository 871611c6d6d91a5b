"""What is stored about observations."""

from throughgate.person.observations.models.frameworks import Competency, Framework, FrameworkVersion, Level
from throughgate.person.observations.models.groups import GroupMember, ObserverTraining, PersonGroup
from throughgate.person.observations.models.issuers import LetterIssuer
from throughgate.person.observations.models.sheets import (
    Note,
    Rating,
    Setting,
    Sheet,
    SheetPerson,
    SheetState,
    Typist,
)
from throughgate.person.observations.models.voice import (
    Answer,
    LetterState,
    ReferenceLetter,
    Remark,
    RemarkKind,
    SelfRating,
    Slip,
    SlipKind,
)

__all__ = [
    "Answer",
    "Competency",
    "Framework",
    "FrameworkVersion",
    "GroupMember",
    "LetterIssuer",
    "LetterState",
    "Level",
    "Note",
    "ObserverTraining",
    "PersonGroup",
    "Rating",
    "ReferenceLetter",
    "Remark",
    "RemarkKind",
    "SelfRating",
    "Setting",
    "Sheet",
    "SheetPerson",
    "SheetState",
    "Slip",
    "SlipKind",
    "Typist",
]
