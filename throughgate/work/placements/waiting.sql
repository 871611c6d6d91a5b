-- What of introductions of the own caseload waits for whoever acts, by what they may read: `unread` messages and `proposed` or
-- `accepted` for those who keep a placement, the person's answer (`asked`), custody's (`custody`), and what is `offered`. Planned once for
-- each connection: behind all these policies, planning would take longer than anything else on Today.
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
  WITH found AS MATERIALIZED (
    SELECT p.id, p.moved_on, p.person_id, p.opening_id, p.organisation_id, CASE
      WHEN keeps AND p.kept_by_id = gate.organisation() AND p.state IN ({talking}, {running}) AND EXISTS (
        SELECT FROM placements_message m
        WHERE m.introduction_id = p.introduction_id AND m.side = 'company' AND m.read_at IS NULL) THEN 'unread'
      WHEN keeps AND p.kept_by_id = gate.organisation() AND p.state IN ('proposed', 'accepted') THEN p.state::text
      WHEN NOT answers THEN NULL
      WHEN p.state = 'offered' THEN 'offered'
      WHEN p.state <> 'asked' THEN NULL
      -- What colleagues took down is seen by them alone: then the page says that it was answered. While custody has a part in
      -- the case, custody asks the person.
      WHEN (for_custody AND gate.is_custody_now(p.person_id) OR NOT gate.has_custody(p.person_id)) AND NOT EXISTS (
        SELECT FROM placements_answer a WHERE a.placement_id = p.id AND a.whose = 'person') THEN 'asked'
      WHEN for_custody AND gate.is_custody_now(p.person_id) AND NOT EXISTS (
        SELECT FROM placements_answer a WHERE a.placement_id = p.id AND a.whose = 'custody') THEN 'custody' END AS waits
    FROM placements_placement p
    WHERE p.person_id IN (SELECT c.person_id FROM people_caseload c WHERE c.membership_id = gate.membership() AND {in_force c})
      AND (p.state IN ('asked', 'offered') OR keeps AND p.state IN ('proposed', {talking}, {running}))
  )
  SELECT f.waits, f.id, f.moved_on, f.person_id, q.given_names, q.family_name, o.title, g.name
  FROM found f JOIN people_person q ON q.id = f.person_id JOIN openings_opening o ON o.id = f.opening_id
  JOIN organisations_organisation g ON g.id = f.organisation_id
  WHERE f.waits IS NOT NULL ORDER BY f.moved_on, f.id;
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
