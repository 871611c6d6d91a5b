-- What somebody without an account does with the register. They are known by the hash of a key, or not at all.
-- Take in what somebody registers; the key is for the link of a mail. Sent twice it is one registration: false then.
CREATE OR REPLACE FUNCTION gate.take_registration(facts jsonb, hashed text) RETURNS boolean
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  row register_registration;
BEGIN
  IF gate.somebody_acts() THEN
    {not_allowed};
  END IF;
  row := jsonb_populate_record(NULL::register_registration, facts || jsonb_build_object(
    'state', 'sent', 'version', 1, 'organisation_id', NULL, 'paper', NULL, 'confirmed_by', '', 'confirmed_at', NULL,
    'answered_at', NULL, 'refusal', '', 'refreshed_on', NULL, 'said', '', 'sent_at', now()));
  INSERT INTO register_registration SELECT row.* ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  IF hashed <> '' THEN
    INSERT INTO register_registerkey (id, registration, purpose, hashed, made_on, ends_on)
      VALUES (gen_random_uuid(), row.id, 'confirm', take_registration.hashed, gate.today(), gate.today() + {confirm_within});
  END IF;
  RETURN true;
END
$$;
-- What a key opens: one registration, with what its holder said or what stands in the register now.
CREATE OR REPLACE FUNCTION gate.registration_by_key(typed text)
RETURNS TABLE (registration uuid, purpose varchar, state varchar, called varchar, place text, people text[],
               offers text[], used_on date, refreshed_on date)
LANGUAGE sql STABLE {definer} AS
$$
  SELECT r.id, k.purpose, r.state, coalesce(o.name, r.name),
         coalesce((SELECT btrim(concat_ws(', ', nullif(s.street, ''), btrim(s.postcode || ' ' || s.town)))
                   FROM organisations_site s WHERE s.organisation_id = o.id ORDER BY s.id LIMIT 1),
                  btrim(concat_ws(', ', nullif(r.street, ''), btrim(r.postcode || ' ' || r.town)))),
         CASE WHEN o.id IS NULL THEN ARRAY[btrim(r.given_names || ' ' || r.family_name)]
              ELSE ARRAY(SELECT btrim(c.given_names || ' ' || c.family_name) FROM organisations_contactperson c
                         WHERE c.organisation_id = o.id ORDER BY c.family_name, c.given_names, c.id) END,
         r.offers::text[], k.used_on, r.refreshed_on
  FROM register_registerkey k JOIN register_registration r ON r.id = k.registration
  LEFT JOIN organisations_organisation o ON o.id = r.organisation_id
  WHERE k.hashed = typed AND k.ends_on >= gate.today()
    AND r.state IN ('sent', 'registered', 'verified', 'paused', 'left')
    AND (k.purpose = 'confirm') = (r.organisation_id IS NULL)
$$;
-- Answer by a key, once: "confirm" what was sent; of an entry "refresh" (all is right), "say_changed" with what did, or "leave". What is not
-- open to the key any more gives nothing.
CREATE OR REPLACE FUNCTION gate.answer_by_key(typed text, answer text, said text) RETURNS uuid
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  one uuid;
BEGIN
  UPDATE register_registerkey k SET used_on = gate.today()
    FROM register_registration r
    WHERE k.hashed = typed AND k.ends_on >= gate.today() AND k.used_on IS NULL AND r.id = k.registration
      AND CASE answer WHEN 'confirm' THEN k.purpose = 'confirm' AND r.state = 'sent'
                      WHEN 'refresh' THEN k.purpose = 'refresh' AND r.state IN ('verified', 'paused')
                      WHEN 'say_changed' THEN k.purpose = 'refresh' AND r.state IN ('verified', 'paused') AND btrim(answer_by_key.said) <> ''
                      WHEN 'leave' THEN k.purpose = 'refresh' AND r.state IN ('verified', 'paused')
                      ELSE false END
    RETURNING k.registration INTO one;
  UPDATE register_registration r
    SET version = r.version + 1,
        state = CASE answer WHEN 'confirm' THEN 'registered' WHEN 'leave' THEN 'left' ELSE r.state END,
        confirmed_at = CASE answer WHEN 'confirm' THEN now() ELSE r.confirmed_at END,
        confirmed_by = CASE answer WHEN 'confirm' THEN 'key' ELSE r.confirmed_by END,
        refreshed_on = CASE WHEN answer IN ('refresh', 'say_changed') THEN gate.today() ELSE r.refreshed_on END,
        said = CASE answer WHEN 'say_changed' THEN left(answer_by_key.said, 600) ELSE r.said END
    WHERE r.id = one;
  RETURN one;
END
$$;
-- Whom the worker asks whether an entry is still right: contact persons with an address, once while it is due and not
-- again before as much time has gone by once more. To nobody but the worker, who acts for nobody.
CREATE OR REPLACE FUNCTION gate.refreshes_due()
RETURNS TABLE (registration uuid, contact uuid, called varchar, email varchar, languages text[])
LANGUAGE sql STABLE {definer} AS
$$
  SELECT r.id, c.id, o.name, c.email, c.languages::text[]
  FROM register_registration r JOIN organisations_organisation o ON o.id = r.organisation_id
  JOIN organisations_contactperson c ON c.organisation_id = o.id
  WHERE NOT gate.somebody_acts() AND r.state = 'verified' AND r.refreshed_on < gate.today() - {fresh} AND c.email <> ''
    AND NOT EXISTS (SELECT FROM register_registerkey k
                    WHERE k.contact = c.id AND k.registration = r.id AND k.made_on > gate.today() - {fresh})
  ORDER BY r.refreshed_on, c.id
$$;
-- Keep the hash of a new key and say until when it opens; nothing where there is none to be had: for the worker a contact
-- who is due, for others a registration that they write. What nobody can use any more goes.
CREATE OR REPLACE FUNCTION gate.keep_register_key(one uuid, whose uuid, to_contact uuid, hashed text) RETURNS date
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  what varchar;
  last_day date;
BEGIN
  SELECT CASE WHEN r.organisation_id IS NULL THEN 'confirm' ELSE 'refresh' END INTO what
    FROM register_registration r WHERE r.id = whose AND r.state IN ('sent', 'verified', 'paused');
  IF what IS NULL
     OR to_contact IS NULL AND gate.writes('registration') IS NOT TRUE
     OR to_contact IS NOT NULL AND NOT EXISTS (SELECT FROM gate.refreshes_due() d
                                               WHERE d.contact = to_contact AND d.registration = whose) THEN
    RETURN NULL;
  END IF;
  last_day := gate.today() + CASE what WHEN 'confirm' THEN {confirm_within} ELSE {refresh_within} END;
  INSERT INTO register_registerkey (id, registration, contact, purpose, hashed, made_on, ends_on)
    VALUES (one, whose, to_contact, what, keep_register_key.hashed, gate.today(), last_day) ON CONFLICT DO NOTHING;
  -- A letter asked for twice by one form is one letter; a mail that another worker sends is not sent again.
  RETURN CASE WHEN FOUND OR to_contact IS NULL THEN last_day END;
END
$$;
-- Organisations that staff or a list added have an entry, too, as of the day on which they were added or last spoken with;
-- return how many were missing. For the worker, and when the database is made ready.
CREATE OR REPLACE FUNCTION gate.fill_register() RETURNS bigint
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  added bigint;
BEGIN
  IF gate.somebody_acts() THEN
    {not_allowed};
  END IF;
  INSERT INTO register_registration (id, version, state, kind, name, name_key, legal_name, sector, size, region_id, street,
    postcode, town, given_names, family_name, function, telephone, email, preferred_channel, languages, offers, why, asks,
    seen_by_others, reads_in, once, confirmed_by, sent_at, answered_at, refusal, organisation_id, refreshed_on, said)
  SELECT gen_random_uuid(), 1, 'verified', o.kind, o.name, o.name_key, o.legal_name, '', '', o.region_id, '',
    '', '', '', '', '', '', '', '', '{}', '{}', '', '',
    false, '', gen_random_uuid(), 'staff', o.created_at, o.created_at, '', o.id,
    greatest(o.created_at::date, least(o.last_contact_on, gate.today())), ''
  FROM organisations_organisation o
  WHERE o.kind IN ({kinds}) AND o.merged_into_id IS NULL AND NOT EXISTS (SELECT FROM register_registration r WHERE r.organisation_id = o.id)
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS added = ROW_COUNT;
  RETURN added;
END
$$;
-- Forget registrations that nobody confirmed, or that were refused, corrections of entries that left, and
-- keys that open nothing: for the worker.
CREATE OR REPLACE FUNCTION gate.forget_registrations() RETURNS bigint
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  gone bigint;
BEGIN
  IF gate.somebody_acts() THEN
    {not_allowed};
  END IF;
  DELETE FROM register_registration
    WHERE state = 'sent' AND sent_at < gate.today() - {unconfirmed_kept}
       OR state = 'refused' AND answered_at < gate.today() - {refused_kept};
  GET DIAGNOSTICS gone = ROW_COUNT;
  DELETE FROM register_proposal p USING register_registration r
    WHERE r.id = p.registration_id AND r.state NOT IN ('verified', 'paused');
  DELETE FROM register_registerkey k
    WHERE k.made_on < gate.today() - 2 * {fresh}
       OR NOT EXISTS (SELECT FROM register_registration r WHERE r.id = k.registration);
  RETURN gone;
END
$$;
