-- Functions and views behind the policies of people. Words in braces are filled in by policies.py.

-- The day of release by the latest stay; a move ends a stay and releases nobody. Of stays that begin on one day (there
-- and back between two meals) the latest is the one that goes on, else the one written last: keys tell the time.
CREATE OR REPLACE VIEW gate.release AS
  SELECT DISTINCT ON (person_id) person_id,
         coalesce(CASE WHEN ended_by <> 'transferred' THEN ended_on END, release_expected_on, release_earliest_on,
                  release_latest_on, DATE '9999-12-31') AS release_on
  FROM public.people_stay ORDER BY person_id, {latest_stay};

CREATE OR REPLACE FUNCTION gate.refresh_lines(them uuid[]) RETURNS void
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  -- Two changes of one person's links wait for each other here, so that the later one sees the earlier. In one order for
  -- everybody, so that two lists of people do not wait for each other crosswise.
  IF cardinality(them) > 2000 THEN
    -- A load by the owner: one lock on all lines, for the server has no room for so many.
    LOCK TABLE people_visibility IN SHARE ROW EXCLUSIVE MODE;
  ELSE
    PERFORM pg_advisory_xact_lock(lock) FROM (
      SELECT hashtextextended(one::text, 7) AS lock FROM unnest(them) one ORDER BY 1
    ) locks;
  END IF;
  DELETE FROM people_caseload WHERE person_id = ANY (them);
  DELETE FROM people_visibility WHERE person_id = ANY (them);
  INSERT INTO people_visibility ({visibility_columns})
  {visibility_of_them};
  INSERT INTO people_caseload ({caseload_columns})
  {caseload_truth} WHERE a.person_id = ANY (them);
END
$$;

CREATE OR REPLACE FUNCTION gate.refresh_visibility(one uuid) RETURNS void
LANGUAGE sql {definer} AS
$$ SELECT gate.refresh_lines(ARRAY[one]) $$;

CREATE OR REPLACE FUNCTION gate.keep_visibility_of_new() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  PERFORM gate.refresh_lines(ARRAY(SELECT DISTINCT n.person_id FROM rows_after n));
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION gate.keep_visibility() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  IF TG_TABLE_NAME = 'people_person' THEN
    PERFORM gate.refresh_visibility(NEW.id);
  ELSIF TG_OP = 'DELETE' THEN
    PERFORM gate.refresh_visibility(OLD.person_id);
  ELSE
    IF TG_OP = 'UPDATE' AND OLD.person_id <> NEW.person_id THEN
      PERFORM gate.refresh_visibility(OLD.person_id);
    END IF;
    PERFORM gate.refresh_visibility(NEW.person_id);
  END IF;
  RETURN NULL;
END
$$;

-- A row policy cannot tell columns apart: who writes the profile of a person does not rename them, and which
-- organisation registered a person never changes. The owner, who loads and repairs, is not asked.
CREATE OR REPLACE FUNCTION gate.keep_identity() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
BEGIN
  IF current_user = 'throughgate_app'
     AND (NEW.registered_by_id <> OLD.registered_by_id OR NOT gate.writes('person')) THEN
    {not_allowed};
  END IF;
  RETURN NEW;
END
$$;

-- May this organisation make the first link of this person? Asked by a policy before the person can be seen.
CREATE OR REPLACE FUNCTION gate.newly_registered(one uuid) RETURNS boolean
LANGUAGE sql STABLE {definer} AS
$$
  SELECT gate.writes('case_link')
     AND EXISTS (SELECT FROM people_person p WHERE p.id = one AND p.registered_by_id = gate.organisation())
     AND NOT EXISTS (SELECT FROM people_caselink l WHERE l.person_id = one)
$$;

-- Link another organisation: independent for the statutory sides, by whoever holds custody; the actor cannot see
-- the new row's organisation, hence a function. An organisation whose link has not run out on that day keeps it without
-- an end (somebody moved away and came back within days), independent from now on. It begins today, or in the past on a
-- day of a stay in one's own prison: when somebody moved. Returns the link.
CREATE OR REPLACE FUNCTION gate.link_by_statute(new_id uuid, one uuid, other uuid, part text, starts date)
RETURNS uuid LANGUAGE plpgsql {definer} AS
$$
DECLARE
  kept uuid;
BEGIN
  -- The actor's own link must be independent: a share gives nothing that outlasts it. Only custody hands custody on.
  -- Nobody links themselves again.
  IF NOT gate.writes('case_link') OR other = gate.organisation() OR NOT EXISTS (
    SELECT FROM organisations_organisation o
    WHERE o.id = other AND (o.kind, part) IN (('prison', 'custody'), ('probation', 'aftercare'))
  ) OR NOT EXISTS (
    SELECT FROM people_visibility v JOIN people_caselink l ON l.id = v.link_id
    WHERE v.person_id = one AND v.organisation_id = gate.organisation()
      AND v.role IN ('custody', part) AND l.shared_from_id IS NULL AND {in_force v}
  ) OR (starts = gate.today() OR starts < gate.today() AND EXISTS (
    SELECT FROM people_stay s WHERE s.person_id = one AND s.organisation_id = gate.organisation()
      AND s.arrived_on <= starts AND (s.ended_on IS NULL OR s.ended_on >= starts)
  )) IS NOT TRUE THEN
    {not_allowed};
  END IF;
  UPDATE people_caselink l SET until_on = NULL, shared_from_id = NULL, version = l.version + 1
  WHERE l.person_id = one AND l.organisation_id = other AND l.role = part AND l.basis = 'statute'
    AND l.from_on <= starts AND l.until_on >= starts
  RETURNING l.id INTO kept;
  IF kept IS NOT NULL THEN
    RETURN kept;
  END IF;
  INSERT INTO people_caselink (id, version, person_id, organisation_id, role, basis, from_on)
  VALUES (new_id, 1, one, other, part, 'statute', starts);
  RETURN new_id;
END
$$;

-- End a link of one's own organisation, or a share of it: earlier than it was to end, never later. One that ends on the
-- day it began ends at once: its last day is the one before. After it the row may no longer be seen, hence a function.
CREATE OR REPLACE FUNCTION gate.end_link(link uuid, last_day date, expected integer) RETURNS boolean
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  changed integer;
BEGIN
  IF NOT gate.writes('case_link') THEN
    {not_allowed};
  END IF;
  UPDATE people_caselink l SET until_on = least(l.until_on, greatest(last_day, l.from_on - 1)), version = l.version + 1
  WHERE l.id = link AND l.version = expected AND (
    l.organisation_id = gate.organisation()
    OR EXISTS (SELECT FROM people_caselink own WHERE own.id = l.shared_from_id
               AND own.organisation_id = gate.organisation())
  );
  GET DIAGNOSTICS changed = ROW_COUNT;
  RETURN changed = 1;
END
$$;

-- Hand everything assigned to one member of the organisation over to another: administrators, who see no people, and
-- members their own. Nobody hands over to themselves whom their roles do not open anyway.
-- Shapes: returns the number of assignments handed over.
CREATE OR REPLACE FUNCTION gate.hand_over_assignments(leaving uuid, taking uuid) RETURNS integer
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  a record;
  handed integer := 0;
BEGIN
  IF (gate.writes('membership') OR leaving = gate.membership() AND gate.roles() IS NOT NULL) IS NOT TRUE OR NOT EXISTS (
    SELECT FROM accounts_membership m WHERE m.id = leaving AND m.organisation_id = gate.organisation()
  ) OR taking IS NOT NULL AND NOT EXISTS (
    SELECT FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id
    WHERE m.id = taking AND m.id <> leaving AND m.organisation_id = gate.organisation() AND u.is_active
      AND NOT u.is_service AND {employed m}
      AND m.roles && ARRAY[{looks_after}]::varchar[]
  ) OR taking = gate.membership() AND NOT gate.reaches_organisation() THEN
    {not_allowed};
  END IF;
  FOR a IN SELECT * FROM people_assignment WHERE membership_id = leaving
             AND {not_over} FOR UPDATE LOOP
    UPDATE people_assignment SET until_on = greatest(gate.today() - 1, from_on - 1), version = version + 1
    WHERE id = a.id;
    IF taking IS NOT NULL THEN
      INSERT INTO people_assignment (id, version, person_id, link_id, membership_id, from_on)
      SELECT gen_random_uuid(), 1, a.person_id, a.link_id, taking, gate.today()
      WHERE NOT EXISTS (SELECT FROM people_assignment o WHERE o.link_id = a.link_id AND o.membership_id = taking
                        AND o.until_on IS NULL);
    END IF;
    handed := handed + 1;
  END LOOP;
  RETURN handed;
END
$$;

-- Who looked at me: by function and organisation, never by name. For the person at the kiosk.
CREATE OR REPLACE FUNCTION gate.looks_at_me() RETURNS TABLE (at timestamptz, roles text[], organisation text, purpose text)
LANGUAGE sql STABLE {definer} AS
$$
  SELECT a.at, a.roles::text[], o.name::text, a.purpose::text
  FROM audit_access a LEFT JOIN organisations_organisation o ON o.id = a.organisation_id
  WHERE gate.person() IS NOT NULL AND a.people @> ARRAY[gate.person()] ORDER BY a.at DESC LIMIT 500
$$;

-- How many people are still assigned to a member of one's own organisation (a number, no names).
CREATE OR REPLACE FUNCTION gate.assigned_to(member uuid) RETURNS bigint
LANGUAGE sql STABLE {definer} AS
$$
  SELECT count(*) FROM people_assignment a JOIN accounts_membership m ON m.id = a.membership_id
  WHERE a.membership_id = member AND m.organisation_id = gate.organisation()
    AND (gate.writes('membership') OR member = gate.membership() AND gate.roles() IS NOT NULL)
    AND {not_over a}
$$;

-- All lines anew, and where the kept lines differ from them. For loading and for `throughgate check`.
CREATE OR REPLACE FUNCTION gate.rebuild_visibility() RETURNS void
LANGUAGE plpgsql {caller} AS
$$
BEGIN
  DELETE FROM people_caseload;
  DELETE FROM people_visibility;
  INSERT INTO people_visibility ({visibility_columns})
  {visibility_of_all};
  INSERT INTO people_caseload ({caseload_columns})
  {caseload_truth};
END
$$;
-- Lines that `gate.sweep_lines` has taken away are not missed.
CREATE OR REPLACE FUNCTION gate.visibility_differences() RETURNS bigint
LANGUAGE sql STABLE {caller} AS
$$
  SELECT (SELECT count(*) FROM (SELECT * FROM ({visibility_of_all}) truth ({visibility_columns})
                                WHERE until_on IS NULL OR until_on >= current_date - 30
                                EXCEPT SELECT {visibility_columns} FROM people_visibility) missing)
       + (SELECT count(*) FROM (SELECT {visibility_columns} FROM people_visibility EXCEPT ({visibility_of_all})) extra)
       + (SELECT count(*) FROM (SELECT * FROM ({caseload_truth}) truth ({caseload_columns})
                                WHERE until_on IS NULL OR until_on >= current_date - 30
                                EXCEPT SELECT {caseload_columns} FROM people_caseload) missing)
       + (SELECT count(*) FROM (SELECT {caseload_columns} FROM people_caseload EXCEPT ({caseload_truth})) extra)
$$;

-- Who is meant by a half-remembered name, among the people one may see: closest first. Trigram operators are not
-- leakproof, so under row security they could not use an index; hence a function with the policies' conditions inside.
-- `words` is what was typed, `one` how its longest word may sound, `other` how another one may (an empty array: there is none); each
-- key holds the name as it is written and as it sounds (see searching.py).
-- Those whose names begin so, or sound so, are always among the answer; where they are few, those who are nearly written or
-- sound so join them, 150 of each: a common name is that of a thousand people in a large prison, and whoever looks for one
-- of them types more of it. Of those equally close, whose family name sounds so comes before whose given name does.
-- The call loads pg_trgm: before that, only a superuser may name its setting.
SELECT public.show_limit();
DROP FUNCTION IF EXISTS gate.people_like(text, integer);  -- it knew nothing of how names sound
DROP FUNCTION IF EXISTS gate.people_like(text, text, text, integer);  -- it knew two ways to read a name
CREATE OR REPLACE FUNCTION gate.people_like(words text, one text[], other text[], most integer) RETURNS SETOF uuid
LANGUAGE plpgsql STABLE {definer}
SET pg_trgm.word_similarity_threshold = 0.5
{planned} AS  -- planning for the very words would try them on all statistics: 30 ms
$$
DECLARE
  one_sounds constant text[] := ARRAY(SELECT '% ' || r || '%' FROM unnest(one) r);
  other_sounds constant text[] := ARRAY(SELECT '% ' || r || '%' FROM unnest(other) r);
BEGIN
  IF NOT gate.reads('person') THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH mine AS NOT MATERIALIZED (
    SELECT v.person_id, v.search_key FROM people_visibility v
    WHERE v.organisation_id = gate.organisation() AND gate.reaches_organisation() AND {in_force v}
    UNION ALL
    SELECT c.person_id, c.search_key FROM people_caseload c
    WHERE c.membership_id = gate.membership() AND NOT gate.reaches_organisation() AND {in_force c}
  ), sure AS MATERIALIZED (
    (SELECT m.person_id, m.search_key FROM mine m
     WHERE m.search_key >= words COLLATE "C" AND m.search_key < (words || chr(1114111)) COLLATE "C"
     ORDER BY m.search_key LIMIT most)
    UNION
    (SELECT m.person_id, m.search_key FROM mine m
     WHERE m.search_key LIKE ANY (one_sounds) AND cardinality(other) = 0
     LIMIT 150)
    UNION
    (SELECT m.person_id, m.search_key FROM mine m
     WHERE m.search_key LIKE ANY (one_sounds) AND m.search_key LIKE ANY (other_sounds) AND cardinality(other) > 0
     LIMIT 150)
  ), found AS (
    SELECT s.person_id, s.search_key FROM sure s
    UNION
    (SELECT m.person_id, m.search_key FROM mine m
     WHERE words OPERATOR(public.<%) m.search_key AND (SELECT count(*) FROM sure) < most
     LIMIT 150)
    UNION
    (SELECT m.person_id, m.search_key FROM mine m
     WHERE m.search_key OPERATOR(public.%>) ANY (one) AND cardinality(other) = 0
       AND (SELECT count(*) FROM sure) < most
     LIMIT 150)
    UNION
    (SELECT m.person_id, m.search_key FROM mine m
     WHERE m.search_key OPERATOR(public.%>) ANY (one) AND m.search_key OPERATOR(public.%>) ANY (other)
       AND cardinality(other) > 0 AND (SELECT count(*) FROM sure) < most
     LIMIT 150)
  )
  SELECT f.person_id FROM found f
  ORDER BY starts_with(f.search_key, words) DESC,
    (words OPERATOR(public.<<->) f.search_key)
      + CASE WHEN f.search_key LIKE ANY (one_sounds) THEN 0
             ELSE (SELECT min(r OPERATOR(public.<<<->) f.search_key) FROM unnest(one) r) END
      + CASE WHEN cardinality(other) = 0 OR f.search_key LIKE ANY (other_sounds) THEN 0
             ELSE (SELECT min(r OPERATOR(public.<<<->) f.search_key) FROM unnest(other) r) END,
    (SELECT min(nullif(position(' ' || r in f.search_key), 0)) FROM unnest(one) r),
    f.person_id
  LIMIT least(most, 200);
END
$$;

-- People who may be the same as somebody on a list, among those one may see: they share a blocking key, which has the
-- birth in it (see duplicates.py). Where a birth is not known, nothing is ever more than a hint, and a few people are
-- enough. Overlap of arrays is not leakproof either, hence a function. The entries come as JSON, and are named in the
-- answer by their place: [{"keys": [...], "birth": is it known?}, ...].
CREATE OR REPLACE FUNCTION gate.people_alike(entries jsonb) RETURNS TABLE (
  entry integer, id uuid, given_names text, family_name text, called_name text, birth_on date, birth_precision text)
LANGUAGE sql STABLE {definer} AS
$$
  SELECT e.number::integer - 1, p.id, p.given_names, p.family_name, p.called_name, p.birth_on, p.birth_precision
  FROM (SELECT gate.reach() AS reach) r,
       jsonb_array_elements(entries) WITH ORDINALITY AS e (said, number),
       LATERAL (
         SELECT q.id, q.given_names, q.family_name, q.called_name, q.birth_on, q.birth_precision,
                (e.said ->> 'birth')::boolean AND q.birth_on IS NOT NULL AS compared,
                row_number() OVER (PARTITION BY q.birth_on IS NULL ORDER BY q.id) AS place
         FROM people_person q
         WHERE q.alike_keys && ARRAY(SELECT jsonb_array_elements_text(e.said -> 'keys'))::varchar[]
           AND gate.sees(q.id, r.reach)
       ) p
  WHERE p.compared OR p.place <= 50
$$;

-- Take back the registration of somebody whom an import of this organisation brought in: only while nobody has changed
-- anything since, nobody else takes part, and nothing else hangs on the person. Returns nothing, or why the person stays.
CREATE OR REPLACE FUNCTION gate.undo_registered(one uuid, import uuid) RETURNS text
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  mine constant text[] := ARRAY['people_visibility', 'people_caseload', 'people_caselink', 'people_assignment',
    'people_stay', 'people_personnumber', 'people_spokenlanguage', 'people_wish', 'people_namedpurpose',
    'people_notduplicate',
    -- Chains begin with a stay, and go with it (gate.end_chain_with_stay).
    'chain_chain', 'chain_step'];
  -- What later imports did and took back again is no change either.
  ours constant text[] := import::text || ARRAY(
    SELECT DISTINCT i.id::text FROM imports_rowresult r JOIN imports_import i ON i.id = r.of_id
    WHERE r.target = one AND r.settled = 'undone' AND i.organisation_id = gate.organisation());
  hanging record;
  found boolean;
BEGIN
  IF NOT gate.writes('person') OR NOT EXISTS (
    SELECT FROM imports_rowresult r JOIN imports_import i ON i.id = r.of_id
    WHERE r.of_id = import AND r.target = one AND r.outcome = 'created' AND NOT r.is_preview
      AND i.organisation_id = gate.organisation() AND i.kind = 'people' AND i.state = 'undoing'
  ) THEN
    {not_allowed};
  END IF;
  PERFORM FROM people_person p WHERE p.id = one AND p.registered_by_id = gate.organisation() FOR UPDATE;
  IF NOT FOUND THEN
    RETURN 'gone';
  END IF;
  -- Every change leaves an entry with the request it came from; those of the import carry its id. Looking is no change.
  IF NOT EXISTS (SELECT FROM audit_entry e WHERE e.person_id = one AND e.action = 'person.register'
                 AND e.request = import::text)
     OR EXISTS (SELECT FROM audit_entry e WHERE e.person_id = one AND e.request <> ALL (ours)
             AND e.action NOT IN ('person.name_purpose', 'person.decide_not_duplicate'))
     OR EXISTS (SELECT FROM audit_history h WHERE h.person_id = one AND h.request <> ALL (ours))
     OR EXISTS (SELECT FROM people_caselink l WHERE l.person_id = one AND l.organisation_id <> gate.organisation()) THEN
    RETURN 'changed_since';
  END IF;
  FOR hanging IN
    SELECT c.conrelid::regclass AS place, a.attname AS name
    FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND c.confrelid = 'people_person'::regclass AND NOT c.conrelid::regclass::text = ANY (mine)
      -- Conditions are written by the custody side alone, and for nobody else even looked for.
      AND (c.conrelid <> 'people_workcondition'::regclass OR gate.sees_as(one, gate.reach(), ARRAY['custody']))
  LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %s WHERE %I = $1)', hanging.place, hanging.name) INTO found USING one;
    IF found THEN
      RETURN 'used_since';
    END IF;
  END LOOP;
  DELETE FROM people_notduplicate WHERE person_id = one OR other_id = one;
  DELETE FROM people_namedpurpose WHERE person_id = one;
  DELETE FROM people_wish WHERE person_id = one;
  DELETE FROM people_spokenlanguage WHERE person_id = one;
  DELETE FROM people_personnumber WHERE person_id = one;
  DELETE FROM people_stay WHERE person_id = one;
  DELETE FROM people_caseload WHERE person_id = one;
  DELETE FROM people_visibility WHERE person_id = one;
  DELETE FROM people_assignment WHERE person_id = one;
  DELETE FROM people_caselink WHERE person_id = one;
  DELETE FROM people_person WHERE id = one;
  RETURN '';
END
$$;

-- Take back a stay that an import began for somebody known, while nobody has changed it.
CREATE OR REPLACE FUNCTION gate.undo_stay(stay uuid, import uuid) RETURNS boolean
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  IF NOT gate.writes('stay') THEN
    {not_allowed};
  END IF;
  DELETE FROM people_stay s
  WHERE s.id = stay AND s.organisation_id = gate.organisation() AND s.version = 1
    AND EXISTS (SELECT FROM imports_import i WHERE i.id = import AND i.state = 'undoing'
                AND i.organisation_id = gate.organisation())
    AND EXISTS (SELECT FROM audit_entry e WHERE e.subject_id = s.id AND e.request = import::text)
    AND NOT EXISTS (SELECT FROM audit_entry e WHERE e.subject_id = s.id AND e.request <> import::text);
  RETURN FOUND;
END
$$;

-- Consents whose last day is over become expired; called by the worker, who acts for nobody. By the database's clock:
-- this concerns everybody, so no caller says which day it is.
CREATE OR REPLACE FUNCTION gate.expire_consents() RETURNS integer
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  changed integer;
BEGIN
  UPDATE people_consent SET state = 'expired', version = version + 1
  WHERE state = 'given' AND expires_on < gate.day_by_clock() AND NOT gate.somebody_acts();
  GET DIAGNOSTICS changed = ROW_COUNT;
  RETURN changed;
END
$$;

-- A link that rests on a consent ends with it, whether the consent ran out or was taken back, so that the row reads like
-- any link that ended. Not in the name of whoever noted it: the history of the link, which others read, would tell.
CREATE OR REPLACE FUNCTION gate.end_with_consent() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  who constant text[] := gate.act_for_nobody();
BEGIN
  UPDATE people_caselink l
  SET until_on = greatest(least(l.until_on, NEW.expires_on, gate.today() - 1), l.from_on - 1), version = l.version + 1
  WHERE l.consent_id = NEW.id AND {not_over l}
    AND l.until_on IS DISTINCT FROM greatest(least(l.until_on, NEW.expires_on, gate.today() - 1), l.from_on - 1);
  PERFORM gate.act_again(who);
  RETURN NULL;
END
$$;
DROP TRIGGER IF EXISTS end_with_consent ON people_consent;
CREATE TRIGGER end_with_consent AFTER UPDATE OF state ON people_consent FOR EACH ROW
  WHEN (OLD.state = 'given' AND NEW.state <> 'given') EXECUTE FUNCTION gate.end_with_consent();

-- Is everything over that rested on this consent? Such a consent is no longer shown to others, whatever it was that
-- ended it: else a link that ended while its consent stands would tell apart those whose consent was taken back. Of
-- people who are no case of one's own organisation nothing is told.
CREATE OR REPLACE FUNCTION gate.is_over(consent uuid) RETURNS boolean
LANGUAGE plpgsql STABLE {definer} AS
$$
BEGIN
  RETURN EXISTS (SELECT FROM people_caselink l WHERE l.consent_id = consent) AND NOT EXISTS (
    SELECT FROM people_caselink l JOIN people_visibility v ON v.link_id = l.id
    WHERE l.consent_id = consent AND {not_over v}
  ) AND gate.reads('consent') AND EXISTS (
    SELECT FROM people_consent c JOIN people_visibility v ON v.person_id = c.person_id
    WHERE c.id = consent AND v.organisation_id = gate.organisation()
      AND {in_force v});
END
$$;
