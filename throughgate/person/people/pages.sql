-- What pages show of many people, in one call. Row policies ask for every row of every table anew who the person is to
-- the actor, three times as many blocks for a page of a list as here, where each person is asked about once (PostgreSQL
-- 18, one million people, November 2026). The conditions are those of the policies of the tables that are read.

-- Whom one has in the caseload today. Whoever is in it is seen; they stand together in one index: all of them are read in fewer
-- blocks than those of a page one by one.
CREATE OR REPLACE FUNCTION gate.own_caseload() RETURNS uuid[] LANGUAGE plpgsql STABLE {caller} {planned} AS
$$
BEGIN
  RETURN ARRAY(
    SELECT c.person_id FROM people_caseload c
    JOIN accounts_membership m ON m.id = c.membership_id AND m.organisation_id = gate.organisation()
    WHERE gate.reaches_caseload() AND c.membership_id = gate.membership() AND {in_force c});
END
$$;

-- Names and births of those among `keys` whom one may see; for roles that read stays, these as JSON, oldest first, of
-- those among `stays_of`; for roles that read case links, names of who of the own organisation has them in the caseload
-- today.
DROP FUNCTION IF EXISTS gate.people_listed(uuid[], boolean, boolean);  -- as it was asked before
CREATE OR REPLACE FUNCTION gate.people_listed(keys uuid[], stays_of uuid[], with_leads boolean)
RETURNS TABLE (id uuid, given_names varchar, family_name varchar, called_name varchar, birth_on date,
               its_stays jsonb, its_leads text[])
LANGUAGE plpgsql STABLE {definer} {planned} AS
$$
DECLARE
  reach constant text := gate.reach();
  reads_stays constant boolean := cardinality(stays_of) > 0 AND gate.reads('stay');
  reads_links constant boolean := with_leads AND gate.reads('case_link');
  own constant uuid[] := gate.own_caseload();
BEGIN
  RETURN QUERY
  WITH seen AS MATERIALIZED (
    SELECT p.id, p.given_names, p.family_name, p.called_name, p.birth_on
    FROM people_person p WHERE p.id = ANY (keys) AND (p.id = ANY (own) OR gate.sees(p.id, reach))
  ), led AS MATERIALIZED (
    SELECT c.person_id, c.membership_id, c.from_on FROM seen s JOIN people_caseload c ON c.person_id = s.id
    WHERE reads_links AND {in_force c}
  ), staff AS MATERIALIZED (
    SELECT m.id, concat_ws(' ', u.given_names, u.family_name) AS name
    FROM (SELECT DISTINCT membership_id FROM led) l
    JOIN accounts_membership m ON m.id = l.membership_id AND m.organisation_id = gate.organisation()
    JOIN accounts_user u ON u.id = m.user_id
  )
  SELECT s.*,
    CASE WHEN reads_stays AND s.id = ANY (stays_of) THEN (
      SELECT jsonb_agg(jsonb_build_object(
        'arrived_on', t.arrived_on, 'release_earliest_on', t.release_earliest_on,
        'release_expected_on', t.release_expected_on, 'release_latest_on', t.release_latest_on,
        'ended_on', t.ended_on, 'ended_by', t.ended_by) ORDER BY t.arrived_on, t.ended_on, t.id)
      FROM people_stay t WHERE t.person_id = s.id
    ) END,
    ARRAY(SELECT f.name FROM led l JOIN staff f ON f.id = l.membership_id
          WHERE l.person_id = s.id ORDER BY l.from_on, f.name)
  FROM seen s;
END
$$;

-- What work needs to know of those among `people` whom one may see: the row, the place of the home, and of the `kinds` of record
-- that one's roles read the stays, oldest first, and what stands in the profile, as JSON. It never looks at work conditions:
-- these are read behind their policy alone.
CREATE OR REPLACE FUNCTION gate.people_for_work(people uuid[], kinds text[])
RETURNS TABLE (person people_person, its_home jsonb, its_stays jsonb, its_languages jsonb, its_wishes jsonb,
               its_qualifications jsonb)
LANGUAGE plpgsql STABLE {definer} {planned} AS
$$
DECLARE
  reach constant text := gate.reach();
  own constant uuid[] := gate.own_caseload();
  reads_stays constant boolean := 'stay' = ANY (kinds) AND gate.reads('stay');
  reads_profiles constant boolean := 'profile' = ANY (kinds) AND gate.reads('profile');
BEGIN
  RETURN QUERY
  SELECT p, to_jsonb(h),
    CASE WHEN reads_stays THEN (
      SELECT jsonb_agg(jsonb_build_object(
        'arrived_on', t.arrived_on, 'release_earliest_on', t.release_earliest_on,
        'release_expected_on', t.release_expected_on, 'release_latest_on', t.release_latest_on,
        'ended_on', t.ended_on, 'ended_by', t.ended_by) ORDER BY t.arrived_on, t.ended_on, t.id)
      FROM people_stay t WHERE t.person_id = p.id
    ) END,
    CASE WHEN reads_profiles THEN (
      SELECT jsonb_agg(jsonb_build_object('id', l.id, 'language', l.language, 'level', l.level)
        ORDER BY l.level DESC, l.language)
      FROM people_spokenlanguage l WHERE l.person_id = p.id
    ) END,
    CASE WHEN reads_profiles THEN (
      SELECT jsonb_agg(jsonb_build_object('code', w.occupation_id) ORDER BY w.occupation_id)
      FROM people_wish w WHERE w.person_id = p.id
    ) END,
    CASE WHEN reads_profiles THEN (
      SELECT jsonb_agg(jsonb_build_object('what', q.what) ORDER BY q.obtained_on DESC, q.what)
      FROM people_qualification q WHERE q.person_id = p.id
    ) END
  FROM people_person p LEFT JOIN vocabulary_place h ON h.id = p.home_id
  WHERE p.id = ANY (people) AND (p.id = ANY (own) OR gate.sees(p.id, reach));
END
$$;

-- People of one's caseload whose release dates somebody changed since a moment, the first change of each, the latest
-- first: the expected release before it, and as it is now, of the latest stay: a return to prison moves no date, and a
-- date that came back to where it was has not moved. For roles that read stays and their history.
CREATE OR REPLACE FUNCTION gate.releases_moved(since timestamptz, most integer)
RETURNS TABLE (person_id uuid, before date, after date)
LANGUAGE plpgsql STABLE {definer} {planned} AS
$$
BEGIN
  IF NOT (gate.reaches_caseload() AND gate.reads('stay') AND gate.reads('history')) THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH changed AS MATERIALIZED (  -- of the whole caseload in one scan of the index
    SELECT k.person_id, k.row_id, k.at, k.id, k.before FROM audit_history k
    WHERE k.person_id = ANY (ARRAY(
        SELECT c.person_id FROM people_caseload c
        WHERE c.membership_id = gate.membership() AND {in_force c}))
      AND k.table_name = 'people_stay' AND k.operation = 'update' AND k.at >= since
  ), first AS MATERIALIZED (
    SELECT DISTINCT ON (h.person_id) h.person_id, h.at, (h.before ->> 'release_expected_on')::date AS before,
      s.release_expected_on AS after
    FROM changed h
    JOIN LATERAL (SELECT s.id, s.release_expected_on FROM people_stay s WHERE s.person_id = h.person_id
                  ORDER BY {latest_stay s} LIMIT 1) s ON s.id = h.row_id
    ORDER BY h.person_id, h.at, h.id
  )
  SELECT f.person_id, f.before, f.after FROM first f
  WHERE f.before IS DISTINCT FROM f.after ORDER BY f.at DESC LIMIT most;
END
$$;

-- How many people one's own organisation has now, how many of them leave within so many days, and how many of these are in
-- nobody's caseload: numbers alone, for who manages it. By the index of releases, without a row of anybody.
CREATE OR REPLACE FUNCTION gate.people_in_figures(soon integer, ahead integer)
RETURNS TABLE (people bigint, leave_soon bigint, leave_ahead bigint, unled bigint)
LANGUAGE plpgsql STABLE {definer} AS
$$
DECLARE
  today constant date := gate.today();
BEGIN
  IF gate.reads('figures') IS NOT TRUE OR gate.organisation() IS NULL THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH here AS (
    SELECT v.person_id, min(v.release_on) AS release_on, max(v.led_until) AS led_until FROM people_visibility v
    WHERE v.organisation_id = gate.organisation() AND {in_force v} GROUP BY v.person_id
  )
  SELECT count(*), count(*) FILTER (WHERE release_on BETWEEN today AND today + soon),
    count(*) FILTER (WHERE release_on BETWEEN today AND today + ahead),
    count(*) FILTER (WHERE release_on BETWEEN today AND today + ahead AND (led_until IS NULL OR led_until < today))
  FROM here;
END
$$;
