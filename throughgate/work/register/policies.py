"""How the register is protected: officers see all of it, staff what is verified, an organisation itself and who wants it."""

from __future__ import annotations

from pathlib import Path

from django.db.backends.utils import CursorWrapper

from throughgate.foundation.database.policies import Protected, all_of, any_of, keep
from throughgate.foundation.database.relations import OUR, reads, writes
from throughgate.foundation.states.guard import state_guard
from throughgate.work.register import rules
from throughgate.work.register.models import IN_FORCE

_OURS = all_of(writes("own_registration"), OUR)
_IN_FORCE = ", ".join(repr(state) for state in IN_FORCE)

PROTECTED = (
    Protected(
        "register_registration",
        select=any_of(
            [
                reads("registration"),
                all_of(reads("organisation"), f"state IN ({_IN_FORCE})"),
                all_of(reads("own_registration"), OUR),
                all_of(reads("own_registration"), "state = 'verified' AND seen_by_others"),
            ]
        ),
        insert=writes("registration"),
        update=any_of([writes("registration"), _OURS]),
    ),
    # Nobody but the functions below.
    Protected("register_registerkey"),
    # Sent by them as well; an officer takes it over or refuses it, and by either it goes.
    Protected("register_proposal", select=writes("registration"), delete=writes("registration")),
)

DEFINERS = (
    "answer_by_key",
    "entry_by_key",
    "fill_register",
    "forget_registrations",
    "keep_register_key",
    "propose_by_key",
    "refreshes_due",
    "registration_by_key",
    "take_registration",
)
"""Functions that run as the owner, which the application may call: each checks the right itself."""

OWN_FIELDS = ("sector", "size", "offers", "why", "asks", "seen_by_others", "refreshed_on", "said")
"""What an organisation changes of its own entry, besides its state."""

_KEEP = f"""
-- An entry stays whose it is; an organisation changes of its own what is its own to say. What was looked at, was by today.
CREATE OR REPLACE FUNCTION gate.keep_registration() RETURNS trigger
LANGUAGE plpgsql {{caller}} AS
$$
BEGIN
  PERFORM gate.refuse('not a registration: ' || CASE
    WHEN NEW.state IN ({_IN_FORCE}) AND NEW.organisation_id IS NULL THEN 'verified for no organisation'
    WHEN NEW.organisation_id IS NOT NULL AND NOT EXISTS (
      SELECT FROM organisations_organisation o WHERE o.id = NEW.organisation_id AND o.kind = NEW.kind)
      THEN 'of an organisation of another kind'
    WHEN TG_OP = 'UPDATE' AND (NEW.kind, NEW.once) IS DISTINCT FROM (OLD.kind, OLD.once) THEN 'it stays what it is'
    WHEN TG_OP = 'UPDATE' AND OLD.organisation_id IS NOT NULL AND NEW.organisation_id IS DISTINCT FROM OLD.organisation_id
      THEN 'it stays whose it is'
    WHEN TG_OP = 'UPDATE' AND NOT gate.writes('registration')
      AND (to_jsonb(NEW) - ARRAY[{{own}}]) IS DISTINCT FROM (to_jsonb(OLD) - ARRAY[{{own}}])
      THEN 'not for the organisation to say'
  END);
  RETURN NULL;
END
$$;
""".replace("{own}", ", ".join(repr(name) for name in (*OWN_FIELDS, "state", "version")))


def _functions() -> str:
    """Return the functions with what the rules say."""
    told = {
        "fresh": rules.FRESH.days,
        "confirm_within": rules.CONFIRM_WITHIN.days,
        "refresh_within": rules.REFRESH_WITHIN.days,
        "unconfirmed_kept": rules.UNCONFIRMED_KEPT.days,
        "refused_kept": rules.REFUSED_KEPT.days,
        "kinds": ", ".join(repr(kind) for kind in rules.KINDS),
        "corrected": ", ".join(repr(name) for name in rules.CORRECTED),
        "of_register": _IN_FORCE,
    }
    text = "".join(
        Path(__file__).with_name(name).read_text()
        for name in ("policies.sql", "proposals.sql", "waiting.sql")
    )
    for name, value in told.items():
        text = text.replace("{" + name + "}", str(value))
    return text


SQL = (
    _KEEP
    + keep("register_registration", "keep_registration", "INSERT OR UPDATE")
    + keep("register_registration", "keep_past", "INSERT OR UPDATE", "refreshed_on")
    + state_guard("register_registration", rules.REGISTRATION, born=rules.BORN)
    + _functions()
)


def fill(cursor: CursorWrapper) -> None:
    """Give every organisation that is there its entry."""
    cursor.execute("SELECT gate.fill_register()")
