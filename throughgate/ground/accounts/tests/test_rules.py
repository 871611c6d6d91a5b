"""Roles by kind of organisation, and codes on paper."""

from __future__ import annotations

from throughgate.ground.accounts import rules
from throughgate.ground.acting.access import may
from throughgate.ground.acting.roles import ROLES
from throughgate.ground.organisations.models import Kind


def test_every_kind_gives_roles_and_every_role_is_given():
    """No kind is forgotten, no role is out of reach, and each organisation can be administered."""
    assert set(rules.ROLES_OF_KIND) == set(Kind.values)
    assert frozenset().union(*rules.ROLES_OF_KIND.values()) == set(ROLES)
    assert all("administrator" in roles for roles in rules.ROLES_OF_KIND.values())


def test_company_roles_read_no_register_and_no_people():
    """A company sees nothing about a person and nothing of other organisations."""
    roles = rules.ROLES_OF_KIND["company"]
    assert not may(roles, "read", "person", where="company")
    assert not may(roles, "read", "organisation", where="company")


def test_administrators_see_no_people():
    """Whoever gives roles has none that opens a case by it."""
    assert not any(may(frozenset({"administrator"}), "read", "person", where=kind) for kind in Kind.values)
