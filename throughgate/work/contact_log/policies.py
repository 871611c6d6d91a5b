"""How contacts with organisations are protected: read by those who look for places, changed where they were written."""

from __future__ import annotations

from throughgate.foundation.audit.policies import history
from throughgate.foundation.database.policies import Protected, all_of, keep
from throughgate.foundation.database.relations import mine, reads, writes

_OURS = all_of(writes("company_log"), "keeper_id = gate.organisation()")


def _kept(table: str, *, insert: str = "true") -> Protected:
    """Protect what one organisation writes down about another."""
    return Protected(
        table, select=reads("company_log"), insert=all_of(_OURS, insert), update=_OURS, delete=_OURS
    )


PROTECTED = (
    # In the own name.
    _kept("contact_log_note", insert=mine("by_id")),
    _kept("contact_log_agreement"),
)
SQL = (
    """
-- A note stays about whom it is about, and whose it is.
CREATE OR REPLACE FUNCTION gate.keep_contact() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
BEGIN
  PERFORM gate.refuse(CASE
    WHEN (to_jsonb(NEW) -> 'organisation_id', to_jsonb(NEW) -> 'keeper_id', to_jsonb(NEW) -> 'by_id')
      IS DISTINCT FROM (to_jsonb(OLD) -> 'organisation_id', to_jsonb(OLD) -> 'keeper_id', to_jsonb(OLD) -> 'by_id')
      THEN 'a note stays whose it is' END);
  RETURN NULL;
END
$$;
"""
    + keep("contact_log_note", "keep_contact", "UPDATE")
    + keep("contact_log_agreement", "keep_contact", "UPDATE")
    + keep("contact_log_note", "keep_past", "INSERT OR UPDATE", "happened_on", "done_on")
    + keep("contact_log_agreement", "keep_past", "INSERT OR UPDATE", "signed_on", "done_on")
    + history("contact_log_note", "company_log")
    + history("contact_log_agreement", "company_log")
)
