-- What of follow-ups is decided in the database. Words in braces are filled in by policies.py.
-- Does somebody stand beside this person after release: a volunteer of an organisation that accompanies them?
CREATE OR REPLACE FUNCTION gate.has_companion(one uuid) RETURNS boolean
LANGUAGE sql STABLE {definer} AS
$$
  SELECT EXISTS (
    SELECT FROM people_caseload c JOIN accounts_membership m ON m.id = c.membership_id
    JOIN people_visibility v ON v.person_id = c.person_id AND v.organisation_id = m.organisation_id
    WHERE c.person_id = one AND {in_force c} AND v.role = 'companion' AND {in_force v}
      AND 'volunteer' = ANY (m.roles) AND {employed m})
$$;
-- Does whoever acts stand beside this person: as their volunteer, else, while there is none, as who of custody or probation
-- looks after them?
CREATE OR REPLACE FUNCTION gate.stands_beside(one uuid) RETURNS boolean
LANGUAGE plpgsql STABLE {definer} AS
$$
BEGIN
  RETURN gate.reads('follow_up') AND gate.sees(one, 'caseload') AND CASE
    WHEN gate.reads('company_feedback') AND gate.sees_as(one, 'caseload', ARRAY['companion']) THEN true
    ELSE gate.sees_as(one, 'caseload', ARRAY['custody', 'aftercare']) AND NOT gate.has_companion(one) END;
END
$$;
-- Did the person agree that whoever acts, of custody or probation, reads what the company says after a start? For exactly the
-- organisation that is named, else the one that asked, by who looks after the person. While nobody asked, or somebody said no, they never do.
CREATE OR REPLACE FUNCTION gate.may_read_company(one uuid) RETURNS boolean
LANGUAGE plpgsql STABLE {definer} AS
$$
BEGIN
  RETURN gate.reads('follow_up') AND gate.sees_as(one, 'caseload', ARRAY['custody', 'aftercare']) AND EXISTS (
    SELECT FROM people_consent c
    WHERE c.person_id = one AND c.purpose = 'feedback_shared' AND c.state = 'given'
      AND coalesce(c.recipient_id, c.asked_for_id) = gate.organisation()
      AND (c.expires_on IS NULL OR c.expires_on >= gate.today()));
END
$$;
-- Row policies ask it: is what this side says at this placement for whoever acts?
CREATE OR REPLACE FUNCTION gate.follows(one uuid, which uuid, whose text) RETURNS boolean
LANGUAGE plpgsql STABLE {definer} AS
$$
BEGIN
  IF gate.writes('company_feedback') AND gate.sees(one, gate.reach())
     AND EXISTS (SELECT FROM placements_placement p WHERE p.id = which AND p.kept_by_id = gate.organisation()) THEN
    RETURN true;
  END IF;
  IF whose = 'company' AND gate.may_read_company(one) THEN
    RETURN true;
  END IF;
  RETURN gate.stands_beside(one) AND (whose = 'person' OR gate.reads('company_feedback')
                                      AND gate.sees_as(one, 'caseload', ARRAY['companion']));
END
$$;
-- Does whoever acts type in what this side says: the placement officers who keep the placement, and for the person whoever of
-- custody, probation or their companions sees them?
CREATE OR REPLACE FUNCTION gate.takes_feedback(one uuid, which uuid, whose text) RETURNS boolean
LANGUAGE plpgsql STABLE {definer} AS
$$
BEGIN
  RETURN gate.writes('follow_up') AND gate.sees(one, gate.reach()) AND (
    gate.writes('company_feedback')
      AND EXISTS (SELECT FROM placements_placement p WHERE p.id = which AND p.kept_by_id = gate.organisation())
    OR whose = 'person' AND gate.sees_as(one, gate.reach(), ARRAY['custody', 'aftercare', 'companion']));
END
$$;
-- Is the consent still given on which it rests that the company knows of the person? For the functions here.
CREATE OR REPLACE FUNCTION gate.may_ask_company(which uuid) RETURNS boolean
LANGUAGE sql STABLE {definer} AS
$$
  SELECT EXISTS (SELECT FROM placements_placement p JOIN people_consent c ON c.id = p.consent_id
                 WHERE p.id = which AND c.state = 'given' AND (c.expires_on IS NULL OR c.expires_on >= gate.today()))
$$;
-- An answer is given while the milestone is open; what was confirmed stays; others than who takes it change nothing of what was
-- said.
CREATE OR REPLACE FUNCTION gate.keep_feedback() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  f followups_followup;
  p placements_placement;
BEGIN
  SELECT * INTO f FROM followups_followup o WHERE o.id = NEW.follow_up_id;
  SELECT * INTO p FROM placements_placement o WHERE o.id = NEW.placement_id;
  PERFORM gate.refuse('not an answer: ' || CASE
    WHEN f.id IS NULL OR p.id IS NULL OR f.placement_id <> p.id OR f.person_id <> NEW.person_id THEN 'nobody is asked'
    WHEN NEW.answered_on > gate.today() OR NEW.seen_to_on > gate.today() THEN 'of days to come'
    WHEN TG_OP = 'INSERT' AND (f.closed_on IS NOT NULL OR p.state NOT IN ({running})) THEN 'nobody is asked any more'
    WHEN TG_OP = 'INSERT' THEN NULL
    WHEN (NEW.follow_up_id, NEW.placement_id, NEW.whose) IS DISTINCT FROM (OLD.follow_up_id, OLD.placement_id, OLD.whose)
      THEN 'it stays what it is'
    WHEN NEW.seen_to_by_id IS NOT NULL AND NEW.seen_to_by_id IS DISTINCT FROM OLD.seen_to_by_id
      AND NEW.seen_to_by_id IS DISTINCT FROM gate.membership() THEN 'seen to in the own name'
    WHEN (NEW.there, NEW.going, NEW.calls, NEW.answered_on, NEW.taken_by_id)
      IS NOT DISTINCT FROM (OLD.there, OLD.going, OLD.calls, OLD.answered_on, OLD.taken_by_id) THEN NULL
    WHEN p.state NOT IN ({running}) THEN 'it is over'
    WHEN OLD.there = 'yes' AND NEW.there <> 'yes' THEN 'what was confirmed stays'
    WHEN NOT gate.takes_feedback(NEW.person_id, NEW.placement_id, NEW.whose) THEN 'not for this side to say'
    WHEN NEW.taken_by_id IS DISTINCT FROM gate.membership() THEN 'put right in the own name'
  END);
  RETURN NULL;
END
$$;
-- A yes confirms the milestone and moves the placement on, in nobody's name: the history of the placement, which others read,
-- would tell who said it.
CREATE OR REPLACE FUNCTION gate.settle_feedback() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  who text[];
  reached varchar;
BEGIN
  UPDATE followups_followup f SET confirmed_on = gate.today(), version = f.version + 1
    WHERE f.id = NEW.follow_up_id AND f.confirmed_on IS NULL
    RETURNING CASE f.milestone {retained} END INTO reached;
  IF reached IS NOT NULL THEN
    who := gate.act_for_nobody();
    UPDATE placements_placement p
      SET state = reached, moved_on = gate.today(), reminded_on = NULL, version = p.version + 1
      WHERE p.id = NEW.placement_id AND p.state IN ({running})
        AND array_position(ARRAY[{running}], p.state::text) < array_position(ARRAY[{running}], reached::text);
    PERFORM gate.act_again(who);
  END IF;
  RETURN NULL;
END
$$;
-- After `keep_feedback`, by its name.
DROP TRIGGER IF EXISTS settle_feedback ON followups_feedback;
CREATE TRIGGER settle_feedback AFTER INSERT OR UPDATE OF there ON followups_feedback FOR EACH ROW
  WHEN (NEW.there = 'yes') EXECUTE FUNCTION gate.settle_feedback();
-- With the placement its milestones end.
CREATE OR REPLACE FUNCTION gate.end_follow_ups() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  UPDATE followups_followup f SET closed_on = gate.today(), version = f.version + 1
    WHERE f.placement_id = NEW.id AND f.closed_on IS NULL;
  RETURN NULL;
END
$$;
DROP TRIGGER IF EXISTS end_follow_ups ON placements_placement;
CREATE TRIGGER end_follow_ups AFTER UPDATE OF state ON placements_placement FOR EACH ROW
  WHEN (OLD.state IN ({running}) AND NEW.state NOT IN ({running})) EXECUTE FUNCTION gate.end_follow_ups();
CREATE OR REPLACE FUNCTION gate.forget_feedback_keys() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  DELETE FROM followups_feedbackkey k WHERE k.follow_up = OLD.id;
  RETURN NULL;
END
$$;
DROP TRIGGER IF EXISTS forget_feedback_keys ON followups_followup;
CREATE TRIGGER forget_feedback_keys AFTER DELETE OR UPDATE OF closed_on ON followups_followup FOR EACH ROW
  EXECUTE FUNCTION gate.forget_feedback_keys();
-- What a key opens, while the milestone is open: what is asked about. Of the person no more than the company reads of them.
CREATE OR REPLACE FUNCTION gate.follow_up_by_key(typed text)
RETURNS TABLE (follow_up uuid, whose varchar, milestone varchar, opening varchar, company varchar, called text,
               started_on date, answered boolean)
LANGUAGE sql STABLE {definer} AS
$$
  SELECT f.id, k.whose, f.milestone, o.title, g.name,
         CASE k.whose WHEN 'company' THEN coalesce(p.profile ->> 'called', '') ELSE '' END, p.started_on,
         EXISTS (SELECT FROM followups_feedback b WHERE b.follow_up_id = f.id AND b.whose = k.whose)
  FROM followups_feedbackkey k JOIN followups_followup f ON f.id = k.follow_up
  JOIN placements_placement p ON p.id = f.placement_id JOIN openings_opening o ON o.id = p.opening_id
  JOIN organisations_organisation g ON g.id = p.organisation_id
  WHERE k.hashed = typed AND k.ends_on >= gate.today() AND f.closed_on IS NULL AND p.state IN ({running})
    AND (k.whose = 'person' OR gate.may_ask_company(p.id))
$$;
-- Keep what one side says of a milestone that is open, once; for the functions here. Returns the state that the placement has
-- moved to (empty: it has not); null where it was answered already.
CREATE OR REPLACE FUNCTION gate.keep_said(which uuid, side text, there text, going text, calls boolean) RETURNS text
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  f followups_followup;
  before varchar;
  moved varchar;
BEGIN
  SELECT * INTO f FROM followups_followup o WHERE o.id = which;
  SELECT p.state INTO before FROM placements_placement p WHERE p.id = f.placement_id FOR UPDATE;
  INSERT INTO followups_feedback (id, version, person_id, follow_up_id, placement_id, whose, there, going, calls, answered_on)
    VALUES (gen_random_uuid(), 1, f.person_id, f.id, f.placement_id, side, keep_said.there, keep_said.going, keep_said.calls,
            gate.today())
    ON CONFLICT DO NOTHING;
  IF FOUND THEN
    SELECT CASE WHEN p.state <> before THEN p.state ELSE '' END INTO moved
      FROM placements_placement p WHERE p.id = f.placement_id;
  END IF;
  RETURN moved;
END
$$;
-- Answer by a key, once: whoever comes later is told that it is answered. Returns the milestone, and the state that the placement
-- has moved to (empty: it has not); nothing where no answer is taken any more.
CREATE OR REPLACE FUNCTION gate.answer_feedback(typed text, there text, going text, calls boolean,
                                                OUT follow_up uuid, OUT moved text)
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  k record;
BEGIN
  SELECT a.follow_up AS key, a.whose AS side INTO k FROM gate.follow_up_by_key(typed) a WHERE NOT a.answered;
  IF k.key IS NOT NULL THEN
    moved := gate.keep_said(k.key, k.side, answer_feedback.there, answer_feedback.going, answer_feedback.calls);
    follow_up := CASE WHEN moved IS NOT NULL THEN k.key END;
  END IF;
END
$$;
-- Keep the hash of a code for paper and say until when it opens: for who takes such answers. Nothing where nobody is asked.
CREATE OR REPLACE FUNCTION gate.keep_feedback_key(one uuid, which uuid, whose text, hashed text) RETURNS date
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  f followups_followup;
  last_day constant date := gate.today() + {key_days};
BEGIN
  SELECT o.* INTO f FROM followups_followup o JOIN placements_placement p ON p.id = o.placement_id
    WHERE o.id = which AND o.closed_on IS NULL AND p.state IN ({running});
  IF f.id IS NULL OR whose NOT IN ('person', 'company') OR gate.takes_feedback(f.person_id, f.placement_id, whose) IS NOT TRUE
     OR whose = 'company' AND (f.company_asked_on IS NULL OR NOT gate.may_ask_company(f.placement_id)) THEN
    RETURN NULL;
  END IF;
  INSERT INTO followups_feedbackkey (id, follow_up, whose, hashed, made_by, made_on, ends_on)
    VALUES (one, which, keep_feedback_key.whose, keep_feedback_key.hashed, gate.membership(), gate.today(), last_day)
    ON CONFLICT DO NOTHING;
  RETURN last_day;
END
$$;
-- Every milestone of placements that go on, as far as it is not over, for the worker, who acts for nobody; and the last one, after
-- which a placement is completed.
CREATE OR REPLACE FUNCTION gate.follow_ups_waiting()
RETURNS TABLE (placement uuid, region uuid, started_on date, milestone text, person_asked_on date, person_reminded_on date,
               person_answered boolean, company_asked_on date, company_reminded_on date, company_answered boolean,
               asks_company boolean, is_closed boolean)
LANGUAGE sql STABLE {definer} AS
$$
  SELECT p.id, g.region_id, p.started_on, m.milestone, f.person_asked_on, f.person_reminded_on,
         EXISTS (SELECT FROM followups_feedback b WHERE b.follow_up_id = f.id AND b.whose = 'person'),
         f.company_asked_on, f.company_reminded_on,
         EXISTS (SELECT FROM followups_feedback b WHERE b.follow_up_id = f.id AND b.whose = 'company'),
         gate.may_ask_company(p.id), f.closed_on IS NOT NULL
  FROM placements_placement p JOIN organisations_organisation g ON g.id = p.kept_by_id
  CROSS JOIN unnest(ARRAY[{milestones}]) WITH ORDINALITY m(milestone, number)
  LEFT JOIN followups_followup f ON f.placement_id = p.id AND f.milestone = m.milestone
  WHERE p.state IN ({running}) AND p.started_on IS NOT NULL AND NOT gate.somebody_acts()
    AND (f.closed_on IS NULL OR m.milestone = '12_months')
  ORDER BY p.id, m.number
$$;
-- What a day brings to one milestone: `ask_person`, `ask_company`, `remind_person`, `remind_company`, `close`, `pass_over`, and
-- `complete` for its placement. For the worker; nothing where somebody was faster. Where the one asked can have a mail, the
-- hash of the key in it is kept, and the address is told.
CREATE OR REPLACE FUNCTION gate.follow_up_moves(which uuid, stage text, due date, move text, hashed text,
                                                OUT follow_up uuid, OUT email text, OUT languages text[])
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  p placements_placement;
  side constant text := CASE WHEN move IN ('ask_company', 'remind_company') THEN 'company' ELSE 'person' END;
BEGIN
  IF gate.somebody_acts() THEN
    {not_allowed};
  END IF;
  SELECT * INTO p FROM placements_placement o WHERE o.id = which FOR UPDATE;
  IF p.id IS NULL OR p.state NOT IN ({running}) OR side = 'company' AND NOT gate.may_ask_company(which) THEN
    RETURN;
  END IF;
  IF move = 'complete' THEN
    UPDATE placements_placement o SET state = 'completed', moved_on = gate.today(), version = o.version + 1
      WHERE o.id = which
        AND EXISTS (SELECT FROM followups_followup f
                    WHERE f.placement_id = which AND f.milestone = '12_months' AND f.closed_on IS NOT NULL)
        -- The last word about it was not no.
        AND NOT EXISTS (
          SELECT FROM followups_feedback b JOIN followups_followup f ON f.id = b.follow_up_id
          WHERE f.placement_id = which AND b.there = 'no' AND NOT EXISTS (
            SELECT FROM followups_followup l
            WHERE l.placement_id = which AND l.due_on >= f.due_on AND l.confirmed_on IS NOT NULL))
      RETURNING o.id INTO follow_up;
    RETURN;
  ELSIF move IN ('ask_person', 'pass_over') THEN
    INSERT INTO followups_followup (id, version, person_id, placement_id, milestone, due_on, person_asked_on, closed_on,
                                    person_by_mail, company_by_mail)
      VALUES (gen_random_uuid(), 1, p.person_id, which, stage, due, CASE move WHEN 'ask_person' THEN gate.today() END,
              CASE move WHEN 'pass_over' THEN gate.today() END, false, false)
      ON CONFLICT DO NOTHING RETURNING id INTO follow_up;
  ELSE
    UPDATE followups_followup f
      SET version = f.version + 1,
          company_asked_on = CASE move WHEN 'ask_company' THEN gate.today() ELSE f.company_asked_on END,
          person_reminded_on = CASE move WHEN 'remind_person' THEN gate.today() ELSE f.person_reminded_on END,
          company_reminded_on = CASE move WHEN 'remind_company' THEN gate.today() ELSE f.company_reminded_on END,
          closed_on = CASE move WHEN 'close' THEN gate.today() END
      WHERE f.placement_id = which AND f.milestone = stage AND f.closed_on IS NULL
        AND CASE move WHEN 'ask_company' THEN f.company_asked_on IS NULL
                      WHEN 'remind_person' THEN f.person_reminded_on IS NULL
                      WHEN 'remind_company' THEN f.company_asked_on IS NOT NULL AND f.company_reminded_on IS NULL
                      ELSE move = 'close' END
      RETURNING f.id INTO follow_up;
  END IF;
  IF follow_up IS NULL OR hashed = '' OR move IN ('close', 'pass_over') THEN
    RETURN;
  ELSIF side = 'company' THEN
    SELECT c.email, c.languages::text[] INTO email, languages FROM organisations_contactperson c
      WHERE c.organisation_id = p.organisation_id AND c.email <> '' ORDER BY c.id LIMIT 1;
  ELSE
    -- The address is for after release: nobody who is still inside is written to.
    SELECT a.email, ARRAY(SELECT l.language::text FROM people_spokenlanguage l WHERE l.person_id = p.person_id
                          ORDER BY l.level = 'native' DESC, l.level DESC, l.language)
      INTO email, languages FROM people_afterrelease a
      WHERE a.person_id = p.person_id AND a.email <> ''
        AND NOT EXISTS (SELECT FROM people_stay s WHERE s.person_id = p.person_id AND s.ended_on IS NULL);
  END IF;
  IF email IS NOT NULL THEN
    INSERT INTO followups_feedbackkey (id, follow_up, whose, hashed, made_on, ends_on)
      VALUES (gen_random_uuid(), follow_up, side, hashed, gate.today(), gate.today() + {key_days}) ON CONFLICT DO NOTHING;
    UPDATE followups_followup f
      SET person_by_mail = f.person_by_mail OR side = 'person', company_by_mail = f.company_by_mail OR side = 'company'
      WHERE f.id = follow_up_moves.follow_up;
  END IF;
END
$$;
