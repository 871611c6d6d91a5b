-- How an organisation without an account corrects its own entry: what it sends waits beside the entry until an officer takes it over.
-- What stands of an entry, as the form of joining asks for it: the first site, and of the contact persons the one a key was
-- for, else the first. `seen` is another after each change of any of it. Asks as whoever asks.
CREATE OR REPLACE FUNCTION gate.facts_of_entry(one uuid, whose uuid)
RETURNS TABLE (facts jsonb, seen text, site uuid, contact uuid)
LANGUAGE sql STABLE {caller} AS
$$
  SELECT jsonb_build_object(
           'name', o.name, 'legal_name', o.legal_name, 'sector', r.sector, 'size', r.size,
           'street', coalesce(s.street, ''), 'postcode', coalesce(s.postcode, ''), 'town', coalesce(s.town, ''),
           'given_names', coalesce(c.given_names, ''), 'family_name', coalesce(c.family_name, ''),
           'function', coalesce(c.function, ''), 'telephone', coalesce(c.telephone, ''), 'email', coalesce(c.email, ''),
           'preferred_channel', coalesce(c.preferred_channel, ''), 'languages', coalesce(to_jsonb(c.languages), '[]'),
           'offers', to_jsonb(r.offers), 'why', r.why, 'asks', r.asks, 'seen_by_others', r.seen_by_others),
         concat_ws('.', r.version, o.version, coalesce(s.id::text, ''), coalesce(s.version, 0),
                   coalesce(c.id::text, ''), coalesce(c.version, 0)),
         s.id, c.id
  FROM register_registration r JOIN organisations_organisation o ON o.id = r.organisation_id
  LEFT JOIN LATERAL (SELECT * FROM organisations_site x WHERE x.organisation_id = o.id ORDER BY x.id LIMIT 1) s ON true
  LEFT JOIN LATERAL (SELECT * FROM organisations_contactperson x WHERE x.organisation_id = o.id
                     ORDER BY (x.id = whose) DESC NULLS LAST, x.family_name, x.given_names, x.id LIMIT 1) c ON true
  WHERE r.id = one
$$;
-- What the holder of a key may correct, and since when a correction of their organisation waits. An answered key opens nothing.
CREATE OR REPLACE FUNCTION gate.entry_by_key(typed text) RETURNS TABLE (facts jsonb, seen text, proposed_at timestamptz)
LANGUAGE sql STABLE {definer} AS
$$
  SELECT f.facts, f.seen, (SELECT p.sent_at FROM register_proposal p WHERE p.registration_id = r.id)
  FROM register_registerkey k JOIN register_registration r ON r.id = k.registration,
       LATERAL gate.facts_of_entry(r.id, k.contact) f
  WHERE k.hashed = typed AND k.purpose = 'refresh' AND k.ends_on >= gate.today() AND k.used_on IS NULL
    AND r.state IN ('verified', 'paused')
$$;
-- Correct an entry by a key, once: what is said waits, and the entry counts as looked at. Nothing happens, and the key stays, where
-- the entry is another than the one that was `seen`, or where a correction waits already.
CREATE OR REPLACE FUNCTION gate.propose_by_key(typed text, facts jsonb, seen text) RETURNS uuid
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  one uuid;
  whose uuid;
BEGIN
  -- Two keys of one entry wait for each other.
  PERFORM FROM register_registration r JOIN register_registerkey k ON k.registration = r.id
    WHERE k.hashed = typed FOR UPDATE OF r;
  UPDATE register_registerkey k SET used_on = gate.today()
    FROM gate.entry_by_key(typed) e
    WHERE k.hashed = typed AND k.used_on IS NULL AND e.seen = propose_by_key.seen AND e.proposed_at IS NULL
    RETURNING k.registration, k.contact INTO one, whose;
  IF one IS NULL THEN
    RETURN NULL;
  END IF;
  -- What fits in no column is no correction.
  PERFORM jsonb_populate_record(NULL::register_registration, propose_by_key.facts);
  INSERT INTO register_proposal (id, registration_id, contact, facts, sent_at)
    SELECT gen_random_uuid(), one, whose, jsonb_object_agg(said.key, said.value), now()
    FROM jsonb_each(propose_by_key.facts) said WHERE said.key IN ({corrected});
  UPDATE register_registration r SET version = r.version + 1, refreshed_on = gate.today() WHERE r.id = one;
  RETURN one;
END
$$;
