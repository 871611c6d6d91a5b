-- What companies see and get beside their introductions. Words in braces are filled in by policies.py.
-- What stands around one introduction on the company's page, signed in or by the hash of a key: the place, who keeps it, and
-- what the company itself answered while everybody is asked. Who keeps it is named as in the profile that was laid before the
-- person: a name that an organisation takes later could tell where people come from.
CREATE OR REPLACE FUNCTION gate.around_introduction(which uuid, typed text)
RETURNS TABLE (opening varchar, is_offered boolean, company varchar, kept_by varchar, agreed boolean)
LANGUAGE sql STABLE {definer} AS
$$
  SELECT o.title, gate.is_offered(o.id), g.name,
         coalesce((SELECT p.profile -> 'contact' ->> 'organisation' FROM placements_placement p WHERE p.introduction_id = i.id), ''),
         (SELECT a.agrees FROM placements_answer a JOIN placements_placement p ON p.id = a.placement_id
          WHERE p.introduction_id = i.id AND a.whose = 'company')
  FROM placements_introduction i JOIN openings_opening o ON o.id = i.opening_id
  JOIN organisations_organisation g ON g.id = i.organisation_id
  WHERE i.id = which AND CASE WHEN typed IS NULL
    THEN gate.reads('own_introduction') AND i.organisation_id = gate.organisation()
    ELSE i.id IN (SELECT q.id FROM gate.introduction_by_key(typed) q) END
$$;
-- Which of its introductions the company has answered: for its list, and for what waits.
CREATE OR REPLACE FUNCTION gate.answered_introductions() RETURNS SETOF uuid
LANGUAGE sql STABLE {definer} AS
$$
  SELECT p.introduction_id FROM placements_introduction i JOIN placements_placement p ON p.introduction_id = i.id
  JOIN placements_answer a ON a.placement_id = p.id AND a.whose = 'company'
  WHERE i.state = 'asked' AND gate.reads('own_introduction') AND i.organisation_id = gate.organisation()
$$;
-- What of its introductions waits for a company on Today: `asked` and not answered, `written` with a message that nobody read, `talks`
-- between two moments; the first `named` of each with what they are called. Messages and talks are found without a look at the rows.
CREATE OR REPLACE FUNCTION gate.own_introductions_that_wait(since timestamptz, until timestamptz, named integer)
RETURNS TABLE (part text, introduction uuid, moved_on date, meets_at timestamptz, title varchar, called text)
LANGUAGE plpgsql STABLE {definer} {planned} AS
$$
DECLARE
  ours constant uuid := gate.organisation();
BEGIN
  IF NOT gate.reads('own_introduction') THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH found AS (
    SELECT 'asked' AS part, i.id, i.moved_on, NULL::timestamptz AS meets_at FROM placements_introduction i
    WHERE i.organisation_id = ours AND i.state = 'asked' AND NOT EXISTS (
      SELECT FROM placements_placement p JOIN placements_answer a ON a.placement_id = p.id AND a.whose = 'company'
      WHERE p.introduction_id = i.id)
    UNION ALL
    SELECT 'written', i.id, i.moved_on, NULL FROM placements_introduction i
    WHERE i.id = ANY (ARRAY(
      SELECT m.introduction_id FROM placements_message m
      WHERE m.side = 'officer' AND m.read_at IS NULL AND m.introduction_id = ANY (ARRAY(
        SELECT o.id FROM placements_introduction o WHERE o.organisation_id = ours AND o.state IN ({talking}, {running})))))
    UNION ALL
    SELECT 'talks', i.id, i.moved_on, i.meets_at FROM placements_introduction i
    WHERE i.organisation_id = ours AND i.state IN ({talking}) AND i.meets_at BETWEEN since AND until
  ), counted AS MATERIALIZED (
    SELECT f.*, row_number() OVER (PARTITION BY f.part ORDER BY f.meets_at, f.moved_on, f.id) AS place FROM found f
  )
  SELECT c.part, c.id, c.moved_on, c.meets_at, o.title, coalesce(i.profile ->> 'called', '')
  FROM counted c LEFT JOIN placements_introduction i ON i.id = CASE WHEN c.place <= named THEN c.id END
  LEFT JOIN openings_opening o ON o.id = i.opening_id ORDER BY c.part, c.place;
END
$$;
-- Whom to write that there is something to read, for the worker, who acts for nobody: each contact person once about each
-- question, introduction, reminder, and newest message that nobody has read.
CREATE OR REPLACE FUNCTION gate.companies_due()
RETURNS TABLE (placement uuid, contact uuid, about varchar, opening varchar, email varchar, languages text[])
LANGUAGE sql STABLE {definer} AS
$$
  SELECT p.id, c.id, w.about, o.title, c.email, c.languages::text[]
  FROM placements_placement p JOIN placements_introduction i ON i.id = p.introduction_id
  JOIN openings_opening o ON o.id = i.opening_id
  JOIN organisations_contactperson c ON c.organisation_id = i.organisation_id AND c.email <> ''
  CROSS JOIN LATERAL (
    SELECT 'asked' WHERE p.state = 'asked'
      AND NOT EXISTS (SELECT FROM placements_answer a WHERE a.placement_id = p.id AND a.whose = 'company')
    UNION ALL SELECT 'introduced' WHERE p.state IN ({talking}) AND p.asked_on > gate.today() - 30
    UNION ALL SELECT 'remind' WHERE p.state = 'introduced' AND p.reminded_on IS NOT NULL
    UNION ALL (SELECT m.id::text FROM placements_message m
               WHERE m.introduction_id = i.id AND m.side = 'officer' AND m.read_at IS NULL AND p.state IN ({talking}, {running})
                 AND m.written_at > gate.today() - 14
               ORDER BY m.id DESC LIMIT 1)
  ) w (about)
  WHERE NOT gate.somebody_acts() AND p.state IN ('asked', {talking}, {running}) AND NOT gate.has_left(i.organisation_id)
    AND NOT EXISTS (SELECT FROM placements_placementkey k
                    WHERE k.placement = p.id AND k.contact = c.id AND k.about = w.about)
  ORDER BY p.id, c.id
$$;
-- Keep the hash of the key in a mail, by the worker, and say until when it opens; nothing where that mail went out already.
CREATE OR REPLACE FUNCTION gate.keep_mailed_key(one uuid, which uuid, to_contact uuid, what text, hashed text) RETURNS date
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  last_day constant date := gate.today() + 60;
BEGIN
  IF NOT EXISTS (SELECT FROM gate.companies_due() d
                 WHERE d.placement = which AND d.contact = to_contact AND d.about = what) THEN
    RETURN NULL;
  END IF;
  INSERT INTO placements_placementkey (id, placement, purpose, hashed, contact, about, made_on, ends_on)
    VALUES (one, which, 'company', keep_mailed_key.hashed, to_contact, what, gate.today(), last_day) ON CONFLICT DO NOTHING;
  RETURN CASE WHEN FOUND THEN last_day END;
END
$$;
-- The company, signed in or by the hash of a key, has somebody's profile before it: once a day that goes into the person's log of
-- looks. The company reads neither the log nor whom it is about.
CREATE OR REPLACE FUNCTION gate.note_company_look(which uuid, typed text) RETURNS void
LANGUAGE sql {definer} AS
$$
  INSERT INTO placements_look (id, version, person_id, placement_id, organisation_id, looked_on)
    SELECT gen_random_uuid(), 1, p.person_id, p.id, i.organisation_id, gate.today()
    FROM placements_introduction i JOIN placements_placement p ON p.introduction_id = i.id
    WHERE i.id = which AND i.profile IS NOT NULL AND CASE WHEN typed IS NULL
      THEN gate.reads('own_introduction') AND i.organisation_id = gate.organisation()
      ELSE i.id IN (SELECT k.id FROM gate.introduction_by_key(typed) k) END
    ON CONFLICT DO NOTHING
$$;
