-- What of schooling is decided in the database. Words in braces are filled in by policies.py.
-- The courses that name the acting member, as an array to be asked once for each statement; nothing where there are none.
CREATE OR REPLACE FUNCTION gate.my_courses() RETURNS uuid[]
LANGUAGE sql STABLE {definer} AS
$$
  SELECT array_agg(s.course_id) FROM schooling_staff s JOIN accounts_membership m ON m.id = s.membership_id
  WHERE m.id = gate.membership() AND m.organisation_id = gate.organisation() AND {employed m} AND gate.reads('course_mark')
$$;
-- Everybody who is in a course that the acting member teaches today.
CREATE OR REPLACE FUNCTION gate.my_pupils() RETURNS uuid[]
LANGUAGE sql STABLE {definer} AS
$$
  SELECT array_agg(DISTINCT e.person_id)
  FROM schooling_staff s JOIN accounts_membership m ON m.id = s.membership_id
  JOIN schooling_enrolment e ON e.course_id = s.course_id JOIN schooling_course c ON c.id = s.course_id
  WHERE m.id = gate.membership() AND m.organisation_id = gate.organisation() AND {employed m} AND gate.writes('course')
    AND s.part = 'teacher' AND {in_force e} AND {stays_on c}
$$;
-- Everybody who is in a course that names the acting member today, as a teacher or as an officer who enters marks.
CREATE OR REPLACE FUNCTION gate.my_learners() RETURNS uuid[]
LANGUAGE sql STABLE {definer} AS
$$
  SELECT array_agg(DISTINCT e.person_id)
  FROM schooling_staff s JOIN accounts_membership m ON m.id = s.membership_id
  JOIN schooling_enrolment e ON e.course_id = s.course_id JOIN schooling_course c ON c.id = s.course_id
  WHERE m.id = gate.membership() AND m.organisation_id = gate.organisation() AND {employed m} AND gate.reads('course_mark')
    AND {in_force e} AND {stays_on c}
$$;
-- Whoever makes a course teaches it: nobody else could name its teachers.
CREATE OR REPLACE FUNCTION gate.found_course() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  INSERT INTO schooling_staff (id, course_id, membership_id, part)
  VALUES (gen_random_uuid(), NEW.id, NEW.made_by_id, 'teacher') ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;
DROP TRIGGER IF EXISTS found_course ON schooling_course;
CREATE TRIGGER found_course AFTER INSERT ON schooling_course FOR EACH ROW EXECUTE FUNCTION gate.found_course();

CREATE OR REPLACE FUNCTION gate.keep_course() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  PERFORM gate.refuse('not to be changed so: ' || CASE
    WHEN (NEW.organisation_id, NEW.made_by_id) IS DISTINCT FROM (OLD.organisation_id, OLD.made_by_id) THEN 'a course stays whose it is'
    WHEN NEW.scale <> OLD.scale AND EXISTS (SELECT FROM schooling_mark m WHERE m.course_id = NEW.id)
      THEN 'its marks stand on the other scale'
    WHEN EXISTS (SELECT FROM schooling_mark m WHERE m.course_id = NEW.id AND m.given_on > NEW.ends_on)
      THEN 'marks were given after that day'
  END);
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION gate.keep_subject() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  PERFORM gate.refuse(CASE
    WHEN NEW.course_id <> OLD.course_id THEN 'a subject stays in its course'
    WHEN NEW.code <> OLD.code AND EXISTS (SELECT FROM schooling_mark m WHERE m.subject_id = NEW.id)
      THEN 'its marks are of the other subject'
  END);
  RETURN NULL;
END
$$;

-- Teachers teach, officers enter marks; all of them work for who holds the course.
CREATE OR REPLACE FUNCTION gate.keep_staff() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  PERFORM gate.refuse(CASE WHEN NOT EXISTS (
    SELECT FROM accounts_membership m JOIN schooling_course c ON c.organisation_id = m.organisation_id
    WHERE m.id = NEW.membership_id AND c.id = NEW.course_id AND {stays_on m}
      AND CASE NEW.part WHEN 'teacher' THEN 'teacher' ELSE 'observer' END = ANY (m.roles))
    THEN 'nobody who could have this part in the course' END);
  RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION gate.keep_enrolment() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  c schooling_course;
BEGIN
  SELECT * INTO c FROM schooling_course o WHERE o.id = NEW.course_id;
  PERFORM gate.refuse('not an enrolment: ' || CASE
    WHEN c.organisation_id IS DISTINCT FROM NEW.organisation_id THEN 'in a course of somebody else'
    WHEN NEW.from_on > c.ends_on THEN 'after the course ended'
    WHEN TG_OP = 'UPDATE' AND (NEW.course_id, NEW.person_id, NEW.name) IS DISTINCT FROM (OLD.course_id, OLD.person_id, OLD.name)
      THEN 'it stays whose it is'
    WHEN EXISTS (SELECT FROM schooling_mark m WHERE m.enrolment_id = NEW.id
                 AND (m.given_on > NEW.until_on OR m.given_on < NEW.from_on)) THEN 'marks were given outside of these days'
    WHEN EXISTS (SELECT FROM unnest(NEW.extended) x (id) LEFT JOIN schooling_subject s
                 ON s.id = x.id AND s.course_id = NEW.course_id AND s.level = 'each' WHERE s.id IS NULL)
      AND (TG_OP = 'INSERT' OR NEW.extended IS DISTINCT FROM OLD.extended) THEN 'at a level that is not taught'
  END);
  RETURN NULL;
END
$$;

-- A mark stands on the scale of its course, in a slot of its own, while the person was in the course and the course was held.
CREATE OR REPLACE FUNCTION gate.keep_mark() RETURNS trigger
LANGUAGE plpgsql {definer} {planned} AS
$$
DECLARE
  e schooling_enrolment;
  c schooling_course;
  s schooling_subject;
  half_begins constant date := CASE NEW.half WHEN 1 THEN make_date(NEW.school_year, {year_begins}, 1)
                               ELSE make_date(NEW.school_year + 1, {second_begins}, 1) END;
BEGIN
  SELECT * INTO e FROM schooling_enrolment o WHERE o.id = NEW.enrolment_id;
  SELECT * INTO c FROM schooling_course o WHERE o.id = NEW.course_id;
  SELECT * INTO s FROM schooling_subject o WHERE o.id = NEW.subject_id;
  PERFORM gate.refuse('not a mark: ' || CASE
    WHEN e.person_id IS DISTINCT FROM NEW.person_id OR e.course_id IS DISTINCT FROM NEW.course_id
      THEN 'of nobody in this course'
    WHEN s.course_id IS DISTINCT FROM NEW.course_id THEN 'in no subject of this course'
    WHEN TG_OP = 'UPDATE' AND (NEW.enrolment_id, NEW.subject_id, NEW.school_year, NEW.half, NEW.kind, NEW.number)
      IS DISTINCT FROM (OLD.enrolment_id, OLD.subject_id, OLD.school_year, OLD.half, OLD.kind, OLD.number)
      THEN 'it stays in its slot'
    WHEN NEW.value = '' AND NEW.non_mark = '' THEN NULL
    WHEN NEW.scale <> c.scale THEN 'on another scale than the course'
    WHEN NEW.value <> '' AND NOT gate.is_on_scale(NEW.scale, NEW.value) THEN 'not on its scale'
    WHEN NEW.given_on < e.from_on THEN 'before the person was in the course'
    WHEN NEW.given_on > e.until_on OR half_begins > e.until_on THEN 'after the person left the course'
    WHEN NEW.given_on > c.ends_on OR half_begins > c.ends_on THEN 'after the course ended'
  END);
  RETURN NULL;
END
$$;

-- With the stay end the enrolments at that prison; what was learned there stays. Taken back, they go on.
CREATE OR REPLACE FUNCTION gate.end_enrolments() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  IF NEW.ended_on IS NULL THEN
    UPDATE schooling_enrolment e SET until_on = NULL, reason = '', version = e.version + 1
    WHERE e.person_id = NEW.person_id AND e.organisation_id = NEW.organisation_id
      AND e.until_on = greatest(OLD.ended_on, e.from_on) AND e.reason = OLD.ended_by;
  ELSE
    UPDATE schooling_enrolment e
    SET until_on = greatest(NEW.ended_on, e.from_on), reason = NEW.ended_by, version = e.version + 1
    WHERE e.person_id = NEW.person_id AND e.organisation_id = NEW.organisation_id AND e.until_on IS NULL;
  END IF;
  RETURN NULL;
END
$$;
DROP TRIGGER IF EXISTS end_enrolments ON people_stay;
CREATE TRIGGER end_enrolments AFTER UPDATE OF ended_on ON people_stay FOR EACH ROW
  WHEN (OLD.ended_on IS DISTINCT FROM NEW.ended_on) EXECUTE FUNCTION gate.end_enrolments();

-- What is known of somebody is on the closed list, each answer of its kind: nothing else is kept of anybody.
CREATE OR REPLACE FUNCTION gate.keep_facts() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  PERFORM gate.refuse('not a fact: ' || CASE
    WHEN jsonb_typeof(NEW.given) <> 'object' THEN 'no answers by their names'
    WHEN EXISTS (
      SELECT FROM jsonb_each(NEW.given) f LEFT JOIN (VALUES {questions}) q (key, kind, by_certificate)
        ON f.key ~ CASE WHEN q.by_certificate THEN '^' || q.key || '[.][a-z][a-z0-9_]{0,39}$' ELSE '^' || q.key || '$' END
      WHERE q.key IS NULL OR jsonb_typeof(f.value) <> q.kind
        OR q.kind = 'string' AND f.value #>> '{}' !~ '^[12][0-9]{3}-[0-1][0-9]-[0-3][0-9]$'
        OR q.kind = 'number' AND f.value NOT BETWEEN '0'::jsonb AND '1200'::jsonb) THEN 'no question, or no answer to it'
  END);
  RETURN NULL;
END
$$;

-- A teacher of the course signs for somebody who is or was in it, now.
CREATE OR REPLACE FUNCTION gate.keep_decision() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  PERFORM gate.refuse('not a decision: ' || CASE
    WHEN NEW.signed_at > clock_timestamp() + interval '5 minutes' THEN 'signed in the future'
    WHEN NOT EXISTS (SELECT FROM schooling_enrolment e WHERE e.course_id = NEW.course_id AND e.person_id = NEW.person_id)
      THEN 'about nobody in this course'
    WHEN NOT EXISTS (SELECT FROM schooling_staff s
                     WHERE s.course_id = NEW.course_id AND s.membership_id = NEW.signed_by_id AND s.part = 'teacher')
      THEN 'signed by no teacher of the course'
  END);
  RETURN NULL;
END
$$;

-- Registered is whom the latest decision lets; an exam that was held has a result, no other has.
CREATE OR REPLACE FUNCTION gate.keep_exam_registration() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  d schooling_decision;
BEGIN
  SELECT * INTO d FROM schooling_decision o WHERE o.id = NEW.decision_id;
  PERFORM gate.refuse('not a registration: ' || CASE
    WHEN (d.person_id, d.course_id, d.certificate, d.school_year)
      IS DISTINCT FROM (NEW.person_id, NEW.course_id, NEW.certificate, NEW.school_year) THEN 'the decision is about something else'
    WHEN TG_OP = 'INSERT' AND (NOT d.agrees OR d.outcome NOT IN ('eligible', 'resit')) THEN 'the decision is against it'
    WHEN TG_OP = 'INSERT' AND EXISTS (
      SELECT FROM schooling_decision o WHERE o.person_id = d.person_id AND o.certificate = d.certificate
        AND o.school_year = d.school_year AND NOT o.agrees AND o.signed_at > d.signed_at) THEN 'a later decision is against it'
    WHEN TG_OP = 'UPDATE' AND (NEW.decision_id, NEW.made_by_id) IS DISTINCT FROM (OLD.decision_id, OLD.made_by_id)
      THEN 'it stays whose it is'
    WHEN NEW.state IN ('registered', 'admitted', 'passed', 'failed') AND NOT NEW.needed <@ NEW.there THEN 'the file is not complete'
    WHEN NEW.state IN ('passed', 'failed') AND NEW.exam_on > gate.today() THEN 'the exam was not held yet'
    WHEN NEW.moved_on > gate.today() THEN 'moved in the future'
  END);
  RETURN NULL;
END
$$;
