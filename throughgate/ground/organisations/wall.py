"""How organisations' tables are protected."""

from __future__ import annotations

from throughgate.foundation.audit.wall import history
from throughgate.foundation.database.wall import Open, Protected

OWN = "organisation_id = gate.organisation()"
READS = "(SELECT gate.reads('organisation'))"
WRITES = f"((SELECT gate.writes('own_organisation')) AND {OWN})"

OPEN = (
    Open("organisations_region", "a list of regions"),
    Open("organisations_organisation", "read with the membership, before anybody acts; no natural person in it"),
    Open("organisations_site", "addresses of organisations; no natural person in it"),
)
PROTECTED = (
    Protected(
        "organisations_contactperson",
        select=f"{READS} OR {OWN}",
        insert=WRITES,
        update=WRITES,
        delete=WRITES,
    ),
)
SQL = history("organisations_contactperson", "organisation")
