"""The few names from inside the code that these tests need. What moves is followed here; `seen/` stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parents[2] / "throughgate"


def command_line() -> Any:
    """Return the module of the `throughgate` command: `main(arguments)` and the table `COMMANDS`."""
    from throughgate import cli

    return cli


def settings_from(environment: Mapping[str, str]) -> dict[str, Any]:
    """Return what is read from an environment, by the small names of the variables. Raise ValueError with a sentence."""
    from dataclasses import asdict

    from throughgate.config.environment import Environment

    return asdict(Environment.read(environment))


def words_of_actions() -> Mapping[str, Any]:
    """Return the words for codes in the audit."""
    from throughgate.desk.oversight.words import changes

    return changes()


def page_name(match: Any) -> str:
    """Return what the access log calls the page of an address."""
    from throughgate.foundation.audit.middleware import page_name

    return page_name(match)


def code_for_paper(randomness: bytes) -> str:
    """Return the code of an invitation, a password or a renewal that random bytes stand for, as printed."""
    from throughgate.foundation.codes.signs import made_from, written

    return written(made_from(randomness))


def code_of_sheet(randomness: bytes) -> str:
    """Return the code of a sheet or slip that random bytes stand for, as printed."""
    from throughgate.foundation.codes.signs import SHORT, made_from, written

    return written(made_from(randomness, SHORT))


def code_as_typed(text: str) -> str:
    """Return the code that is looked for when somebody types this."""
    from throughgate.foundation.codes.signs import read

    return read(text)


def token(key: Any) -> str:
    """Return a token as links carry it."""
    from throughgate.foundation.codes.secret import new_token

    return new_token(key)


def access_table() -> Mapping[str, Any]:
    """Return who reads (`.read`) and writes (`.write`) each kind of record."""
    from throughgate.ground.acting.access import ACCESS

    return ACCESS


def roles_of_kinds() -> Mapping[str, Any]:
    """Return which roles an organisation of each kind gives."""
    from throughgate.ground.accounts.rules import ROLES_OF_KIND

    return ROLES_OF_KIND


def import_kinds() -> Mapping[str, Any]:
    """Return the kinds of import by name."""
    from throughgate.foundation.imports.kinds import kinds

    return kinds()


def reasons_of(kind: Any) -> list[str]:
    """Return the codes that a kind of import has words for: its own, and those that every kind shares."""
    from throughgate.foundation.imports.words import SAID

    return sorted({*kind.words, *SAID})


def sample_organisations() -> list[str]:
    """Return the codes of the organisations of the sample region."""
    from throughgate.desk.sample.organisations import ALL

    return [place.code for place in ALL]


def sample_staff() -> dict[str, list[str]]:
    """Return the sign-in names of the sample region, with organisations and roles of each."""
    from throughgate.desk.sample.staff import STAFF

    return {
        one.username: [f"{code} {role}" for code, roles in one.memberships for role in roles] for one in STAFF
    }


def prepare_demo(var: Path) -> None:
    """Prepare a demo as far as it needs no other process."""
    from throughgate.commands.demo import prepare_once

    prepare_once(var)


def keep_upload(pieces: list[bytes]) -> None:
    """Keep an uploaded list until its import."""
    from throughgate.foundation.imports.storage import store

    store(pieces, 1000)


def draft_sheet(acting: Any, people: list[Any]) -> tuple[Any, list[tuple[Any, Any]]]:
    """Begin a sheet of the officer's; return its key and its cells."""
    from throughgate.person.observations.tests.making import cells_of, start

    with acting("officer") as officer:
        sheet = start(officer, people)
        return sheet.pk, cells_of(sheet)


def job_queue() -> Any:
    """Return the application of the job queue."""
    from procrastinate.contrib.django import app

    return app


def database_programs() -> Any:
    """Return the folders with PostgreSQL's programs."""
    from throughgate.foundation.database.cluster_daemon import bin_folders

    return bin_folders()
