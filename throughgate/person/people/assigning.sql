-- Somebody whom another organisation shared with ours, and whom nobody here looks after yet. Who assigns them need not
-- see people otherwise: they learn the name, since when, and from whom, of exactly these.
CREATE OR REPLACE FUNCTION gate.shared_with_nobody(most integer)
RETURNS TABLE (link uuid, person uuid, given_names text, family_name text, called_name text, since date, sharer text)
LANGUAGE plpgsql STABLE {definer} {planned} AS
$$
BEGIN
  IF gate.writes('assignment') IS NOT TRUE THEN
    RETURN;
  END IF;
  -- Whom nobody leads is found in the index alone, in the two ranges that it has for them: an organisation sees thousands.
  RETURN QUERY
  WITH alone AS MATERIALIZED (
    SELECT v.link_id FROM people_visibility v
    WHERE v.organisation_id = gate.organisation() AND v.led_until IS NULL AND {in_force v}
    UNION ALL
    SELECT v.link_id FROM people_visibility v
    WHERE v.organisation_id = gate.organisation() AND v.led_until < gate.today() AND {in_force v}
  )
  SELECT v.link_id, p.id, p.given_names::text, p.family_name::text, p.called_name::text, v.from_on, o.name::text
  FROM alone a
  JOIN people_visibility v ON v.link_id = a.link_id
  JOIN people_caselink l ON l.id = v.link_id
  JOIN people_caselink s ON s.id = l.shared_from_id
  JOIN organisations_organisation o ON o.id = s.organisation_id
  JOIN people_person p ON p.id = v.person_id
  ORDER BY v.name_key, v.link_id LIMIT least(most, 200);
END
$$;

-- Give one of them to a member whose role is with people. Nobody gives themselves somebody whom their roles do not open
-- anyway: a volunteer's view would grow by it. Returns the person, or nothing where there is nobody to give any more.
CREATE OR REPLACE FUNCTION gate.assign_shared(new_id uuid, shared uuid, member uuid) RETURNS uuid
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  one uuid;
BEGIN
  IF NOT gate.writes('assignment') OR NOT EXISTS (
    SELECT FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id
    WHERE m.id = member AND m.organisation_id = gate.organisation() AND u.is_active AND NOT u.is_service
      AND {employed m}
      AND m.roles && ARRAY[{looks_after}]::varchar[]
      AND (m.user_id <> gate.actor_user() OR gate.reaches_organisation())
  ) THEN
    {not_allowed};
  END IF;
  -- Two who assign at once: the later one finds nobody.
  PERFORM pg_advisory_xact_lock(hashtextextended(shared::text, 11));
  SELECT v.person_id INTO one FROM people_visibility v JOIN people_caselink l ON l.id = v.link_id
  WHERE v.link_id = shared AND l.shared_from_id IS NOT NULL AND v.organisation_id = gate.organisation()
    AND {in_force v}
    AND (v.led_until IS NULL OR v.led_until < gate.today());
  IF one IS NOT NULL THEN
    INSERT INTO people_assignment (id, version, person_id, link_id, membership_id, from_on)
    VALUES (new_id, 1, one, shared, member, gate.today());
  END IF;
  RETURN one;
END
$$;
-- End the look for which one named a purpose, before its half hour is over. Returns how many were open.
CREATE OR REPLACE FUNCTION gate.close_look(one uuid) RETURNS integer
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  closed integer;
BEGIN
  UPDATE people_namedpurpose SET ends_at = clock_timestamp()
  WHERE membership_id = gate.membership() AND person_id = one AND ends_at > clock_timestamp();
  GET DIAGNOSTICS closed = ROW_COUNT;
  RETURN closed;
END
$$;

-- Why somebody of another organisation opened a person whom ours registered or holds, for our data-protection officer:
-- by function and organisation, and no word about who the person is.
CREATE OR REPLACE FUNCTION gate.purposes_from_outside(since timestamptz, most integer)
RETURNS TABLE (at timestamptz, roles text[], organisation text, purpose text)
LANGUAGE plpgsql STABLE {definer} AS
$$
BEGIN
  RETURN QUERY
  SELECT n.named_at, m.roles::text[], o.name::text, n.purpose::text
  FROM people_namedpurpose n
  JOIN people_person p ON p.id = n.person_id
  JOIN accounts_membership m ON m.id = n.membership_id
  JOIN organisations_organisation o ON o.id = n.organisation_id
  WHERE gate.reads('access_log') AND n.organisation_id <> gate.organisation() AND n.named_at >= since
    AND (p.registered_by_id = gate.organisation() OR EXISTS (
      SELECT FROM people_visibility v
      WHERE v.person_id = p.id AND v.organisation_id = gate.organisation() AND v.role = 'custody'
        AND {in_force v}))
  ORDER BY n.named_at DESC, n.id LIMIT least(most, 200);
END
$$;

-- Who opened a person since a moment: for whoever looks after them and may be asked by them, and for who reads the log. By
-- function and organisation, as the person is told; names of the own staff to who reads the log alone. Of other
-- organisations to the custody and aftercare side, which knows who takes part. No page is named: which one was opened tells
-- of conditions and of consents that were taken back. Lists and searches are no opening.
CREATE OR REPLACE FUNCTION gate.looked_at(one uuid, since timestamptz, most integer)
RETURNS TABLE (organisation text, is_own boolean, who text, roles text[], purpose text, days bigint, latest timestamptz)
LANGUAGE plpgsql STABLE {definer} AS
$$
DECLARE
  reach constant text := gate.reach();
  own constant uuid := gate.organisation();
  names constant boolean := gate.reads('access_log');
  others boolean;
BEGIN
  IF gate.reads('looks') IS NOT TRUE OR gate.sees(one, reach) IS NOT TRUE THEN
    RETURN;
  END IF;
  others := gate.sees_as(one, reach, ARRAY['custody', 'aftercare']);
  RETURN QUERY
  SELECT o.name::text, a.organisation_id = own,
    coalesce(concat_ws(' ', u.given_names, u.family_name), ''), a.roles::text[], a.purpose::text,
    count(DISTINCT a.at::date), max(a.at)
  FROM audit_access a
  JOIN organisations_organisation o ON o.id = a.organisation_id
  LEFT JOIN accounts_membership m ON names AND m.id = a.membership_id AND m.organisation_id = own
  LEFT JOIN accounts_user u ON u.id = m.user_id
  WHERE a.people @> ARRAY[one] AND a.at >= since AND a.purpose NOT IN ('', 'import')
    AND (a.organisation_id = own OR others)
  GROUP BY o.id, o.name, a.organisation_id, u.id, u.given_names, u.family_name, a.roles, a.purpose
  ORDER BY max(a.at) DESC LIMIT least(most, 200);
END
$$;
