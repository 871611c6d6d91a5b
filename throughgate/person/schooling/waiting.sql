-- For the courses that name the acting member, each with the first conference in these days for which marks are missing: of
-- everybody who is in the course on that day, a term mark (or why there is none) in every subject.
CREATE OR REPLACE FUNCTION gate.marks_missing(since date, until date)
RETURNS TABLE (course uuid, name varchar, school_year smallint, half smallint, held_on date, missing bigint)
LANGUAGE plpgsql STABLE {definer} {planned} AS
$$
BEGIN
  RETURN QUERY
  SELECT DISTINCT ON (f.course_id) f.course_id, c.name, f.school_year, f.half, f.held_on, n.missing
  FROM schooling_conference f JOIN schooling_course c ON c.id = f.course_id,
    LATERAL (
      SELECT count(*) AS missing
      FROM schooling_enrolment e JOIN schooling_subject s ON s.course_id = e.course_id
      WHERE e.course_id = f.course_id AND e.from_on <= f.held_on AND (e.until_on IS NULL OR e.until_on >= f.held_on)
        AND NOT EXISTS (
          SELECT FROM schooling_mark m
          WHERE m.enrolment_id = e.id AND m.subject_id = s.id AND m.school_year = f.school_year AND m.half = f.half
            AND m.kind = 'report' AND (m.value <> '' OR m.non_mark <> ''))
    ) n
  WHERE f.course_id = ANY (gate.my_courses()) AND f.held_on BETWEEN since AND until AND n.missing > 0
  ORDER BY f.course_id, f.held_on, f.id;
END
$$;
