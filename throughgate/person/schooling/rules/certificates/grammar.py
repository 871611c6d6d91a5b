"""What a certificate rule can say. One file is one rule; each version holds for the school years that it names.

Marks are numbers on the rule's scale. "Short by 2" is two steps worse than the mark required; a deficit is short by 1
or more. The page `docs/developers/add-a-certificate-rule.md` explains each word with an example.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, get_args

from msgspec import Meta, Struct

from throughgate.ground.jurisdictions.packs import Texts
from throughgate.person.schooling.rules.certificates.questions import questions
from throughgate.person.schooling.rules.subjects import subjects

Level = Literal["extended", "basic", "none"]
SchoolType = Literal["comprehensive", "secondary", "main", "real", "adult"]
LEVELS: tuple[Level, ...] = get_args(Level)
SCHOOL_TYPES: tuple[SchoolType, ...] = get_args(SchoolType)

DocumentKey = Literal["application", "identity", "life", "report", "preparation", "residence", "earlier"]
DOCUMENTS: tuple[DocumentKey, ...] = get_args(DocumentKey)
"""What an authority may ask for: the closed list of all jurisdictions."""
_KINDS = {"yes_no": "true or false", "number": "a number"}

Key = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]*$")]
Year = Annotated[int, Meta(ge=1900, le=2200)]
"""A school year by the year in which it begins: 2020 is 2020/21."""
Count = Annotated[int, Meta(ge=0, le=50)]
Some = Annotated[int, Meta(ge=1, le=50)]
MonthDay = Annotated[str, Meta(pattern="^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")]


class Said(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What everything has that a law says: where it stands, and what it says in short."""

    paragraph: Annotated[str, Meta(min_length=2)]
    says: Texts


class Of(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which marks are meant: those that meet everything said here; nothing said: all."""

    group: str = ""
    subjects: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    languages: bool | None = None
    """Foreign languages alone (true), or everything else (false)."""
    areas: bool | None = None
    """Learning areas alone (true), or everything else (false)."""

    def __post_init__(self) -> None:
        for key in (*self.subjects, *self.but):
            if key not in subjects():
                raise ValueError(f"There is no subject {key}")


class Levelled(Said, frozen=True, kw_only=True):
    """Which subjects are taught at two levels: all of the first list, and so many of the second; none else."""

    subjects: tuple[str, ...]
    one_of: tuple[str, ...] = ()
    school_types: tuple[SchoolType, ...] = SCHOOL_TYPES
    """Where this holds."""


class Group(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A subject group. The first that names a subject has it; the one with `rest` takes what is left."""

    key: Annotated[str, Meta(min_length=1)]
    subjects: tuple[str, ...] = ()
    """Each must have a mark, else nothing can be said."""
    choose: tuple[str, ...] = ()
    """Subjects of which at least `at_least` must have a mark."""
    at_least: Count = 0
    rest: bool = False


class Extended(Said, frozen=True, kw_only=True):
    """What marks of extended courses are worth."""

    one_better: bool = False
    """Each counts one step better."""
    at_least: Count = 0
    """So many extended courses are needed; without them no resit helps."""
    surplus: Literal["", "basic, one step better"] = ""
    """What courses beyond `at_least` count as."""
    surplus_first: tuple[str, ...] = ()
    """Which courses are taken for surplus before others."""

    def __post_init__(self) -> None:
        if self.one_better == (self.at_least > 0) or (self.surplus and not self.at_least):
            raise ValueError("Extended courses say either one_better, or at_least with what is beyond it")


class Required(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The mark required by level."""

    extended: int
    basic: int
    none: int


class Limit(Said, frozen=True, kw_only=True):
    """At most so many marks may be short by so much or more."""

    key: Key
    of: Of = Of()
    short_by: Some = 1
    at_most: Count = 0
    final: bool = False
    """Where it is broken, no resit helps."""


class Floor(Said, frozen=True, kw_only=True):
    """At least so many marks must be so good."""

    key: Key
    of: Of = Of()
    mark: int
    at_least: Some


class LeaveOut(Said, frozen=True, kw_only=True):
    """So many deficits may be left out."""

    of: Of = Of()
    at_most: Some
    short_by: Some
    """At most so much."""


class Pair(Said, frozen=True, kw_only=True):
    """What makes good for what: each good mark is used once."""

    of: Of = Of()
    """Deficits."""
    short_by: Some = 1
    """At most so much."""
    floor: Key | None = None
    """Instead of a deficit: one mark that this floor misses."""
    by: Of
    better_by: Some | None = None
    """So much better than required."""
    mark: int | None = None
    """Or at least so good."""

    def __post_init__(self) -> None:
        if (self.better_by is None) == (self.mark is None):
            raise ValueError("A pair says either better_by or mark")


class Compensation(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How deficits are made good: so many in all, in these pairs."""

    at_most: Some
    pairs: Annotated[tuple[Pair, ...], Meta(min_length=1)]


class Resit(Said, frozen=True, kw_only=True):
    """Which marks may be improved by one step in one exam, as they count after `extended`."""

    of: Of = Of()
    marks: Annotated[tuple[int, ...], Meta(min_length=1)]
    short_by: Count = 0
    """At least so much."""
    where_missing: Key | None = None
    """Only where this floor is missed."""


class Average(Said, frozen=True, kw_only=True):
    """A mean that is printed on the certificate; nothing depends on it. What is beyond its decimals is cut off."""

    twice_from_hours: float | None = None
    """Subjects with so many hours a week count twice."""
    decimals: Count = 1


class Fact(Said, frozen=True, kw_only=True):
    """Something that must be so; or one (`any`), or each (`all`) of several things."""

    key: Key
    """What is asked, of the closed list in `questions.toml`."""
    needed: bool | None = None
    at_least: float | None = None
    at_most: float | None = None
    times: Key | None = None
    """`at_least` and `at_most` are so many times this other fact."""
    any: tuple[Fact, ...] = ()
    all: tuple[Fact, ...] = ()
    mendable: bool = False
    """It can still be done: who lacks this alone is near."""

    def __post_init__(self) -> None:
        is_number = self.at_least is not None or self.at_most is not None
        if [self.needed is not None, is_number, bool(self.any), bool(self.all)].count(True) != 1:
            raise ValueError("A fact says one of needed, at_least or at_most, any, and all")
        if self.times and not is_number:
            raise ValueError("times goes with at_least or at_most")
        kind = "yes_no" if self.needed is not None else "number"
        for key in (self.key, self.times):
            if (
                key
                and not (self.any or self.all)
                and (key not in questions() or questions()[key].kind != kind)
            ):
                raise ValueError(f"There is no fact {key} that is {_KINDS[kind]}")


class Deadline(Said, frozen=True, kw_only=True):
    """The last day to register, within the school year: from August on in its first calendar year, before in its second."""

    key: Key
    day: MonthDay


class Document(Said, frozen=True, kw_only=True):
    """Something that belongs to the file for the authority."""

    key: DocumentKey


class Window(Said, frozen=True, kw_only=True):
    """When exams are held, within the school year."""

    key: Key
    school_year: Year | None = None
    """Where the days differ by the year: of this one. It counts before a window of every year with the same key."""
    first: MonthDay
    last: MonthDay

    def __post_init__(self) -> None:
        # School years begin in August.
        if (self.first < "08-01", self.first) > (self.last < "08-01", self.last):
            raise ValueError("A window ends before it begins")


class Law(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where a version stands, and who looked when."""

    title: Annotated[str, Meta(min_length=3)]
    paragraph: Annotated[str, Meta(min_length=2)]
    checked: date
    address: Annotated[str, Meta(pattern="^https?://")] | None = None


class Version(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A rule as it holds from one school year until another."""

    since: Year
    until: Year | None = None
    based_on: Year | None = None
    """The one version above that begins in this year: what is not said here, it says."""
    name: Texts
    law: Law
    school_types: tuple[SchoolType, ...] = SCHOOL_TYPES
    notes: Texts | None = None
    """What is not certain, and was left out."""
    above: Key | None = None
    """An entitlement on top of this certificate, which must be reached first."""
    admission: bool = False
    """It lets somebody sit the exam for a certificate of another rule: registered is for that one."""
    groups: tuple[Group, ...] = ()
    drop: tuple[Of, ...] = ()
    """Marks that count for nothing."""
    levelled: Levelled | None = None
    extended: Extended | None = None
    required: Required | None = None
    limits: tuple[Limit, ...] = ()
    floors: tuple[Floor, ...] = ()
    make_good: bool = False
    """Every deficit must be left out or made good; else deficits only count against the limits."""
    leave_out: LeaveOut | None = None
    compensation: Compensation | None = None
    resits: tuple[Resit, ...] = ()
    average: Average | None = None
    facts: tuple[Fact, ...] = ()
    facts_decide: bool = False
    """Without this, facts are told beside the answer, and change nothing of it."""
    deadlines: tuple[Deadline, ...] = ()
    windows: tuple[Window, ...] = ()
    documents: tuple[Document, ...] = ()
    """What the authority asks for; nothing said: nobody knows."""

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise ValueError("A version ends before it begins")
        if bool(self.groups) != (self.required is not None):
            raise ValueError("Groups and required marks go together")
        if not self.groups and not (self.facts and self.facts_decide):
            raise ValueError("Neither marks nor facts decide")
        if sum(group.rest for group in self.groups) > 1:
            raise ValueError("One group at most takes the rest")
        self._names()

    def holds_in(self, school_year: int) -> bool:
        """Say whether this holds in a school year."""
        return self.since <= school_year and (self.until is None or school_year <= self.until)

    @property
    def registers(self) -> bool:
        """Say whether somebody is registered for it."""
        return self.above is None and not self.admission

    @property
    def everywhere(self) -> bool:
        """Say whether the school does not matter."""
        return set(self.school_types) == set(SCHOOL_TYPES)

    def _names(self) -> None:
        """Raise ValueError where something named here is not there, or two things have one name."""
        groups = [group.key for group in self.groups]
        floors = [floor.key for floor in self.floors]
        keys = [*floors, *(limit.key for limit in self.limits), *(fact.key for fact in self.facts)]
        for some in (groups, keys):
            if twice := {one for one in some if some.count(one) > 1}:
                raise ValueError(f"There are two of {', '.join(sorted(twice))}")
        documents = [one.key for one in self.documents]
        if len(set(documents)) < len(documents):
            raise ValueError("There are two documents of one key")
        years = [(window.key, window.school_year) for window in self.windows]
        if len(set(years)) < len(years):
            raise ValueError("There are two windows of one key in one year")
        pairs = self.compensation.pairs if self.compensation else ()
        limited = (
            *self.limits,
            *self.floors,
            *self.resits,
            *pairs,
            *((self.leave_out,) if self.leave_out else ()),
        )
        for of in (*(one.of for one in limited), *(pair.by for pair in pairs)):
            if of.group and of.group not in groups:
                raise ValueError(f"There is no group {of.group}")
        for floor in (*(pair.floor for pair in pairs), *(resit.where_missing for resit in self.resits)):
            if floor and floor not in floors:
                raise ValueError(f"There is no floor {floor}")
        for key in (key for group in self.groups for key in (*group.subjects, *group.choose)):
            if key not in subjects():
                raise ValueError(f"There is no subject {key}")


class Certificate(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A file in `certificates/`."""

    scale: Annotated[str, Meta(min_length=1)]
    versions: Annotated[tuple[Version, ...], Meta(min_length=1)]

    def __post_init__(self) -> None:
        for number, one in enumerate(self.versions):
            for other in self.versions[number + 1 :]:
                if both := _meet(one, other):
                    raise ValueError(f"Two versions hold in {both}")

    @staticmethod
    def written_out(said: dict[str, Any]) -> dict[str, Any]:
        """Return a file in which each version based on another says everything itself. Raise ValueError."""
        versions = said.get("versions")
        if not isinstance(versions, list):
            return said
        full: list[Any] = []
        for place, one in enumerate(versions):
            try:
                full.append(_in_full(one, full))
            except ValueError as error:
                raise ValueError(f"{error} - at `$.versions[{place}].based_on`") from None
        return {**said, "versions": full}

    def version(self, school_year: int, school_type: SchoolType | None) -> Version | None:
        """Return what holds in a school year at a school; None where nothing is known of it."""
        for one in self.versions:
            if one.holds_in(school_year) and (school_type in one.school_types or one.everywhere):
                return one
        return None


def _in_full(version: Any, above: list[Any]) -> Any:
    """Return a version with what it takes over from the one above that it is based on. Raise ValueError."""
    if not isinstance(version, dict) or "based_on" not in version:
        return version
    since = version["based_on"]
    found = [one for one in above if isinstance(one, dict) and one.get("since") == since]
    if len(found) != 1:
        how_many = "Two versions above this one begin" if found else "No version above this one begins"
        raise ValueError(f"{how_many} in {since}")
    # Each says itself when it holds.
    return {**{word: value for word, value in found[0].items() if word not in ("since", "until")}, **version}


def _meet(one: Version, other: Version) -> int | None:
    """Return a school year in which both hold at the same schools."""
    year = max(one.since, other.since)
    return (
        year
        if one.holds_in(year) and other.holds_in(year) and {*one.school_types} & {*other.school_types}
        else None
    )
