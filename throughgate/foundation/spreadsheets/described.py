"""Read things that a file describes (JSON-LD): a list of them, or the blocks that stand in a web page.

Each thing of the wanted type becomes a row, wherever it stands: alone, in a list, in a graph, inside another thing. A
block that is damaged becomes a row as well, marked so that it is refused with its reason: nothing gets lost quietly.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

from .cleaning import text_cell
from .encodings import Encoding, detect_encoding
from .limits import MB, Limits, Unreadable
from .model import NO_MARKS, Cell, Column, Mark, Row, Source, Table, Value
from .sources import Stored

MOST_BYTES: Final = 20 * MB
"""Unlike a table, such a file is read whole."""
FILES: Final = frozenset({"json", "html"})
_SAMPLE_ROWS: Final = 200
_DEEPEST: Final = 40
_LONGEST_WHOLE: Final = 15
_PREFIX: Final = re.compile(r"(?:https?://(?:www\.)?schema\.org/|schema:)(?=\w)")
_WRAPPING: Final = re.compile(
    r"\A\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|"
    r"(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*\Z"
)
_BROKEN: Final = frozenset({Mark.BROKEN})

Node = Mapping[str, Any]
Said = Mapping[str, str | int | Decimal | bool | None]


@dataclass(frozen=True)
class Described:
    """What is looked for, and how one becomes a row."""

    name: str
    """The type, without the address of its vocabulary: `JobPosting`."""
    headings: Sequence[str]
    row: Callable[[Node], Said]
    """Say what a thing says, by heading. Its names are without prefixes, and what it only refers to is put in."""


def read_described(path: Path | Stored, described: Described, limits: Limits) -> Table:
    """Return the table of all things in the file; raise ``Unreadable`` where there is none."""
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable("too_large", bytes=path.stat().st_size, most=MOST_BYTES)
    encoding = detect_encoding(path)
    rows = list(_rows(_text(path, encoding), described))
    if not rows:
        raise Unreadable("nothing_described", name=described.name)
    if all(row.marks for row in rows):
        raise Unreadable("damaged")
    if len(rows) > limits.rows:
        raise Unreadable("too_many_rows", most=limits.rows)
    columns = tuple(Column(heading, heading, place) for place, heading in enumerate(described.headings))
    done = [0]

    def read() -> Iterator[Row]:
        for row in rows:
            done[0] = row.index
            yield row

    source = Source("json-ld", encoding.name, encoding.sure)
    return Table(
        source,
        columns,
        None,
        (),
        tuple(rows[:_SAMPLE_ROWS]),
        read(),
        share_read=lambda: done[0] / len(rows),
        width=len(columns),
    )


def _text(path: Path | Stored, encoding: Encoding) -> str:
    with path.open("rb") as file:
        raw: bytes = file.read()
    return raw.decode(encoding.codec, "replace").removeprefix("\ufeff")


def _rows(text: str, described: Described) -> Iterator[Row]:
    headings = described.headings
    number = 0
    for block in _blocks(text):
        try:
            found = list(_nodes(_parsed(block), described.name))
        except (ValueError, RecursionError):
            number += 1
            snippet = text_cell(" ".join(block.split())[:80] or "?")
            yield Row(number, number, {headings[0]: Cell(snippet.text, snippet.text)}, _BROKEN)
            continue
        for node in found:
            number += 1
            said = described.row(node)
            cells = {heading: _cell(said.get(heading)) for heading in headings}
            yield Row(number, number, cells, NO_MARKS)


def _cell(value: str | int | Decimal | None) -> Cell:
    if value is None or value == "":
        return Cell("", None)
    if isinstance(value, str):
        return text_cell(value)
    typed: Value = float(value) if isinstance(value, Decimal) else value
    return Cell(str(value), typed)


# --- blocks ----------------------------------------------------------------------------------


def _blocks(text: str) -> Iterator[str]:
    """Yield the texts that describe something: the file, its lines, or the blocks of a page."""
    if text.lstrip()[:1] not in ("{", "["):
        page = _Page()
        page.feed(text)
        page.close()
        yield from page.blocks
        return
    lines = [line for line in text.splitlines() if line.strip()]
    # One thing in each line, as programs write that add to a file.
    if len(lines) > 1 and all(line.lstrip()[0] == "{" and line.rstrip()[-1] == "}" for line in lines):
        yield from lines
        return
    yield text


class _Page(HTMLParser):
    """The blocks of a page that are meant for machines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[str] = []
        self._open: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kind = (dict(attrs).get("type") or "").partition(";")[0].strip().lower()
        if tag == "script" and kind == "application/ld+json":
            self._open = []

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._open.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._end()

    def close(self) -> None:
        super().close()
        self._end()

    def _end(self) -> None:
        if self._open is not None and (block := _WRAPPING.sub("", "".join(self._open)).strip()):
            self.blocks.append(block)
        self._open = None


def _parsed(block: str) -> Any:
    # Line breaks inside texts are no fault worth refusing a block for.
    return json.loads(
        block,
        strict=False,
        parse_float=_number,
        parse_int=_number,
        parse_constant=str,
        object_pairs_hook=_thing,
    )


def _number(text: str) -> int | Decimal | str:
    if len(text) > _LONGEST_WHOLE:
        return text
    return int(text) if text.lstrip("-").isdigit() else Decimal(text)


def _thing(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return an object; what is said twice and differs becomes a list of both."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        name = _PREFIX.sub("", key)
        if name not in found or found[name] == value:
            found[name] = value
            continue
        before = found[name] if isinstance(found[name], list) else [found[name]]
        found[name] = [*before, value]
    return found


# --- things ----------------------------------------------------------------------------------


def _nodes(root: Any, name: str) -> Iterator[Node]:
    """Yield the things of a type in the order of the file, each with what it refers to."""
    everything = list(_things(root, 0))
    known = {
        node["@id"]: node
        for node in everything
        if isinstance(node.get("@id"), str) and len(node.keys() - {"@id", "@type"}) > 0
    }
    for node in everything:
        if name in types_of(node) and len(node.keys() - {"@id", "@type", "@context"}) > 0:
            yield _whole(node, known, 0)


def _things(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        raise ValueError("deep")
    if isinstance(value, dict):
        yield value
        for one in value.values():
            yield from _things(one, depth + 1)
    elif isinstance(value, list):
        for one in value:
            yield from _things(one, depth + 1)


def types_of(node: Node) -> tuple[str, ...]:
    """Return the types of a thing without the address of their vocabulary."""
    said = node.get("@type") or ()
    return tuple(
        _PREFIX.sub("", one).rstrip("/")
        for one in ([said] if isinstance(said, str) else said)
        if isinstance(one, str)
    )


def _whole(value: Any, known: Mapping[str, Node], depth: int) -> Any:
    """Return a thing with what it only names by its id, and plain values in place of wrapped ones."""
    if isinstance(value, list):
        return [_whole(one, known, depth + 1) for one in value]
    if not isinstance(value, dict):
        return value
    for wrapping in ("@value", "@list", "@set"):
        if wrapping in value:
            return _whole(value[wrapping], known, depth + 1)
    if depth and depth < 6 and value.keys() <= {"@id", "@type"} and value.get("@id") in known:
        value = known[value["@id"]]
    if depth > _DEEPEST:
        return {}
    return {key: _whole(one, known, depth + 1) for key, one in value.items()}
