"""Roles by kind of organisation, and codes on paper."""

from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from throughgate.ground.accounts import codes, rules
from throughgate.ground.accounts.access import may
from throughgate.ground.accounts.roles import ROLES
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


@given(st.binary(min_size=32, max_size=32))
def test_codes_survive_paper(randomness):
    """However a code is copied, in small letters, without hyphens, with spaces, it is read as the same code."""
    code = rules.made_from(randomness)
    assert len(code) == rules.CODE_LENGTH
    written = rules.written_code(code)
    for typed in (written, written.lower(), written.replace("-", " "), f" {code} "):
        assert rules.read_code(typed) == code


def test_secrets_follow_the_form_and_not_each_other():
    """One form gives one code; token and code differ; without a form's key they are random."""
    key = uuid.uuid4()
    assert codes.new_code(key) == codes.new_code(key)
    assert codes.new_token(key) == codes.new_token(key)
    assert codes.new_code(None) != codes.new_code(None)
    assert codes.hash_of(codes.new_token(key)) != codes.hash_of_code(codes.new_code(key))
    # Only random keys count: an address-like key would be guessable.
    assert codes.new_code(uuid.UUID(int=1)) != codes.new_code(uuid.UUID(int=1))
