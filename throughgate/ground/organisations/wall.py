"""How organisations' tables are protected."""

from __future__ import annotations

from throughgate.foundation.audit.wall import history
from throughgate.foundation.database.wall import Open, Protected

OWN = "organisation_id = gate.organisation()"
READS = "(SELECT gate.reads('organisation'))"
# Placement officers keep the contact persons of companies, clubs and charities that nobody works for here yet.
KEPT_FROM_OUTSIDE = """((SELECT gate.writes('organisation')) AND EXISTS (
    SELECT FROM organisations_organisation o WHERE o.id = organisation_id AND o.kind IN ('company', 'club', 'third_sector')
      AND NOT EXISTS (SELECT FROM accounts_membership m WHERE m.organisation_id = o.id
                      AND (m.ends_on IS NULL OR m.ends_on >= gate.today()))))"""
WRITES = f"((SELECT gate.writes('own_organisation')) AND {OWN}) OR {KEPT_FROM_OUTSIDE}"

OPEN = (
    Open("organisations_region", "a list of regions"),
    Open(
        "organisations_organisation", "read with the membership, before anybody acts; no natural person in it"
    ),
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
