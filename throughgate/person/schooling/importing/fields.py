"""The columns of a list of marks: whose row it is, one column for each subject, or what a row says of its one mark."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from throughgate.foundation.imports.kinds import ImportField
from throughgate.foundation.languages.texts import text_in
from throughgate.foundation.spreadsheets import Kind as Shape
from throughgate.person.people.importing.headings import SYNONYMS
from throughgate.person.schooling.importing.points import PATTERNS
from throughgate.person.schooling.models import Subject
from throughgate.person.schooling.rules.scales import Scale
from throughgate.person.schooling.rules.subjects import subjects
from throughgate.person.schooling.rules.words import bare

PERSON: Final = ImportField(
    "person",
    _("Person"),
    (
        *("Name", "Person", "Schüler", "Schülerin", "Schülername", "Teilnehmer", "Teilnehmerin", "pupil", "student", "learner"),
        *("participant", *SYNONYMS["full_name"]),
    ),
)  # fmt: skip
FAMILY: Final = ImportField(
    "family_name", _("Family name"), tuple(word for word in SYNONYMS["family_name"] if word != "Name")
)
GIVEN: Final = ImportField("given_names", _("Given names"), SYNONYMS["given_names"])
BORN: Final = ImportField(
    "born_on", _("Date of birth"), SYNONYMS["birth"], Shape.DATE, hint=_("Tells two of one name apart.")
)
WHO: Final = (PERSON.key, FAMILY.key, GIVEN.key, BORN.key)

COURSE: Final = ImportField("course", _("Course"), ("Kurs", "Kursname", "Lehrgang", "course", "corso"))
HALF: Final = ImportField(
    "half",
    _("Half-year"),
    ("Halbjahr", "Hj.", "Schulhalbjahr", "Abschnitt", "half-year", "half", "term", "period"),
)
LEVEL: Final = ImportField(
    "level",
    _("Level"),
    ("Niveau", "Kursniveau", "E/G", "E-/G-Kurs", "Kursart", "Anspruchsebene", "level", "course level"),
)
SUBJECT: Final = ImportField(
    "subject", _("Subject"), ("Fach", "Unterrichtsfach", "Lernbereich", "subject", "materia")
)
MARK: Final = ImportField(
    "mark", _("Mark"), ("Note", "Zensur", "Punkte", "Leistung", "mark", "grade", "voto", "známka", "ocena")
)
KIND: Final = ImportField(
    "kind",
    _("Kind of mark"),
    ("Art", "Notenart", "Art der Note", "Leistungsart", "kind", "type", "kind of mark"),
)
WEIGHT: Final = ImportField(
    "weight", _("Weight"), ("Gewicht", "Gewichtung", "Faktor", "weight", "factor", "peso")
)
GIVEN_ON: Final = ImportField(
    "given_on", _("Given on"), ("Datum", "Datum der Note", "erteilt am", "date", "given on", "data"), Shape.DATE
)  # fmt: skip
NUMBER: Final = ImportField(
    "number", _("Number of the work"), ("Nummer der Arbeit", "Arbeit Nr.", "number of the work")
)
OF_A_MARK: Final = (SUBJECT.key, MARK.key, KIND.key, WEIGHT.key, GIVEN_ON.key, NUMBER.key)

ABSENCES: Final = ImportField(
    "absences",
    _("Hours of absence"),
    (
        *("Fehlzeiten", "Fehlstunden", "Fehlstd.", "Fehltage", "Fehlzeit", "Fehlstd. gesamt", "Versäumnisse", "versäumte Stunden"),
        *("absences", "hours of absence", "days absent", "entsch./unentsch.", "assenze"),
    ),
)  # fmt: skip
UNEXCUSED: Final = ImportField(
    "unexcused",
    _("Hours of absence without excuse"),
    (
        *("unentsch. Fehlstd.", "unentschuldigte Fehlstunden", "unentsch. Fehlzeiten", "davon unentschuldigt", "unentschuldigt"),
        *("unentsch.", "Fehlstd. unentsch.", "unexcused", "unexcused absences"),
    ),
)  # fmt: skip
EXCUSED: Final = ImportField(
    "excused",
    _("Hours of absence with an excuse"),
    (
        "entsch. Fehlstd.",
        "entschuldigte Fehlstunden",
        "entschuldigt",
        "entsch.",
        "excused",
        "excused absences",
    ),
)
AVERAGE: Final = ImportField(
    "average", _("Average"), ("Durchschnitt", "Notendurchschnitt", "Schnitt", "Ø", "average", "mean", "media")
)
LEFT_OUT: Final = {
    ABSENCES.key: "absences",
    UNEXCUSED.key: "absences",
    EXCUSED.key: "absences",
    AVERAGE.key: "average",
}
"""Known columns that are no marks, with what is said about their cells."""

_BEFORE: Final = (PERSON, FAMILY, GIVEN, BORN, COURSE, HALF)
_AFTER: Final = (SUBJECT, MARK, KIND, LEVEL, WEIGHT, GIVEN_ON, NUMBER, ABSENCES, EXCUSED, UNEXCUSED, AVERAGE)
_OTHERS: Final = frozenset(field.key for field in (*_BEFORE, *_AFTER))


class Column(NamedTuple):
    """What the marks of a column are for."""

    subject: str
    """The code of the list, or the key of a subject's own name."""
    half: int = 0
    level: str = ""
    scale: str = ""
    """Of its marks, where the column says it; nothing where they stand on the one of the course."""


_VARIANTS: Final[dict[str, tuple[Promise, Column, tuple[str, ...]]]] = {
    "1": (
        _("%(subject)s, 1st half-year"),
        Column("", 1),
        ("{} 1. Hj.", "{} 1. Halbjahr", "{} Hj. 1", "1. Hj. {}", "1. Halbjahr {}", "{} 1st half", "{} 1st half-year"),
    ),
    "2": (
        _("%(subject)s, 2nd half-year"),
        Column("", 2),
        ("{} 2. Hj.", "{} 2. Halbjahr", "{} Hj. 2", "2. Hj. {}", "2. Halbjahr {}", "{} 2nd half", "{} 2nd half-year"),
    ),
    "e": (
        _("%(subject)s, extended course"),
        Column("", level="extended"),
        ("{} (E)", "{} E-Kurs", "{} EK", "{} Erweiterungskurs", "E-Kurs {}", "{} extended", "{} extended course"),
    ),
    "g": (
        _("%(subject)s, basic course"),
        Column("", level="basic"),
        ("{} (G)", "{} G-Kurs", "{} GK", "{} Grundkurs", "G-Kurs {}", "{} basic", "{} basic course"),
    ),
    # So that a subject in two spellings is asked about, and neither column is passed over.
    "again": (_("%(subject)s, another column"), Column(""), ("{}",)),
}  # fmt: skip


def own_key(name: str) -> str:
    """Return the key of a subject that the list does not know."""
    return f"own_{hashlib.blake2b(bare(name).encode(), digest_size=6).hexdigest()}"


def key_of(subject: Subject) -> str:
    """Return the key of a subject of a course, as its columns have it."""
    return subject.code or own_key(subject.name)


def column_of(key: str) -> Column | None:
    """Return what the marks of a field are for; None where it holds no marks of one subject."""
    if key in _OTHERS:
        return None
    subject, _sign, variant = key.partition("__")
    known = _VARIANTS.get(variant)
    return known[1]._replace(subject=subject) if known else Column(subject, scale=variant)


def fields(taught: Iterable[Subject], scales: Iterable[Scale]) -> Sequence[ImportField]:
    """Return all fields: the list of subjects, and of those that are `taught` also half-years, levels and `scales`."""
    own = {key_of(one): one.name for one in taught if not one.code}
    words = {
        key: (text_in(known.name), (*known.name.values(), *known.also)) for key, known in subjects().items()
    }
    words |= {key: (name, (name,)) for key, name in own.items()}
    mine = dict.fromkeys(key_of(one) for one in taught)
    taught_first = {key: words[key] for key in mine if key in words}
    plain = [ImportField(key, label, said) for key, (label, said) in (taught_first | words).items()]
    return (*_BEFORE, *plain, *_AFTER, *_variants(taught_first), *_on_scales(taught_first, list(scales)))


def _variants(words: dict[str, tuple[str, tuple[str, ...]]]) -> Iterator[ImportField]:
    # "Math (E)" is no other word than "Mathe": what is a subject's own name says nothing more about the column.
    names = {bare(word) for _label, said in words.values() for word in said}
    for key, (label, said) in words.items():
        for variant, (shown, _column, patterns) in _VARIANTS.items():
            found = [pattern.format(word) for word in said for pattern in patterns]
            synonyms = tuple(one for one in found if variant == "again" or bare(one) not in names)
            yield ImportField(f"{key}__{variant}", str(shown) % {"subject": label}, synonyms)


def _on_scales(
    words: dict[str, tuple[str, tuple[str, ...]]], scales: Sequence[Scale]
) -> Iterator[ImportField]:
    """Yield each subject on each scale, so that a column of another one than the course can be said to be that."""
    for key, (label, said) in words.items():
        for scale in scales:
            synonyms = tuple(pattern.format(word) for word in said for pattern in PATTERNS.get(scale.key, ()))
            yield ImportField(f"{key}__{scale.key}", f"{label} – {text_in(scale.name)}", synonyms)
