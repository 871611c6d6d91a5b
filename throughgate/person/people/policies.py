"""How people are protected: a row is seen where the visibility table has a line one may see.

Measured forms only (see `docs/decisions/`): the visibility table compares plain columns with the context; every
other table asks it by the person's key, through the functions in `lines.sql`.
"""

from __future__ import annotations

from pathlib import Path

from throughgate.foundation.audit.policies import IN_CONFIDENCE, history
from throughgate.foundation.database.policies import Protected, all_of, keep
from throughgate.foundation.database.relations import (
    OUR,
    Condition,
    both,
    mine,
    of_member,
    of_organisation,
    reads,
    writes,
)
from throughgate.foundation.states.guard import state_guard
from throughgate.ground.acting.roles import LOOKS_AFTER
from throughgate.person.people.rules import BY_STATUTE, CONSENT, LOOK_LASTS, PART_OF_KIND


def visible(table: str, *, key: str = "person_id", roles: tuple[str, ...] = ()) -> str:
    """Return the condition that the visibility table opens this row's person (to links of these roles)."""
    person = f'"{table}".{key}, {_REACH}'
    return f"gate.sees_as({person}, ARRAY{list(roles)})" if roles else f"gate.sees({person})"


_REACH = "(SELECT gate.reach())"


def stays_with_person(table: str) -> str:
    """Return the SQL that lets no row of a table move from one person to another."""
    return f"""
DROP TRIGGER IF EXISTS keep_person ON "{table}";
CREATE TRIGGER keep_person BEFORE UPDATE OF person_id ON "{table}" FOR EACH ROW
  WHEN (OLD.person_id <> NEW.person_id) EXECUTE FUNCTION gate.keep_person();
"""


def of_person(
    table: str,
    kind: str,
    *,
    write: str = "",
    more: str = "true",
    roles: tuple[str, ...] = (),
    change_roles: tuple[str, ...] = (),
    select: str = "true",
    insert: Condition = "true",
    update: Condition = "true",
    update_check: str = "",
    delete: Condition = "true",
) -> Protected:
    """Protect rows about one person, read by those who read `kind` and see the person, and by the person.

    They are changed by those who write `kind`, or `write` where that is another one. `roles` are the parts in the case that
    open them, `change_roles` those that change them; `more` holds for every command.
    """
    change = all_of(writes(write or kind), visible(table, roles=change_roles or roles), more)
    return Protected(
        table,
        select=f"({all_of(reads(kind), visible(table, roles=roles), more, select)}) OR person_id = gate.person()",
        insert=both(change, insert),
        update=both(change, update),
        update_check=both(change, update_check) if update_check else None,
        delete=both(change, delete),
    )


def kept(table: str, kind: str) -> str:
    """Return the SQL that keeps the history of rows about a person, and each of them about its person."""
    return history(table, kind) + stays_with_person(table)


_ASSIGNMENT = (
    "EXISTS (SELECT FROM people_caselink l WHERE l.id = link_id AND l.person_id = people_assignment.person_id "
    "AND l.organisation_id = gate.organisation())"
)
_COLLEAGUE = (
    "EXISTS (SELECT FROM accounts_membership m WHERE m.id = people_assignment.membership_id "
    "AND m.organisation_id = gate.organisation())"
)
_LAWFUL = ", ".join(f"'{part}'" for part in sorted(BY_STATUTE))
_PART = (
    "CASE o.kind " + " ".join(f"WHEN '{kind}' THEN '{part}'" for kind, part in PART_OF_KIND.items()) + " END"
)
# The part in a case follows from the kind of organisation, so that nobody claims custody.
_PART_FITS = (
    f"role = (SELECT {_PART} FROM organisations_organisation o WHERE o.id = people_caselink.organisation_id)"
)
_AGREED = (
    "EXISTS (SELECT FROM people_consent c WHERE c.id = people_caselink.consent_id "
    "AND c.person_id = people_caselink.person_id AND c.recipient_id = people_caselink.organisation_id "
    "AND c.purpose = 'take_part' AND c.state = 'given')"
)
_ASKED_HERE = "asked_for_id = gate.organisation()"
_OWN_LINK = f"gate.sees_by(people_caselink.shared_from_id, people_caselink.person_id, {_REACH})"
# A share never exceeds the sharer's part: only custody hands custody on.
_SHARED = (
    "EXISTS (SELECT FROM people_visibility v WHERE v.link_id = people_caselink.shared_from_id "
    "AND v.person_id = people_caselink.person_id AND (people_caselink.role <> 'custody' OR v.role = 'custody'))"
)
_BY_LAW = f"role IN ({_LAWFUL}) AND gate.by_law(people_caselink.shared_from_id)"
# A "no" never harms: it is seen by the one who took it, and by the person. Others see what stands: no question of
# another organisation, for its answer may be no, and nothing that ended, for it may have been taken back.
_STANDS = (
    "asked_by_id = gate.membership() OR (state = 'asked' AND asked_for_id = gate.organisation())"
    " OR (state = 'given' AND NOT gate.is_over(people_consent.id))"
)

# As `reads("person")`, without a look into the table of rights: every list and every page asks it several times.
_READS = "(SELECT gate.reaches_caseload())"

PROTECTED = (
    Protected(
        "people_visibility",
        select=all_of(
            OUR,
            "{in_force}",
            _READS,
            "(SELECT gate.reaches_organisation()) OR EXISTS "
            "(SELECT FROM people_caseload c WHERE c.person_id = people_visibility.person_id)",
        ),
    ),
    Protected("people_caseload", select=all_of(mine(), "{in_force}", _READS)),
    Protected(
        "people_person",
        select=f"({all_of(_READS, visible('people_person', key='id'))}) OR id = gate.person()",
        insert=all_of(writes("person"), "registered_by_id = gate.organisation()"),
        update=all_of(writes("person") + " OR " + writes("profile"), visible("people_person", key="id")),
    ),
    of_person("people_personnumber", "number", more=OUR),
    of_person("people_spokenlanguage", "profile"),
    of_person("people_wish", "profile"),
    of_person("people_qualification", "profile"),
    of_person("people_workcondition", "work_condition", roles=("custody",)),
    of_person("people_afterrelease", "after_release"),
    of_person("people_guardian", "guardian"),
    # A stay is kept by the prison where it is spent; the next prison reads it.
    of_person("people_stay", "stay", change_roles=("custody",), insert=OUR, update=OUR, delete=None),
    of_person(
        "people_consent",
        "consent",
        select=_STANDS,
        insert=all_of(mine("asked_by_id"), _ASKED_HERE),
        # Said again here: a statement that reads no column asks the policy of reading nothing.
        update=all_of(_ASKED_HERE, _STANDS),
        update_check=_ASKED_HERE,
        delete=None,
    ),
    Protected(
        "people_caselink",
        select=f"""({
            all_of(
                reads("case_link"),
                visible("people_caselink"),
                f"{OUR} OR "
                + visible("people_caselink", roles=("custody", "aftercare"))
                + " OR "
                + _OWN_LINK,
            )
        })
                   OR person_id = gate.person()""",
        insert=all_of(
            writes("case_link"),
            _PART_FITS,
            # Born whole: the first link of a person we have just registered; or a share of a link of ours, by law or
            # by a consent given for exactly this organisation.
            all_of(
                f"{OUR} AND shared_from_id IS NULL AND basis = 'statute'",
                "gate.newly_registered(person_id)",
            )
            + " OR "
            + all_of(_SHARED, f"basis = 'statute' AND {_BY_LAW} OR basis = 'consent' AND {_AGREED}"),
        ),
        # No update: a link is ended by gate.end_link and otherwise stays as it was made.
    ),
    Protected(
        "people_assignment",
        select=f"({all_of(reads('case_link'), _ASSIGNMENT)}) OR person_id = gate.person()",
        insert=all_of(writes("case_link"), _ASSIGNMENT, _COLLEAGUE),
        update=all_of(writes("case_link"), _ASSIGNMENT),
        update_check=all_of(writes("case_link"), _ASSIGNMENT, _COLLEAGUE),
    ),
    of_member(
        "people_namedpurpose",
        seen_by="access_log",
        insert=all_of(
            OUR,
            # By the clock of the database, with some room for that of another machine: else a look named for the year
            # to come would stand open until then.
            f"ends_at <= named_at + interval '{LOOK_LASTS.total_seconds():.0f} seconds' "
            "AND named_at <= clock_timestamp() + interval '5 minutes'",
            visible("people_namedpurpose"),
        ),
    ),
    of_organisation(
        "people_notduplicate",
        "person",
        select=visible("people_notduplicate"),
        insert=all_of(visible("people_notduplicate"), visible("people_notduplicate", key="other_id")),
        update=None,
    ),
    Protected(
        "audit_history",
        also="people",
        select=all_of(
            reads("history"),
            visible("audit_history"),
            # What was is seen by those who see what is.
            "kind = ANY ((SELECT gate.kinds_read())::text[])",
            "kind <> 'number' OR owner_id = gate.organisation()",
            "kind <> 'consent' OR (before ->> 'asked_by_id')::uuid = gate.membership()",
            "kind <> 'work_condition' OR " + visible("audit_history", roles=("custody",)),
            "kind <> 'case_link' OR owner_id = gate.organisation() OR (table_name = 'people_caselink' AND "
            + visible("audit_history", roles=("custody", "aftercare"))
            + ") OR (table_name = 'people_assignment' AND organisation_id = gate.organisation())",
        ),
    ),
    Protected(
        "audit_entry",
        also="people",
        select=all_of(
            reads("history"),
            visible("audit_entry"),
            f"subject_kind <> ALL ({IN_CONFIDENCE}) OR membership_id = gate.membership()",
            "subject_kind <> 'work_condition' OR " + visible("audit_entry", roles=("custody",)),
        ),
    ),
)

# The truth that the visibility tables repeat: every link with the period in which it counts. A share counts no longer
# than the link it comes from; a link by consent counts while the consent is given.
_VISIBILITY = """WITH RECURSIVE counted AS (
    SELECT l.id, l.organisation_id, l.person_id, l.role, l.from_on, l.until_on, l.shared_from_id
    FROM people_caselink l WHERE l.basis = 'statute'{only}
    UNION ALL
    SELECT l.id, l.organisation_id, l.person_id, l.role, l.from_on, least(l.until_on, c.expires_on), l.shared_from_id
    FROM people_caselink l JOIN people_consent c ON c.id = l.consent_id
    WHERE l.basis = 'consent' AND c.state = 'given'{only}
  ), chain AS (
    SELECT id, organisation_id, person_id, role, from_on, until_on FROM counted WHERE shared_from_id IS NULL
    UNION ALL
    SELECT l.id, l.organisation_id, l.person_id, l.role, greatest(l.from_on, c.from_on), least(l.until_on, c.until_on)
    FROM counted l JOIN chain c ON l.shared_from_id = c.id
  )
  SELECT c.id, c.organisation_id, c.person_id, c.role, c.from_on, c.until_on, p.name_key, p.search_key,
         coalesce({release}, DATE '9999-12-31'), p.changed_at,
         (SELECT max(coalesce(a.until_on, DATE '9999-12-31')) FROM people_assignment a WHERE a.link_id = c.id)
  FROM chain c JOIN people_person p ON p.id = c.person_id"""

_PARTS = {
    "looks_after": ", ".join(f"'{role}'" for role in sorted(LOOKS_AFTER)),
    "visibility_columns": "link_id, organisation_id, person_id, role, from_on, until_on, name_key, search_key, "
    "release_on, changed_at, led_until",
    "visibility_of_them": _VISIBILITY.format(
        only=" AND l.person_id = ANY (them)",
        release="(SELECT r.release_on FROM gate.release r WHERE r.person_id = c.person_id)",
    ),
    "visibility_of_all": _VISIBILITY.format(only="", release="r.release_on")
    + " LEFT JOIN gate.release r ON r.person_id = c.person_id",
    "caseload_columns": "assignment_id, membership_id, person_id, from_on, until_on, name_key, search_key, "
    "release_on, changed_at",
    "caseload_truth": "SELECT a.id, a.membership_id, a.person_id, greatest(a.from_on, v.from_on), "
    "least(a.until_on, v.until_on), v.name_key, v.search_key, v.release_on, v.changed_at "
    "FROM people_assignment a JOIN people_visibility v ON v.link_id = a.link_id",
}


def _functions() -> str:
    here = Path(__file__)
    text = "".join(
        here.with_name(f"{name}.sql").read_text()
        for name in ("lines", "pages", "card", "policies", "stays", "assigning", "keeping")
    )
    for name, part in _PARTS.items():
        text = text.replace("{" + name + "}", part)
    return text


_TRIGGERS = """
DROP TRIGGER IF EXISTS keep_visibility ON "{table}";
CREATE TRIGGER keep_visibility AFTER INSERT OR DELETE OR UPDATE{columns} ON "{table}"
  FOR EACH ROW EXECUTE FUNCTION gate.keep_visibility();
"""
# New rows come by the hundred from imports: all people of a statement at once.
_TRIGGERS_BY_STATEMENT = """
DROP TRIGGER IF EXISTS keep_visibility ON "{table}";
CREATE TRIGGER keep_visibility AFTER DELETE OR UPDATE ON "{table}"
  FOR EACH ROW EXECUTE FUNCTION gate.keep_visibility();
DROP TRIGGER IF EXISTS keep_visibility_of_new ON "{table}";
CREATE TRIGGER keep_visibility_of_new AFTER INSERT ON "{table}" REFERENCING NEW TABLE AS rows_after
  FOR EACH STATEMENT EXECUTE FUNCTION gate.keep_visibility_of_new();
"""

_IDENTITY = """
DROP TRIGGER IF EXISTS keep_identity ON people_person;
CREATE TRIGGER keep_identity BEFORE UPDATE ON people_person FOR EACH ROW
  WHEN ((OLD.given_names, OLD.family_name, OLD.called_name, OLD.birth_on, OLD.birth_precision, OLD.registered_by_id)
        IS DISTINCT FROM
        (NEW.given_names, NEW.family_name, NEW.called_name, NEW.birth_on, NEW.birth_precision, NEW.registered_by_id))
  EXECUTE FUNCTION gate.keep_identity();
"""

DEFINERS = (
    *("sees", "sees_as", "sees_by", "by_law", "sweep_lines"),
    *("newly_registered", "link_by_statute", "end_link", "hand_over_assignments", "assigned_to"),
    *(
        "is_over",
        "looks_at_me",
        "people_like",
        "people_alike",
        "people_for_work",
        "people_listed",
        "releases_moved",
        "people_in_figures",
    ),
    "expire_consents",
    *("undo_registered", "undo_stay", "take_back_end"),
    *("shared_with_nobody", "assign_shared", "close_look", "purposes_from_outside", "looked_at"),
)
"""Functions that run as the owner, which the application may call: each checks the right itself."""
OWNER_ONLY = ("refresh_visibility", "refresh_lines", "rebuild_visibility", "visibility_differences")

SQL = (
    _functions()
    + state_guard("people_consent", CONSENT, born=("not_asked", "asked"))
    + _TRIGGERS_BY_STATEMENT.format(table="people_caselink")
    + _TRIGGERS_BY_STATEMENT.format(table="people_assignment")
    + _TRIGGERS_BY_STATEMENT.format(table="people_stay")
    + _TRIGGERS.format(table="people_consent", columns=" OF state, expires_on")
    + _IDENTITY
    + _TRIGGERS.format(table="people_person", columns=" OF name_key, search_key, changed_at").replace(
        "AFTER INSERT OR DELETE OR UPDATE", "AFTER UPDATE"
    )
    + keep("people_consent", "keep_consent", "INSERT OR UPDATE")
    + keep("people_stay", "keep_stay", "INSERT OR UPDATE")
    + keep("people_caselink", "keep_link", "INSERT")
    + keep("people_assignment", "keep_assignment", "INSERT OR UPDATE")
    + keep("people_guardian", "keep_guardian", "INSERT")
    + keep("people_qualification", "keep_past", "INSERT OR UPDATE", "obtained_on", "seen_on")
    + history("people_person", "person")
    + "".join(
        kept(f"people_{table}", kind)
        for table, kind in {
            "personnumber": "number",
            "spokenlanguage": "profile",
            "wish": "profile",
            "qualification": "profile",
            "workcondition": "work_condition",
            "afterrelease": "after_release",
            "guardian": "guardian",
            "stay": "stay",
            "consent": "consent",
            "caselink": "case_link",
            "assignment": "case_link",
        }.items()
    )
)
