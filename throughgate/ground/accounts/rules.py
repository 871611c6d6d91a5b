"""Which roles an organisation gives, what codes on paper look like, and who may be changed by whom."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import timedelta

from throughgate.ground.accounts.roles import ROLES

INVITATION_LASTS = timedelta(days=14)
PASSWORD_CODE_LASTS = timedelta(days=2)

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Without the signs that look alike on paper (0 and O, 1, I and L) and without U."""
CODE_LENGTH = 12
"""30^12 is about 2^59: with the limit of attempts, nobody guesses one in the days that it holds."""

_COMMON = "trainer editor manager data_protection_officer administrator"
ROLES_OF_KIND: dict[str, frozenset[str]] = {
    kind: frozenset(roles.split())
    for kind, roles in {
        "prison": f"observer teacher case_lead placement_officer {_COMMON}",
        "probation": f"probation_officer placement_officer observer {_COMMON}",
        # Nothing that reads the register: a company sees itself only.
        "company": "company_contact administrator",
        "school": f"teacher observer {_COMMON}",
        "chamber": f"placement_officer teacher {_COMMON}",
        "third_sector": f"tso_worker observer teacher case_lead placement_officer volunteer {_COMMON}",
        "club": f"volunteer tso_worker observer {_COMMON}",
        "volunteer": "volunteer administrator",
        "employment_service": f"placement_officer {_COMMON}",
        "authority": f"probation_officer observer {_COMMON}",
        "network": _COMMON,
    }.items()
}
"""A role that sees people or the register is given only where that work is done."""


def roles_for(kind: str) -> tuple[str, ...]:
    """Return the roles that an organisation of this kind gives, in the order of the access table."""
    return tuple(role for role in ROLES if role in ROLES_OF_KIND[kind])


def roles_problem(roles: Collection[str], kind: str) -> str:
    """Return why these roles cannot be given: `none`, `not_here`, or nothing."""
    if not roles:
        return "none"
    return "" if set(roles) <= ROLES_OF_KIND[kind] else "not_here"


def written_code(code: str) -> str:
    """Return a code in groups of four, as it stands on paper."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))


def read_code(text: str) -> str:
    """Return a code from what somebody typed: without hyphens and spaces, in capitals."""
    return re.sub(r"[^0-9A-Z]", "", text.upper())[: 2 * CODE_LENGTH]


def made_from(randomness: bytes) -> str:
    """Return the code that these 16 or more random bytes stand for."""
    number = int.from_bytes(randomness, "big")
    signs = []
    for _ in range(CODE_LENGTH):
        number, sign = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "".join(signs)
