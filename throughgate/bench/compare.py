"""Measure this build and another revision's beside each other, on the same rows, in turns within one run.

The other revision makes the rows; ours are a copy of its database, brought up to date by our own migrations. What else the
machine does falls on both alike, so the ratios hold where milliseconds do not.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from throughgate.bench import run, server
from throughgate.bench.figures import in_columns, in_markdown, percentile
from throughgate.bench.pages import PAGES, THE_FLOOR, Page
from throughgate.bench.revision import Revision, TheirPage
from throughgate.bench.statements import examine
from throughgate.bench.users import Visitor, visitors

EVERY = (THE_FLOOR, *PAGES)


@dataclass(frozen=True)
class Pair:
    """One page for one visitor here and there; there is nothing where the other revision has no such page."""

    page: str
    visitor: str
    bytes: int
    p50: float
    p95: float
    queries: int
    buffers: int
    floor_p50: float
    """The other revision's floor, asked in the same turns."""
    floor_p95: float
    their_bytes: int = 0
    their_p50: float = 0.0
    their_p95: float = 0.0
    their_queries: int = 0
    their_buffers: int = 0

    @property
    def of_theirs(self) -> float | None:
        """Return the ratio of the medians, None where the page is new."""
        return self.p50 / self.their_p50 if self.their_p50 else None

    @property
    def of_floor(self) -> float:
        """Return the ratio of the median to the other revision's floor."""
        return self.p50 / self.floor_p50

    def missed(self, page: Page) -> list[str]:
        """Return which of the page's aims are missed."""
        found = []
        if self.of_theirs is not None and self.of_theirs > page.most_of_theirs:
            found.append(f"{self.of_theirs:.2f} times theirs, at most {page.most_of_theirs:g}")
        if self.of_floor > page.most_of_floor:
            found.append(f"{self.of_floor:.1f} times their floor, at most {page.most_of_floor:g}")
        if self.buffers > page.most_buffers:
            found.append(f"{self.buffers:,} buffers, at most {page.most_buffers:,}")
        if page.most_bytes is not None and self.bytes > page.most_bytes:
            found.append(f"{self.bytes:,} bytes, at most {page.most_bytes:,}")
        return found


def measure(options: argparse.Namespace, revision: Revision) -> int:
    """Run both builds and print the ratios; the exit code is 0 whatever comes out."""
    before = run.load()
    run.build_static_files()
    revision.throughgate("build")
    theirs = revision.pages(options.only) | revision.pages(THE_FLOOR.name)
    who = visitors()
    found: list[Pair] = []
    with (
        server.running(settings.VAR / "bench") as ours,
        server.running(
            settings.VAR / "bench" / "other", folder_of_code=revision.folder, environment=revision.environment
        ) as other,
    ):
        for visitor in who:
            for page in EVERY:
                if options.only.lower() in page.name.lower() and page.concerns(visitor):
                    found.append(_measure(page, visitor, ours, other, theirs, options.requests))
                    print(".", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    _report(found, who, revision.name, options, before)
    return 0


def _measure(
    page: Page,
    visitor: Visitor,
    ours: server.Server,
    other: server.Server,
    theirs: dict[tuple[str, str], TheirPage],
    times: int,
) -> Pair:
    """Measure one page here, there, and the other's floor, in turns."""
    address = page.address(visitor)
    floor = theirs[THE_FLOOR.name, visitor.name]
    same = theirs.get((page.name, visitor.name))
    asked = [
        server.Asked(ours.port, visitor.cookie, address),
        server.Asked(other.port, floor.cookie, floor.address),
    ]
    if same:
        asked.append(server.Asked(other.port, same.cookie, same.address))
    server.in_turns(asked, run.WARM_UP)
    here, on_floor, *rest = server.in_turns(asked, times)
    there = rest[0] if rest else []
    if {a.status for a in here} != {page.status(visitor)} or {a.status for a in on_floor} != {200}:
        print(
            f"\n{page.name}, {visitor.name}: unexpected {sorted({a.status for a in here})}", file=sys.stderr
        )
    pair = Pair(
        page=page.name,
        visitor=visitor.name,
        bytes=here[-1].size,
        p50=_p50(here),
        p95=_p95(here),
        queries=_usual(ours.queries(), here),
        buffers=sum(s.buffers for s in examine(address, visitor.cookie)),
        floor_p50=_p50(on_floor),
        floor_p95=_p95(on_floor),
    )
    if not same:
        return pair
    return Pair(
        **asdict(pair)
        | {
            "their_bytes": there[-1].size,
            "their_p50": _p50(there),
            "their_p95": _p95(there),
            "their_queries": _usual(other.queries(), there),
            "their_buffers": same.buffers,
        }
    )


def _p50(answers: Sequence[server.Answer]) -> float:
    return percentile((a.ms for a in answers), 0.5)


def _p95(answers: Sequence[server.Answer]) -> float:
    return percentile((a.ms for a in answers), 0.95)


def _usual(queries: dict[str, int], answers: Sequence[server.Answer]) -> int:
    # Not the most: a new connection to the database asks for itself first.
    return int(percentile((queries.get(a.request, 0) for a in answers), 0.5))


HEAD = (
    "page", "user", "p50 here / there", "p50 x floor", "p95 x floor", "p50 ms", "there", "kB", "there",
    "queries", "there", "buffers", "there",
)  # fmt: skip


def rows(pairs: Sequence[Pair]) -> list[tuple[str, ...]]:
    """Return the pairs as cells of a table; a dash where the other revision has no such page."""
    found: list[tuple[str, ...]] = []
    for p in pairs:
        there = (
            f"{p.their_p50:.1f}",
            f"{p.their_bytes / 1024:.0f}",
            str(p.their_queries),
            f"{p.their_buffers:,}",
        )
        ms, size, queries, buffers = there if p.of_theirs else ("-",) * 4
        found.append(
            (
                p.page, p.visitor, f"{p.of_theirs:.2f}" if p.of_theirs else "-", f"{p.of_floor:.2f}",
                f"{p.p95 / p.floor_p95:.2f}", f"{p.p50:.1f}", ms, f"{p.bytes / 1024:.0f}", size, str(p.queries),
                queries, f"{p.buffers:,}", buffers,
            )
        )  # fmt: skip
    return found


def verdict(pairs: Sequence[Pair]) -> list[str]:
    """Say which pages miss what they aim at, and by how much."""
    aims = {page.name: page for page in EVERY}
    lines = [
        f"{p.page}, {p.visitor}: {'; '.join(missed)}" for p in pairs if (missed := p.missed(aims[p.page]))
    ]
    return [f"aims: missed by {len(lines)} of {len(pairs)}", *lines]


def _report(
    pairs: Sequence[Pair], who: Sequence[Visitor], name: str, options: argparse.Namespace, before: str
) -> None:
    facts = run.facts(who, before)
    facts.append(
        f"floor and 'there': revision {name}, its own server on the same rows, asked in the same turns"
    )
    table = [HEAD, *rows(pairs)]
    print("\n".join(facts), in_columns(table), "\n".join(verdict(pairs)), sep="\n\n")
    if options.json:
        text = json.dumps({"facts": facts, "pairs": [asdict(p) for p in pairs]}, indent=1)
        print(text) if options.json == "-" else Path(options.json).write_text(text + "\n")
    if options.markdown:
        Path(options.markdown).write_text(
            f"# Against revision {name}\n\nMeasured by `throughgate bench compare {name} --people {options.people}`: "
            "both builds serve the same rows and are asked in turns.\n\n"
            + "\n".join(f"- {fact}" for fact in facts)
            + f"\n\n{in_markdown(table)}\n\n"
            + "\n".join(f"- {line}" for line in verdict(pairs))
            + "\n"
        )
