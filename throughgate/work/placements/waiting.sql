-- What of introductions waits for whoever acts, by what they may read: `unread` messages and `proposed` or `accepted` for those who
-- keep a placement; of the own caseload the person's answer (`asked`), custody's (`custody`), and what is `offered`. Planned once for each
-- connection: behind all these policies, planning would take longer than anything else on Today.
CREATE OR REPLACE FUNCTION gate.introductions_that_wait()
RETURNS TABLE (waits text, key uuid, since date, whom uuid, given varchar, family varchar, title varchar, company varchar)
LANGUAGE plpgsql STABLE {caller} {planned} AS
$$
DECLARE
  keeps constant boolean := gate.writes('introduction');
  answers constant boolean := gate.writes('answer');
  for_custody constant boolean := gate.writes('custody_answer');
BEGIN
  RETURN QUERY
  WITH kept AS (
    SELECT p.id, p.state::text AS waits, 2 AS place FROM placements_placement p
    WHERE keeps AND p.kept_by_id = gate.organisation() AND p.state IN ('proposed', 'accepted')
    UNION ALL
    SELECT p.id, 'unread', 1 FROM placements_message m JOIN placements_placement p ON p.introduction_id = m.introduction_id
    WHERE keeps AND m.side = 'company' AND m.read_at IS NULL AND p.kept_by_id = gate.organisation()
      AND p.state IN ({talking}, {running})
  ), mine AS (
    SELECT p.id, CASE WHEN p.state = 'offered' THEN 'offered'
           -- What colleagues took down is seen by them alone: then the page says that it was answered. While custody has a
           -- part in the case, custody asks the person.
           WHEN (for_custody AND gate.is_custody_now(p.person_id) OR NOT gate.has_custody(p.person_id)) AND NOT EXISTS (
             SELECT FROM placements_answer a WHERE a.placement_id = p.id AND a.whose = 'person') THEN 'asked'
           WHEN for_custody AND gate.is_custody_now(p.person_id) AND NOT EXISTS (
             SELECT FROM placements_answer a WHERE a.placement_id = p.id AND a.whose = 'custody') THEN 'custody' END AS waits, 3 AS place
    FROM people_caseload c JOIN placements_placement p ON p.person_id = c.person_id
    WHERE answers AND c.membership_id = gate.membership() AND {in_force c} AND p.state IN ('asked', 'offered')
  ), found AS (
    SELECT DISTINCT ON (w.id) w.id, w.waits
    FROM (SELECT k.* FROM kept k UNION ALL SELECT m.* FROM mine m) w
    WHERE w.waits IS NOT NULL ORDER BY w.id, w.place
  )
  SELECT f.waits, p.id, p.moved_on, p.person_id, q.given_names, q.family_name, o.title, g.name
  FROM found f JOIN placements_placement p ON p.id = f.id JOIN people_person q ON q.id = p.person_id
  JOIN openings_opening o ON o.id = p.opening_id JOIN organisations_organisation g ON g.id = p.organisation_id
  ORDER BY p.moved_on, p.id;
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
