"""Wrong codes and passwords, many at the same moment: no more are looked at than the limit says."""

from __future__ import annotations

import secrets
from dataclasses import replace

from django.contrib.auth.hashers import make_password

from throughgate.bench.attack.asking import TOKEN, Case
from throughgate.bench.attack.attack import posted
from throughgate.bench.attack.flows import Flow
from throughgate.bench.attack.pages import once

TRIES = 50
SHEET_CODES, PAPER_CODES, PASSWORDS = 10, 30, 5
"""How many wrong ones are looked at before the answer is "too many"."""
PASSWORD = "right-and-long-enough-1"  # noqa: S105 - of an account of the demo, taken back at once


def sheet_codes(flow: Flow) -> None:
    """Try wrong codes of sheets, all at once."""
    who = flow.who_may("/sheets/code")
    _tries(
        flow,
        [_code(flow, who, "/sheets/code") for _ in range(TRIES)],
        "codes of sheets looked up",
        SHEET_CODES,
    )


def paper_codes(flow: Flow) -> None:
    """Try wrong codes of invitations, all at once and from many claimed addresses."""
    cases = [_claimed(_code(flow, "", "/invitation/"), number) for number in range(TRIES)]
    _tries(flow, cases, "codes of invitations looked up", PAPER_CODES)


def _code(flow: Flow, who: str, address: str) -> Case:
    code = "".join(secrets.choice("ABCDEFGHJKMNPQRSTVWXYZ23456789") for _ in range(12))
    fields = [("csrfmiddlewaretoken", TOKEN.encode()), ("once", once().encode()), ("code", code.encode())]
    return posted("races", who, address, fields)


def _claimed(case: Case, number: int) -> Case:
    """Return a request that claims to come from elsewhere."""
    elsewhere = f"203.0.113.{number}"
    claims = (("X-Forwarded-For", elsewhere), ("X-Real-IP", elsewhere), ("Forwarded", f"for={elsewhere}"))
    return replace(case, headers=(*case.headers, *claims))


def _tries(flow: Flow, cases: list[Case], what: str, most: int) -> None:
    answers = flow.attack.at_once(cases)
    looked_up = sum(answer.status != 429 for answer in answers)
    flow.attack.tally.limit(
        "races",
        f"{what}: {looked_up} of {len(cases)}, at most {most}",
        holds=looked_up <= most,
        case=cases[0],
    )


def wrong_passwords(flow: Flow) -> None:
    """Try passwords of one account, all at once: after five not even the right one opens it."""
    who = flow.attack.target.member(max(flow.attack.target.members)).username
    house = flow.attack.house
    house.rows("UPDATE accounts_user SET password = %s WHERE username = %s", make_password(PASSWORD), who)
    cases = [_claimed(_sign_in(who, f"wrong-{number}"), number) for number in range(TRIES)]
    answers = flow.attack.at_once(cases)
    checked = sum("Too many" not in answer.text and answer.status != 429 for answer in answers)
    flow.attack.tally.limit(
        "races", f"wrong passwords checked: {checked} of {TRIES}, at most {PASSWORDS}",
        holds=checked <= PASSWORDS, case=cases[0],
    )  # fmt: skip
    right = _sign_in(who, PASSWORD)
    flow.rule("answer to the right password after them", flow.attack.ask(right).status == 302, False, right)
    house.rows("UPDATE accounts_user SET password = %s WHERE username = %s", make_password(None), who)


def _sign_in(who: str, password: str) -> Case:
    fields = {"csrfmiddlewaretoken": TOKEN, "login": who, "password": password}
    return posted("races", "", "/accounts/login/", [(name, value.encode()) for name, value in fields.items()])
