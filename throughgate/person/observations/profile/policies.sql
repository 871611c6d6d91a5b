-- Levels of the own organisation that another observer gave as well, without names: for figures over all observers.
-- Fewer than five observers give no row at all, as any figure would be about one of them.
CREATE OR REPLACE FUNCTION gate.double_ratings(since date)
RETURNS TABLE (person bigint, competency uuid, rater bigint, observed_on date, level smallint)
LANGUAGE plpgsql STABLE {definer} AS
$$
BEGIN
  IF NOT gate.reads('agreement') THEN
    {not_allowed};
  END IF;
  RETURN QUERY
  WITH own AS (
    SELECT r.person_id, r.competency_id, p.observer_id, p.observed_on, r.level
    FROM observations_sheetperson p JOIN observations_rating r ON r.sheet_person_id = p.id
    WHERE p.organisation_id = gate.organisation() AND p.state = 'signed' AND p.observed_on >= since
      AND r.level IS NOT NULL
  ), twice AS (
    SELECT person_id, competency_id FROM own GROUP BY 1, 2 HAVING count(DISTINCT observer_id) > 1
  ), both_of AS (
    SELECT own.* FROM own JOIN twice USING (person_id, competency_id)
  )
  -- Numbers in the order of a hash: they say nothing about who came first.
  SELECT dense_rank() OVER (ORDER BY md5(b.person_id::text)), b.competency_id,
         dense_rank() OVER (ORDER BY md5(b.observer_id::text)), b.observed_on, b.level::smallint
  FROM both_of b
  WHERE (SELECT count(DISTINCT observer_id) FROM both_of) >= 5;
END
$$;

-- How the acting observer's levels lie beside those of others, per framework: means over all pairs, a pair being a level
-- of one's own and the mean of what others gave the same person in the same competency within half a year. Nothing where
-- fewer than three others or ten pairs stand behind a figure, as it would tell how one colleague rates.
CREATE OR REPLACE FUNCTION gate.beside_others(since date)
RETURNS TABLE (framework_version uuid, pairs bigint, raters bigint, own_mean double precision,
               others_mean double precision)
LANGUAGE plpgsql STABLE {definer} AS
$$
BEGIN
  IF NOT gate.writes('sheet') THEN
    {not_allowed};
  END IF;
  RETURN QUERY
  WITH own AS (
    SELECT p.id, p.person_id, p.observed_on, r.competency_id, r.level, c.framework_version_id
    FROM observations_sheetperson p JOIN observations_rating r ON r.sheet_person_id = p.id
    JOIN observations_competency c ON c.id = r.competency_id
    WHERE p.observer_id = gate.membership() AND p.state = 'signed' AND p.observed_on >= since AND r.level IS NOT NULL
  ), beside AS (
    SELECT o.id, o.competency_id, o.framework_version_id, o.level AS own, p.observer_id, r.level
    FROM own o
    JOIN observations_rating r ON r.person_id = o.person_id AND r.competency_id = o.competency_id
      AND r.level IS NOT NULL
    JOIN observations_sheetperson p ON p.id = r.sheet_person_id AND p.state = 'signed'
      AND p.organisation_id = gate.organisation() AND p.observer_id <> gate.membership()
      AND p.observed_on BETWEEN o.observed_on - 180 AND o.observed_on + 180
  ), pair AS (
    SELECT b.framework_version_id, b.own, avg(b.level) AS others FROM beside b
    GROUP BY b.id, b.competency_id, b.framework_version_id, b.own
  ), counted AS (
    SELECT b.framework_version_id, count(DISTINCT b.observer_id) AS raters FROM beside b GROUP BY 1
  )
  SELECT c.framework_version_id, CASE WHEN c.raters >= 3 THEN count(*) ELSE 0 END, c.raters,
         CASE WHEN c.raters >= 3 AND count(*) >= 10 THEN avg(p.own)::double precision END,
         CASE WHEN c.raters >= 3 AND count(*) >= 10 THEN avg(p.others)::double precision END
  FROM counted c JOIN pair p USING (framework_version_id) GROUP BY c.framework_version_id, c.raters;
END
$$;

-- Does the body that signs a letter still stand for it? Asked by whoever may print letters, of any organisation.
CREATE OR REPLACE FUNCTION gate.issuer_in_force(issuer uuid) RETURNS boolean
LANGUAGE sql STABLE {definer} AS
$$ SELECT gate.reads('reference_letter') AND EXISTS (
     SELECT FROM observations_letterissuer
     WHERE id = issuer AND gate.today() BETWEEN agreed_on AND agreed_until) $$;

-- A profile at once: everything signed about one person that stands, with what the person says of it and of themselves,
-- and the latest sheets. For roles that read competencies of somebody whom they may see, asked once here: row policies asked
-- for each of the levels. Sheets stand in order, levels by their place there. Who observed is a number; what the person
-- objects to is told to those who read it and to the observer, sheets to those who read sheets.
CREATE OR REPLACE FUNCTION gate.profile_of_person(one uuid, most integer) RETURNS json
LANGUAGE plpgsql STABLE {definer} AS
$$
DECLARE
  hears constant boolean := gate.reads('own_voice');
  me constant uuid := gate.membership();
BEGIN
  IF NOT (gate.reads('competencies') AND gate.sees(one, gate.reach())) THEN
    RETURN NULL;
  END IF;
  RETURN (
    WITH objection AS MATERIALIZED (
      SELECT m.sheet_person_id, count(*) AS made, count(a.id) AS answered
      FROM observations_remark m LEFT JOIN observations_answer a ON a.remark_id = m.id
      WHERE m.person_id = one AND m.kind = 'objection' GROUP BY m.sheet_person_id
    ), line AS MATERIALIZED (
      SELECT p.id, p.observed_on, p.setting, dense_rank() OVER (ORDER BY p.observer_id) AS observer,
             (hears OR p.observer_id = me) AND o.made IS NOT NULL AS contested,
             row_number() OVER (ORDER BY p.observed_on, p.sheet_id) - 1 AS place
      FROM observations_sheetperson p LEFT JOIN objection o ON o.sheet_person_id = p.id
      WHERE p.person_id = one AND p.state = 'signed'
    ), rated AS MATERIALIZED (
      SELECT r.competency_id, array_agg(l.place ORDER BY l.place) AS places, array_agg(r.level ORDER BY l.place) AS levels
      FROM observations_rating r JOIN line l ON l.id = r.sheet_person_id
      WHERE r.person_id = one AND r.level IS NOT NULL GROUP BY r.competency_id
    ), own AS MATERIALIZED (
      SELECT s.competency_id, json_agg(json_build_array(s.rated_on, s.level) ORDER BY s.rated_on) AS levels
      FROM observations_selfrating s WHERE s.person_id = one GROUP BY s.competency_id
    ), competency AS MATERIALIZED (
      SELECT c.*, v.number FROM observations_competency c
      JOIN observations_frameworkversion v ON v.id = c.framework_version_id
      WHERE c.id IN (SELECT competency_id FROM rated UNION SELECT competency_id FROM own)
    ), latest AS (
      SELECT p.id, p.observed_on, p.state, s.setting, s.occasion,
             CASE WHEN hears OR p.observer_id = me THEN coalesce(o.made, 0) ELSE 0 END AS objections,
             CASE WHEN hears OR p.observer_id = me THEN coalesce(o.answered, 0) ELSE 0 END AS answers
      FROM observations_sheetperson p JOIN observations_sheet s ON s.id = p.sheet_id
      LEFT JOIN objection o ON o.sheet_person_id = p.id
      WHERE p.person_id = one AND p.state IN ({shown}) AND gate.reads('sheet')
      ORDER BY p.observed_on DESC, p.id DESC LIMIT most
    )
    SELECT json_build_object(
      'sheets', (SELECT coalesce(json_agg(json_build_array(observed_on, setting, observer, contested) ORDER BY place), '[]')
                 FROM line),
      'versions', (SELECT coalesce(json_agg(to_json(v) ORDER BY f.key, v.number DESC), '[]')
                   FROM observations_frameworkversion v JOIN observations_framework f ON f.id = v.framework_id
                   WHERE v.id IN (SELECT framework_version_id FROM competency)),
      'competencies', (
        SELECT coalesce(json_agg(json_build_object(
                 'id', c.id, 'version', c.framework_version_id, 'names', c.names,
                 'anchors', (SELECT json_agg(json_build_array(a.level, a.anchors)) FROM observations_level a
                             WHERE a.competency_id = c.id),
                 'places', coalesce(r.places, '{}'), 'levels', coalesce(r.levels, '{}'), 'own', coalesce(o.levels, '[]')
               ) ORDER BY c.position), '[]')
        FROM competency c LEFT JOIN rated r ON r.competency_id = c.id LEFT JOIN own o ON o.competency_id = c.id),
      'latest', (SELECT coalesce(json_agg(to_json(l)), '[]') FROM latest l))
  );
END
$$;
