-- What must hold of a person's rows whoever writes them, and stands in the actions with the words for it. These ask after
-- the policies, which say who may write at all. The owner, who loads and repairs, is not asked: see `keep` in policies.py.

-- A row stays about whom it is: what one person said or agreed to is never another's.
CREATE OR REPLACE FUNCTION gate.keep_person() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
BEGIN
  PERFORM gate.refuse('a row stays about its person');
  RETURN NULL;
END
$$;

-- Does a guardian decide together with somebody? A day that is not known counts as the latest it can be; somebody born on
-- 29 February gets older on 1 March. The same as `rules.needs_guardian`.
CREATE OR REPLACE FUNCTION gate.needs_guardian(birth date, birth_precision text, day date) RETURNS boolean
LANGUAGE sql IMMUTABLE {caller} AS
$$
  SELECT coalesce(extract(year FROM day) - extract(year FROM b.latest)
                  - (to_char(day, 'MMDD') < to_char(b.latest, 'MMDD'))::integer < 18, false)
  FROM (SELECT birth + CASE birth_precision WHEN 'month' THEN 30 WHEN 'year' THEN 365 ELSE 0 END AS latest) b
$$;

CREATE OR REPLACE FUNCTION gate.keep_guardian() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
BEGIN
  PERFORM gate.refuse(CASE WHEN EXISTS (
    SELECT FROM people_person p WHERE p.id = NEW.person_id AND p.birth_on IS NOT NULL
      AND NOT gate.needs_guardian(p.birth_on, p.birth_precision, gate.today())
  ) THEN 'a guardian of somebody of age' END);
  RETURN NULL;
END
$$;

-- What was asked stays as it was explained, and what was refused or taken back is asked anew by a question of its own; who
-- notes an answer is named; for a minor the guardian agrees as well; its end comes nearer, never later. From which state to
-- which a consent goes is held by the trigger made from `rules.CONSENT`.
CREATE OR REPLACE FUNCTION gate.keep_consent() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
DECLARE
  moves constant text[] := ARRAY['state', 'version', 'asked_by_id', 'answered_on', 'expires_on', 'guardian_agreed_on'];
  today constant date := gate.today();
  problem text;
BEGIN
  IF TG_OP = 'INSERT' THEN
    problem := CASE WHEN NEW.state = 'asked' AND (NEW.explained_in = '' OR NEW.asked_on IS DISTINCT FROM today)
               THEN 'asked on no day, or in no language' END;
  ELSE
    problem := CASE
      WHEN NEW IS NOT DISTINCT FROM OLD THEN NULL
      WHEN (to_jsonb(NEW) - moves) IS DISTINCT FROM (to_jsonb(OLD) - moves) THEN 'what was asked never changes'
      WHEN NEW.asked_by_id NOT IN (OLD.asked_by_id, gate.membership()) THEN 'in the name of somebody else'
      WHEN OLD.state NOT IN ('asked', 'given') THEN 'asked anew, it is a question of its own'
      WHEN NEW.answered_on > today OR NEW.guardian_agreed_on > today THEN 'an answer of days to come'
      WHEN OLD.state = 'given' AND (coalesce(NEW.expires_on, 'infinity') > coalesce(OLD.expires_on, 'infinity')
                                    OR NEW.guardian_agreed_on IS DISTINCT FROM OLD.guardian_agreed_on)
        THEN 'more than was agreed'
      WHEN OLD.state = 'asked' AND NEW.state <> 'asked' AND NOT coalesce(NEW.answered_on >= OLD.asked_on, OLD.asked_on IS NULL)
        THEN 'answered before it was asked'
      WHEN OLD.state = 'asked' AND NEW.state = 'given' AND NEW.expires_on < today THEN 'over already'
      WHEN OLD.state = 'asked' AND NEW.state = 'given' AND NEW.guardian_agreed_on IS NULL AND EXISTS (
        SELECT FROM people_person p
        WHERE p.id = NEW.person_id AND gate.needs_guardian(p.birth_on, p.birth_precision, today))
        THEN 'of a minor without the guardian'
    END;
  END IF;
  PERFORM gate.refuse('not a consent: ' || problem);
  RETURN NULL;
END
$$;

-- A stay stays in its prison and ends on a day that has come; its end is taken back by gate.take_back_end alone, which asks
-- whether anything was built on it.
CREATE OR REPLACE FUNCTION gate.keep_stay() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
BEGIN
  PERFORM gate.refuse('not a stay: ' || CASE
    WHEN NEW.ended_on > gate.today() AND (TG_OP = 'INSERT' OR NEW.ended_on IS DISTINCT FROM OLD.ended_on)
      THEN 'it ends on a day to come'
    WHEN TG_OP = 'UPDATE' AND NEW.organisation_id <> OLD.organisation_id THEN 'in another prison'
    WHEN TG_OP = 'UPDATE' AND OLD.ended_on IS NOT NULL
      AND (NEW.ended_on, NEW.ended_by) IS DISTINCT FROM (OLD.ended_on, OLD.ended_by) THEN 'it has ended'
  END);
  RETURN NULL;
END
$$;

-- A part in a case begins on the day it is made.
CREATE OR REPLACE FUNCTION gate.keep_link() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
BEGIN
  PERFORM gate.refuse(CASE WHEN NEW.from_on <> gate.today() OR NEW.until_on < gate.today()
                      THEN 'a part in a case begins today' END);
  RETURN NULL;
END
$$;

-- A case is assigned to a member in force whose work is with people, from today on; whose it was stays, and its end comes
-- nearer, never later.
CREATE OR REPLACE FUNCTION gate.keep_assignment() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
DECLARE
  ends constant text[] := ARRAY['until_on', 'version'];
  problem text;
BEGIN
  IF TG_OP = 'INSERT' THEN
    problem := CASE
      WHEN NEW.from_on <> gate.today() THEN 'from another day than today'
      WHEN NOT EXISTS (
        SELECT FROM accounts_membership m
        WHERE m.id = NEW.membership_id AND {employed m} AND m.roles && ARRAY[{looks_after}]::varchar[]
      ) THEN 'to somebody whose work is not with people here'
    END;
  ELSE
    problem := CASE
      WHEN (to_jsonb(NEW) - ends) IS DISTINCT FROM (to_jsonb(OLD) - ends) THEN 'it stays whose it was'
      WHEN coalesce(NEW.until_on, 'infinity') > coalesce(OLD.until_on, 'infinity') THEN 'longer than it was'
    END;
  END IF;
  PERFORM gate.refuse('not an assignment: ' || problem);
  RETURN NULL;
END
$$;

