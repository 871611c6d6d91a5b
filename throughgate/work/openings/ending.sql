-- Openings that ended or end between two days and take people still, by what whoever asks may read: for those who read the own ones alone,
-- these. Counted in the index; with title and name for the first `named`. Planned once for each connection.
CREATE OR REPLACE FUNCTION gate.openings_that_end(since date, until date, most integer, named integer)
RETURNS TABLE (key uuid, expires_on date, title varchar, company varchar)
LANGUAGE plpgsql STABLE {caller} {planned} AS
$$
DECLARE
  all_of_them constant boolean := gate.reads('opening');
BEGIN
  RETURN QUERY
  WITH found AS MATERIALIZED (
    (SELECT o.id, o.organisation_id, o.expires_on FROM openings_opening o
     WHERE all_of_them AND o.state = 'open' AND o.expires_on BETWEEN since AND until
       AND (o.closing_on IS NULL OR o.closing_on >= gate.today())
     ORDER BY o.expires_on, o.id LIMIT most)
    UNION ALL
    (SELECT o.id, o.organisation_id, o.expires_on FROM openings_opening o
     WHERE NOT all_of_them AND o.organisation_id = gate.organisation() AND o.state = 'open' AND o.expires_on BETWEEN since AND until
       AND (o.closing_on IS NULL OR o.closing_on >= gate.today())
     ORDER BY o.expires_on, o.id LIMIT most)
  ), counted AS MATERIALIZED (
    SELECT f.*, row_number() OVER (ORDER BY f.expires_on, f.id) <= named AS is_named FROM found f
  )
  SELECT c.id, c.expires_on, o.title, g.name
  FROM counted c LEFT JOIN openings_opening o ON o.id = CASE WHEN c.is_named THEN c.id END
  LEFT JOIN organisations_organisation g ON g.id = CASE WHEN c.is_named THEN c.organisation_id END;
END
$$;
