-- Milestones of placements that go on of people of the own caseload, of those that one keeps, else where one stands beside the person:
-- `warns` says that somebody should look after it, `waits` that somebody who was asked has not answered. By what whoever asks may read,
-- and planned once for each connection.
CREATE OR REPLACE FUNCTION gate.follow_ups_that_wait()
RETURNS TABLE (warns boolean, waits boolean, key uuid, since date, stage varchar, whom uuid, "at" uuid, given varchar,
               family varchar, company varchar)
LANGUAGE plpgsql STABLE {caller} {planned} AS
$$
DECLARE
  keeps constant boolean := gate.writes('company_feedback');
BEGIN
  RETURN QUERY
  WITH going_on AS (
    SELECT p.id, p.organisation_id FROM placements_placement p
    WHERE p.person_id IN (SELECT c.person_id FROM people_caseload c WHERE c.membership_id = gate.membership() AND {in_force c})
      AND p.state IN ({running})
      AND CASE WHEN keeps THEN p.kept_by_id = gate.organisation() ELSE gate.stands_beside(p.person_id) END
  ), found AS (
    SELECT u.id, u.due_on, u.milestone, u.person_id, u.placement_id, p.organisation_id,
           EXISTS (SELECT FROM followups_feedback f WHERE f.follow_up_id = u.id AND f.seen_to_on IS NULL
                   AND (f.there = 'no' OR f.going IN ('some', 'much') OR f.calls))
           -- A no stays until the placement is ended or somebody contradicts.
           OR keeps AND u.confirmed_on IS NULL AND EXISTS (
             SELECT FROM followups_feedback f WHERE f.follow_up_id = u.id AND f.there = 'no') AS warns,
           u.closed_on IS NULL AND (
             u.person_asked_on IS NOT NULL AND NOT EXISTS (
               SELECT FROM followups_feedback f WHERE f.follow_up_id = u.id AND f.whose = 'person')
             OR keeps AND u.company_asked_on IS NOT NULL AND NOT EXISTS (
               SELECT FROM followups_feedback f WHERE f.follow_up_id = u.id AND f.whose = 'company')) AS waits
    FROM going_on p JOIN followups_followup u ON u.placement_id = p.id
  )
  SELECT f.warns, f.waits, f.id, f.due_on, f.milestone, f.person_id, f.placement_id, q.given_names, q.family_name, g.name
  FROM found f JOIN people_person q ON q.id = f.person_id JOIN organisations_organisation g ON g.id = f.organisation_id
  WHERE f.warns OR f.waits ORDER BY f.due_on, f.id;
END
$$;
-- What has begun for a person, with the milestones at which somebody was asked: for the path. Planned once for each connection.
CREATE OR REPLACE FUNCTION gate.starts_of(one uuid)
RETURNS TABLE (key uuid, started_on date, ended_on date, state varchar, company varchar, asked jsonb)
LANGUAGE plpgsql STABLE {caller} {planned} AS
$$
BEGIN
  RETURN QUERY
  SELECT p.id, p.started_on, p.ended_on, p.state, g.name, (
    SELECT coalesce(jsonb_agg(jsonb_build_object('milestone', u.milestone, 'confirmed', u.confirmed_on, 'closed', u.closed_on)), '[]')
    FROM followups_followup u WHERE u.placement_id = p.id)
  FROM placements_placement p JOIN organisations_organisation g ON g.id = p.organisation_id
  WHERE p.person_id = one AND p.started_on IS NOT NULL;
END
$$;
