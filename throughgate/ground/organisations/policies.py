"""How organisations' tables are protected."""

from __future__ import annotations

from throughgate.foundation.audit.policies import history
from throughgate.foundation.database.policies import Open, Protected, keep
from throughgate.foundation.database.relations import OUR, reads, writes
from throughgate.ground.organisations.rules import ADDS
from throughgate.ground.organisations.rules import KEPT_FROM_OUTSIDE as KINDS_KEPT

# Placement officers keep the contact persons of companies, clubs and charities that nobody works for here yet.
_KINDS = ", ".join(repr(kind) for kind in sorted(KINDS_KEPT))
KEPT_FROM_OUTSIDE = f"""({writes("organisation")} AND EXISTS (
    SELECT FROM organisations_organisation o WHERE o.id = organisation_id AND o.kind IN ({_KINDS})
      AND NOT EXISTS (SELECT FROM accounts_membership m WHERE m.organisation_id = o.id
                      AND {{stays_on m}})))"""
WRITES = f"({writes('own_organisation')} AND {OUR}) OR {KEPT_FROM_OUTSIDE}"

OPEN = (
    Open("organisations_region", "a list of regions", "SELECT, INSERT"),
    Open(
        "organisations_organisation",
        "read with the membership, before anybody acts; no natural person in it but volunteers, who register themselves",
    ),
    Open(
        "organisations_site",
        "addresses of organisations; of natural persons those of volunteers alone, who register themselves",
    ),
)
PROTECTED = (
    Protected(
        "organisations_contactperson",
        select=f"{reads('organisation')} OR {OUR}",
        insert=WRITES,
        update=WRITES,
        delete=WRITES,
    ),
)
_ADDED = " OR ".join(
    f"gate.roles() @> '{{{role}}}' AND NEW.kind IN ({', '.join(repr(kind) for kind in kinds)})"
    for role, kinds in ADDS.items()
)

SQL = (
    history("organisations_contactperson", "organisation")
    + f"""
-- Organisations and their sites stand outside row security, as they are read with the membership. Whoever is signed in
-- changes those alone whose contact persons they would keep; programs and the operator act for nobody.
CREATE OR REPLACE FUNCTION gate.keep_register() RETURNS trigger
LANGUAGE plpgsql {{caller}} AS
$$
DECLARE
  this constant jsonb := CASE TG_OP WHEN 'INSERT' THEN to_jsonb(NEW) ELSE to_jsonb(OLD) END;
  organisation_id constant uuid := coalesce(this ->> 'organisation_id', this ->> 'id');
BEGIN
  PERFORM gate.refuse(CASE
    WHEN NOT gate.user_acts() THEN NULL
    WHEN NOT coalesce({WRITES}, false) THEN 'an organisation that somebody else keeps'
    WHEN TG_OP = 'UPDATE' AND to_jsonb(NEW) -> 'organisation_id' IS DISTINCT FROM this -> 'organisation_id'
      THEN 'a site of another organisation'
    WHEN TG_OP <> 'DELETE' AND NULLIF(to_jsonb(NEW) -> 'merged_into_id', 'null') IS DISTINCT FROM
      CASE TG_OP WHEN 'UPDATE' THEN NULLIF(this -> 'merged_into_id', 'null') END THEN 'merged past the function that does it'
    WHEN TG_OP = 'UPDATE' AND to_jsonb(NEW) -> 'kind' IS DISTINCT FROM this -> 'kind' THEN 'an organisation of another kind'
  END);
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE OR REPLACE FUNCTION gate.keep_new_organisation() RETURNS trigger
LANGUAGE plpgsql {{caller}} AS
$$
BEGIN
  PERFORM gate.refuse(CASE WHEN gate.user_acts() AND NOT coalesce({_ADDED}, false)
                      THEN 'an organisation of a kind that others set up' END);
  RETURN NULL;
END
$$;
"""
    + keep("organisations_organisation", "keep_new_organisation", "INSERT")
    + keep("organisations_organisation", "keep_register", "UPDATE OR DELETE", first=True)
    + keep("organisations_site", "keep_register", "INSERT OR UPDATE OR DELETE", first=True)
)
