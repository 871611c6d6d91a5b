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

-- Everything signed about one person that stands, a row for each sheet: for roles that read competencies of somebody
-- whom they may see, asked once here. Row policies asked for each of the levels: 47,000 blocks for 500 sheets. Whether the
-- person objected is told to those who read what the person says, and to the observer.
CREATE OR REPLACE FUNCTION gate.levels_of_person(one uuid) RETURNS TABLE (
  observed_on date, setting varchar, observer_id uuid, sheet_id uuid, objected boolean, given jsonb)
LANGUAGE plpgsql STABLE {definer} AS
$$
BEGIN
  IF NOT (gate.reads('competencies') AND gate.sees(one, gate.reach())) THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH levels AS MATERIALIZED (
    SELECT r.sheet_person_id, jsonb_agg(jsonb_build_object('competency', r.competency_id, 'level', r.level)) AS given
    FROM observations_rating r WHERE r.person_id = one AND r.level IS NOT NULL GROUP BY r.sheet_person_id
  )
  SELECT p.observed_on, s.setting, p.observer_id, p.sheet_id,
    (gate.reads('own_voice') OR p.observer_id = gate.membership()) AND EXISTS (
      SELECT FROM observations_remark m WHERE m.sheet_person_id = p.id AND m.kind = 'objection'),
    coalesce(l.given, '[]'::jsonb)
  FROM observations_sheetperson p
  JOIN observations_sheet s ON s.id = p.sheet_id
  LEFT JOIN levels l ON l.sheet_person_id = p.id
  WHERE p.person_id = one AND p.state = 'signed';
END
$$;
