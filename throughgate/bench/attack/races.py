"""The same at the same moment: what may happen once happens once, and limits of attempts hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress

from throughgate.bench.attack.asking import Answer, Case
from throughgate.bench.attack.attack import Attack, posted
from throughgate.bench.attack.flows import Flow, Missing, key_of, people_list
from throughgate.bench.attack.pages import Field, Form, once, read
from throughgate.bench.attack.tries import PASSWORD, paper_codes, sheet_codes, wrong_passwords

TABS = 12
CELL = re.compile(r"[0-9a-f-]{36}:[\w-]+")


def races(attack: Attack, share: int) -> None:
    """Run every race in turn until enough was asked."""
    line = attack.tally.lines["races"]
    while True:
        for name, race in RACES.items():
            if line.requests >= share:
                return
            attack.forget_limits()
            try:
                race(Flow(attack, "races"))
            except Missing as missing:
                attack.tally.note(f"races: no {name.replace('_', ' ')}, for want of {missing}")


def _statuses(answers: list[Answer]) -> dict[int, int]:
    found: dict[int, int] = {}
    for answer in answers:
        found[answer.status] = found.get(answer.status, 0) + 1
    return dict(sorted(found.items()))


def double_click(flow: Flow) -> None:
    """Send one form many times: one person, and everybody is led to it."""
    who = flow.who_may("/people/add/")
    form, family = flow.form(who, "/people/add/"), flow.name()
    fields = form.filled(given_names="Ada", family_name=family)
    flow.at_once(who, form.action, [fields] * TABS)
    made = flow.attack.house.one("SELECT count(*) FROM people_person WHERE family_name = %s", family)
    flow.rule("people made by one form", made, 1, posted("races", who, form.action, fields))


def one_number(flow: Flow) -> None:
    """Give one number to several people at once: the first has it."""
    who = flow.who_may("/people/add/")
    form, number = flow.form(who, "/people/add/"), flow.name()
    tabs = [
        form.filled(given_names="Ada", family_name=flow.name(), number=number, once=once())
        for _ in range(TABS)
    ]
    flow.at_once(who, form.action, tabs)
    given = flow.attack.house.one("SELECT count(*) FROM people_personnumber WHERE number = %s", number)
    flow.rule("people with one number", given, 1, posted("races", who, form.action, tabs[0]))


def one_version(flow: Flow) -> None:
    """Change one version from several tabs: one is taken, the others see both versions."""
    who = flow.who_may("/people/add/")
    add, family = flow.form(who, "/people/add/"), flow.name()
    made = flow.send(who, add, given_names="Ada", family_name=family)
    person = key_of(made.header("location"))
    form = flow.form(who, f"/people/{person}/identity", "version")
    tabs = [form.filled(called_name=flow.name(), once=once()) for _ in range(TABS)]
    answers = _statuses(flow.at_once(who, form.action, tabs))
    case = posted("races", who, form.action, tabs[0])
    flow.rule("answers to changes of one version", answers, {302: 1, 409: TABS - 1}, case)
    version = flow.attack.house.one("SELECT version FROM people_person WHERE id = %s", person)
    flow.rule("version after them", version, 2, case)


def one_signature(flow: Flow) -> None:
    """Fill in a cell and sign a sheet from several tabs: one rating, one signature."""
    who, address, form = _begun_sheet(flow)
    cell = next(name for name in map(_cell_of, form.fields) if name)
    line = cell.partition(":")[0]
    tabs = [form.filled(**{cell: str(1 + number % 3)}, do="save", once=once()) for number in range(TABS)]
    flow.at_once(who, form.action, tabs)
    rated = flow.attack.house.rows(
        "SELECT count(*), max(version) FROM observations_rating WHERE sheet_person_id = %s", line
    )
    flow.rule(
        "ratings of one cell, and their version",
        rated,
        [(1, 1)],
        posted("races", who, form.action, tabs[0]),
    )
    form = flow.form(who, address, "version")
    tabs = flow.new_keys(form, TABS, do="sign")
    answers = _statuses(flow.at_once(who, form.action, tabs))
    case = posted("races", who, form.action, tabs[0])
    flow.rule("answers to signing one sheet", answers, {302: 1, 409: TABS - 1}, case)
    signed = "SELECT count(*) FROM audit_entry WHERE action = 'sheet.sign' AND subject_id = %s"
    flow.rule("signatures of one sheet", flow.attack.house.one(signed, key_of(address)), 1, case)


def _begun_sheet(flow: Flow) -> tuple[str, str, Form]:
    """Let an observer who may sign begin a sheet with somebody on it; return who, its address and its form."""
    query = "SELECT membership_id FROM observations_observertraining"
    trained = {key for (key,) in flow.attack.house.rows(query)}
    for who, member in flow.attack.target.members.items():
        if member.key not in trained or "observer" not in member.roles:
            continue
        start = flow.form(who, "/sheets/start", "occasion")
        people = next(one.options for one in start.fields if one.name == "people")
        for group in people[:4]:
            address = flow.send(who, start, people=group, once=once()).header("location")
            with suppress(Missing):
                form = flow.form(who, address, "version") if address.endswith("/") else None
                if form is not None and any(map(_cell_of, form.fields)):
                    return who, address, form
    raise Missing("a trained observer with people")


def _cell_of(field: Field) -> str:
    """Return the name of a level, made of a person's line and a competency; nothing for other fields."""
    return field.name if CELL.fullmatch(field.name) else ""


def one_invitation(flow: Flow) -> None:
    """Take up one invitation many times at once: one account."""
    who = flow.who_may("/members/invite/")
    form, family = flow.form(who, "/members/invite/", "family_name"), flow.name()
    role = next(one.options[0] for one in form.fields if one.name == "roles")
    paper = flow.send(who, form, given_names="Ada", family_name=family, roles=role, email="")
    link = next((x for x in read(paper.text, "/")[1] if x.startswith("/invitation/") and len(x) > 30), "")
    if not link:
        raise Missing(f"an invitation ({paper.status})")
    join = flow.form("", link, "username")
    tabs = [join.filled(username=flow.name().lower(), password=PASSWORD, again=PASSWORD) for _ in range(TABS)]
    flow.at_once("", join.action, tabs)
    made = flow.attack.house.one("SELECT count(*) FROM accounts_user WHERE family_name = %s", family)
    flow.rule("accounts made by one invitation", made, 1, posted("races", "", join.action, tabs[0]))


def one_import(flow: Flow) -> None:
    """Begin one import many times, then undo it many times: each row once, and none afterwards."""
    who, family, rows = flow.who_may("/imports/add/", offers_people), flow.name(), 40
    page = flow.upload(who, "race.csv", people_list(family, rows))
    if flow.wait_for(page, "previewed", limit=30) != "previewed":
        raise Missing("a worker")
    people = "SELECT count(*) FROM people_person WHERE family_name = %s"
    for move, state, expected in (("run", "done", rows), ("undo", "undone", 0)):
        form = next(one for one in page_forms(flow, who, page) if ("do", move, "") in one.buttons)
        tabs = flow.new_keys(form, TABS, do=move)
        flow.at_once(who, form.action, tabs)
        case = posted("races", who, form.action, tabs[0])
        flow.rule(f"state after {move}", flow.wait_for(page, state), state, case)
        flow.rule(f"people after {move}", flow.attack.house.one(people, family), expected, case)


def offers_people(answer: Answer) -> bool:
    """Say whether a page takes lists of people."""
    return any(
        one.name == "kind" and one.value == "people"
        for form in read(answer.text, "/")[0]
        for one in form.fields
    )


def page_forms(flow: Flow, who: str, page: str) -> list[Form]:
    """Return every form of a page."""
    return read(flow.attack.ask(Case(flow.kind, who, "GET", page)).text, page)[0]


RACES: dict[str, Callable[[Flow], None]] = {
    race.__name__: race
    for race in (
        double_click, one_version, one_signature, one_number, sheet_codes, wrong_passwords, paper_codes, one_invitation,
        one_import,
    )
}  # fmt: skip
