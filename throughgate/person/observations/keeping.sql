-- What must hold of sheets, letters and what people say, whoever writes; it stands in the actions with the words for it.
-- Asked after the policies, of the application alone: see `keep` in `foundation/database/policies.py`.

-- Typing the same day again corrects a level: nothing else of it.
CREATE OR REPLACE FUNCTION gate.keep_own_level() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
BEGIN
  PERFORM gate.refuse(CASE WHEN (NEW.competency_id, NEW.rated_on, NEW.from_paper)
                                IS DISTINCT FROM (OLD.competency_id, OLD.rated_on, OLD.from_paper)
                      THEN 'another self-rating than the one that was typed' END);
  RETURN NULL;
END
$$;

-- A slip is about what is the person's own: a line on a sheet that others see, a letter that waits for approval.
CREATE OR REPLACE FUNCTION gate.keep_slip() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
BEGIN
  PERFORM gate.refuse(CASE
    WHEN NEW.sheet_person_id IS NOT NULL AND NOT EXISTS (
      SELECT FROM observations_sheetperson p
      WHERE p.id = NEW.sheet_person_id AND p.person_id = NEW.person_id AND p.state IN ({shown}))
      THEN 'a slip about no line of this person'
    WHEN NEW.letter_id IS NOT NULL AND NOT EXISTS (
      SELECT FROM observations_referenceletter l
      WHERE l.id = NEW.letter_id AND l.person_id = NEW.person_id AND l.organisation_id = NEW.organisation_id
        AND l.state = 'draft')
      THEN 'a slip about no letter of this person that waits'
  END);
  RETURN NULL;
END
$$;

-- Does a text show custody, or name a prison where the person was? The words are those of `rules/letters.py`.
CREATE OR REPLACE FUNCTION gate.shows_custody(text text) RETURNS boolean
LANGUAGE sql IMMUTABLE {caller} AS
$$ SELECT text ~* '{telling}' $$;

-- A letter says nothing of custody, is signed by the body as it is registered, and its words never change: the person
-- approves them by the slip that shows them, while the body's agreement is in force.
CREATE OR REPLACE FUNCTION gate.keep_letter() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
DECLARE
  moves constant text[] := ARRAY['state', 'version', 'approved_on'];
  problem text;
BEGIN
  IF TG_OP = 'INSERT' THEN
    problem := CASE
      WHEN NEW.approved_on IS NOT NULL THEN 'approved before it was read'
      WHEN gate.shows_custody(NEW.text) OR EXISTS (
        SELECT FROM people_stay s JOIN organisations_organisation o ON o.id = s.organisation_id
        WHERE s.person_id = NEW.person_id
          AND strpos(lower(regexp_replace(NEW.text, '\s+', ' ', 'g')), lower(regexp_replace(o.name, '\s+', ' ', 'g'))) > 0)
        THEN 'it shows custody'
      WHEN NOT EXISTS (
        SELECT FROM observations_letterissuer i JOIN organisations_organisation b ON b.id = i.body_id
        WHERE i.id = NEW.registered_id
          AND (NEW.issuer, NEW.issuer_street, NEW.issuer_town, NEW.issuer_domain, NEW.issuer_signs)
            = (b.name, i.street, i.town, i.domain, i.contact)) THEN 'signed by a body that is not registered so'
    END;
  ELSE
    problem := CASE
      WHEN (to_jsonb(NEW) - moves) IS DISTINCT FROM (to_jsonb(OLD) - moves) THEN 'its words never change'
      WHEN NEW.state = 'approved' AND OLD.state = 'draft' AND NOT EXISTS (
        SELECT FROM observations_slip s WHERE s.letter_id = NEW.id) THEN 'approved without a slip'
      WHEN NEW.state = 'approved' AND OLD.state = 'draft' AND NOT gate.issuer_in_force(NEW.registered_id)
        THEN 'the agreement with its body is over'
      WHEN NEW.approved_on > gate.today() THEN 'approved on a day to come'
      WHEN NEW.state <> 'approved' AND NEW.approved_on IS DISTINCT FROM OLD.approved_on THEN 'approved without approval'
    END;
  END IF;
  PERFORM gate.refuse('not a letter: ' || problem);
  RETURN NULL;
END
$$;

-- Neither the name of a body that signs letters nor its address shows custody.
CREATE OR REPLACE FUNCTION gate.keep_issuer() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
DECLARE
  said constant text := concat_ws(' | ', (SELECT b.name FROM organisations_organisation b WHERE b.id = NEW.body_id),
                                  NEW.street, NEW.town, NEW.contact, NEW.domain);
BEGIN
  PERFORM gate.refuse('not a body for letters: ' || CASE
    WHEN TG_OP = 'UPDATE' AND NEW.body_id <> OLD.body_id THEN 'another body'
    WHEN NEW.domain !~ '{domain}' THEN 'no domain of its own'
    WHEN gate.shows_custody(said) OR gate.shows_custody(translate(said, '.-', '  ')) THEN 'it shows custody'
    WHEN EXISTS (
      SELECT FROM organisations_site s JOIN organisations_organisation o ON o.id = s.organisation_id
      WHERE o.kind = 'prison' AND s.street <> '' AND (s.postcode = '' OR strpos(NEW.town, s.postcode) > 0)
        AND lower(regexp_replace(btrim(s.street), '\s+', ' ', 'g')) = lower(regexp_replace(btrim(NEW.street), '\s+', ' ', 'g')))
      THEN 'the address of a prison'
  END);
  RETURN NULL;
END
$$;
