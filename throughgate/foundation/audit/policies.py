"""How audit tables are protected: insert and read only, and the trigger that keeps history."""

from __future__ import annotations

from throughgate.foundation.database.policies import Protected
from throughgate.foundation.database.relations import OUR, mine, reads
from throughgate.foundation.declared import declared

SHARED = f"'{{{','.join(declared('rights', 'EDITED_TOGETHER'))}}}'::text[]"
"""Kinds of records that colleagues change after each other: the page of a stale form names who was first."""
IN_CONFIDENCE = f"'{{{','.join(declared('rights', 'IN_CONFIDENCE'))}}}'::text[]"
"""Kinds of records of which the audit tells nobody but who wrote it: that somebody said no, or took back a yes, harms nobody."""

PROTECTED = (
    Protected(
        "audit_entry",
        # That a consent was withdrawn is for the one who took it alone, also in the audit.
        # What is about no person is for the one who did it, for who reads the log, and for colleagues where it is about
        # what they edit together: the reason for a sheet or a download is nobody else's.
        select=f"{OUR} AND (person_id IS NULL AND ({mine()} OR subject_kind = ANY ({SHARED})) "
        f"OR {reads('access_log')} AND (person_id IS NULL OR subject_kind <> ALL ({IN_CONFIDENCE})))",
        insert="membership_id IS NOT DISTINCT FROM gate.membership() AND user_id IS NOT DISTINCT FROM gate.actor_user() "
        "AND organisation_id IS NOT DISTINCT FROM gate.organisation() "
        "AND (gate.actor_user() IS NOT NULL OR person_id IS NULL)",
    ),
    # Rows are written by the trigger below alone.
    # Values of rows about people are opened by the policies of `people`, to those who see the rows themselves.
    Protected("audit_history", select=f"{OUR} AND person_id IS NULL AND {reads('access_log')}"),
    # Written by gate.log_access alone.
    Protected("audit_access", select=f"{OUR} AND {reads('access_log')}"),
)

DEFINERS = ("log_access", "extend_access_log")

SQL = """
CREATE OR REPLACE FUNCTION gate.keep_history() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, gate, pg_temp AS
$$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO public.audit_history (at, table_name, kind, row_id, person_id, owner_id, operation, membership_id,
                                      organisation_id, request, before)
    SELECT clock_timestamp(), TG_TABLE_NAME, TG_ARGV[0], o.id,
           coalesce((to_jsonb(o) ->> 'person_id')::uuid, CASE WHEN TG_TABLE_NAME = 'people_person' THEN o.id END),
           (to_jsonb(o) ->> 'organisation_id')::uuid, 'update', gate.membership(), gate.organisation(),
           coalesce(current_setting('throughgate.request', true), ''), to_jsonb(o)
    FROM rows_before o JOIN rows_after n ON n.id = o.id WHERE to_jsonb(o) IS DISTINCT FROM to_jsonb(n);
  ELSE
    INSERT INTO public.audit_history (at, table_name, kind, row_id, person_id, owner_id, operation, membership_id,
                                      organisation_id, request, before)
    SELECT clock_timestamp(), TG_TABLE_NAME, TG_ARGV[0], o.id,
           coalesce((to_jsonb(o) ->> 'person_id')::uuid, CASE WHEN TG_TABLE_NAME = 'people_person' THEN o.id END),
           (to_jsonb(o) ->> 'organisation_id')::uuid, 'delete', gate.membership(), gate.organisation(),
           coalesce(current_setting('throughgate.request', true), ''), to_jsonb(o)
    FROM rows_before o;
  END IF;
  RETURN NULL;
END
$$;
-- One look at people, written after the page's own transaction, by whoever looked: nobody writes down another's look.
CREATE OR REPLACE FUNCTION gate.log_access(who uuid, member uuid, organisation uuid, roles text[], request text,
                                           page text, method text, purpose text, people uuid[]) RETURNS void
LANGUAGE plpgsql {definer} AS
$$
BEGIN
  IF who IS NULL OR who IS DISTINCT FROM gate.actor_user() OR member IS DISTINCT FROM gate.membership()
     OR organisation IS DISTINCT FROM gate.organisation()
     OR (roles @> coalesce(gate.roles(), '{}') AND roles <@ coalesce(gate.roles(), '{}')) IS NOT TRUE THEN
    {not_allowed};
  END IF;
  INSERT INTO public.audit_access (at, user_id, membership_id, organisation_id, roles, request, page, method, purpose,
                                   people)
  VALUES (clock_timestamp(), who, member, organisation, roles, request, page, method, purpose, people);
END
$$;
-- Months ahead for the access log; the default partition takes what falls outside.
CREATE OR REPLACE FUNCTION gate.extend_access_log(months integer) RETURNS integer
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  first date := date_trunc('month', current_date)::date;
  month date;
  made integer := 0;
BEGIN
  IF gate.somebody_acts() THEN
    RETURN 0;
  END IF;
  FOR n IN 0 .. least(coalesce(months, 0), 36) LOOP
    month := (first + make_interval(months => n))::date;
    IF to_regclass('public.' || format('audit_access_%s', to_char(month, 'YYYY_MM'))) IS NULL THEN
      EXECUTE format('CREATE TABLE public.%I PARTITION OF public.audit_access FOR VALUES FROM (%L) TO (%L)',
                     format('audit_access_%s', to_char(month, 'YYYY_MM')), month,
                     (month + interval '1 month')::date);
      made := made + 1;
    END IF;
  END LOOP;
  RETURN made;
END
$$;
SELECT gate.extend_access_log(6);
"""


def history(table: str, kind: str) -> str:
    """Return the SQL that keeps the history of `table`, readable by those who read records of `kind`."""
    return f"""
DROP TRIGGER IF EXISTS keep_history_update ON "{table}";
CREATE TRIGGER keep_history_update AFTER UPDATE ON "{table}"
  REFERENCING OLD TABLE AS rows_before NEW TABLE AS rows_after
  FOR EACH STATEMENT EXECUTE FUNCTION gate.keep_history('{kind}');
DROP TRIGGER IF EXISTS keep_history_delete ON "{table}";
CREATE TRIGGER keep_history_delete AFTER DELETE ON "{table}"
  REFERENCING OLD TABLE AS rows_before
  FOR EACH STATEMENT EXECUTE FUNCTION gate.keep_history('{kind}');
"""
