"""Which roles an organisation gives, and who may be changed by whom."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from throughgate.ground.acting.roles import ROLES

INVITATION_LASTS = timedelta(days=14)
PASSWORD_CODE_LASTS = timedelta(days=2)

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
