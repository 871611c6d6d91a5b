"""Hold a table of states in the database, too: its trigger is made from the table."""

from __future__ import annotations

from collections.abc import Collection

from throughgate.foundation.states.table import StateTable

GUARDED: dict[str, StateTable] = {}
"""Every table of states that the database holds, by the table of its rows; filled as the apps' policies are read."""


def state_guard(
    table: str,
    states: StateTable,
    *,
    born: Collection[str] = (),
    frozen_from: Collection[str] = (),
    still: Collection[str] = ("state", "version"),
) -> str:
    """Return the SQL of a trigger that keeps the column `state` of `table` to the table of states.

    A new row of the application's has one of the states `born` (the table's start where none is said). A row in one of
    the states `frozen_from` changes by a transition alone, and then no column but those in `still`. The trigger raises
    `integrity_constraint_violation`, after the policies said who may write at all.
    """
    GUARDED[table] = states
    pairs = ", ".join(_quoted(f"{before}>{after}") for before, after in states.pairs)
    first = ", ".join(_quoted(state) for state in born or (states.start,))
    frozen = ", ".join(_quoted(state) for state in frozen_from)
    columns = ", ".join(_quoted(column) for column in still)
    stays = f"""
  IF OLD.state = ANY (ARRAY[{frozen}]) AND (NEW.state = OLD.state OR
     (to_jsonb(NEW) - ARRAY[{columns}]) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY[{columns}])) THEN
    RAISE EXCEPTION '{states.subject}: a row that is % never changes', OLD.state
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;"""
    return f"""
CREATE OR REPLACE FUNCTION gate.guard_state_of_{table}() RETURNS trigger
LANGUAGE plpgsql {{caller}} AS
$$
BEGIN
  IF TG_OP = 'INSERT' THEN
    -- The owner loads and restores rows as they were.
    IF current_user = 'throughgate_app' AND NEW.state <> ALL (ARRAY[{first}]) THEN
      RAISE EXCEPTION '{states.subject}: none begins as %', NEW.state USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
  END IF;
  IF NEW.state <> OLD.state AND OLD.state || '>' || NEW.state <> ALL (ARRAY[{pairs}]) THEN
    RAISE EXCEPTION '{states.subject}: from % to % leads nothing', OLD.state, NEW.state
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;{stays if frozen_from else ""}
  RETURN NULL;
END
$$;
DROP TRIGGER IF EXISTS guard_state ON "{table}";
CREATE TRIGGER guard_state AFTER INSERT OR UPDATE ON "{table}"
  FOR EACH ROW EXECUTE FUNCTION gate.guard_state_of_{table}();
"""


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
