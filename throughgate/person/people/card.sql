-- The stays of a person, oldest first, as JSON.
CREATE OR REPLACE FUNCTION gate.stays_of(one uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE {caller} {planned} AS
$$
BEGIN
  RETURN (
    SELECT jsonb_agg(jsonb_build_object(
      'id', s.id, 'version', s.version, 'organisation_id', s.organisation_id, 'organisation', o.name,
      'arrived_on', s.arrived_on, 'release_earliest_on', s.release_earliest_on,
      'release_expected_on', s.release_expected_on, 'release_latest_on', s.release_latest_on,
      'ended_on', s.ended_on, 'ended_by', s.ended_by) ORDER BY s.arrived_on, s.ended_on NULLS LAST, s.id)
    FROM people_stay s JOIN organisations_organisation o ON o.id = s.organisation_id WHERE s.person_id = one
  );
END
$$;

-- Somebody whom the actor may see, as they are opened: the row, the place of the home, whether they are in one's own
-- caseload, else the purpose that one named and until when; and where asked for, their stays. It runs as the application: the
-- policies of each table decide.
CREATE OR REPLACE FUNCTION gate.person_opened(one uuid, moment timestamptz, with_stays boolean)
RETURNS TABLE (person people_person, its_home jsonb, is_mine boolean, named varchar, opened_until timestamptz,
               its_stays jsonb)
LANGUAGE plpgsql STABLE {caller} {planned} AS
$$
BEGIN
  RETURN QUERY
  SELECT p, to_jsonb(h), EXISTS (
      SELECT FROM people_caseload c WHERE c.person_id = one AND c.membership_id = gate.membership() AND {in_force c}),
    n.purpose, n.ends_at, CASE WHEN with_stays THEN gate.stays_of(one) END
  FROM people_person p LEFT JOIN vocabulary_place h ON h.id = p.home_id
  LEFT JOIN LATERAL (
    SELECT l.purpose, l.ends_at FROM people_namedpurpose l
    WHERE l.person_id = one AND l.membership_id = gate.membership() AND l.ends_at > moment
    ORDER BY l.ends_at DESC LIMIT 1
  ) n ON true
  WHERE p.id = one;
END
$$;

-- Everything that stands on a person's page, of the kinds of record that the actor's roles read, as one JSON object.
-- It runs as the application: the policies of each table decide what is in it. As a function, because its plan, with all
-- of the policies, takes longer to make than to run, and is kept by the connection.
CREATE OR REPLACE FUNCTION gate.person_card(one uuid, kinds text[], day date, most_changes integer) RETURNS jsonb
LANGUAGE plpgsql STABLE {caller} {planned} AS
$$
DECLARE
  own constant uuid := gate.organisation();
  me constant uuid := gate.membership();
  conditions jsonb;
BEGIN
  -- A statement of its own: for whoever does not read them the table is not even named.
  IF 'work_condition' = ANY (kinds) THEN
    SELECT jsonb_agg(jsonb_build_object('id', c.id, 'kind', c.kind, 'until_on', c.until_on) ORDER BY c.kind)
    INTO conditions
    FROM people_workcondition c WHERE c.person_id = one AND (c.until_on IS NULL OR c.until_on >= day);
  END IF;
  RETURN jsonb_build_object(
    'stays', CASE WHEN 'stay' = ANY (kinds) THEN gate.stays_of(one) END,
    'links', CASE WHEN 'case_link' = ANY (kinds) THEN (
      SELECT jsonb_agg(jsonb_build_object(
        'id', l.id, 'version', l.version, 'organisation_id', l.organisation_id, 'organisation', o.name,
        'role', l.role, 'basis', l.basis, 'from_on', l.from_on, 'until_on', l.until_on,
        'by_id', f.organisation_id) ORDER BY l.from_on, l.id)
      FROM people_caselink l JOIN organisations_organisation o ON o.id = l.organisation_id
      LEFT JOIN people_caselink f ON f.id = l.shared_from_id WHERE l.person_id = one
    ) END,
    'workers', CASE WHEN 'case_link' = ANY (kinds) THEN (
      SELECT jsonb_agg(jsonb_build_object(
        'id', a.id, 'version', a.version, 'link_id', a.link_id, 'membership_id', a.membership_id,
        'name', u.given_names || ' ' || u.family_name, 'from_on', a.from_on, 'until_on', a.until_on)
        ORDER BY a.from_on, a.id)
      FROM people_assignment a JOIN people_caselink l ON l.id = a.link_id AND l.organisation_id = own
      JOIN accounts_membership m ON m.id = a.membership_id JOIN accounts_user u ON u.id = m.user_id
      WHERE a.person_id = one AND (a.until_on IS NULL OR a.until_on >= day)
    ) END,
    'languages', CASE WHEN 'profile' = ANY (kinds) THEN (
      SELECT jsonb_agg(jsonb_build_object('id', l.id, 'language', l.language, 'level', l.level)
        ORDER BY l.level DESC, l.language)
      FROM people_spokenlanguage l WHERE l.person_id = one
    ) END,
    'wishes', CASE WHEN 'profile' = ANY (kinds) THEN (
      SELECT jsonb_agg(jsonb_build_object('code', o.code, 'titles', o.titles)
        ORDER BY o.code)
      FROM people_wish w JOIN vocabulary_occupation o ON o.code = w.occupation_id WHERE w.person_id = one
    ) END,
    'qualifications', CASE WHEN 'profile' = ANY (kinds) THEN (
      SELECT jsonb_agg(jsonb_build_object(
        'id', q.id, 'what', q.what, 'obtained_on', q.obtained_on, 'obtained_precision', q.obtained_precision,
        'seen_on', q.seen_on,
        'seen_by', CASE WHEN m.organisation_id = own THEN u.given_names || ' ' || u.family_name ELSE o.name END)
        ORDER BY q.obtained_on DESC, q.what)
      FROM people_qualification q LEFT JOIN accounts_membership m ON m.id = q.seen_by_id
      LEFT JOIN accounts_user u ON u.id = m.user_id LEFT JOIN organisations_organisation o ON o.id = m.organisation_id
      WHERE q.person_id = one
    ) END,
    'conditions', conditions,
    -- A "no" never harms: what ended, perhaps because it was withdrawn, is seen by the one who took it only.
    'consents', CASE WHEN 'consent' = ANY (kinds) THEN (
      SELECT jsonb_agg(jsonb_build_object(
        'id', c.id, 'purpose', c.purpose, 'recipient_text', c.recipient_text, 'scope', c.scope, 'state', c.state,
        'asked_for_id', c.asked_for_id, 'explained_in', c.explained_in, 'asked_on', c.asked_on,
        'answered_on', c.answered_on, 'expires_on', c.expires_on, 'guardian_agreed_on', c.guardian_agreed_on,
        'recipient', r.name, 'asked_for', o.name,
        'asked_by', CASE WHEN c.asked_for_id = own THEN u.given_names || ' ' || u.family_name ELSE o.name END)
        ORDER BY c.asked_on DESC, c.id DESC)
      FROM people_consent c JOIN organisations_organisation o ON o.id = c.asked_for_id
      JOIN accounts_membership m ON m.id = c.asked_by_id JOIN accounts_user u ON u.id = m.user_id
      LEFT JOIN organisations_organisation r ON r.id = c.recipient_id
      WHERE c.person_id = one
        AND (c.state = 'given' OR c.asked_by_id = me OR (c.state = 'asked' AND c.asked_for_id = own))
    ) END,
    'contact', CASE WHEN 'after_release' = ANY (kinds) THEN (
      SELECT jsonb_agg(jsonb_build_object('telephone', a.telephone, 'email', a.email, 'address', a.address,
        'preferred_channel', a.preferred_channel))
      FROM people_afterrelease a WHERE a.person_id = one
    ) END,
    'guardian', CASE WHEN 'guardian' = ANY (kinds) THEN (
      SELECT jsonb_agg(jsonb_build_object('given_names', g.given_names, 'family_name', g.family_name,
        'relation', g.relation, 'telephone', g.telephone, 'email', g.email))
      FROM people_guardian g WHERE g.person_id = one
    ) END,
    'numbers', CASE WHEN 'number' = ANY (kinds) THEN (
      SELECT jsonb_agg(n.number) FROM people_personnumber n WHERE n.person_id = one AND n.organisation_id = own
    ) END,
    -- What the stays were before each change, newest first; staff are named within one's own organisation.
    'moves', CASE WHEN 'history' = ANY (kinds) THEN (
      SELECT jsonb_agg(jsonb_build_object(
        'row_id', h.row_id, 'at', h.at, 'before', h.before,
        'staff', (SELECT u.given_names || ' ' || u.family_name FROM accounts_membership m
                  JOIN accounts_user u ON u.id = m.user_id WHERE m.id = h.membership_id AND m.organisation_id = own),
        'organisation', (SELECT o.name FROM organisations_organisation o WHERE o.id = h.organisation_id),
        'why', (SELECT e.why FROM audit_entry e WHERE e.subject_id = h.row_id AND e.request = h.request AND e.why <> ''
                ORDER BY e.at LIMIT 1)) ORDER BY h.id DESC)
      FROM (
        SELECT k.id, k.row_id, k.at, k.before, k.membership_id, k.organisation_id, k.request FROM audit_history k
        WHERE k.person_id = one AND k.table_name = 'people_stay' AND k.operation = 'update'
        ORDER BY k.id DESC LIMIT most_changes
      ) h
    ) END);
END
$$;
