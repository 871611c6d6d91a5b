-- What row policies ask about people. As functions, because a policy that looks into a table brings that table's own
-- policy along, and one into the next: planning a person's page took 27 ms, four times as long as running it, and takes
-- 8 ms this way (PostgreSQL 18, November 2026). Each call is two or three probes of an index.

-- How far the actor's roles look: over the organisation, over the own caseload, or (NULL) nowhere. Once per query.
CREATE OR REPLACE FUNCTION gate.reach() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$
  SELECT CASE WHEN NOT gate.reaches_caseload() THEN NULL WHEN gate.reaches_organisation() THEN 'organisation'
         ELSE 'caseload' END
$$;

-- Is there a line that opens this person to the actor? The conditions are those of the policy of people_visibility. How
-- far they look is handed over by queries, which ask once, and believed no further than their roles go.
CREATE OR REPLACE FUNCTION gate.sees(one uuid, reach text) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE {definer} AS
$$
BEGIN
  RETURN CASE reach WHEN 'organisation' THEN gate.reaches_organisation() WHEN 'caseload' THEN gate.reaches_caseload()
         ELSE false END AND EXISTS (
    SELECT FROM people_visibility v
    WHERE v.person_id = one AND v.organisation_id = gate.organisation()
      AND {in_force v}
  ) AND (reach = 'organisation' OR EXISTS (
    SELECT FROM people_caseload c
    WHERE c.person_id = one AND c.membership_id = gate.membership()
      AND {in_force c}
  ));
END
$$;

-- The same, by a link with one of these parts in the case.
CREATE OR REPLACE FUNCTION gate.sees_as(one uuid, reach text, parts text[]) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE {definer} AS
$$
BEGIN
  RETURN gate.sees(one, reach) AND EXISTS (
    SELECT FROM people_visibility v
    WHERE v.person_id = one AND v.organisation_id = gate.organisation() AND v.role = ANY (parts)
      AND {in_force v}
  );
END
$$;

-- The same, by exactly this link.
CREATE OR REPLACE FUNCTION gate.sees_by(link uuid, one uuid, reach text) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE {definer} AS
$$
BEGIN
  RETURN link IS NOT NULL AND gate.sees(one, reach) AND EXISTS (
    SELECT FROM people_visibility v
    WHERE v.link_id = link AND v.person_id = one AND v.organisation_id = gate.organisation()
      AND {in_force v}
  );
END
$$;

-- Does this link of one's own organisation rest on law? Asked by a policy: a part that rests on a consent hands nothing on
-- by law.
CREATE OR REPLACE FUNCTION gate.by_law(link uuid) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE {definer} AS
$$
BEGIN
  RETURN EXISTS (
    SELECT FROM people_caselink l WHERE l.id = link AND l.organisation_id = gate.organisation()
      AND l.basis = 'statute' AND l.role IN ('custody', 'aftercare')
  ) AND gate.writes('case_link');
END
$$;

-- Lines that ended a month ago open nothing any more, and lists by date would have to step over them: a page of a
-- large prison read 60,000 blocks. Called every night; a change of the case brings them back until the next.
CREATE OR REPLACE FUNCTION gate.sweep_lines() RETURNS bigint
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  assigned bigint;
  linked bigint;
BEGIN
  IF gate.somebody_acts() THEN
    RETURN 0;
  END IF;
  DELETE FROM people_caseload WHERE until_on < current_date - 30;
  GET DIAGNOSTICS assigned = ROW_COUNT;
  DELETE FROM people_visibility WHERE until_on < current_date - 30;
  GET DIAGNOSTICS linked = ROW_COUNT;
  RETURN assigned + linked;
END
$$;
