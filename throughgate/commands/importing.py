"""Take in a file from the command line: a JSON line for the columns, then one per row.

Exit code 0, 3 (rows asked or refused) or 2 (unreadable, or nothing to import into).
"""

from __future__ import annotations

import argparse
import json
import sys
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from throughgate.commands import esco
from throughgate.commands.environment import set_up_django, what_to_prepare

if TYPE_CHECKING:
    from throughgate.foundation.imports.kinds import Option

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
    parser.add_argument("--dry-run", action="store_true", help="say what would happen and change nothing")
    parser.add_argument("--json", action="store_true", help="print nothing but the JSON lines")
    options = parser.parse_args(arguments)
    set_up_django()
    if said := what_to_prepare():
        return _complain(said)
    return _run(options)


def _run(options: argparse.Namespace) -> int:
    from django.core.exceptions import PermissionDenied, ValidationError

    from throughgate.foundation.database.context import acting
    from throughgate.foundation.imports import actions
    from throughgate.foundation.imports.kinds import kinds
    from throughgate.foundation.imports.reading import LIMITS
    from throughgate.foundation.imports.work import work
    from throughgate.foundation.spreadsheets import Unreadable
    from throughgate.foundation.spreadsheets.limits import check_size
    from throughgate.foundation.spreadsheets.words import say_unreadable

    try:
        check_size(options.file, LIMITS)
        actor = _actor(options)
        with acting(actor.context), options.file.open("rb") as file:
            job = actions.add_import(
                actor=actor,
                kind=options.kind,
                name=options.file.name,
                pieces=iter(lambda: file.read(PIECE), b""),
                tell=_tell_columns,
            )
    except Unreadable as error:
        return _complain(say_unreadable(error))
    except OSError:
        return _complain("The file could not be opened.")
    except PermissionDenied:
        return _complain(f"{options.organisation} does not import {options.kind}, or this member may not.")
    except LookupError as error:
        return _complain(str(error.args[0]))
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
            ended = message
        else:
            ended = ""
            move = "preview" if options.dry_run else "run"
            actions.start(actor=actor, job=job, expected=job.version, move=move, in_worker=False)
    if ended:
        return _complain(ended)
    work(job.pk)
    return _report(options, actor, job.pk)


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


def _tell_columns(table: Any, found: Any) -> None:
    """Print what each column of the file was taken for, the empty ones at its end as well."""
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
    print(json.dumps({"columns": columns}, ensure_ascii=False))


def _report(options: argparse.Namespace, actor: Any, key: uuid.UUID) -> int:
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
        print(f"{options.file.name}: {said}.", file=sys.stderr)
    return PROBLEMS if counts["asked"] or counts["refused"] else 0


def lines(key: uuid.UUID) -> Iterator[dict[str, Any]]:
    """Yield what became of each row, in the order of the file."""
    from throughgate.foundation.imports.models import Import, RowResult
    from throughgate.foundation.imports.words import say_reason

    kind = Import.objects.get(pk=key).kind
    rows = RowResult.objects.filter(of=key).order_by("index")
    for row in rows.iterator(chunk_size=1000):
        yield {
            "row": row.number,
            "outcome": row.outcome,
            "reasons": [
                {"code": code, "field": name, "weight": weight, "says": say_reason(kind, code, values)}
                for code, name, weight, values in row.reasons
            ],
            "id": str(row.target) if row.target else None,
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
