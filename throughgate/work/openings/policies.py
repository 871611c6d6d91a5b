"""How openings are protected: staff who read openings see all, a company its own."""

from __future__ import annotations

from pathlib import Path

from throughgate.foundation.audit.policies import history
from throughgate.foundation.database.policies import Protected, keep
from throughgate.foundation.database.relations import register
from throughgate.foundation.states.guard import state_guard
from throughgate.work.openings.rules import ASKS_FOR_RECORD, OFFERS, OPENING

PROTECTED = (
    register("openings_opening", "opening", "own_opening"),
    # Nobody but the functions below.
    Protected("openings_renewalkey"),
)

DEFINERS = (
    "fill_by_key",
    "keep_renewal",
    "openings_near",
    "openings_by_key",
    "openings_called",
    "renew_by_key",
    "renewals_due",
)
"""Functions that run as the owner, which the application may call: each checks the right itself."""

MOST_REQUIREMENTS = 1_500
"""Bytes of what an opening asks for, written out; a row of an index holds no more than 2,704."""

_KEEP = (
    """
-- An opening asks nobody for a clean record, is of an organisation that offers something, and stays whose it is.
CREATE OR REPLACE FUNCTION gate.keep_opening() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
BEGIN
  PERFORM gate.refuse('not an opening: ' || CASE
    WHEN concat_ws(' | ', NEW.title, NEW.occupation_text, NEW.wage_text, NEW.description) ~* '{record}'
      THEN 'it asks for a clean record'
    WHEN TG_OP = 'UPDATE' AND (NEW.organisation_id, NEW.source, NEW.external_number)
                              IS DISTINCT FROM (OLD.organisation_id, OLD.source, OLD.external_number)
      THEN 'it stays whose it is'
    WHEN octet_length(NEW.requirements::text) > {most}
      THEN 'it asks for too much'  -- the index of what is near holds it
    WHEN jsonb_typeof(NEW.requirements) <> 'object' OR EXISTS (
      SELECT FROM jsonb_each(CASE WHEN jsonb_typeof(NEW.requirements) = 'object' THEN NEW.requirements ELSE '{}' END) a
      WHERE jsonb_typeof(a.value -> 'level') IS DISTINCT FROM 'number'
        OR jsonb_typeof(a.value -> 'needed') IS DISTINCT FROM 'boolean'
        OR a.value ->> 'level' !~ '^[1-9][0-9]?$')
      THEN 'what it asks for has no level, or is neither needed nor helpful'
    WHEN TG_OP = 'INSERT' AND NOT EXISTS (
      SELECT FROM organisations_organisation o WHERE o.id = NEW.organisation_id AND o.kind IN ({offers}))
      THEN 'of somebody who offers none'
  END);
  RETURN NULL;
END
$$;
""".replace("{most}", str(MOST_REQUIREMENTS))
    .replace("{record}", ASKS_FOR_RECORD)
    .replace("{offers}", ", ".join(repr(kind) for kind in sorted(OFFERS)))
)

SQL = (
    history("openings_opening", "opening")
    + _KEEP
    + keep("openings_opening", "keep_opening", "INSERT OR UPDATE")
    + state_guard("openings_opening", OPENING)
    + (Path(__file__).parent / "renewal" / "policies.sql").read_text()
    + """
-- An opening is where its site is: who moves or removes a site need not be somebody who writes openings.
CREATE OR REPLACE FUNCTION gate.follow_site() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  IF TG_OP = 'DELETE' THEN
    UPDATE openings_opening SET site_id = NULL, latitude = NULL, longitude = NULL WHERE site_id = OLD.id;
    RETURN OLD;
  END IF;
  UPDATE openings_opening SET latitude = NEW.latitude, longitude = NEW.longitude WHERE site_id = NEW.id;
  RETURN NEW;
END
$$;
DROP TRIGGER IF EXISTS openings_follow_move ON organisations_site;
CREATE TRIGGER openings_follow_move AFTER UPDATE OF latitude, longitude ON organisations_site
  FOR EACH ROW WHEN (OLD.latitude IS DISTINCT FROM NEW.latitude OR OLD.longitude IS DISTINCT FROM NEW.longitude)
  EXECUTE FUNCTION gate.follow_site();
DROP TRIGGER IF EXISTS openings_follow_removal ON organisations_site;
CREATE TRIGGER openings_follow_removal BEFORE DELETE ON organisations_site
  FOR EACH ROW EXECUTE FUNCTION gate.follow_site();
"""
    + (Path(__file__).parent / "called.sql").read_text()
    + (Path(__file__).parent / "near.sql").read_text()
    + (Path(__file__).parent / "ending.sql").read_text()
)
