"""What the database does for a page: the plan of every statement, run by the application's own role."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from django.db import connection
from django.test import Client

MANY_ROWS = 1_000
"""A sequential scan above this is reported."""
HASHED = re.compile(r"hashed (SubPlan \d+)")


@dataclass
class Statement:
    """One statement: its text, the blocks it touched, milliseconds to plan and to run it, and its plan."""

    sql: str
    buffers: int
    planning: float
    running: float
    plan: dict[str, Any]

    def problems(self) -> Iterator[str]:
        """Yield what `safety.md` forbids in the hottest statements; a part of a plan that never ran does no harm."""
        hashed: set[str] = set()
        for node in _nodes(self.plan):
            if not node.get("Actual Loops", 1):
                continue
            read = (node.get("Actual Rows", 0) + node.get("Rows Removed by Filter", 0)) * node.get(
                "Actual Loops", 1
            )
            if node["Node Type"] == "Seq Scan" and read > MANY_ROWS:
                yield f"sequential scan of {read:,.0f} rows of {node['Relation Name']}"
            texts = [str(value) for key, value in node.items() if key != "Plans"]
            hashed.update(name for text in texts for name in HASHED.findall(text))
        for node in _nodes(self.plan):
            if node.get("Subplan Name") in hashed and node.get("Actual Loops", 1):
                yield f"hashed {node['Subplan Name']} of {node.get('Actual Rows', 0):,.0f} rows"


@dataclass
class Collector:
    """Explains each statement before it runs."""

    statements: list[Statement] = field(default_factory=list)

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        """Run one statement, explained first where it only reads."""
        text = str(sql)
        if not many and text.lstrip("( \n").upper().startswith(("SELECT", "WITH")):
            # A cursor of its own: the page's may be one that fetches in portions.
            with context["connection"].connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, VERBOSE, FORMAT JSON) {text}", params)
                found = cursor.fetchone()[0]
            plan = json.loads(found) if isinstance(found, str) else found
            root = plan[0]["Plan"]
            buffers = root.get("Shared Hit Blocks", 0) + root.get("Shared Read Blocks", 0)
            self.statements.append(
                Statement(text, buffers, plan[0]["Planning Time"], plan[0]["Execution Time"], root)
            )
        return execute(sql, params, many, context)


def examine(address: str, cookie: str) -> list[Statement]:
    """Return the statements of a page, run in this process behind the same middleware."""
    name, _, value = cookie.partition("=")
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    client.cookies[name] = value
    collector = Collector()
    logging.disable(logging.ERROR)
    try:
        _ask(client, address)  # once before, so that the second time finds what processes keep
        with connection.execute_wrapper(collector):
            _ask(client, address)
    finally:
        logging.disable(logging.NOTSET)
    return collector.statements


def _ask(client: Client, address: str) -> None:
    address, _, typed = address.partition(" ")
    if typed:
        client.post(address, dict(parse_qsl(typed)))
    else:
        client.get(address)


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from _nodes(below)


def outline(plan: dict[str, Any], depth: int = 0) -> Iterator[str]:
    """Yield the plan as lines of text."""
    what = " ".join(str(plan[key]) for key in ("Node Type", "Relation Name", "Index Name") if key in plan)
    blocks = plan.get("Shared Hit Blocks", 0) + plan.get("Shared Read Blocks", 0)
    part = f" [{plan['Subplan Name']}]" if "Subplan Name" in plan else ""
    yield (
        f"{'  ' * depth}{what}{part}: rows {plan.get('Actual Rows', 0):g} x {plan.get('Actual Loops', 1)}, "
        f"removed {plan.get('Rows Removed by Filter', 0)}, blocks {blocks}, {plan.get('Actual Total Time', 0):.2f} ms"
    )
    for key in ("Index Cond", "Filter", "Recheck Cond"):
        if key in plan:
            yield f"{'  ' * depth}    {key}: {plan[key]}"
    for below in plan.get("Plans", ()):
        yield from outline(below, depth + 1)
