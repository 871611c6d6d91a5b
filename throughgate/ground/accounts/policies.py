"""How accounts' tables are protected, and the access table as row policies read it."""

from __future__ import annotations

from pathlib import Path

from django.db.backends.utils import CursorWrapper

from throughgate.foundation.database.keys import uuid7
from throughgate.foundation.database.policies import Open, keep
from throughgate.ground.accounts.rules import INVITATION_LASTS, PASSWORD_CODE_LASTS, ROLES_OF_KIND
from throughgate.ground.acting.access import ACCESS
from throughgate.ground.acting.roles import REACHES_ORGANISATION, ROLES

OPEN = (
    Open("accounts_user", "read at sign-in, before anybody acts"),
    Open("accounts_membership", "read with the session, before anybody acts"),
    Open("accounts_invitation", "taken up by somebody who has no account yet; tokens are stored as hashes"),
    Open("accounts_passwordcode", "used by somebody who cannot sign in; codes are stored as hashes"),
    Open("accounts_accessrule", "no personal data", "SELECT"),
)


ENDING = ("accounts_membership", "accounts_invitation", "accounts_passwordcode")
"""Tables whose rows end, and stay with their end."""
OF_SIGN_IN = ("mfa_authenticator", "account_emailaddress", "usersessions_usersession")
"""Tables of allauth with a row for a user."""


def _listed(roles: frozenset[str]) -> str:
    return ", ".join(f"'{role}'" for role in sorted(roles))


SQL = f"""
CREATE OR REPLACE FUNCTION gate.reads(kind text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT EXISTS (SELECT FROM public.accounts_accessrule r
                  WHERE r.kind = $1 AND r.may_read AND r.role = ANY (gate.roles())) $$;
CREATE OR REPLACE FUNCTION gate.writes(kind text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT EXISTS (SELECT FROM public.accounts_accessrule r
                  WHERE r.kind = $1 AND r.may_write AND r.role = ANY (gate.roles())) $$;
CREATE OR REPLACE FUNCTION gate.kinds_read() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(array_agg(DISTINCT r.kind), '{{}}') FROM public.accounts_accessrule r
   WHERE r.may_read AND r.role = ANY (gate.roles()) $$;
-- Who changed a row last, as far as the audit and the history open to the caller: a colleague by name, others by organisation.
CREATE OR REPLACE FUNCTION gate.last_change(changed uuid) RETURNS TABLE (who text, at timestamptz) LANGUAGE sql STABLE AS
$$
  SELECT CASE WHEN c.organisation_id = gate.organisation()
              THEN (SELECT btrim(u.given_names || ' ' || u.family_name) FROM public.accounts_user u
                    WHERE u.id = coalesce(c.user_id, (SELECT m.user_id FROM public.accounts_membership m
                                                      WHERE m.id = c.membership_id)))
              ELSE (SELECT o.name FROM public.organisations_organisation o WHERE o.id = c.organisation_id) END, c.at
  FROM (SELECT e.at, e.user_id, e.membership_id, e.organisation_id FROM public.audit_entry e WHERE e.subject_id = $1
        UNION ALL
        SELECT h.at, NULL, h.membership_id, h.organisation_id FROM public.audit_history h WHERE h.row_id = $1
        ORDER BY at DESC LIMIT 1) c
$$;
-- An organisation that an import or a chamber registered has no members. Once somebody works for it, one administers it,
-- with no end in sight. Asked when the transaction ends; accounts of programs do not count; the owner is not asked.
CREATE OR REPLACE FUNCTION gate.keep_administrator() RETURNS trigger
LANGUAGE plpgsql {{caller}} AS
$$
DECLARE
  one uuid;
BEGIN
  IF current_user <> 'throughgate_app' THEN
    RETURN NULL;
  END IF;
  FOREACH one IN ARRAY CASE TG_OP WHEN 'DELETE' THEN ARRAY[OLD.organisation_id]
                                  WHEN 'INSERT' THEN ARRAY[NEW.organisation_id]
                                  ELSE ARRAY[OLD.organisation_id, NEW.organisation_id] END LOOP
    IF EXISTS (SELECT FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id
               WHERE m.organisation_id = one AND NOT u.is_service
                 AND {{stays_on m}})
       AND NOT EXISTS (SELECT FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id
                       WHERE m.organisation_id = one AND m.ends_on IS NULL AND u.is_active AND NOT u.is_service
                         AND m.roles @> ARRAY['administrator']::varchar[]) THEN
      RAISE EXCEPTION 'an organisation with members has an administrator' USING ERRCODE = 'check_violation';
    END IF;
  END LOOP;
  RETURN NULL;
END
$$;
DROP TRIGGER IF EXISTS keep_administrator ON accounts_membership;
CREATE CONSTRAINT TRIGGER keep_administrator
  AFTER INSERT OR DELETE OR UPDATE OF organisation_id, user_id, roles, ends_on ON accounts_membership
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION gate.keep_administrator();
-- Whoever is signed in gets rights by an invitation or from an administrator, never by the own hand: also where a page
-- forgot to ask. Memberships stand outside row security, as they are read before anybody acts.
CREATE OR REPLACE FUNCTION gate.guard_membership() RETURNS trigger
LANGUAGE plpgsql {{caller}} AS
$$
DECLARE
  administers boolean := NEW.organisation_id = gate.organisation() AND gate.writes('membership')
                         AND NEW.user_id <> gate.actor_user();
BEGIN
  IF current_user <> 'throughgate_app' OR NOT gate.user_acts() OR administers AND TG_OP = 'UPDATE'
     AND (NEW.user_id, NEW.organisation_id) = (OLD.user_id, OLD.organisation_id) THEN
    RETURN NEW;
  ELSIF TG_OP = 'INSERT' THEN
    IF NEW.user_id = gate.actor_user() AND EXISTS (
      SELECT FROM accounts_invitation i WHERE i.organisation_id = NEW.organisation_id AND i.accepted_at IS NULL
        AND i.withdrawn_at IS NULL AND i.expires_at > now() AND i.roles @> NEW.roles) THEN
      RETURN NEW;
    END IF;
  ELSIF NEW.user_id = gate.actor_user()
        AND (NEW.user_id, NEW.organisation_id, NEW.roles, NEW.unit, NEW.starts_on)
          = (OLD.user_id, OLD.organisation_id, OLD.roles, OLD.unit, OLD.starts_on)
        AND NEW.ends_on IS NOT NULL AND OLD.ends_on IS NULL THEN
    RETURN NEW;  -- leaving
  END IF;
  RAISE EXCEPTION 'rights do not grow by the own hand' USING ERRCODE = 'insufficient_privilege';
END
$$;
DROP TRIGGER IF EXISTS guard_membership ON accounts_membership;
CREATE TRIGGER guard_membership BEFORE INSERT OR UPDATE ON accounts_membership
  FOR EACH ROW EXECUTE FUNCTION gate.guard_membership();
CREATE OR REPLACE FUNCTION gate.reaches_organisation() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(gate.roles() && ARRAY[{_listed(REACHES_ORGANISATION)}], false) $$;
-- The same as gate.reads('person'), without a look into the table: asked for every row.
CREATE OR REPLACE FUNCTION gate.reaches_caseload() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(gate.roles() && ARRAY[{_listed(ACCESS["person"].read)}], false) $$;
"""


def _guards() -> str:
    """Return the guards of accounts with what the rules say; clocks of two machines may differ by some minutes."""
    roles = " ".join(
        f"WHEN '{kind}' THEN ARRAY[{', '.join(repr(role) for role in sorted(given))}]"
        for kind, given in ROLES_OF_KIND.items()
    )
    lasts = {"invitation_lasts": INVITATION_LASTS, "code_lasts": PASSWORD_CODE_LASTS}
    text = Path(__file__).with_name("guards.sql").read_text().replace("{roles_of_kind}", roles)
    for name, time in lasts.items():
        text = text.replace("{" + name + "}", f"{time.total_seconds() + 300:.0f} seconds")
    return text


SQL += (
    Path(__file__).with_name("arriving.sql").read_text()
    + _guards()
    + keep("accounts_membership", "keep_roles", "INSERT OR UPDATE OF roles, organisation_id")
    + keep("accounts_invitation", "keep_roles", "INSERT OR UPDATE OF roles, organisation_id")
    + keep("accounts_invitation", "keep_invitation", "INSERT OR UPDATE")
    + keep("accounts_passwordcode", "keep_password_code", "INSERT OR UPDATE")
    + "".join(keep(table, "keep_ended", "DELETE") for table in ENDING)
    + keep("accounts_user", "keep_account", "UPDATE OR DELETE")
    + "".join(keep(table, "keep_own", "INSERT OR UPDATE OR DELETE") for table in OF_SIGN_IN)
)


def fill(cursor: CursorWrapper) -> None:
    """Make the table of access rules equal to what the apps declare in `rights.py`."""
    cursor.execute("DELETE FROM accounts_accessrule")
    cursor.executemany(
        "INSERT INTO accounts_accessrule (id, role, kind, may_read, may_write) VALUES (%s, %s, %s, %s, %s)",
        [
            (uuid7(), role, kind.name, role in kind.read, role in kind.write)
            for kind in ACCESS.values()
            for role in ROLES
            if role in kind.read
        ],
    )
