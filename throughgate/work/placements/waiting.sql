-- What of introductions of the own caseload waits for whoever acts: `unread` messages and `proposed` or `accepted` for those who keep a
-- placement, the person's answer (`asked`), custody's (`custody`), and what is `offered`; the oldest first, with names for the first
-- `named`. What waits is found in indexes of exactly that, each read once for the whole caseload. The conditions are those of the
-- policies.
DROP FUNCTION IF EXISTS gate.introductions_that_wait();  -- it began with all that may be read
CREATE OR REPLACE FUNCTION gate.introductions_that_wait(named integer)
RETURNS TABLE (waits text, key uuid, since date, whom uuid, opening uuid, given varchar, family varchar, title varchar, company varchar)
LANGUAGE plpgsql STABLE {definer} {planned} AS
$$
DECLARE
  own constant uuid[] := gate.own_caseload();
  keeps constant boolean := gate.writes('introduction');
  answers constant boolean := gate.writes('answer');
  for_custody constant boolean := gate.writes('custody_answer');
BEGIN
  IF NOT gate.reads('placement') THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH unread AS MATERIALIZED (
    SELECT DISTINCT m.introduction_id FROM placements_message m
    WHERE m.side = 'company' AND m.read_at IS NULL AND m.introduction_id = ANY (ARRAY(
      SELECT p.introduction_id FROM placements_placement p
      WHERE keeps AND p.kept_by_id = gate.organisation() AND p.person_id = ANY (own) AND p.state IN ({talking}, {running})))
  ), found AS (
    SELECT p.id, p.moved_on, p.person_id, p.opening_id, p.organisation_id, 'unread' AS waits
    FROM unread n JOIN placements_placement p ON p.introduction_id = n.introduction_id
    UNION ALL
    SELECT p.id, p.moved_on, p.person_id, p.opening_id, p.organisation_id, CASE
      WHEN p.introduction_id IN (SELECT n.introduction_id FROM unread n) THEN NULL
      WHEN keeps AND p.kept_by_id = gate.organisation() AND p.state IN ('proposed', 'accepted') THEN p.state::text
      WHEN NOT answers THEN NULL
      WHEN p.state = 'offered' THEN 'offered'
      WHEN p.state <> 'asked' THEN NULL
      -- What colleagues took down is seen by them alone: then the page says that it was answered. While custody has a part in
      -- the case, custody asks the person.
      WHEN (c.is_ours OR NOT gate.custody_has_part(p.person_id)) AND NOT EXISTS (
        SELECT FROM placements_answer a WHERE a.placement_id = p.id AND a.whose = 'person' AND a.taken_by_id = gate.membership())
        THEN 'asked'
      WHEN c.is_ours AND NOT EXISTS (
        SELECT FROM placements_answer a JOIN accounts_membership m ON m.id = a.taken_by_id
        WHERE a.placement_id = p.id AND a.whose = 'custody' AND m.organisation_id = gate.organisation()) THEN 'custody' END
    FROM placements_placement p
    CROSS JOIN LATERAL (SELECT p.state = 'asked' AND for_custody AND gate.is_custody_now(p.person_id) AS is_ours) c
    WHERE p.person_id = ANY (own) AND p.state IN ({waiting})
  ), counted AS MATERIALIZED (
    SELECT f.*, row_number() OVER (ORDER BY f.moved_on, f.id) <= named AS is_named FROM found f WHERE f.waits IS NOT NULL
  )
  SELECT c.waits, c.id, c.moved_on, c.person_id, c.opening_id, q.given_names, q.family_name, o.title, g.name
  FROM counted c LEFT JOIN people_person q ON q.id = CASE WHEN c.is_named THEN c.person_id END
  LEFT JOIN openings_opening o ON o.id = CASE WHEN c.is_named THEN c.opening_id END
  LEFT JOIN organisations_organisation g ON g.id = CASE WHEN c.is_named THEN c.organisation_id END
  ORDER BY c.moved_on, c.id;
END
$$;
-- What of introductions stands on a person's path: talks and first days. Planned once for each connection.
CREATE OR REPLACE FUNCTION gate.introductions_of(one uuid)
RETURNS TABLE (key uuid, talk_at timestamptz, started_on date, title varchar, company varchar)
LANGUAGE plpgsql STABLE {caller} {planned} AS
$$
BEGIN
  RETURN QUERY
  SELECT p.id, p.talk_at, p.started_on, o.title, g.name
  FROM placements_placement p JOIN openings_opening o ON o.id = p.opening_id
  JOIN organisations_organisation g ON g.id = p.organisation_id
  WHERE p.person_id = one AND p.introduction_id IS NOT NULL AND p.state NOT IN ('asked', 'not_agreed');
END
$$;
