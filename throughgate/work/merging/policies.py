"""How merging is protected: one function does it, for those who keep the register."""

from __future__ import annotations

from pathlib import Path

from throughgate.ground.organisations.rules import ADDS
from throughgate.work.placements.rules import OVER
from throughgate.work.register.models import IN_FORCE
from throughgate.work.register.rules import KINDS

MOVED = {
    "accounts_invitation.organisation_id",
    "accounts_membership.organisation_id",
    "contact_log_agreement.keeper_id",
    "contact_log_agreement.organisation_id",
    "contact_log_note.keeper_id",
    "contact_log_note.organisation_id",
    "observations_letterissuer.body_id",
    "openings_opening.organisation_id",
    "organisations_contactperson.organisation_id",
    "organisations_organisation.merged_into_id",
    "organisations_site.organisation_id",
    "people_consent.recipient_id",
    "placements_introduction.contact_of_id",
    "placements_introduction.organisation_id",
    "placements_placement.kept_by_id",
    "placements_placement.organisation_id",
    "register_registration.organisation_id",
}
"""What names an organisation and names the one that stays afterwards; `merging.sql` moves each."""
LEFT = {
    "observations": "what custody writes; none of these kinds does",
    "people": "parts in cases and what follows from them; where such a part goes on nothing is merged",
    "placements_look": "who looked stays who it was",
    "planning": "plans of placement officers; none of these kinds has any",
    "schooling": "courses of prisons and schools; none of these kinds holds any",
}
"""What goes on naming the one that went, by the beginning of the table's name, and why."""
RECEIVE = (
    "accounts_invitation",
    "accounts_membership",
    "contact_log_agreement",
    "contact_log_note",
    "openings_opening",
    "organisations_contactperson",
    "organisations_site",
    "placements_placement",
    "register_registration",
)
"""Tables into which somebody may write a row of the one that goes while it is merged."""

DEFINERS = ("merge_organisations",)
"""It runs as the owner, and may be called by the application; it checks the right itself."""
OWNER_ONLY = ("against_merging",)


_FOLLOW = """
DROP TRIGGER IF EXISTS follow_merger ON "{table}";
CREATE TRIGGER follow_merger BEFORE INSERT OR UPDATE OF organisation_id ON "{table}" FOR EACH ROW
  WHEN (NEW.organisation_id IS NOT NULL) EXECUTE FUNCTION gate.follow_merger();
"""


def _function() -> str:
    """Return the function with what the rules say."""
    told = {"kinds": KINDS, "over": OVER, "of_register": IN_FORCE, "keepers": tuple(ADDS)}
    text = Path(__file__).with_name("merging.sql").read_text()
    for name, values in told.items():
        text = text.replace("{" + name + "}", ", ".join(repr(value) for value in values))
    return text


SQL = _function() + "".join(_FOLLOW.replace("{table}", table) for table in RECEIVE)
