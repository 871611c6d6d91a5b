-- Two entries of one organisation become one. Words in braces are filled in by policies.py.
-- What is written for an organisation that was merged meanwhile is of the one that stays. The key is held until the writer has
-- finished: who merges waits for it, and moves what was written.
CREATE OR REPLACE FUNCTION gate.follow_merger() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  stays uuid;
BEGIN
  SELECT o.merged_into_id INTO stays FROM organisations_organisation o WHERE o.id = NEW.organisation_id FOR KEY SHARE;
  NEW.organisation_id := coalesce(stays, NEW.organisation_id);
  RETURN NEW;
END
$$;
-- What stands against it; nothing where one may. For the function below.
CREATE OR REPLACE FUNCTION gate.against_merging(stays organisations_organisation, goes organisations_organisation)
RETURNS text LANGUAGE sql STABLE {definer} AS
$$
  SELECT CASE
    WHEN stays.id = goes.id THEN 'same'
    WHEN stays.kind <> goes.kind OR stays.kind NOT IN ({kinds}) THEN 'kind'
    WHEN EXISTS (SELECT FROM placements_placement a JOIN placements_placement b ON b.person_id = a.person_id
                 WHERE a.organisation_id = stays.id AND a.state NOT IN ({over})
                   AND b.organisation_id = goes.id AND b.state NOT IN ({over})) THEN 'talks'
    -- Whoever works for the one would see the people of the other.
    WHEN EXISTS (SELECT FROM people_caselink l WHERE l.organisation_id = goes.id AND {not_over l})
      OR EXISTS (SELECT FROM people_caselink l WHERE l.organisation_id = stays.id AND {not_over l})
         AND EXISTS (SELECT FROM accounts_membership m WHERE m.organisation_id = goes.id AND {stays_on m}) THEN 'cases'
    WHEN EXISTS (SELECT FROM register_proposal p JOIN register_registration r ON r.id = p.registration_id
                 WHERE r.organisation_id = goes.id) THEN 'correction'
    ELSE '' END
$$;
-- Merge `goes` into `stays`, for who keeps the register; the versions are those that were looked at. Returns what stands against
-- it, "stale stays" or "stale goes"; nothing where it is done. Whoever writes a row of either meanwhile is waited for.
CREATE OR REPLACE FUNCTION gate.merge_organisations(stays uuid, goes uuid, seen_stays integer, seen_goes integer)
RETURNS text LANGUAGE plpgsql {definer} AS
$$
DECLARE
  a organisations_organisation;
  b organisations_organisation;
  against text;
  site organisations_site;
  person organisations_contactperson;
  same uuid;
  entry uuid;
BEGIN
  IF NOT gate.writes('organisation') OR NOT EXISTS (
    SELECT FROM accounts_membership m
    WHERE m.id = gate.membership() AND m.organisation_id = gate.organisation() AND {employed m}
      AND m.roles && ARRAY[{keepers}]::varchar[]) THEN
    {not_allowed};
  END IF;
  PERFORM FROM organisations_organisation o WHERE o.id IN (stays, goes) ORDER BY o.id FOR UPDATE;
  SELECT * INTO a FROM organisations_organisation o WHERE o.id = stays;
  SELECT * INTO b FROM organisations_organisation o WHERE o.id = goes;
  IF a.id IS NULL OR b.id IS NULL OR a.merged_into_id IS NOT NULL OR b.merged_into_id IS NOT NULL THEN
    RETURN 'gone';
  END IF;
  against := gate.against_merging(a, b);
  IF against <> '' OR a.version <> seen_stays OR b.version <> seen_goes THEN
    RETURN CASE WHEN against <> '' THEN against WHEN a.version <> seen_stays THEN 'stale stays' ELSE 'stale goes' END;
  END IF;

  -- Places: one address is one place.
  FOR site IN SELECT * FROM organisations_site s WHERE s.organisation_id = goes ORDER BY s.id LOOP
    SELECT s.id INTO same FROM organisations_site s
      WHERE s.organisation_id = stays AND (s.street, s.town) <> ('', '') AND s.postcode = site.postcode
        AND lower(s.street) = lower(site.street) AND lower(s.town) = lower(site.town)
      ORDER BY s.id LIMIT 1;
    IF same IS NULL THEN
      UPDATE organisations_site s SET organisation_id = stays, version = s.version + 1 WHERE s.id = site.id;
    ELSE
      UPDATE organisations_site s
        SET place_id = coalesce(s.place_id, site.place_id), latitude = site.latitude, longitude = site.longitude
        WHERE s.id = same AND s.latitude IS NULL AND site.latitude IS NOT NULL;
      UPDATE openings_opening o SET site_id = same, latitude = s.latitude, longitude = s.longitude
        FROM organisations_site s WHERE o.site_id = site.id AND s.id = same;
      UPDATE organisations_contactperson c SET site_id = same WHERE c.site_id = site.id;
      UPDATE schooling_course c SET site_id = same WHERE c.site_id = site.id;
      DELETE FROM organisations_site s WHERE s.id = site.id;
    END IF;
  END LOOP;
  -- Contact persons: who has the same name and address is one person, and is not written to twice about the same.
  FOR person IN SELECT * FROM organisations_contactperson c WHERE c.organisation_id = goes ORDER BY c.id LOOP
    SELECT c.id INTO same FROM organisations_contactperson c
      WHERE c.organisation_id = stays AND lower(c.email) = lower(person.email)
        AND lower(c.given_names) = lower(person.given_names) AND lower(c.family_name) = lower(person.family_name)
      ORDER BY c.id LIMIT 1;
    IF same IS NULL THEN
      UPDATE organisations_contactperson c SET organisation_id = stays, version = c.version + 1 WHERE c.id = person.id;
    ELSE
      UPDATE organisations_contactperson c
        SET telephone = coalesce(nullif(c.telephone, ''), person.telephone), version = c.version + 1,
            function = coalesce(nullif(c.function, ''), person.function),
            preferred_channel = coalesce(nullif(c.preferred_channel, ''), person.preferred_channel)
        WHERE c.id = same;
      UPDATE placements_placementkey k SET contact = same WHERE k.contact = person.id;
      UPDATE register_registerkey k SET contact = same WHERE k.contact = person.id;
      UPDATE openings_renewalkey k SET contact = same
        WHERE k.contact = person.id
          AND NOT EXISTS (SELECT FROM openings_renewalkey o WHERE o.contact = same AND o.made_on = k.made_on);
      DELETE FROM organisations_contactperson c WHERE c.id = person.id;
    END IF;
  END LOOP;

  -- What is offered, with the keys by which it is renewed. A number of a source stands once.
  UPDATE openings_opening o SET external_number = ''
    WHERE o.organisation_id = goes AND o.external_number <> '' AND EXISTS (
      SELECT FROM openings_opening p WHERE p.organisation_id = stays AND p.source = o.source AND p.external_number = o.external_number);
  UPDATE openings_opening o SET organisation_id = stays WHERE o.organisation_id = goes;
  UPDATE openings_renewalkey k SET organisation = stays WHERE k.organisation = goes;

  -- Introductions and what they rest on. What was agreed to for the one holds for the other: they are one.
  UPDATE people_consent c SET recipient_id = stays WHERE c.recipient_id = goes;
  UPDATE placements_placement p SET organisation_id = stays WHERE p.organisation_id = goes;
  UPDATE placements_placement p SET kept_by_id = stays WHERE p.kept_by_id = goes;
  UPDATE placements_introduction i SET organisation_id = stays WHERE i.organisation_id = goes;
  UPDATE placements_introduction i SET contact_of_id = stays WHERE i.contact_of_id = goes;

  -- Visits, agreements; by whom letters are signed.
  UPDATE contact_log_note n SET organisation_id = stays WHERE n.organisation_id = goes;
  UPDATE contact_log_note n SET keeper_id = stays WHERE n.keeper_id = goes;
  UPDATE contact_log_agreement n SET organisation_id = stays WHERE n.organisation_id = goes;
  UPDATE contact_log_agreement n SET keeper_id = stays WHERE n.keeper_id = goes;
  UPDATE observations_letterissuer l SET body_id = stays
    WHERE l.body_id = goes AND NOT EXISTS (
      SELECT FROM observations_letterissuer o WHERE o.body_id = stays AND o.organisation_id = l.organisation_id);

  -- The entry in the register: one is in force. Links of the other answer for it.
  SELECT r.id INTO entry FROM register_registration r WHERE r.organisation_id = stays AND r.state IN ({of_register});
  IF entry IS NOT NULL THEN
    UPDATE register_registerkey k SET registration = entry
      FROM register_registration r
      WHERE r.organisation_id = goes AND k.registration = r.id AND k.purpose = 'refresh';
    UPDATE register_registration r SET state = 'left', version = r.version + 1
      WHERE r.organisation_id = goes AND r.state IN ({of_register});
  END IF;
  UPDATE register_registration r SET organisation_id = stays WHERE r.organisation_id = goes;

  -- Who works there goes on there. Whoever works for both goes on once, with the roles of both.
  UPDATE accounts_membership m SET roles = ARRAY(SELECT DISTINCT unnest(m.roles || o.roles) ORDER BY 1), version = m.version + 1
    FROM accounts_membership o
    WHERE m.organisation_id = stays AND o.organisation_id = goes AND o.user_id = m.user_id AND {stays_on m} AND {stays_on o}
      AND NOT m.roles @> o.roles;
  UPDATE accounts_user u SET works_as_id = m.id
    FROM accounts_membership m, accounts_membership o
    WHERE u.works_as_id = o.id AND o.organisation_id = goes AND m.organisation_id = stays AND m.user_id = o.user_id AND {stays_on m};
  UPDATE accounts_membership o SET ends_on = greatest(o.starts_on, gate.today()) - 1, version = o.version + 1
    WHERE o.organisation_id = goes AND {stays_on o} AND EXISTS (
      SELECT FROM accounts_membership m WHERE m.organisation_id = stays AND m.user_id = o.user_id AND {stays_on m});
  UPDATE accounts_membership m SET organisation_id = stays, version = m.version + 1 WHERE m.organisation_id = goes;
  UPDATE accounts_invitation i SET organisation_id = stays WHERE i.organisation_id = goes;
  UPDATE imports_import i SET organisation_id = stays WHERE i.organisation_id = goes;
  UPDATE imports_rowresult r SET organisation_id = stays WHERE r.organisation_id = goes;
  DELETE FROM imports_remembered r WHERE r.organisation_id = goes;

  -- The facts: what the one that stays does not say of itself.
  UPDATE organisations_organisation o
    SET version = o.version + 1, legal_name = coalesce(nullif(o.legal_name, ''), b.legal_name),
        website = coalesce(nullif(o.website, ''), b.website), sector = coalesce(nullif(o.sector, ''), b.sector),
        controller = coalesce(nullif(o.controller, ''), b.controller),
        last_contact_precision = CASE WHEN b.last_contact_on > o.last_contact_on OR o.last_contact_on IS NULL
                                 THEN b.last_contact_precision ELSE o.last_contact_precision END,
        last_contact_on = greatest(o.last_contact_on, b.last_contact_on)
    WHERE o.id = stays;
  UPDATE organisations_organisation o SET merged_into_id = stays, version = o.version + 1
    WHERE o.id = goes OR o.merged_into_id = goes;
  RETURN '';
END
$$;
