-- What of introductions is decided in the database. Words in braces are filled in by policies.py.
-- Does custody have a part in this person's case? For the functions here.
CREATE OR REPLACE FUNCTION gate.custody_has_part(one uuid) RETURNS boolean
LANGUAGE sql STABLE {definer} AS
$$
  SELECT EXISTS (SELECT FROM people_visibility v WHERE v.person_id = one AND v.role = 'custody' AND {in_force v})
$$;
-- The same, for those who take answers and see the person.
CREATE OR REPLACE FUNCTION gate.has_custody(one uuid) RETURNS boolean
LANGUAGE sql STABLE {definer} AS
$$
  SELECT gate.writes('answer') AND gate.sees(one, gate.reach()) AND gate.custody_has_part(one)
$$;
-- Which prison is custody now: where the person stays; between two stays, after a move and after release, whose part lasts longest.
-- Whoever had the person before keeps sight of the case for some days, and no say in it.
CREATE OR REPLACE FUNCTION gate.custody_now(one uuid) RETURNS uuid
LANGUAGE sql STABLE {definer} AS
$$
  SELECT v.organisation_id FROM people_visibility v
  WHERE v.person_id = one AND v.role = 'custody' AND {in_force v}
  ORDER BY EXISTS (SELECT FROM people_stay s WHERE s.person_id = one AND s.organisation_id = v.organisation_id
                   AND s.ended_on IS NULL) DESC, v.until_on DESC NULLS FIRST, v.from_on DESC, v.organisation_id
  LIMIT 1
$$;
-- Is whoever acts of it, and sees the person? They answer for custody, and take the person's answer.
CREATE OR REPLACE FUNCTION gate.is_custody_now(one uuid) RETURNS boolean
LANGUAGE plpgsql STABLE {definer} AS
$$
BEGIN
  RETURN gate.sees_as(one, gate.reach(), ARRAY['custody']) AND gate.custody_now(one) = gate.organisation();
END
$$;
-- Did the prison that is custody now agree? What another one said before a move does not count.
CREATE OR REPLACE FUNCTION gate.custody_agrees(which uuid, one uuid) RETURNS boolean
LANGUAGE sql STABLE {definer} AS
$$
  SELECT EXISTS (SELECT FROM placements_answer a JOIN accounts_membership m ON m.id = a.taken_by_id
                 WHERE a.placement_id = which AND a.whose = 'custody' AND a.agrees AND m.organisation_id = gate.custody_now(one))
$$;
-- Does a work condition that holds on the day of release shut this opening for this person? By what whoever asks may read: to
-- everybody but custody there are no conditions.
CREATE OR REPLACE FUNCTION gate.is_shut(one uuid, place uuid) RETURNS boolean
LANGUAGE sql STABLE {caller} AS
$$
  SELECT EXISTS (
    SELECT FROM people_workcondition w CROSS JOIN openings_opening o
    WHERE w.person_id = one AND o.id = place
      AND CASE w.kind {demand} END = ANY (gate.asked_by(o.demands, o.licence, o.is_on_the_road))
      AND (w.until_on IS NULL OR w.until_on >= greatest(gate.today(), (
        SELECT coalesce(s.ended_on, s.release_expected_on, s.release_earliest_on, s.release_latest_on)
        FROM people_stay s WHERE s.person_id = one ORDER BY {latest_stay s} LIMIT 1))))
$$;
-- Is the person in custody on a day, by the stays that whoever asks may read? On the day of release they are free.
CREATE OR REPLACE FUNCTION gate.is_inside(one uuid, day date) RETURNS boolean
LANGUAGE sql STABLE {caller} AS
$$
  SELECT EXISTS (SELECT FROM people_stay s
                 WHERE s.person_id = one AND s.arrived_on <= day AND (s.ended_on IS NULL OR s.ended_on > day))
$$;
-- A placement begins as a proposal for an opening that stands, and stays about whom and what it is about. What the answers
-- decide is decided by nobody else; what a company will see does not change once it was laid before the person.
CREATE OR REPLACE FUNCTION gate.keep_placement() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
DECLARE
  mine constant boolean := gate.writes('introduction') AND NEW.kept_by_id = gate.organisation();
BEGIN
  PERFORM gate.refuse('not a placement: ' || CASE
    WHEN NOT EXISTS (SELECT FROM openings_opening o WHERE o.id = NEW.opening_id AND o.organisation_id = NEW.organisation_id)
      THEN 'of an opening of somebody else'
    WHEN NEW.profile IS NOT NULL AND NEW.profile::text ~* '{telling}' AND
         (TG_OP = 'INSERT' OR NEW.profile IS DISTINCT FROM OLD.profile) THEN 'its profile tells where somebody comes from'
    WHEN NEW.persons_contact ~* '{telling}' AND (TG_OP = 'INSERT' OR NEW.persons_contact <> OLD.persons_contact)
      THEN 'how to reach somebody tells where they come from'
    WHEN TG_OP = 'INSERT' AND (NEW.introduction_id, NEW.consent_id) IS NOT NULL THEN 'introduced before anybody was asked'
    WHEN TG_OP = 'INSERT' THEN NULL
    WHEN (NEW.opening_id, NEW.organisation_id, NEW.kept_by_id, NEW.proposed_by_id, NEW.form_key, NEW.proposed_on)
      IS DISTINCT FROM (OLD.opening_id, OLD.organisation_id, OLD.kept_by_id, OLD.proposed_by_id, OLD.form_key, OLD.proposed_on)
      THEN 'it stays what it is'
    WHEN NEW.introduced_on IS DISTINCT FROM OLD.introduced_on THEN 'the answers say that'
    WHEN NEW.started_on IS DISTINCT FROM OLD.started_on THEN CASE
      WHEN OLD.started_on IS NOT NULL THEN 'its first day stays'
      WHEN NEW.started_on < coalesce(OLD.introduced_on, OLD.asked_on) THEN 'begun before the introduction'
      WHEN NOT NEW.on_day_release AND gate.is_inside(NEW.person_id, NEW.started_on) AND NOT EXISTS (
        SELECT FROM openings_opening o WHERE o.id = NEW.opening_id AND o.kind = 'support') THEN 'begun before release'
      END
    WHEN NEW.on_day_release <> OLD.on_day_release THEN 'it stays what it is'
    WHEN (NEW.consent_id, NEW.route) IS DISTINCT FROM (OLD.consent_id, OLD.route)
      OR OLD.introduction_id IS NOT NULL AND NEW.introduction_id IS DISTINCT FROM OLD.introduction_id
      THEN 'the answers say that'
    WHEN OLD.state || '>' || NEW.state IN ({by_database}) THEN 'the answers decide'
    WHEN OLD.state <> 'proposed' AND NEW.profile IS DISTINCT FROM OLD.profile THEN 'what is shown was laid before the person'
    WHEN NOT mine AND NEW.state <> OLD.state AND NEW.state NOT IN ('accepted', 'withdrawn') THEN 'not for this side to say'
    WHEN NOT mine AND OLD.state IN ('proposed', 'asked') THEN 'not for this side to say'
  END);
  RETURN NULL;
END
$$;
-- With the asking, the company's side of it begins; whatever happens here shows there, and nothing more than that.
CREATE OR REPLACE FUNCTION gate.begin_introduction() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  one constant uuid := gen_random_uuid();
BEGIN
  INSERT INTO placements_introduction (id, version, organisation_id, opening_id, contact_of_id, state, route, meets_by,
                                       shares_contact, persons_contact, moved_on)
    VALUES (one, 1, NEW.organisation_id, NEW.opening_id, NEW.kept_by_id, 'asked', '', '', '', '', gate.today());
  NEW.introduction_id := one;
  RETURN NEW;
END
$$;
DROP TRIGGER IF EXISTS begin_introduction ON placements_placement;
CREATE TRIGGER begin_introduction BEFORE UPDATE OF state ON placements_placement FOR EACH ROW
  WHEN (NEW.state = 'asked' AND OLD.introduction_id IS NULL) EXECUTE FUNCTION gate.begin_introduction();
CREATE OR REPLACE FUNCTION gate.follow_placement() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  IF TG_OP = 'DELETE' THEN
    DELETE FROM placements_introduction i WHERE i.id = OLD.introduction_id;
    DELETE FROM placements_placementkey k WHERE k.placement = OLD.id;
    RETURN NULL;
  END IF;
  UPDATE placements_introduction i
    SET version = i.version + 1, state = NEW.state, route = NEW.route, moved_on = NEW.moved_on,
        meets_at = NEW.talk_at, meets_by = NEW.talk_by, started_on = NEW.started_on,
        profile = CASE WHEN shown THEN NEW.profile END,
        persons_contact = CASE WHEN shown AND i.shares_contact <> '' THEN NEW.persons_contact ELSE '' END,
        shares_contact = CASE WHEN shown THEN i.shares_contact ELSE '' END
    FROM (SELECT NEW.state IN ({talking}, {running}) AND EXISTS (
            SELECT FROM people_consent c WHERE c.id = NEW.consent_id AND c.state = 'given') AS shown) s
    WHERE i.id = NEW.introduction_id;
  RETURN NULL;
END
$$;
DROP TRIGGER IF EXISTS follow_placement ON placements_placement;
CREATE TRIGGER follow_placement AFTER DELETE OR UPDATE ON placements_placement FOR EACH ROW
  EXECUTE FUNCTION gate.follow_placement();
-- Whoever takes back what an introduction rests on takes the introduction back; at work, the company reads no more. Not in the
-- name of whoever noted it: the history of the placement, which others read, would tell.
CREATE OR REPLACE FUNCTION gate.end_introduction() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  who constant text[] := gate.act_for_nobody();
BEGIN
  UPDATE placements_placement p
    SET state = CASE WHEN p.state IN ({talking}) THEN 'withdrawn' ELSE p.state END,
        reason = CASE WHEN p.state IN ({talking}) THEN 'other' ELSE p.reason END,
        moved_on = CASE WHEN p.state IN ({talking}) THEN gate.today() ELSE p.moved_on END,
        ended_on = CASE WHEN p.state IN ({talking}) THEN gate.today() ELSE p.ended_on END, version = p.version + 1
    WHERE p.consent_id = NEW.id AND p.state IN ({talking}, {running});
  PERFORM gate.act_again(who);
  RETURN NULL;
END
$$;
DROP TRIGGER IF EXISTS end_introduction ON people_consent;
CREATE TRIGGER end_introduction AFTER UPDATE OF state ON people_consent FOR EACH ROW
  WHEN (OLD.state = 'given' AND NEW.state <> 'given') EXECUTE FUNCTION gate.end_introduction();
-- An answer is given while it is asked for; custody agrees to nothing that a work condition shuts, and of a minor the guardian
-- agrees as well. No no is taken back: another proposal asks anew.
CREATE OR REPLACE FUNCTION gate.keep_answer() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  p placements_placement;
BEGIN
  SELECT * INTO p FROM placements_placement o WHERE o.id = NEW.placement_id FOR UPDATE;
  PERFORM gate.refuse('not an answer: ' || CASE
    WHEN p.id IS NULL OR p.person_id <> NEW.person_id OR p.state <> 'asked' THEN 'nobody is asked'
    WHEN NEW.answered_on > gate.today() OR NEW.guardian_agreed_on > gate.today() THEN 'an answer of days to come'
    WHEN NEW.answered_on < p.asked_on THEN 'answered before it was asked'
    WHEN NEW.whose = 'person' AND NEW.agrees AND NEW.explained_in = '' THEN 'explained in no language'
    WHEN NEW.whose = 'person' AND NEW.agrees AND NEW.guardian_agreed_on IS NULL AND EXISTS (
      SELECT FROM people_person q WHERE q.id = NEW.person_id
        AND gate.needs_guardian(q.birth_on, q.birth_precision, gate.today())) THEN 'of a minor without the guardian'
    WHEN NEW.whose = 'custody' AND NEW.agrees AND gate.is_shut(NEW.person_id, p.opening_id)
      THEN 'a work condition shuts this opening'
  END);
  RETURN NULL;
END
$$;
-- Has an organisation left the register? It is asked nothing any more, and nobody is introduced to it.
CREATE OR REPLACE FUNCTION gate.has_left(one uuid) RETURNS boolean
LANGUAGE sql STABLE {caller} AS
$$
  SELECT EXISTS (SELECT FROM register_registration r WHERE r.organisation_id = one AND r.state = 'left')
     AND NOT EXISTS (SELECT FROM register_registration r WHERE r.organisation_id = one AND r.state IN ('verified', 'paused'))
$$;
-- Can one still have this place? A company cannot say yes to what it does not offer any more.
CREATE OR REPLACE FUNCTION gate.is_offered(one uuid) RETURNS boolean
LANGUAGE sql STABLE {definer} AS
$$
  SELECT EXISTS (SELECT FROM openings_opening o
                 WHERE o.id = one AND o.state = 'open' AND o.expires_on >= gate.today()
                   AND (o.closing_on IS NULL OR o.closing_on >= gate.today()) AND o.seats_left IS DISTINCT FROM 0
                   AND NOT gate.has_left(o.organisation_id))
$$;
-- After a move the prison that has the person now answers anew: what the one before said goes. And a person who said yes may say no
-- as long as everybody is asked: afterwards they take the consent back.
CREATE OR REPLACE FUNCTION gate.replace_answer() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  IF NEW.whose = 'custody' THEN
    DELETE FROM placements_answer a USING accounts_membership m
      WHERE a.placement_id = NEW.placement_id AND a.whose = 'custody' AND m.id = a.taken_by_id
        AND m.organisation_id <> gate.custody_now(a.person_id) AND gate.is_custody_now(a.person_id);
  ELSE
    DELETE FROM placements_answer a WHERE a.placement_id = NEW.placement_id AND a.whose = 'person' AND a.agrees;
  END IF;
  RETURN NEW;
END
$$;
DROP TRIGGER IF EXISTS replace_answer ON placements_answer;
CREATE TRIGGER replace_answer BEFORE INSERT ON placements_answer FOR EACH ROW
  WHEN (NEW.whose = 'custody' OR NEW.whose = 'person' AND NOT NEW.agrees) EXECUTE FUNCTION gate.replace_answer();
-- Custody's yes holds while no work condition shuts the opening, the company's while one can have the place: either may have
-- changed since.
CREATE OR REPLACE FUNCTION gate.all_agreed(one uuid) RETURNS boolean
LANGUAGE sql STABLE {definer} AS
$$
  SELECT gate.is_offered(p.opening_id)
     AND EXISTS (SELECT FROM placements_answer a WHERE a.placement_id = p.id AND a.whose = 'person' AND a.agrees)
     AND EXISTS (SELECT FROM placements_answer a WHERE a.placement_id = p.id AND a.whose = 'company' AND a.agrees)
     AND (NOT gate.custody_has_part(p.person_id) OR
          gate.custody_agrees(p.id, p.person_id) AND NOT gate.is_shut(p.person_id, p.opening_id))
  FROM placements_placement p WHERE p.id = one
$$;
-- Introduce somebody to whom everybody agreed: what the person said becomes the consent that it rests on.
CREATE OR REPLACE FUNCTION gate.introduce(one uuid) RETURNS boolean
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  p placements_placement;
  a placements_answer;
  resting constant uuid := gen_random_uuid();
BEGIN
  SELECT * INTO p FROM placements_placement o WHERE o.id = one FOR UPDATE;
  IF p.state IS DISTINCT FROM 'asked' OR NOT gate.all_agreed(one) THEN
    RETURN false;
  END IF;
  SELECT * INTO a FROM placements_answer o WHERE o.placement_id = one AND o.whose = 'person';
  INSERT INTO people_consent (id, version, person_id, purpose, recipient_id, recipient_text, scope, state, asked_by_id,
                              asked_for_id, explained_in, asked_on, answered_on, guardian_agreed_on)
    SELECT resting, 1, p.person_id, CASE a.route WHEN 'open' THEN 'open_introduction' ELSE 'neutral_profile' END,
           p.organisation_id, '', (SELECT left(o.title, 300) FROM openings_opening o WHERE o.id = p.opening_id), 'given',
           m.id, m.organisation_id, a.explained_in, p.asked_on, a.answered_on, a.guardian_agreed_on
    FROM accounts_membership m WHERE m.id = coalesce(a.taken_by_id, p.proposed_by_id);
  UPDATE placements_placement o
    SET state = 'introduced', route = a.route, consent_id = resting, moved_on = gate.today(), introduced_on = gate.today(),
        reminded_on = NULL, version = o.version + 1
    WHERE o.id = one;
  RETURN true;
END
$$;
CREATE OR REPLACE FUNCTION gate.settle_answer() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  PERFORM gate.introduce(NEW.placement_id);
  RETURN NULL;
END
$$;
-- After `keep_answer`, by its name.
DROP TRIGGER IF EXISTS settle_answer ON placements_answer;
CREATE TRIGGER settle_answer AFTER INSERT ON placements_answer FOR EACH ROW EXECUTE FUNCTION gate.settle_answer();
-- Messages go to and fro while one talks, and none that goes out tells where somebody comes from.
CREATE OR REPLACE FUNCTION gate.keep_message() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  PERFORM gate.refuse('not a message: ' || CASE
    WHEN NOT EXISTS (SELECT FROM placements_introduction i WHERE i.id = NEW.introduction_id AND i.state IN ({talking}, {running}))
      THEN 'nobody talks here'
    WHEN NEW.side = 'officer' AND NEW.text ~* '{telling}' THEN 'it tells where somebody comes from'
  END);
  RETURN NULL;
END
$$;
-- Does a member's sheet still ask the person? After a move that of the prison before does not, while custody has a part.
CREATE OR REPLACE FUNCTION gate.may_be_asked_by(member uuid, one uuid) RETURNS boolean
LANGUAGE sql STABLE {definer} AS
$$
  SELECT NOT gate.custody_has_part(one) OR EXISTS (
    SELECT FROM accounts_membership m WHERE m.id = member AND m.organisation_id = gate.custody_now(one))
$$;
-- What a key opens: the introduction of a company, or what a person is asked. Nothing where its days are over.
CREATE OR REPLACE FUNCTION gate.introduction_by_key(typed text) RETURNS SETOF placements_introduction
LANGUAGE sql STABLE {definer} AS
$$
  SELECT i.* FROM placements_placementkey k JOIN placements_placement p ON p.id = k.placement
  JOIN placements_introduction i ON i.id = p.introduction_id
  WHERE k.hashed = typed AND k.purpose = 'company' AND k.ends_on >= gate.today()
$$;
CREATE OR REPLACE FUNCTION gate.messages_by_key(typed text) RETURNS SETOF placements_message
LANGUAGE sql STABLE {definer} AS
$$
  SELECT m.* FROM gate.introduction_by_key(typed) i JOIN placements_message m ON m.introduction_id = i.id ORDER BY m.id
$$;
CREATE OR REPLACE FUNCTION gate.placement_by_key(typed text)
RETURNS TABLE (placement uuid, version integer, state varchar, opening varchar, company varchar, town varchar,
               profile jsonb, asked_on date, answered boolean, needs_guardian boolean)
LANGUAGE sql STABLE {definer} AS
$$
  SELECT p.id, p.version, p.state, o.title, g.name,
         coalesce((SELECT s.town FROM organisations_site s WHERE s.organisation_id = g.id ORDER BY s.id LIMIT 1), ''),
         p.profile, p.asked_on,
         EXISTS (SELECT FROM placements_answer a WHERE a.placement_id = p.id AND a.whose = 'person'),
         gate.needs_guardian(q.birth_on, q.birth_precision, gate.today())
  FROM placements_placementkey k JOIN placements_placement p ON p.id = k.placement
  JOIN people_person q ON q.id = p.person_id JOIN openings_opening o ON o.id = p.opening_id
  JOIN organisations_organisation g ON g.id = p.organisation_id
  WHERE k.hashed = typed AND k.purpose = 'person' AND k.ends_on >= gate.today() AND gate.may_be_asked_by(k.made_by, p.person_id)
$$;
-- Keep the hash of a new key and say until when it opens. A company's: for who moves the placement on, and for the worker. A
-- person's: for who may ask the person. Nothing where there is nothing to open.
CREATE OR REPLACE FUNCTION gate.keep_placement_key(one uuid, which uuid, what text, hashed text) RETURNS date
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  p placements_placement;
  last_day constant date := gate.today() + CASE what WHEN 'person' THEN 14 ELSE 60 END;
BEGIN
  SELECT * INTO p FROM placements_placement o WHERE o.id = which;
  IF (CASE what
        WHEN 'company' THEN p.introduction_id IS NOT NULL AND p.state IN ('asked', {talking}, {running})
          AND (NOT gate.somebody_acts() OR gate.writes('introduction') AND p.kept_by_id = gate.organisation())
        WHEN 'person' THEN p.state = 'asked' AND gate.writes('answer') AND gate.sees(p.person_id, gate.reach())
          AND (NOT gate.custody_has_part(p.person_id) OR gate.is_custody_now(p.person_id))
        ELSE false END) IS NOT TRUE THEN
    RETURN NULL;
  END IF;
  DELETE FROM placements_placementkey k WHERE k.ends_on < gate.today() - 30;
  INSERT INTO placements_placementkey (id, placement, purpose, hashed, about, made_by, made_on, ends_on)
    VALUES (one, which, what, keep_placement_key.hashed, '', gate.membership(), gate.today(), last_day) ON CONFLICT DO NOTHING;
  RETURN last_day;
END
$$;
-- The person answers by the code of a sheet; who printed it has taken the answer. Of a minor only a no is taken so. Returns
-- whether it was taken: an answer once given stays.
CREATE OR REPLACE FUNCTION gate.person_answers(typed text, agrees boolean, chosen text, read_in text) RETURNS uuid
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  k placements_placementkey;
  p placements_placement;
BEGIN
  SELECT * INTO k FROM placements_placementkey o
    WHERE o.hashed = typed AND o.purpose = 'person' AND o.ends_on >= gate.today();
  SELECT * INTO p FROM placements_placement o WHERE o.id = k.placement FOR UPDATE;
  IF p.state IS DISTINCT FROM 'asked' OR NOT gate.may_be_asked_by(k.made_by, p.person_id) OR agrees AND chosen NOT IN ('open', 'neutral') OR agrees AND EXISTS (
       SELECT FROM people_person q WHERE q.id = p.person_id
         AND gate.needs_guardian(q.birth_on, q.birth_precision, gate.today()))
     OR EXISTS (SELECT FROM placements_answer a WHERE a.placement_id = p.id AND a.whose = 'person') THEN
    RETURN NULL;
  END IF;
  INSERT INTO placements_answer (id, version, placement_id, person_id, whose, agrees, answered_on, taken_by_id, route, explained_in)
    VALUES (gen_random_uuid(), 1, p.id, p.person_id, 'person', person_answers.agrees, gate.today(), k.made_by,
            CASE WHEN person_answers.agrees THEN chosen ELSE '' END, read_in)
    ON CONFLICT DO NOTHING;
  RETURN CASE WHEN FOUND THEN p.id END;
END
$$;
-- A company answers and moves its introduction on: with an account its own, without one what the key opens. `agree`, `refuse`
-- while it is asked; `invite`, `try`, `offer`, `decline` (with a reason) afterwards; `share` how it can be reached; `write`.
-- Returns what came of it: the placement's key, "stale", "not_now" or "not_offered" in `came`.
CREATE OR REPLACE FUNCTION gate.company_moves(which uuid, typed text, move text, expected integer, facts jsonb,
                                              OUT placement uuid, OUT came text)
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  i placements_introduction;
  p placements_placement;
  target text;
BEGIN
  IF typed IS NULL THEN
    SELECT * INTO i FROM placements_introduction o
      WHERE o.id = which AND o.organisation_id = gate.organisation() AND gate.writes('own_introduction');
  ELSE
    SELECT * INTO i FROM gate.introduction_by_key(typed) o WHERE o.id = which;
  END IF;
  IF i.id IS NULL THEN
    {not_allowed};
  END IF;
  SELECT * INTO p FROM placements_placement o WHERE o.introduction_id = i.id FOR UPDATE;
  SELECT * INTO i FROM placements_introduction o WHERE o.id = i.id;
  IF move = 'write' THEN
    -- What was written is not lost because somebody moved meanwhile.
    IF i.state NOT IN ({talking}, {running}) OR btrim(coalesce(facts ->> 'text', '')) = '' THEN
      came := 'not_now';
      RETURN;
    END IF;
    INSERT INTO placements_message (id, introduction_id, side, text, once, written_at)
      VALUES ((facts ->> 'id')::uuid, i.id, 'company', left(facts ->> 'text', 2000), (facts ->> 'once')::uuid, now())
      ON CONFLICT DO NOTHING;
  ELSIF i.version <> expected THEN
    came := 'stale';
    RETURN;
  ELSIF move IN ('agree', 'refuse') THEN
    IF p.state <> 'asked' OR EXISTS (SELECT FROM placements_answer a WHERE a.placement_id = p.id AND a.whose = 'company') THEN
      came := 'not_now';
      RETURN;
    END IF;
    IF move = 'agree' AND NOT gate.is_offered(i.opening_id) THEN
      came := 'not_offered';
      RETURN;
    END IF;
    INSERT INTO placements_answer (id, version, placement_id, person_id, whose, agrees, answered_on, route, explained_in)
      VALUES (gen_random_uuid(), 1, p.id, p.person_id, 'company', move = 'agree', gate.today(), '', '');
  ELSIF move = 'share' THEN
    UPDATE placements_introduction o
      SET shares_contact = left(coalesce(facts ->> 'contact', ''), 200), version = o.version + 1,
          persons_contact = CASE WHEN coalesce(facts ->> 'contact', '') <> '' THEN p.persons_contact ELSE '' END
      WHERE o.id = i.id AND o.state IN ({talking}, {running});
    IF NOT FOUND THEN
      came := 'not_now';
      RETURN;
    END IF;
  ELSE
    SELECT t.after INTO target FROM (VALUES {companys}) t (before, name, after) WHERE t.before = p.state AND t.name = move;
    IF target IS NULL OR (move = 'decline') <> (coalesce(facts ->> 'reason', '') <> '') THEN
      came := 'not_now';
      RETURN;
    END IF;
    UPDATE placements_placement o
      SET state = target, version = o.version + 1, moved_on = gate.today(), reminded_on = NULL,
          talk_by = CASE move WHEN 'invite' THEN coalesce(nullif(facts ->> 'by', ''), 'at_company') ELSE o.talk_by END,
          talk_at = CASE move WHEN 'invite' THEN (facts ->> 'at')::timestamptz ELSE o.talk_at END,
          ended_on = CASE move WHEN 'decline' THEN gate.today() ELSE o.ended_on END,
          reason = coalesce(facts ->> 'reason', ''), reason_text = left(coalesce(facts ->> 'reason_text', ''), 300)
      WHERE o.id = p.id;
  END IF;
  placement := p.id;
  came := '';
END
$$;
-- What the other side wrote has been seen.
CREATE OR REPLACE FUNCTION gate.read_messages(which uuid, typed text) RETURNS void
LANGUAGE sql {definer} AS
$$
  UPDATE placements_message m SET read_at = now()
  FROM placements_introduction i
  WHERE i.id = which AND m.introduction_id = i.id AND m.read_at IS NULL
    AND (m.side = 'officer' AND (typed IS NULL AND gate.writes('own_introduction') AND i.organisation_id = gate.organisation()
                                 OR i.id IN (SELECT k.id FROM gate.introduction_by_key(typed) k))
         OR m.side = 'company' AND typed IS NULL AND gate.writes('introduction') AND i.contact_of_id = gate.organisation())
$$;
-- What waits for an answer, for the worker, who acts for nobody: since when, and the day of the first no.
CREATE OR REPLACE FUNCTION gate.placements_waiting()
RETURNS TABLE (placement uuid, region uuid, state varchar, since date, reminded_on date, refused_on date, agreed boolean)
LANGUAGE sql STABLE {definer} AS
$$
  SELECT p.id, g.region_id, p.state, CASE p.state WHEN 'asked' THEN p.asked_on ELSE p.moved_on END, p.reminded_on,
         (SELECT min(a.answered_on) FROM placements_answer a LEFT JOIN accounts_membership m ON m.id = a.taken_by_id
          WHERE a.placement_id = p.id AND NOT a.agrees
            AND (a.whose <> 'custody' OR m.organisation_id = gate.custody_now(p.person_id))),
         p.state = 'asked' AND gate.all_agreed(p.id)
  FROM placements_placement p JOIN organisations_organisation g ON g.id = p.kept_by_id
  WHERE p.state IN ('asked', 'introduced', 'offered') AND NOT gate.somebody_acts()
  ORDER BY p.id
$$;
-- What a day brings: `introduce` where custody's part ended meanwhile, `not_agree`, `lapse`, or `remind`. For the worker; false
-- where somebody was faster.
CREATE OR REPLACE FUNCTION gate.clock_moves(one uuid, move text) RETURNS boolean
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  IF gate.somebody_acts() THEN
    {not_allowed};
  END IF;
  IF move = 'introduce' THEN
    RETURN gate.introduce(one);
  END IF;
  UPDATE placements_placement p
    SET version = p.version + 1,
        state = CASE move WHEN 'not_agree' THEN 'not_agreed' WHEN 'lapse' THEN 'lapsed' ELSE p.state END,
        reason = CASE move WHEN 'lapse' THEN 'no_answer' ELSE p.reason END,
        ended_on = CASE WHEN move IN ('not_agree', 'lapse') THEN gate.today() ELSE p.ended_on END,
        moved_on = CASE move WHEN 'remind' THEN p.moved_on ELSE gate.today() END,
        reminded_on = CASE move WHEN 'remind' THEN gate.today() ELSE p.reminded_on END
    WHERE p.id = one AND CASE move WHEN 'not_agree' THEN p.state = 'asked' AND NOT gate.all_agreed(p.id)
                                   WHEN 'lapse' THEN p.state IN ('introduced', 'offered')
                                   WHEN 'remind' THEN p.state IN ('introduced', 'offered') AND p.reminded_on IS NULL
                                   ELSE false END;
  RETURN FOUND;
END
$$;
