"""What policies ask without a look into the table of rights says the same as the table."""

from __future__ import annotations

import uuid

from tests.policies.sql import Who
from throughgate.ground.acting.roles import ROLES


def test_reaching_a_caseload_is_reading_people(session):
    """Each role by itself, two together, none, and a role without an organisation."""
    here = uuid.uuid4()
    asked = [((role,), here) for role in ROLES] + [
        (("manager", "volunteer"), here),
        (("manager", "editor"), here),
        ((), here),
        (("case_lead",), None),
    ]
    said = {}
    for roles, organisation in asked:
        session.act(Who(roles=roles, organisation=organisation))
        said[roles, organisation] = session.rows("SELECT gate.reads('person'), gate.reaches_caseload()")[0]
        session.owner()
    assert {reads for reads, _reaches in said.values()} == {True, False}
    assert [asked for asked, (reads, reaches) in said.items() if reads != reaches] == []
