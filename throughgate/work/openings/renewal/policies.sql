-- Keys by which a company without an account renews its openings. The table is reached by these functions alone, which
-- know a key by its hash; its 90 days are `rules.STANDS`.
-- Whom the worker asks to renew: contact persons with an address, once in 14 days, while an opening's end is near and
-- renewing can move it. To nobody but the worker, who acts for nobody.
CREATE OR REPLACE FUNCTION gate.renewals_due()
RETURNS TABLE (organisation uuid, contact uuid, called varchar, email varchar, languages text[])
LANGUAGE sql STABLE {definer} AS
$$
  SELECT g.id, c.id, g.name, c.email, c.languages::text[]
  FROM organisations_organisation g JOIN organisations_contactperson c ON c.organisation_id = g.id
  WHERE NOT gate.somebody_acts() AND c.email <> ''
    AND EXISTS (SELECT FROM openings_opening o WHERE o.organisation_id = g.id AND o.state = 'open'
                AND o.expires_on BETWEEN gate.today() AND gate.today() + 14
                AND (o.closing_on IS NULL OR o.closing_on > o.expires_on))
    AND NOT EXISTS (SELECT FROM openings_renewalkey k WHERE k.contact = c.id AND k.made_on > gate.today() - 14)
$$;
-- Keep the hash of a new key, and say until when it opens; nothing where there is no opening that stands, or where the
-- one who acts may not: the worker for a contact who is due, others for openings that they may change.
CREATE OR REPLACE FUNCTION gate.keep_renewal(one uuid, whose uuid, to_contact uuid, hashed text) RETURNS date
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  last_day date;
BEGIN
  IF to_contact IS NULL AND (gate.writes('opening')
                             OR (gate.writes('own_opening') AND whose = gate.organisation())) IS NOT TRUE
     OR to_contact IS NOT NULL AND NOT EXISTS (SELECT FROM gate.renewals_due() d
                                               WHERE d.contact = to_contact AND d.organisation = whose) THEN
    RETURN NULL;
  END IF;
  DELETE FROM openings_renewalkey WHERE made_on < gate.today() - 60;
  SELECT least(gate.today() + 30, max(o.expires_on)) INTO last_day FROM openings_opening o
    WHERE o.organisation_id = whose AND o.state = 'open' AND o.expires_on >= gate.today()
    AND (o.closing_on IS NULL OR o.closing_on >= gate.today());
  IF last_day IS NULL THEN
    RETURN NULL;
  END IF;
  INSERT INTO openings_renewalkey (id, organisation, contact, hashed, made_on, ends_on)
    VALUES (one, whose, to_contact, keep_renewal.hashed, gate.today(), last_day) ON CONFLICT DO NOTHING;
  -- A letter asked for twice by one form is one letter; a mail that another worker sends is not sent again.
  RETURN CASE WHEN FOUND OR to_contact IS NULL THEN last_day END;
END
$$;
-- What somebody with a key sees: the openings of one organisation that stand, and those that are filled.
CREATE OR REPLACE FUNCTION gate.openings_by_key(typed text)
RETURNS TABLE (opening uuid, title varchar, state varchar, expires_on date, called varchar, renewed_on date, ends_on date)
LANGUAGE sql STABLE {definer} AS
$$
  SELECT o.id, o.title, o.state, o.expires_on, g.name, k.renewed_on, k.ends_on
  FROM openings_renewalkey k JOIN organisations_organisation g ON g.id = k.organisation
  JOIN openings_opening o ON o.organisation_id = g.id
  WHERE k.hashed = typed AND k.ends_on >= gate.today() AND o.state IN ('open', 'filled')
    AND o.expires_on >= gate.today() AND (o.closing_on IS NULL OR o.closing_on >= gate.today())
  ORDER BY o.title_key, o.id
$$;
-- Let every open one stand for 90 days from today. A key renews once.
CREATE OR REPLACE FUNCTION gate.renew_by_key(typed text) RETURNS SETOF uuid
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  whose uuid;
BEGIN
  UPDATE openings_renewalkey k SET renewed_on = gate.today()
    WHERE k.hashed = typed AND k.ends_on >= gate.today() AND k.renewed_on IS NULL RETURNING k.organisation INTO whose;
  RETURN QUERY UPDATE openings_opening o
    SET expires_on = least(gate.today() + 90, o.closing_on), version = o.version + 1, changed_at = now()
    WHERE o.organisation_id = whose AND o.state = 'open' AND o.expires_on >= gate.today()
    AND (o.closing_on IS NULL OR o.closing_on >= gate.today()) RETURNING o.id;
END
$$;
-- The place is taken: an opening of the key's organisation that stood is filled.
CREATE OR REPLACE FUNCTION gate.fill_by_key(typed text, one uuid) RETURNS boolean
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  UPDATE openings_opening o SET state = 'filled', version = o.version + 1, changed_at = now()
    WHERE o.id = one AND o.state = 'open'
    AND one IN (SELECT b.opening FROM gate.openings_by_key(typed) b);
  RETURN FOUND;
END
$$;
