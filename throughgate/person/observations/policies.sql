-- What must hold whoever writes: published frameworks and signed sheets never change, levels lie on their scale.
CREATE OR REPLACE FUNCTION gate.keep_framework() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
DECLARE
  is_published boolean;
BEGIN
  IF TG_TABLE_NAME = 'observations_frameworkversion' THEN
    is_published := OLD.published_on IS NOT NULL;
  ELSIF TG_TABLE_NAME = 'observations_competency' THEN
    SELECT v.published_on IS NOT NULL INTO is_published FROM observations_frameworkversion v
    WHERE v.id IN (CASE WHEN TG_OP = 'INSERT' THEN NEW.framework_version_id ELSE OLD.framework_version_id END);
  ELSE
    SELECT v.published_on IS NOT NULL INTO is_published
    FROM observations_frameworkversion v JOIN observations_competency c ON c.framework_version_id = v.id
    WHERE c.id = CASE WHEN TG_OP = 'INSERT' THEN NEW.competency_id ELSE OLD.competency_id END;
  END IF;
  IF is_published THEN
    RAISE EXCEPTION 'a published framework never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$$;
DROP TRIGGER IF EXISTS keep_framework ON observations_frameworkversion;
CREATE TRIGGER keep_framework BEFORE UPDATE OR DELETE ON observations_frameworkversion
  FOR EACH ROW EXECUTE FUNCTION gate.keep_framework();
DROP TRIGGER IF EXISTS keep_framework ON observations_competency;
CREATE TRIGGER keep_framework BEFORE INSERT OR UPDATE OR DELETE ON observations_competency
  FOR EACH ROW EXECUTE FUNCTION gate.keep_framework();
DROP TRIGGER IF EXISTS keep_framework ON observations_level;
CREATE TRIGGER keep_framework BEFORE INSERT OR UPDATE OR DELETE ON observations_level
  FOR EACH ROW EXECUTE FUNCTION gate.keep_framework();

-- Was a training of this member recorded, of today or earlier? Only trained observers sign: asked by pages and by the
-- trigger below alike.
CREATE OR REPLACE FUNCTION gate.is_trained(member uuid) RETURNS boolean
LANGUAGE sql STABLE {caller} AS
$$
  SELECT EXISTS (SELECT FROM observations_observertraining t
                 WHERE t.membership_id = member AND t.trained_on <= gate.today())
$$;

-- What speaks against signing speaks against it here as well: pages name every reason (rules/sheets.py), this the first.
CREATE OR REPLACE FUNCTION gate.keep_signature() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
DECLARE
  reach constant text := gate.reach();
  last_day constant date := coalesce(NEW.observed_until_on, NEW.observed_on);
  inside constant boolean := EXISTS (SELECT FROM organisations_organisation o
                                     WHERE o.id = NEW.organisation_id AND o.kind = 'prison');
  -- People who left since stay on the new version of a sheet, as long as its days stay the same.
  same_days constant boolean := EXISTS (
    SELECT FROM observations_sheet o WHERE o.id = NEW.amendment_of_id AND o.observed_on = NEW.observed_on
      AND o.observed_until_on IS NOT DISTINCT FROM NEW.observed_until_on);
BEGIN
  PERFORM gate.refuse('not to be signed: ' || CASE
    WHEN NOT gate.is_trained(NEW.observer_id) THEN 'only trained observers sign'
    WHEN last_day > gate.today() THEN 'a sheet of days to come'
    WHEN NOT EXISTS (SELECT FROM observations_rating r JOIN observations_sheetperson p ON p.id = r.sheet_person_id
                     WHERE p.sheet_id = NEW.id AND r.level IS NOT NULL) THEN 'a sheet without a level'
    WHEN EXISTS (SELECT FROM unnest(NEW.competencies) c (id)
                 LEFT JOIN observations_competency k ON k.id = c.id AND k.framework_version_id = NEW.framework_version_id
                 WHERE k.id IS NULL)
      OR EXISTS (SELECT FROM observations_rating r JOIN observations_sheetperson p ON p.id = r.sheet_person_id
                 WHERE p.sheet_id = NEW.id AND r.level IS NOT NULL AND r.competency_id <> ALL (NEW.competencies))
      THEN 'a level for what is not on the sheet'
    WHEN NEW.amendment_of_id IS NOT NULL AND NOT EXISTS (
      SELECT FROM observations_sheet o WHERE o.id = NEW.amendment_of_id AND o.observer_id = NEW.observer_id
        AND o.state = 'amended') THEN 'a new version beside the one it replaces'
    WHEN EXISTS (SELECT FROM observations_sheetperson p WHERE p.sheet_id = NEW.id
                 AND NOT gate.sees(p.person_id, reach)) AND NOT same_days THEN 'somebody on it is not here any more'
    WHEN inside AND EXISTS (
      SELECT FROM observations_sheetperson p WHERE p.sheet_id = NEW.id AND gate.sees(p.person_id, reach)
        AND NOT EXISTS (SELECT FROM people_stay s WHERE s.person_id = p.person_id AND s.arrived_on <= NEW.observed_on
                        AND (s.ended_on IS NULL OR s.ended_on >= last_day))) THEN 'somebody was not here on these days'
  END);
  RETURN NEW;
END
$$;
DROP TRIGGER IF EXISTS keep_signature ON observations_sheet;
CREATE TRIGGER keep_signature BEFORE UPDATE OF state ON observations_sheet FOR EACH ROW
  WHEN (current_user = 'throughgate_app' AND OLD.state = 'draft' AND NEW.state = 'signed')
  EXECUTE FUNCTION gate.keep_signature();

-- Whose a sheet is never changes, and it is replaced by its new version only. From where to where it goes, and that a
-- signed one never changes, is held by the trigger made from the table of its states.
CREATE OR REPLACE FUNCTION gate.keep_sheet() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
BEGIN
  IF (NEW.observer_id, NEW.organisation_id, NEW.code, NEW.framework_version_id, NEW.amendment_of_id, NEW.number)
     IS DISTINCT FROM
     (OLD.observer_id, OLD.organisation_id, OLD.code, OLD.framework_version_id, OLD.amendment_of_id, OLD.number) THEN
    RAISE EXCEPTION 'a sheet stays whose it is' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.state = 'amended' AND OLD.state = 'signed' AND NOT EXISTS (
    SELECT FROM observations_sheet n WHERE n.amendment_of_id = OLD.id AND n.state = 'draft'
  ) THEN
    RAISE EXCEPTION 'a sheet is replaced by its new version' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END
$$;
DROP TRIGGER IF EXISTS keep_sheet ON observations_sheet;
CREATE TRIGGER keep_sheet BEFORE UPDATE ON observations_sheet FOR EACH ROW EXECUTE FUNCTION gate.keep_sheet();

-- The people of a sheet repeat whose it is and how far it is: policies ask them alone.
CREATE OR REPLACE FUNCTION gate.follow_sheet() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  UPDATE observations_sheetperson SET state = NEW.state, observed_on = NEW.observed_on, setting = NEW.setting
  WHERE sheet_id = NEW.id;
  RETURN NULL;
END
$$;
DROP TRIGGER IF EXISTS follow_sheet ON observations_sheet;
CREATE TRIGGER follow_sheet AFTER UPDATE ON observations_sheet FOR EACH ROW
  WHEN ((OLD.state, OLD.observed_on, OLD.setting) IS DISTINCT FROM (NEW.state, NEW.observed_on, NEW.setting))
  EXECUTE FUNCTION gate.follow_sheet();

CREATE OR REPLACE FUNCTION gate.keep_sheet_person() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  s record;
BEGIN
  SELECT organisation_id, observer_id, state, observed_on, setting INTO s
  FROM observations_sheet WHERE id = NEW.sheet_id FOR SHARE;
  IF s.state IS DISTINCT FROM 'draft' THEN
    RAISE EXCEPTION 'a signed sheet never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  NEW.organisation_id := s.organisation_id;
  NEW.observer_id := s.observer_id;
  NEW.state := s.state;
  NEW.observed_on := s.observed_on;
  NEW.setting := s.setting;
  RETURN NEW;
END
$$;
DROP TRIGGER IF EXISTS keep_sheet_person ON observations_sheetperson;
CREATE TRIGGER keep_sheet_person BEFORE INSERT ON observations_sheetperson
  FOR EACH ROW EXECUTE FUNCTION gate.keep_sheet_person();

-- A rating or a note waits for a signature under way, and finds the sheet signed. The level lies on the scale.
CREATE OR REPLACE FUNCTION gate.keep_rating() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  s record;
BEGIN
  SELECT s0.state, s0.competencies, p.person_id, v.lowest, v.highest INTO s
  FROM observations_sheetperson p JOIN observations_sheet s0 ON s0.id = p.sheet_id
  JOIN observations_frameworkversion v ON v.id = s0.framework_version_id
  WHERE p.id = NEW.sheet_person_id FOR SHARE OF s0;
  IF s.state IS DISTINCT FROM 'draft' THEN
    RAISE EXCEPTION 'a signed sheet never changes' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NOT NEW.competency_id = ANY (s.competencies) THEN
    RAISE EXCEPTION 'not a competency of this sheet' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_TABLE_NAME = 'observations_rating' THEN
    IF NEW.level NOT BETWEEN s.lowest AND s.highest THEN
      RAISE EXCEPTION 'a level outside the scale' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  NEW.person_id := s.person_id;
  RETURN NEW;
END
$$;
DROP TRIGGER IF EXISTS keep_rating ON observations_rating;
CREATE TRIGGER keep_rating BEFORE INSERT OR UPDATE ON observations_rating
  FOR EACH ROW EXECUTE FUNCTION gate.keep_rating();
DROP TRIGGER IF EXISTS keep_rating ON observations_note;
CREATE TRIGGER keep_rating BEFORE INSERT OR UPDATE ON observations_note
  FOR EACH ROW EXECUTE FUNCTION gate.keep_rating();

CREATE OR REPLACE FUNCTION gate.keep_self_rating() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
BEGIN
  IF NOT EXISTS (
    SELECT FROM observations_competency c JOIN observations_frameworkversion v ON v.id = c.framework_version_id
    WHERE c.id = NEW.competency_id AND NEW.level BETWEEN v.lowest AND v.highest
  ) THEN
    RAISE EXCEPTION 'a level outside the scale' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END
$$;
DROP TRIGGER IF EXISTS keep_self_rating ON observations_selfrating;
CREATE TRIGGER keep_self_rating BEFORE INSERT OR UPDATE ON observations_selfrating
  FOR EACH ROW EXECUTE FUNCTION gate.keep_self_rating();

-- Open a colleague's draft by the code on its paper, to type it in. Returns its key, or NULL: no such draft here.
CREATE OR REPLACE FUNCTION gate.take_up_sheet(typed text) RETURNS uuid
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  found uuid;
BEGIN
  IF NOT gate.writes('sheet') OR gate.membership() IS NULL THEN
    {not_allowed};
  END IF;
  SELECT id INTO found FROM observations_sheet
  WHERE code = typed AND organisation_id = gate.organisation() AND state = 'draft';
  IF found IS NOT NULL THEN
    INSERT INTO observations_typist (id, sheet_id, membership_id, opened_at)
    VALUES (gen_random_uuid(), found, gate.membership(), clock_timestamp()) ON CONFLICT DO NOTHING;
  END IF;
  RETURN found;
END
$$;

-- The new version of a signed sheet begins with everybody and everything on the old one, those who left included.
CREATE OR REPLACE FUNCTION gate.copy_sheet(old_sheet uuid, new_sheet uuid) RETURNS integer
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  copied integer;
BEGIN
  IF NOT gate.writes('sheet') OR NOT EXISTS (
    SELECT FROM observations_sheet n JOIN observations_sheet o ON o.id = n.amendment_of_id
    WHERE n.id = new_sheet AND o.id = old_sheet AND n.state = 'draft' AND o.state = 'signed'
      AND n.observer_id = gate.membership() AND o.observer_id = n.observer_id
      AND n.framework_version_id = o.framework_version_id
  ) OR EXISTS (SELECT FROM observations_sheetperson WHERE sheet_id = new_sheet) THEN
    {not_allowed};
  END IF;
  INSERT INTO observations_sheetperson (id, version, sheet_id, person_id, position, organisation_id, observer_id, state,
                                        observed_on, setting)
  SELECT gen_random_uuid(), 1, new_sheet, person_id, position, organisation_id, observer_id, 'draft', observed_on, setting
  FROM observations_sheetperson WHERE sheet_id = old_sheet;
  GET DIAGNOSTICS copied = ROW_COUNT;
  INSERT INTO observations_rating (id, version, person_id, sheet_person_id, competency_id, level)
  SELECT gen_random_uuid(), 1, r.person_id, n.id, r.competency_id, r.level
  FROM observations_rating r JOIN observations_sheetperson p ON p.id = r.sheet_person_id
  JOIN observations_sheetperson n ON n.sheet_id = new_sheet AND n.person_id = p.person_id WHERE p.sheet_id = old_sheet;
  INSERT INTO observations_note (id, version, person_id, sheet_person_id, competency_id, text)
  SELECT gen_random_uuid(), 1, r.person_id, n.id, r.competency_id, r.text
  FROM observations_note r JOIN observations_sheetperson p ON p.id = r.sheet_person_id
  JOIN observations_sheetperson n ON n.sheet_id = new_sheet AND n.person_id = p.person_id WHERE p.sheet_id = old_sheet;
  RETURN copied;
END
$$;

-- Everybody on a sheet with the levels and notes set so far, for its observer, and while it is a draft for who opened it by
-- its code: asked once for the sheet. Row policies asked for each cell: 1,200 blocks for 30 people and 12 competencies.
CREATE OR REPLACE FUNCTION gate.lines_of_sheet(one uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE {definer} AS
$$
BEGIN
  IF NOT gate.writes('sheet') OR NOT EXISTS (
    SELECT FROM observations_sheet s WHERE s.id = one AND (s.observer_id = gate.membership() OR (
      s.state = 'draft' AND EXISTS (
        SELECT FROM observations_typist t WHERE t.sheet_id = one AND t.membership_id = gate.membership())))
  ) THEN
    RETURN NULL;
  END IF;
  RETURN (
    WITH line AS MATERIALIZED (
      SELECT p.id, p.person_id, p.position FROM observations_sheetperson p WHERE p.sheet_id = one
    ), level AS (
      SELECT r.sheet_person_id, jsonb_object_agg(r.competency_id, jsonb_build_array(r.version, r.level)) AS given
      FROM observations_rating r WHERE r.sheet_person_id = ANY (ARRAY(SELECT id FROM line)) GROUP BY 1
    ), note AS (
      SELECT n.sheet_person_id, jsonb_object_agg(n.competency_id, jsonb_build_array(n.version, n.text)) AS given
      FROM observations_note n WHERE n.sheet_person_id = ANY (ARRAY(SELECT id FROM line)) AND n.text <> '' GROUP BY 1
    )
    SELECT coalesce(jsonb_agg(jsonb_build_array(l.id, l.person_id, coalesce(r.given, '{}'), coalesce(n.given, '{}'))
                              ORDER BY l.position, l.id), '[]')
    FROM line l LEFT JOIN level r ON r.sheet_person_id = l.id LEFT JOIN note n ON n.sheet_person_id = l.id
  );
END
$$;
