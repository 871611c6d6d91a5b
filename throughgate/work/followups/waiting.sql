-- Milestones of placements that go on of people of the own caseload, of those that one keeps, else where one stands beside the person:
-- `warns` says that somebody should look after it, `waits` that somebody who was asked has not answered; the oldest first, with
-- names for the first `named` of both. What waits is found in two indexes, of what is open and of trouble that nobody saw to: each
-- is read once for the whole caseload. The conditions are those of the policies.
DROP FUNCTION IF EXISTS gate.follow_ups_that_wait();  -- it began with all that may be read
CREATE OR REPLACE FUNCTION gate.follow_ups_that_wait(named integer)
RETURNS TABLE (warns boolean, waits boolean, key uuid, since date, stage varchar, whom uuid, "at" uuid, organisation uuid,
               given varchar, family varchar, company varchar)
LANGUAGE plpgsql STABLE {definer} {planned} AS
$$
DECLARE
  own constant uuid[] := gate.own_caseload();
  keeps constant boolean := gate.writes('company_feedback');
BEGIN
  IF NOT gate.reads('follow_up') OR NOT (gate.reads('placement') OR gate.reads('company_feedback')) THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH trouble AS MATERIALIZED (
    SELECT f.follow_up_id, f.person_id, f.placement_id, f.whose, f.taken_by_id, f.there = 'no' AS is_no,
           f.seen_to_on IS NULL AS stands
    FROM followups_feedback f WHERE f.person_id = ANY (own) 
      AND (f.there = 'no' OR f.seen_to_on IS NULL AND (f.going IN ('some', 'much') OR f.calls))
  ), open AS MATERIALIZED (
    SELECT u.* FROM followups_followup u WHERE u.person_id = ANY (own) AND u.closed_on IS NULL
  ), going_on AS MATERIALIZED (
    SELECT p.id, p.organisation_id FROM placements_placement p
    WHERE keeps AND p.kept_by_id = gate.organisation() AND p.person_id = ANY (own) AND p.state IN ({running})
    UNION ALL
    SELECT p.id, p.organisation_id FROM placements_placement p
    WHERE NOT keeps AND p.id IN (SELECT u.placement_id FROM open u UNION SELECT t.placement_id FROM trouble t)
      AND p.state IN ({running}) AND p.started_on IS NOT NULL AND gate.stands_beside(p.person_id)
  ), concerned AS MATERIALIZED (
    SELECT u.* FROM open u
    UNION
    SELECT u.* FROM followups_followup u
    WHERE u.id IN (SELECT t.follow_up_id FROM trouble t WHERE t.placement_id IN (SELECT p.id FROM going_on p))
  ), found AS MATERIALIZED (
    SELECT u.id, u.due_on, u.milestone, u.person_id, u.placement_id, p.organisation_id,
           EXISTS (SELECT FROM trouble t WHERE t.follow_up_id = u.id
                   -- A no stays until the placement is ended or somebody contradicts.
                   AND (t.stands OR keeps AND t.is_no AND u.confirmed_on IS NULL)
                   AND (keeps OR t.taken_by_id = gate.membership() OR gate.follows(t.person_id, t.placement_id, t.whose))) AS warns,
           u.closed_on IS NULL AND (
             u.person_asked_on IS NOT NULL AND NOT EXISTS (
               SELECT FROM followups_feedback f WHERE f.follow_up_id = u.id AND f.whose = 'person')
             OR keeps AND u.company_asked_on IS NOT NULL AND NOT EXISTS (
               SELECT FROM followups_feedback f WHERE f.follow_up_id = u.id AND f.whose = 'company')) AS waits
    FROM concerned u JOIN going_on p ON p.id = u.placement_id
  ), counted AS MATERIALIZED (
    SELECT f.*, f.warns AND count(*) FILTER (WHERE f.warns) OVER its_place <= named
                OR f.waits AND count(*) FILTER (WHERE f.waits) OVER its_place <= named AS is_named
    FROM found f WHERE f.warns OR f.waits WINDOW its_place AS (ORDER BY f.due_on, f.id)
  )
  SELECT c.warns, c.waits, c.id, c.due_on, c.milestone, c.person_id, c.placement_id, c.organisation_id, q.given_names, q.family_name, g.name
  FROM counted c LEFT JOIN people_person q ON q.id = CASE WHEN c.is_named THEN c.person_id END
  LEFT JOIN organisations_organisation g ON g.id = CASE WHEN c.is_named THEN c.organisation_id END
  ORDER BY c.due_on, c.id;
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
