-- Functions behind the policies of plans. Words in braces are filled in by policies.py.

-- May the acting organisation plan for somebody now? Asked by row policies, for whoever reads plans.
CREATE OR REPLACE FUNCTION gate.may_be_planned(one uuid) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE {definer} AS
$$
BEGIN
  RETURN gate.reads('regional_plan') AND {covered};
END
$$;

-- Whose plan is it? Asked by the worker, which must know who acts before it can see the row.
CREATE OR REPLACE FUNCTION gate.plan_waiting(one uuid) RETURNS uuid
LANGUAGE sql STABLE {definer} AS
$$ SELECT made_by_id FROM planning_plan WHERE id = one AND state = 'making' AND NOT gate.somebody_acts() $$;

-- By night, for nobody: plans that are old go, those that no worker finished are over, and of the others goes whom they may
-- not hold any more.
CREATE OR REPLACE FUNCTION gate.sweep_plans() RETURNS bigint
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  old uuid[];
  gone bigint;
  more bigint;
BEGIN
  IF gate.somebody_acts() THEN
    RETURN 0;
  END IF;
  UPDATE planning_plan SET state = 'failed', ended_at = now(), version = version + 1
  WHERE state = 'making' AND started_at < now() - interval '{given_up_days} days';
  old := ARRAY(SELECT id FROM planning_plan WHERE started_at < now() - interval '{kept_days} days');
  UPDATE planning_plan SET since_id = NULL WHERE since_id = ANY (old);
  DELETE FROM planning_tried o WHERE o.plan_id = ANY (old) OR NOT {still_covered};
  GET DIAGNOSTICS gone = ROW_COUNT;
  DELETE FROM planning_place o WHERE o.plan_id = ANY (old) OR NOT {still_covered};
  GET DIAGNOSTICS more = ROW_COUNT;
  DELETE FROM planning_plan WHERE id = ANY (old);
  RETURN gone + more + cardinality(old);
END
$$;

-- Who is erased is in no plan: a plan is no record that would keep somebody.
CREATE OR REPLACE FUNCTION gate.forget_planned() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  DELETE FROM planning_tried WHERE person_id = OLD.id;
  DELETE FROM planning_place WHERE person_id = OLD.id;
  RETURN NULL;
END
$$;
DROP TRIGGER IF EXISTS forget_planned ON people_person;
CREATE TRIGGER forget_planned AFTER DELETE ON people_person FOR EACH ROW EXECUTE FUNCTION gate.forget_planned();

-- A plan stays whose it is and what it tries, and what has ended stays as it ended.
CREATE OR REPLACE FUNCTION gate.keep_plan() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
DECLARE
  stays constant text[] := ARRAY['organisation_id', 'made_by_id', 'started_at', 'since_id', 'seats', 'is_tried'];
BEGIN
  PERFORM gate.refuse('not a plan: ' || CASE
    WHEN EXISTS (SELECT FROM unnest(stays) name WHERE to_jsonb(NEW) -> name IS DISTINCT FROM to_jsonb(OLD) -> name)
      THEN 'it stays whose and what it is'
    WHEN OLD.state <> 'making' THEN 'it has ended'
  END);
  RETURN NULL;
END
$$;
