"""Take in a file from the command line: a JSON line for the columns, then one per row.

Exit code 0, 3 (rows asked or refused) or 2 (unreadable, or nothing to import into). Of a workbook one sheet is read, the
one whose headings fit best, unless some are named; those that are left are told.
"""

from __future__ import annotations

import argparse
import json
import sys
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from throughgate.commands import esco
from throughgate.commands.environment import set_up_django, what_to_prepare

if TYPE_CHECKING:
    from throughgate.foundation.imports.kinds import Option
    from throughgate.foundation.spreadsheets.model import Source

OTHERS = {"esco": esco.main, "postcodes": esco.postcodes}
KINDS = ("people", "companies", "openings", "own_openings", "marks")
PIECE = 1 << 20
UNREADABLE, PROBLEMS = 2, 3


def main(arguments: list[str]) -> int:
    """Run one import in this process; no worker is needed."""
    if arguments and arguments[0] in OTHERS:
        return OTHERS[arguments[0]](arguments[1:])
    parser = argparse.ArgumentParser(prog="throughgate import", description=__doc__)
    parser.add_argument(
        "kind", choices=[*KINDS, *OTHERS], help="what the file holds (esco, postcodes: see their own --help)"
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--organisation", required=True, metavar="CODE", help="whose list it is")
    parser.add_argument("--as", dest="user", default="", metavar="USER", help="act as this member of staff")
    parser.add_argument(
        "--choose",
        action="append",
        default=[],
        metavar="OPTION=CHOICE",
        help="a choice for the whole import, by its code or its words: course='Class 10', half_year=2026-1",
    )
    sheets = parser.add_mutually_exclusive_group()
    sheets.add_argument(
        "--sheet", action="append", default=[], metavar="NAME", help="a sheet of a workbook; may be repeated"
    )
    sheets.add_argument("--every-sheet", action="store_true", help="every sheet with rows that is not hidden")
    parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON lines")
    options = parser.parse_args(arguments)
    set_up_django()
    if said := what_to_prepare():
        return _complain(said)
    return _run(options)


def _run(options: argparse.Namespace) -> int:
    """Take in the sheets that are meant, one after another; 2 where one could not be, else 3 where rows are open."""
    from django.core.exceptions import PermissionDenied

    from throughgate.foundation.imports.reading import LIMITS
    from throughgate.foundation.spreadsheets import Unreadable
    from throughgate.foundation.spreadsheets.limits import check_size

    try:
        check_size(options.file, LIMITS)
        actor = _actor(options)
        sheets: Sequence[str] = options.sheet or [""]
        if options.every_sheet:
            sheets = _sheets(options, actor) or [""]
    except (Unreadable, OSError, PermissionDenied, LookupError) as error:
        return _complain(_why(options, error))
    codes = {_take_in(options, actor, sheet) for sheet in dict.fromkeys(sheets)}
    return UNREADABLE if UNREADABLE in codes else max(codes)


def _sheets(options: argparse.Namespace, actor: Any) -> list[str]:
    """Return the sheets of a workbook that are not hidden and hold rows, the best one first; none of another file."""
    from throughgate.foundation.database.context import acting
    from throughgate.foundation.imports.kinds import kinds
    from throughgate.foundation.imports.reading import open_file

    with acting(actor.context):
        kind = kinds()[options.kind]
        fields = kind.fields(actor)
    with open_file(options.file, fields, {}, kind.described) as table:
        source = table.source
        return [name for name in (source.sheet, *_left(source)) if name]


def _left(source: Source) -> dict[str, int]:
    """Return the sheets that were not read though they could be, with their rows."""
    return {one.name: one.rows for one in source.other_sheets if one.rows and not one.hidden}


def _take_in(options: argparse.Namespace, actor: Any, sheet: str) -> int:
    """Take in one sheet, or the file where none is named."""
    from django.core.exceptions import PermissionDenied, ValidationError

    from throughgate.foundation.database.context import acting
    from throughgate.foundation.imports import actions
    from throughgate.foundation.imports.kinds import kinds
    from throughgate.foundation.imports.work import work
    from throughgate.foundation.spreadsheets import Unreadable

    try:
        with acting(actor.context), options.file.open("rb") as file:
            job = actions.add_import(
                actor=actor,
                kind=options.kind,
                name=options.file.name,
                pieces=iter(lambda: file.read(PIECE), b""),
                corrections={"sheet": sheet} if sheet else None,
                tell=partial(_tell_columns, options, sheet),
            )
    except (Unreadable, OSError, PermissionDenied) as error:
        return _complain(_why(options, error))
    with acting(actor.context):
        try:
            chosen = _chosen(options.choose, kinds()[options.kind].options(actor))
            job = actions.map_columns(
                actor=actor,
                job=job,
                expected=job.version,
                mapping=job.mapping,
                options={**job.options, **chosen},
                remember=False,
            )
        except ValidationError as error:
            actions.cancel(actor=actor, job=job)
            message = " ".join(error.messages)
            ended = f"{sheet}: {message}" if sheet else message
        else:
            ended = ""
            move = "preview" if options.dry_run else "run"
            actions.start(actor=actor, job=job, expected=job.version, move=move, in_worker=False)
    if ended:
        return _complain(ended)
    work(job.pk)
    return _report(options, actor, job.pk, sheet)


def _chosen(said: Sequence[str], offered: Sequence[Option]) -> dict[str, str]:
    """Return the choices that were named; raise ValidationError where there is no such one, or several have these words."""
    from django.core.exceptions import ValidationError

    found: dict[str, str] = {}
    for one in said:
        name, _equals, wanted = one.partition("=")
        choices = next((option.choices for option in offered if option.key == name), ())
        fits = [key for key, words in choices if wanted and wanted in (key, str(words))]
        if len(fits) != 1:
            named = "; ".join(f"{option.key}={words}" for option in offered for _key, words in option.choices)
            raise ValidationError(f"{one}: there is no such choice. Choose from: {named}")
        found[name] = fits[0]
    return found


def _tell_columns(options: argparse.Namespace, sheet: str, table: Any, found: Any) -> None:
    """Print what each column was taken for, the empty ones at its end as well; and, where none was named, which sheets are left."""
    from throughgate.foundation.spreadsheets.words import say_reason

    columns = [
        {
            "index": column.index,
            "heading": column.heading,
            "field": guess.field,
            "proposed": guess.proposed,
            "confidence": guess.confidence,
            "reasons": [{"code": reason.code, "says": say_reason(reason)} for reason in guess.reasons],
        }
        for column, guess in zip(table.columns, found.guesses, strict=True)
    ]
    nothing: dict[str, Any] = {
        "heading": "",
        "field": None,
        "proposed": None,
        "confidence": 0.0,
        "reasons": [],
    }
    columns += ({"index": index, **nothing} for index in range(len(columns), table.width))
    named: dict[str, Any] = {"sheet": sheet} if sheet else {}
    left = {} if sheet else _left(table.source)
    if left:
        named = {"sheet": table.source.sheet, "sheets_left": list(left)}
    print(json.dumps({**named, "columns": columns}, ensure_ascii=False))
    if not options.json:
        for name, rows in left.items():
            print(
                f"The sheet “{name}” ({rows} rows) was not read. Name it with --sheet, or take --every-sheet.",
                file=sys.stderr,
            )


def _report(options: argparse.Namespace, actor: Any, key: uuid.UUID, sheet: str) -> int:
    from throughgate.foundation.database.context import acting
    from throughgate.foundation.imports import actions
    from throughgate.foundation.imports.models import Import
    from throughgate.foundation.imports.words import say_failure

    counts: Counter[str] = Counter()
    with acting(actor.context):
        for line in lines(key):
            counts[line["outcome"]] += 1
            print(json.dumps(line, ensure_ascii=False))
        job = Import.objects.get(pk=key)
    if job.state == "failed":
        return _complain(say_failure(job))
    if options.dry_run:
        with acting(actor.context):
            actions.cancel(actor=actor, job=job)
    if not options.json:
        said = ", ".join(f"{number} {outcome}" for outcome, number in counts.items()) or "no rows"
        name = f"{options.file.name}, {sheet}" if sheet else options.file.name
        print(f"{name}: {said}.", file=sys.stderr)
    return PROBLEMS if counts["asked"] or counts["refused"] else 0


def lines(key: uuid.UUID) -> Iterator[dict[str, Any]]:
    """Yield what became of each row, in the order of the file."""
    from throughgate.foundation.imports.models import Import, RowResult
    from throughgate.foundation.imports.words import say_reason

    kind = Import.objects.get(pk=key).kind
    rows = RowResult.objects.filter(of=key).order_by("index")
    for number, outcome, reasons, target in rows.values_list(
        "number", "outcome", "reasons", "target"
    ).iterator(chunk_size=1000):
        yield {
            "row": number,
            "outcome": outcome,
            "reasons": [
                {"code": code, "field": name, "weight": weight, "says": say_reason(kind, code, values)}
                for code, name, weight, values in reasons
            ],
            "id": str(target) if target else None,
        }


def _actor(options: argparse.Namespace) -> Any:
    from throughgate.ground.accounts.importing import actor_of, import_account
    from throughgate.ground.accounts.models import Membership
    from throughgate.ground.organisations.models import Organisation

    organisation = Organisation.objects.select_related("region").filter(code=options.organisation).first()
    if organisation is None:
        raise LookupError(f"There is no organisation with the code {options.organisation!r}.")
    request = str(uuid.uuid4())
    if not options.user:
        return import_account(organisation, options.kind, request=request)
    member = (
        Membership.objects.in_force().filter(organisation=organisation, user__username=options.user).first()
    )
    actor = actor_of(member.pk, request=request) if member else None
    if actor is None:
        raise LookupError(f"{options.user!r} is no member of {options.organisation!r}.")
    return actor


def _complain(words: str) -> int:
    print(words, file=sys.stderr)
    return UNREADABLE


def _why(options: argparse.Namespace, error: Exception) -> str:
    """Return why nothing was taken in, as a sentence."""
    from django.core.exceptions import PermissionDenied

    from throughgate.foundation.spreadsheets import Unreadable
    from throughgate.foundation.spreadsheets.words import say_unreadable

    match error:
        case Unreadable():
            return str(say_unreadable(error))
        case PermissionDenied():
            return f"{options.organisation} does not import {options.kind}, or this member may not."
        case OSError():
            return "The file could not be opened."
    return str(error.args[0])
