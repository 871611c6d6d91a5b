"""What the engine asks of a kind of import; upper floors give theirs by name in `settings.IMPORT_KINDS`."""

from __future__ import annotations

import hmac
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, runtime_checkable

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

from throughgate.foundation.database.context import Context
from throughgate.foundation.spreadsheets import Cell, Described, Field, Mark
from throughgate.foundation.spreadsheets.case_references import is_case_reference
from throughgate.foundation.spreadsheets.model import EMPTY
from throughgate.foundation.spreadsheets.shapes import Kind as Shape

if TYPE_CHECKING:
    from throughgate.foundation.imports.models import RowResult

Text = str | Promise


class ActorLike(Protocol):
    """Who imports; the floors above know more about them."""

    @property
    def context(self) -> Context:
        """Return what row policies compare with."""

    def may(self, action: str, kind: str) -> bool:
        """Say whether the roles allow this."""

    def must(self, action: str, kind: str) -> None:
        """Raise where they do not."""


@dataclass(frozen=True)
class ImportField:
    """A field that a column can be imported into."""

    key: str
    label: Text
    synonyms: tuple[str, ...]
    shape: Shape = Shape.TEXT
    required: bool = False
    hint: Text = ""
    may_show: Callable[[str], bool] | None = None
    """Whether a cell may stand on the page as an example; all may where nothing is said."""
    choices: tuple[tuple[str, Text], ...] = ()
    """What an answer may be, where it is one of a few."""
    unlike: tuple[str, ...] = ()
    """Words beside which a heading is about something else, as `spreadsheets.spelling.WordList` takes them."""
    many_lines: bool = False
    """Whether it is a text of several lines, kept whole where it waits for an answer."""

    @property
    def for_guessing(self) -> Field:
        """Return it as the reader of tables knows it."""
        return Field(self.key, self.synonyms, self.shape, self.required, self.unlike)


class Reason(NamedTuple):
    """Why a row is asked or refused, or what one should know about it (`weight`: refused, asked, note)."""

    code: str
    field: str = ""
    weight: str = "note"
    values: Mapping[str, Any] = {}

    def stored(self) -> list[Any]:
        """Return it as it is kept."""
        return [self.code, self.field, self.weight, dict(self.values)]


@dataclass
class Given:
    """One row as the kind sees it: cells by field. Answers of a person lie over them already.

    A cell with the file number of a court or prosecutor never gets here, whatever column it stood in: it is empty.
    """

    index: int
    number: int
    cells: dict[str, Cell]
    marks: frozenset[Mark] = frozenset()
    missing: frozenset[str] = frozenset()
    """Fields whose cells a short row lacks."""
    day_first: frozenset[str] = frozenset()
    """Fields whose column surely writes the day before the month, as other rows show ("25/12/1990")."""
    same_as: str = ""
    """What a person said about a double: the id of whom it is, or `new`."""
    confirmed: bool = False
    """A person has looked at the row and says that it is right as it stands."""
    before: uuid.UUID | None = None
    """What this very row became in an earlier import of the same source."""
    begun: uuid.UUID | None = None
    """What this row became before in part, while something about it is still asked."""
    last: uuid.UUID | None = None
    """What the row with this number became last, whatever it said then."""
    fingerprint: uuid.UUID = field(default_factory=uuid.uuid4)
    withheld: frozenset[str] = frozenset()
    """Fields whose cells were emptied for what may not be stored."""
    section: str = ""
    """The last line like "Kurs: 10b" above it."""
    key: uuid.UUID | None = None
    """What the number of the row is known by in earlier imports."""
    letters: Mapping[str, str] = field(default_factory=dict)
    """The letter of each field's column, to name a cell by; none once the file is gone."""

    def place(self, name: str) -> str:
        """Return what the cell of a field is called in its file, "D11"; empty where the file is gone."""
        letter = self.letters.get(name)
        return f"{letter}{self.number}" if letter else ""

    def __post_init__(self) -> None:
        """Empty what may not be stored."""
        self._withhold()

    def lay_over(self, cells: Mapping[str, Cell]) -> None:
        """Put cells in the place of others, but for what may not be stored."""
        self.cells = {**self.cells, **cells}
        self._withhold()

    def _withhold(self) -> None:
        found = [name for name, cell in self.cells.items() if cell.text and is_case_reference(cell.text)]
        if found:
            self.cells = {**self.cells, **dict.fromkeys(found, EMPTY)}
            self.withheld |= frozenset(found)

    def text(self, name: str) -> str:
        """Return the text of a field, nothing where it was not mapped."""
        cell = self.cells.get(name)
        return cell.text if cell else ""

    def cell(self, name: str) -> Cell:
        """Return the cell of a field, an empty one where it was not mapped."""
        return self.cells.get(name) or EMPTY


@dataclass
class Planned:
    """What will happen to a row, and what `apply` made of it."""

    given: Given
    outcome: str
    reasons: list[Reason] = field(default_factory=list)
    target: uuid.UUID | None = None
    change: Any = None
    """Whatever `apply` of the kind needs. An asked row that has one comes in as far as it is clear."""
    kept: dict[str, str] = field(default_factory=dict)
    """What must be kept of an asked or refused row, so that it can be corrected: nothing sensitive."""
    undo: list[Any] = field(default_factory=list)


class Session(Protocol):
    """One reading of one file for one actor. Rows come in order, in batches."""

    def plan(self, rows: Sequence[Given]) -> list[Planned]:
        """Return what would happen to these rows, in order; nothing is written."""

    def remember(self, rows: Sequence[Planned]) -> None:
        """Take up rows into what later rows of the file are compared with."""

    def recall(self, rows: Sequence[Given], outcomes: Mapping[int, str]) -> None:
        """Do so for rows whose results were stored before a restart."""

    def apply(self, rows: Sequence[Planned]) -> None:
        """Write what was planned for these rows; set `target` and `undo` of each."""

    def close(self) -> None:
        """Let go of everything."""


@runtime_checkable
class ReadsAhead(Protocol):
    """A session that reads rows while the database works on those before."""

    def read_ahead(self, rows: Sequence[Given]) -> None:
        """Read what needs no database, in another thread; `plan` comes with these rows or later ones, or never."""


MANY = 20
"""Rows of a list of which nobody decides about each while choosing for all."""


@dataclass(frozen=True)
class Option:
    """A choice for the whole import, shown with the columns."""

    key: str
    label: Text
    choices: tuple[tuple[str, Text], ...]
    hint: Text = ""
    of_many: str = ""
    """What holds for lists of more than `MANY` rows unless somebody says otherwise, where that is not the first."""

    @property
    def usual(self) -> str:
        """Return what holds unless somebody says otherwise."""
        return self.choices[0][0]

    def usual_for(self, rows: int) -> str:
        """Return what holds for a list of so many rows."""
        return self.of_many if self.of_many and rows > MANY else self.usual


class Choice(NamedTuple):
    """Somebody or something that an asked row may be: shown with a link, to whom may see it."""

    key: str
    label: str
    address: str = ""


class Kind(Protocol):
    """One kind of list: people, companies."""

    name: str
    title: Text
    lead: Text
    """One sentence on what can be imported."""
    words: Mapping[str, Text]
    """The sentence for each reason code; `%(…)s` are filled from its values."""

    described: Described | None
    """Things that a file may describe in place of a table."""

    of_people: bool
    """Whether its rows are about people of whom some things are never stored; its upload says so, and no company's does."""

    is_private: bool
    """Whether nobody but who uploads such a file sees the import, and its answers say nothing about later files."""

    def fields(self, actor: ActorLike) -> Sequence[ImportField]:
        """Return the fields that this actor's organisation may fill."""

    def lacks(self, used: set[str]) -> str:
        """Return the label of a field without which no row can come in, nothing where all are there."""

    def options(self, actor: ActorLike) -> Sequence[Option]:
        """Return choices for the whole import."""

    proposes: Callable[[Any, Sequence[str]], Mapping[str, str]] | None
    """What the name of the sheet and the lines above the table say about these choices; None where they say nothing."""

    cleared_by_looking: frozenset[str]
    """Reasons that are settled when a person says that the row is right as it stands."""

    def line(self, values: Mapping[str, str]) -> str:
        """Return what an asked row is called in a list, from what is kept of it."""

    named_by: Sequence[str]
    """The fields of which `line` is made; their text is kept of every row of a preview, until the import runs."""

    def key_of(self, given: Given) -> str:
        """Return the number by which the source knows the row, empty where it has none."""

    def session(self, actor: ActorLike, *, options: Mapping[str, str]) -> Session:
        """Return a reading."""

    def targets(self, actor: ActorLike, keys: Sequence[uuid.UUID]) -> Mapping[uuid.UUID, Choice]:
        """Return name and address of what rows became, as far as the actor may see it."""

    def undo(self, actor: ActorLike, of: uuid.UUID, results: Sequence[RowResult]) -> Mapping[uuid.UUID, str]:
        """Take back what these rows did; per result an empty text, or the code of why it stays."""

    def start(self, actor: ActorLike) -> None:
        """Raise where this actor's organisation cannot import this kind at all."""


def access_of(kind: str) -> str:
    """Return the kind of record in the access table that opens imports of a kind."""
    return f"import_{kind}"


def kinds() -> dict[str, Kind]:
    """Return every kind of import by name."""
    found = [import_string(path) for path in settings.IMPORT_KINDS]
    return {kind.name: kind for kind in found}


def kinds_for(actor: ActorLike) -> list[Kind]:
    """Return the kinds that somebody may import."""
    return [kind for kind in kinds().values() if actor.may("write", access_of(kind.name))]


def hashed(purpose: str, *parts: str) -> uuid.UUID:
    """Return a keyed hash: equal parts are known again, and nobody reads them from it."""
    said = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    digest = hmac.digest(settings.SECRET_KEY.encode() + purpose.encode(), said, "sha256")
    return uuid.UUID(bytes=digest[:16])
