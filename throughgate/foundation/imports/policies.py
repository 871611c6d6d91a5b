"""Who sees imports: the own organisation, and in it the roles that may import this kind; private ones who made them."""

from __future__ import annotations

from throughgate.foundation.database.policies import Protected, all_of, keep
from throughgate.foundation.database.relations import OUR, mine
from throughgate.foundation.imports.rules import IMPORT, WORKING
from throughgate.foundation.states.guard import state_guard

_OWN = f"{OUR} AND ('import_' || kind) = ANY ((SELECT gate.kinds_read())::text[])"

# A kind may be private: then it is seen by who uploaded it.
_MINE = f"{_OWN} AND (only_for IS NULL OR only_for = gate.membership())"

PROTECTED = (
    Protected(
        "imports_import",
        select=_MINE,
        # The worker acts as this member.
        insert=all_of(_MINE, mine()),
        update=_MINE,
    ),
    Protected("imports_rowresult", select=_MINE, insert=_MINE, update=_MINE, delete=_MINE),
    Protected("imports_remembered", select=_OWN, insert=_OWN, update=_OWN),
)

DEFINERS = ("forget_imports", "imports_unnamed", "imports_waiting", "freshen_statistics")
"""Functions that run as the owner, which the application may call: each checks the right itself."""

_KEEP = """
-- An import stays whose it is. The worker does it as the member who started it: nobody starts one as somebody else, nor
-- changes what a colleague has running.
CREATE OR REPLACE FUNCTION gate.keep_import() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
DECLARE
  stays constant text[] := ARRAY['organisation_id', 'kind', 'only_for', 'file_hash', 'file_name', 'file_size'];
BEGIN
  PERFORM gate.refuse('not an import: ' || CASE
    WHEN EXISTS (SELECT FROM unnest(stays) name WHERE to_jsonb(NEW) -> name IS DISTINCT FROM to_jsonb(OLD) -> name)
      THEN 'it stays whose and what it is'
    WHEN NEW.membership_id NOT IN (OLD.membership_id, gate.membership()) THEN 'in the name of somebody else'
    WHEN NEW.state IN ({working}) AND NEW.membership_id <> gate.membership()
      AND (NEW.state, NEW.mapping, NEW.options, NEW.reading, NEW.file_key)
          IS DISTINCT FROM (OLD.state, OLD.mapping, OLD.options, OLD.reading, OLD.file_key) THEN 'begun for somebody else'
  END);
  RETURN NULL;
END
$$;
""".replace("{working}", ", ".join(repr(state) for state in sorted(WORKING)))

SQL = (
    _KEEP
    + keep("imports_import", "keep_import", "UPDATE")
    + state_guard("imports_import", IMPORT)
    + """
-- The worker acts for nobody when it tidies up: names of files to delete, nothing else, leave this function.
CREATE OR REPLACE FUNCTION gate.forget_imports(files_before timestamptz, rows_before timestamptz) RETURNS SETOF text
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  IF gate.somebody_acts() OR (files_before <= now() - interval '1 day' AND rows_before <= now() - interval '1 day') IS NOT TRUE THEN
    {not_allowed};
  END IF;
  DELETE FROM imports_rowresult r USING imports_import i WHERE r.of_id = i.id AND i.created_at < rows_before;
  RETURN QUERY
    WITH old AS (
      SELECT i.id, i.file_key FROM imports_import i
      WHERE i.file_key <> '' AND (i.created_at < files_before
                                  OR i.state IN ('done', 'cancelled', 'failed', 'undoing', 'undone'))
      FOR UPDATE SKIP LOCKED
    )
    UPDATE imports_import i
    SET file_key = '', version = i.version + 1,
        state = CASE WHEN i.state IN ('uploaded', 'mapped', 'previewing', 'previewed', 'running')
                     THEN 'cancelled' ELSE i.state END
    FROM old WHERE i.id = old.id RETURNING old.file_key::text;
END
$$;
-- Which of these files does no import name? For the same: keys are random, and the ones that are named are not told.
CREATE OR REPLACE FUNCTION gate.imports_unnamed(files text[]) RETURNS SETOF text
LANGUAGE sql STABLE {definer} AS
$$ SELECT f FROM unnest(files) f
   WHERE NOT gate.somebody_acts() AND NOT EXISTS (SELECT FROM imports_import i WHERE i.file_key = f) $$;
-- Whose import is it? Asked by the worker, which must know who acts before it can see the row.
CREATE OR REPLACE FUNCTION gate.imports_waiting(one uuid) RETURNS uuid
LANGUAGE sql STABLE {definer} AS
$$ SELECT membership_id FROM imports_import WHERE id = one AND state IN ('previewing', 'running', 'undoing')
   AND (organisation_id = gate.organisation() AND gate.roles() IS NOT NULL OR NOT gate.somebody_acts()) $$;
-- Fresh statistics of tables that have more than doubled. The database's own come minutes later, and until then it
-- plans for the small tables of before: a row of the first large list cost 0.3 ms in every policy, not 0.03.
CREATE OR REPLACE FUNCTION gate.freshen_statistics() RETURNS integer
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  outgrown record;
  done integer := 0;
BEGIN
  FOR outgrown IN
    SELECT c.oid::regclass AS place FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND pg_stat_get_mod_since_analyze(c.oid) > greatest(400, c.reltuples)
  LOOP
    -- Somebody else may be at it just now, and does it for us.
    EXECUTE format('ANALYZE (SKIP_LOCKED) %s', outgrown.place);
    done := done + 1;
  END LOOP;
  RETURN done;
END
$$;
"""
)
