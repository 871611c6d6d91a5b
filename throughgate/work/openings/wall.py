"""How openings are protected: staff who read openings see all, a company its own."""

from __future__ import annotations

from throughgate.foundation.audit.wall import history
from throughgate.foundation.database.wall import Protected, any_of

OWN = "organisation_id = gate.organisation()"
_WRITES = any_of(
    ["(SELECT gate.writes('opening'))", f"(SELECT gate.writes('own_opening')) AND {OWN}"],
)

PROTECTED = (
    Protected(
        "openings_opening",
        select=any_of(["(SELECT gate.reads('opening'))", f"(SELECT gate.reads('own_opening')) AND {OWN}"]),
        insert=_WRITES,
        update=_WRITES,
        delete=_WRITES,
    ),
)

DEFINERS = ("shut_by_conditions",)
"""Functions that run as the owner, which the application may call: each checks the right itself."""

SQL = (
    history("openings_opening", "opening")
    + """
-- An opening is where its site is: who moves or removes a site need not be somebody who writes openings.
CREATE OR REPLACE FUNCTION gate.follow_site() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
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

-- What a person's work conditions shut, in the words of openings, on the day of the planned release. Conditions are
-- seen by the custody side alone, but a pair that one shuts is absent for everybody: lists compare with this inside
-- the query and never select it.
CREATE OR REPLACE FUNCTION gate.shut_by_conditions(one uuid, on_day date) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
  SELECT coalesce(array_agg(CASE c.kind WHEN 'fixed_place' THEN 'on_the_road' ELSE substr(c.kind, 4) END), '{}')::text[]
  FROM people_workcondition c
  WHERE c.person_id = one AND (c.until_on IS NULL OR c.until_on >= on_day)
    AND gate.reads('opening') AND gate.reads('profile')
    AND EXISTS (SELECT FROM people_visibility v WHERE v.person_id = one AND v.organisation_id = gate.organisation()
                AND v.from_on <= gate.today() AND (v.until_on IS NULL OR v.until_on >= gate.today()))
$$;
"""
)
