-- What waits for the acting member about sheets: how many of each kind, and the first of them as JSON. Own drafts and the
-- groups of the own organisation for who writes sheets; objections that they may answer; and people of the caseload without a
-- signed sheet since a day, as far as they see sheets. The conditions are those of the policies of the tables that are
-- read: as policies they took 19 ms to plan for each page, and asked about each person of the caseload four times
-- (PostgreSQL 18, November 2026).
CREATE OR REPLACE FUNCTION gate.sheets_waiting(since date, most integer)
RETURNS TABLE (what text, how_many bigint, its_first jsonb)
LANGUAGE plpgsql STABLE {definer} {planned} AS
$$
DECLARE
  me constant uuid := gate.membership();
  own constant uuid := gate.organisation();
  reach constant text := gate.reach();
  observes constant boolean := gate.writes('sheet');
  answers constant boolean := gate.writes('own_voice');
  reads_levels constant boolean := gate.reads('competencies');
BEGIN
  IF NOT EXISTS (SELECT FROM accounts_membership m WHERE m.id = me AND m.organisation_id = own) THEN
    RETURN;
  END IF;
  IF observes THEN
    RETURN QUERY
    WITH found AS MATERIALIZED (
      SELECT row_number() OVER (ORDER BY s.observed_on, s.id) AS place, s.id AS pk, s.occasion, s.setting, s.observed_on
      FROM observations_sheet s WHERE s.observer_id = me AND s.state = 'draft'
    )
    SELECT 'drafts', count(*), jsonb_agg(to_jsonb(f) ORDER BY f.place) FILTER (WHERE f.place <= most) FROM found f
    HAVING count(*) > 0;
  END IF;
  IF observes AND gate.reads('person_group') THEN
    RETURN QUERY
    WITH found AS MATERIALIZED (
      SELECT row_number() OVER (ORDER BY g.name, g.id) AS place, g.id AS pk, g.name, g.setting
      FROM observations_persongroup g WHERE g.organisation_id = own AND NOT g.is_closed
    )
    SELECT 'groups', count(*), jsonb_agg(to_jsonb(f) ORDER BY f.place) FILTER (WHERE f.place <= most) FROM found f
    HAVING count(*) > 0;
  END IF;
  IF answers AND gate.reads('own_voice') AND reads_levels THEN
    RETURN QUERY
    WITH found AS MATERIALIZED (
      SELECT row_number() OVER (ORDER BY m.made_on, m.id) AS place, m.id AS pk, m.person_id, m.made_on, p.sheet_id
      FROM observations_remark m JOIN observations_sheetperson p ON p.id = m.sheet_person_id
      WHERE m.organisation_id = own AND m.kind = 'objection' AND gate.sees(m.person_id, reach) AND p.state IN ({shown})
        AND NOT EXISTS (SELECT FROM observations_answer a WHERE a.remark_id = m.id)
        -- By somebody else, outside the observer's unit: as the policy says of an answer.
        AND NOT EXISTS (
          SELECT FROM accounts_membership a
          JOIN accounts_membership o ON o.user_id = a.user_id OR (lower(o.unit) = lower(a.unit) AND a.unit <> '')
          WHERE a.id = me AND o.id = p.observer_id)
    ), named AS (
      SELECT f.place, f.pk, f.person_id, f.made_on, s.occasion, n.given_names, n.family_name, n.called_name
      FROM found f JOIN observations_sheet s ON s.id = f.sheet_id JOIN people_person n ON n.id = f.person_id
      WHERE f.place <= most
    )
    SELECT 'objections', (SELECT count(*) FROM found), jsonb_agg(to_jsonb(n) ORDER BY n.place) FROM named n
    HAVING count(*) > 0;
  END IF;
  IF (observes OR answers) AND reach IS NOT NULL THEN
    RETURN QUERY
    WITH lines AS MATERIALIZED (
      SELECT c.person_id, c.name_key FROM people_caseload c WHERE c.membership_id = me AND {in_force c}
    ), recent AS MATERIALIZED (  -- of the whole caseload in one scan of the index
      SELECT s.person_id FROM observations_sheetperson s
      WHERE s.person_id = ANY (ARRAY(SELECT l.person_id FROM lines l)) AND s.observed_on >= since AND s.state = 'signed'
        AND (reads_levels OR observes AND s.observer_id = me)
    ), found AS MATERIALIZED (
      SELECT row_number() OVER (ORDER BY l.name_key, l.person_id) AS place, l.person_id FROM lines l
      WHERE NOT EXISTS (SELECT FROM recent r WHERE r.person_id = l.person_id)
    ), named AS (
      SELECT f.place, f.person_id, n.given_names, n.family_name, n.called_name
      FROM found f JOIN people_person n ON n.id = f.person_id WHERE f.place <= most
    )
    SELECT 'unseen', (SELECT count(*) FROM found), jsonb_agg(to_jsonb(n) ORDER BY n.place) FROM named n
    HAVING count(*) > 0;
  END IF;
END
$$;
