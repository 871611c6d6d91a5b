"""How openings are protected: staff who read openings see all, a company its own."""

from __future__ import annotations

from pathlib import Path

from throughgate.foundation.audit.wall import history
from throughgate.foundation.database.wall import Protected, any_of
from throughgate.ground.vocabulary.rules.distance import EARTH_RADIUS_KM

OWN = "organisation_id = gate.organisation()"
# Roles count within an organisation only.
_READS_ALL = "(SELECT gate.reads('opening') AND gate.organisation() IS NOT NULL)"
_WRITES = any_of(
    [
        "(SELECT gate.writes('opening') AND gate.organisation() IS NOT NULL)",
        f"(SELECT gate.writes('own_opening')) AND {OWN}",
    ],
)

PROTECTED = (
    Protected(
        "openings_opening",
        select=any_of([_READS_ALL, f"(SELECT gate.reads('own_opening')) AND {OWN}"]),
        insert=_WRITES,
        update=_WRITES,
        delete=_WRITES,
    ),
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

SQL = (
    history("openings_opening", "opening")
    + (Path(__file__).parent / "renewal" / "wall.sql").read_text()
    + """
-- Openings with a word that begins like this. LIKE is not leakproof: behind the policies it could not use the trigrams.
-- What comes back is looked at by the policies once more, so nothing is seen by it.
CREATE OR REPLACE FUNCTION gate.openings_called(beginning text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER ROWS 50 SET search_path = pg_catalog, public, pg_temp AS
$$
  SELECT o.id FROM openings_opening o
  WHERE (o.title_key LIKE replace(replace(beginning, '%', ''), '_', '\\_') || '%'
         OR o.title_key LIKE '% ' || replace(replace(beginning, '%', ''), '_', '\\_') || '%')
  AND (gate.reads('opening') OR (gate.reads('own_opening') AND o.organisation_id = gate.organisation()))
$$;
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

-- What a person's work conditions shut, in the words of openings, on the day of the planned release. For the function
-- in near.sql alone: conditions are seen by the custody side, and nobody else is told which they are, or whether there
-- are any.
CREATE OR REPLACE FUNCTION gate.shut_by_conditions(one uuid) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS
$$
  WITH planned AS (
    SELECT CASE WHEN ended_by = 'released' THEN gate.today()
           ELSE greatest(coalesce(release_expected_on, release_latest_on), gate.today()) END AS on_day
    FROM people_stay WHERE person_id = one ORDER BY arrived_on DESC, ended_on DESC NULLS FIRST, id DESC LIMIT 1
  )
  SELECT coalesce(array_agg(CASE c.kind WHEN 'fixed_place' THEN 'on_the_road' ELSE substr(c.kind, 4) END), '{}')::text[]
  FROM people_workcondition c
  WHERE c.person_id = one
    AND (c.until_on IS NULL OR c.until_on >= coalesce((SELECT on_day FROM planned), gate.today()))
$$;
"""
    + (Path(__file__).parent / "near.sql").read_text().replace("EARTH_RADIUS_KM", str(EARTH_RADIUS_KM))
)
