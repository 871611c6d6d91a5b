-- The courses of the prison in which a person is now that lead to one of these levels of German, licences or certificates:
-- held now or later, none that begins after the person may have gone, those that begin first first. `taken` counts who is in it,
-- or will be; `inside` says whether the person is, to who reads enrolments. For who sees the person with stays.
CREATE OR REPLACE FUNCTION gate.courses_towards(one uuid, levels text[], licences text[], certificates text[])
RETURNS TABLE (
  id uuid, organisation_id uuid, name varchar, german varchar, licence varchar, leads_to varchar[], starts_on date,
  seats smallint, taken bigint, inside boolean)
LANGUAGE plpgsql STABLE {definer} {planned} AS
$$
#variable_conflict use_column
BEGIN
  IF NOT (gate.reads('stay') AND gate.sees(one, gate.reach())) THEN
    RETURN;
  END IF;
  RETURN QUERY
  SELECT c.id, c.organisation_id, c.name, c.leads_to_german, c.leads_to_licence, c.leads_to_certificates, c.starts_on, c.seats,
    n.taken, gate.reads('enrolment') AND n.inside
  FROM people_stay s JOIN schooling_course c ON c.organisation_id = s.organisation_id,
    LATERAL (
      SELECT count(DISTINCT e.person_id) AS taken, coalesce(bool_or(e.person_id = one), false) AS inside
      FROM schooling_enrolment e
      WHERE e.course_id = c.id AND {not_over e}
    ) n
  WHERE s.person_id = one AND s.ended_on IS NULL AND {stays_on c}
    AND c.starts_on <= coalesce(s.release_latest_on, s.release_expected_on, c.starts_on)
    AND (c.leads_to_german = ANY (levels) OR c.leads_to_licence = ANY (licences)
         OR c.leads_to_certificates && certificates::varchar[])
  ORDER BY c.starts_on, c.name, c.id
  LIMIT 50;
END
$$;
