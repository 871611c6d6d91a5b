"""How tests of requests ask the house, and what they send."""

from __future__ import annotations

import uuid


def ask(house, who, address, data=None, *, method="get"):
    """Ask for an address of the tests' own pages."""
    return house._answer(getattr(house.clients[who], method)(address, data))


def one(house, sql, *parameters):
    return house.owner.execute(sql, parameters).fetchone()[0]


def number_form(house, number, once=None):
    version = one(house, "SELECT version FROM people_personnumber WHERE person_id = %s", house.people["emre"])
    return {"number": number, "version": str(version), "once": once or str(uuid.uuid4())}
