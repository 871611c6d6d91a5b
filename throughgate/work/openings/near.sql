-- Whether an opening stands on a day and can still be started: not over before the day, not later than `until`, where
-- one is given. The same as `standing` and `startable` say of lists.
CREATE OR REPLACE FUNCTION gate.can_be_started(
  day date, until date, state varchar, expires_on date, closing_on date, kind varchar, starts_on date, start_until date)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
  SELECT state = 'open' AND expires_on >= day AND (closing_on IS NULL OR closing_on >= day)
    AND coalesce(start_until, CASE WHEN kind = 'training' THEN starts_on END, day) >= day
    AND (until IS NULL OR starts_on IS NULL OR starts_on <= until)
$$;

-- What an opening asks for, in the words of `matching.demands_of`.
CREATE OR REPLACE FUNCTION gate.asked_by(demands varchar[], licence varchar, is_on_the_road boolean) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
  SELECT demands::text[]
    || CASE WHEN licence IN ('', 'none') THEN '{}' ELSE '{driving}' END::text[]
    || CASE WHEN is_on_the_road THEN '{on_the_road}' ELSE '{}' END::text[]
$$;

DROP FUNCTION IF EXISTS gate.openings_near(  -- as it was asked before
  uuid, double precision, double precision, double precision, integer, integer, integer, integer, date, date, text[], integer,
  integer);
DROP FUNCTION IF EXISTS gate.openings_near(  -- as it answered before
  uuid, double precision, double precision, double precision, integer[], double precision, integer[], date, date, text[],
  integer, integer, integer);

-- Which openings may be laid beside a person, with the names that a line shows: the nearest within reach of a position,
-- and how many are there in all (`total`); where that is fewer than `most`, also those farther away, up to `most_around` with
-- those within reach, of which no line is shown: without names and `total`; those of the own region that are on the road and
-- begin anywhere, as no distance keeps anybody from them; and, at most `most_apart`, those of the own region whose place
-- nobody knows. A box holds the cells around a circle: south, north, west, east. What asks for something `shut` is absent
-- before anything is counted or cut off; who calls says what is, from what they read themselves: this function knows
-- nothing of work conditions. Nothing at all for a person whom one may not see, and for roles that read no openings or
-- profiles. The index by cells holds everything that is compared, and names are read once for each organisation: most
-- openings are never shown.
CREATE OR REPLACE FUNCTION gate.openings_near(
  one uuid, here_latitude double precision, here_longitude double precision, reach double precision, box integer[],
  farther double precision, farther_box integer[], day date, until date, shut text[], most integer, most_around integer,
  most_apart integer)
RETURNS TABLE (
  id uuid, kind varchar, title varchar, latitude double precision, longitude double precision, is_on_the_road boolean,
  occupation_id varchar, seats smallint, starts_on date, start_until date, closing_on date, expires_on date, day_release boolean,
  licence varchar, german varchar, certificates varchar[], demands varchar[], requirements jsonb, organisation__name varchar,
  site__town varchar, site__name varchar, km double precision, total bigint)
LANGUAGE plpgsql STABLE {definer} {planned} AS
$$
#variable_conflict use_column
DECLARE
  mine CONSTANT uuid := (SELECT g.region_id FROM organisations_organisation g WHERE g.id = gate.organisation());
  found integer;
BEGIN
  IF NOT (gate.reads('opening') AND gate.reads('profile') AND gate.sees(one, gate.reach())) THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH placed AS (
    SELECT o.id, o.kind, o.title, o.latitude, o.longitude, o.is_on_the_road, o.occupation_id, o.seats_left AS seats, o.starts_on,
      o.start_until, o.closing_on, o.expires_on, o.day_release, o.licence, o.german, o.certificates, o.demands, o.requirements,
      o.organisation_id, o.site_id, gate.distance_km(here_latitude, here_longitude, o.latitude, o.longitude) AS km
    FROM openings_opening o
    WHERE o.cell_latitude = ANY (ARRAY(SELECT generate_series(box[1], box[2])))
      AND o.cell_longitude BETWEEN box[3] AND box[4]
      AND gate.can_be_started(day, until, o.state, o.expires_on, o.closing_on, o.kind, o.starts_on, o.start_until)
      AND (cardinality(shut) = 0 OR NOT shut && gate.asked_by(o.demands, o.licence, o.is_on_the_road))
  ), nearest AS MATERIALIZED (
    SELECT p.*, count(*) OVER () AS total FROM placed p WHERE p.km <= reach ORDER BY p.km, p.id LIMIT most
  ), firms AS MATERIALIZED (
    SELECT g.id, g.name FROM organisations_organisation g
    WHERE g.id = ANY (ARRAY(SELECT DISTINCT n.organisation_id FROM nearest n))
  ), sites AS MATERIALIZED (
    SELECT s.id, s.town, s.name FROM organisations_site s
    WHERE s.id = ANY (ARRAY(SELECT DISTINCT n.site_id FROM nearest n))
  )
  SELECT n.id, n.kind, n.title, n.latitude, n.longitude, n.is_on_the_road, n.occupation_id, n.seats, n.starts_on,
    n.start_until, n.closing_on, n.expires_on, n.day_release, n.licence, n.german, n.certificates, n.demands, n.requirements,
    f.name, s.town, s.name, n.km, n.total
  FROM nearest n JOIN firms f ON f.id = n.organisation_id LEFT JOIN sites s ON s.id = n.site_id;
  GET DIAGNOSTICS found = ROW_COUNT;
  IF found < most AND found < most_around AND here_latitude IS NOT NULL THEN
    RETURN QUERY
    WITH beyond AS (
      SELECT o.id, o.kind, o.latitude, o.longitude, o.is_on_the_road, o.occupation_id, o.seats_left, o.starts_on, o.start_until,
        o.closing_on, o.expires_on, o.day_release, o.licence, o.german, o.certificates, o.demands, o.requirements,
        gate.distance_km(here_latitude, here_longitude, o.latitude, o.longitude) AS km
      FROM openings_opening o
      WHERE o.cell_latitude = ANY (ARRAY(SELECT generate_series(farther_box[1], farther_box[2])))
        AND o.cell_longitude BETWEEN farther_box[3] AND farther_box[4]
        AND gate.can_be_started(day, until, o.state, o.expires_on, o.closing_on, o.kind, o.starts_on, o.start_until)
        AND (cardinality(shut) = 0 OR NOT shut && gate.asked_by(o.demands, o.licence, o.is_on_the_road))
    )
    SELECT b.id, b.kind, NULL::varchar, b.latitude, b.longitude, b.is_on_the_road, b.occupation_id, b.seats_left, b.starts_on,
      b.start_until, b.closing_on, b.expires_on, b.day_release, b.licence, b.german, b.certificates, b.demands, b.requirements,
      NULL::varchar, NULL::varchar, NULL::varchar, b.km, NULL::bigint
    FROM beyond b WHERE b.km > reach AND b.km <= farther ORDER BY b.km, b.id LIMIT most_around - found;
  END IF;
  RETURN QUERY
  WITH free AS MATERIALIZED (
    SELECT o.* FROM openings_opening o
    WHERE o.cell_latitude IS NULL AND o.is_on_the_road
      AND gate.can_be_started(day, until, o.state, o.expires_on, o.closing_on, o.kind, o.starts_on, o.start_until)
      AND NOT shut && gate.asked_by(o.demands, o.licence, o.is_on_the_road)
  ), firms AS MATERIALIZED (
    SELECT g.id, g.name FROM organisations_organisation g
    WHERE g.id = ANY (ARRAY(SELECT DISTINCT f.organisation_id FROM free f))
      AND g.region_id = mine
  ), sites AS MATERIALIZED (
    SELECT s.id, s.town, s.name FROM organisations_site s
    WHERE s.id = ANY (ARRAY(SELECT DISTINCT f.site_id FROM free f))
  )
  SELECT o.id, o.kind, o.title, o.latitude, o.longitude, o.is_on_the_road, o.occupation_id, o.seats_left AS seats, o.starts_on,
    o.start_until, o.closing_on, o.expires_on, o.day_release, o.licence, o.german, o.certificates, o.demands, o.requirements,
    g.name, s.town, s.name, NULL::double precision, count(*) OVER ()
  FROM free o JOIN firms g ON g.id = o.organisation_id LEFT JOIN sites s ON s.id = o.site_id
  ORDER BY o.id DESC LIMIT most;
  IF most_apart > 0 THEN
    RETURN QUERY
    WITH unplaced AS MATERIALIZED (
      SELECT o.* FROM openings_opening o
      WHERE o.cell_latitude IS NULL AND NOT o.is_on_the_road
        AND gate.can_be_started(day, until, o.state, o.expires_on, o.closing_on, o.kind, o.starts_on, o.start_until)
        AND NOT shut && gate.asked_by(o.demands, o.licence, o.is_on_the_road)
    ), firms AS MATERIALIZED (
      SELECT g.id, g.name FROM organisations_organisation g
      WHERE g.id = ANY (ARRAY(SELECT DISTINCT u.organisation_id FROM unplaced u)) AND g.region_id = mine
    )
    SELECT o.id, o.kind, o.title, o.latitude, o.longitude, o.is_on_the_road, o.occupation_id, o.seats_left AS seats, o.starts_on,
      o.start_until, o.closing_on, o.expires_on, o.day_release, o.licence, o.german, o.certificates, o.demands, o.requirements,
      g.name, s.town, s.name, NULL::double precision, 0::bigint
    FROM unplaced o JOIN firms g ON g.id = o.organisation_id LEFT JOIN organisations_site s ON s.id = o.site_id
    ORDER BY o.id DESC LIMIT most_apart;
  END IF;
END
$$;
