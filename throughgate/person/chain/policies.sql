-- What of chains is decided in the database.
-- A chain stays whose it is and goes by the edition it began with; it moves on to the next stay of the same person alone.
CREATE OR REPLACE FUNCTION gate.keep_chain() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  PERFORM gate.refuse('not a chain: ' || CASE
    WHEN EXISTS (SELECT FROM people_stay s WHERE s.id IN (NEW.stay_id, NEW.began_id) AND s.person_id <> NEW.person_id)
      THEN 'along the stay of somebody else'
    WHEN TG_OP = 'INSERT' AND NEW.begun_on <> gate.today() THEN 'it begins today'
    WHEN TG_OP = 'UPDATE' AND (NEW.began_id, NEW.edition_id, NEW.begun_on) IS DISTINCT FROM (OLD.began_id, OLD.edition_id, OLD.begun_on)
      THEN 'it goes on as it began'
    WHEN TG_OP = 'UPDATE' AND NEW.stay_id <> OLD.stay_id AND NOT EXISTS (
      SELECT FROM people_stay before JOIN people_stay s ON s.id = NEW.stay_id
      WHERE before.id = OLD.stay_id AND before.ended_by = 'transferred' AND s.arrived_on >= before.ended_on)
      THEN 'it goes along with a move alone'
  END);
  RETURN NULL;
END
$$;

-- A step stays in its chain; it is done and skipped in the own name, by today, and keeps the day on which it was due. The
-- trigger made from `rules.stepping.STEP` keeps it so from then on.
CREATE OR REPLACE FUNCTION gate.keep_step() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  PERFORM gate.refuse('not a step: ' || CASE
    WHEN TG_OP = 'INSERT' AND NOT EXISTS (SELECT FROM chain_chain c WHERE c.id = NEW.chain_id AND c.person_id = NEW.person_id)
      THEN 'of the chain of somebody else'
    WHEN TG_OP = 'INSERT' THEN NULL
    WHEN (NEW.chain_id, NEW.step) IS DISTINCT FROM (OLD.chain_id, OLD.step) THEN 'it stays in its chain'
    WHEN NEW.settled_on IS NULL OR OLD.settled_on IS NOT NULL THEN NULL
    WHEN NEW.due_on IS DISTINCT FROM OLD.due_on THEN 'it keeps the day on which it was due'
    WHEN NEW.settled_by_id IS DISTINCT FROM gate.membership() THEN 'in the name of somebody else'
    WHEN NEW.settled_on > gate.today() THEN 'done on a day to come'
  END);
  RETURN NULL;
END
$$;

-- With a stay that an import is taken back goes its chain, unless something was done of it: then the stay is not taken back.
-- A chain that came along from the stay before goes back to it.
CREATE OR REPLACE FUNCTION gate.end_chain_with_stay() RETURNS trigger
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  c chain_chain;
BEGIN
  SELECT * INTO c FROM chain_chain x WHERE x.stay_id = OLD.id;
  IF c.began_id <> OLD.id THEN
    UPDATE chain_chain x SET version = version + 1, stay_id = (
      SELECT s.id FROM people_stay s WHERE s.person_id = OLD.person_id AND s.id <> OLD.id ORDER BY {latest_stay s} LIMIT 1)
    WHERE x.id = c.id;
  ELSIF EXISTS (SELECT FROM chain_step s WHERE s.chain_id = c.id AND s.settled_on IS NOT NULL) THEN
    RETURN NULL;
  ELSE
    DELETE FROM chain_step s WHERE s.chain_id = c.id;
    DELETE FROM chain_chain x WHERE x.id = c.id;
  END IF;
  RETURN OLD;
END
$$;
DROP TRIGGER IF EXISTS end_chain_with_stay ON people_stay;
CREATE TRIGGER end_chain_with_stay BEFORE DELETE ON people_stay FOR EACH ROW EXECUTE FUNCTION gate.end_chain_with_stay();
