"""The database is as the walls declare it: nothing missing, nothing beyond."""

from __future__ import annotations

import re

import pytest
from django.apps import apps

from tests.policies.sql import NOBODY, Refused
from throughgate.foundation.database import policies

# Functions that run as the owner and that the application calls, and why each may. A new one needs a reader's eye
# before it comes here: it checks the right itself, for no policy does.
DEFINERS = {
    "answered_introductions": "which introductions a company of its own has answered, for its list and for what waits",
    "around_introduction": "what stands around one introduction: to its company, with an account or by the hash of a key",
    "companies_due": "addresses of contact persons for whom there is something to read, for the worker alone",
    "keep_mailed_key": "the hash of the key in a mail, by the worker, for a contact person who is due",
    "clock_moves": "what a day brings to placements, for the worker alone: the answers and the days decide, not the caller",
    "company_moves": "a company answers and moves an introduction of its own, with an account or by the hash of a key",
    "has_custody": "whether custody has a part in the case, for who takes answers and sees the person",
    "introduction_by_key": "what a company without an account sees of one introduction, by the hash of a key",
    "is_custody_now": "asked by a policy: is whoever acts of the prison that has the person now, and sees them?",
    "keep_placement_key": "the hash of a key for a company, by who moves the placement on, or for the person, by who asks them",
    "messages_by_key": "what was written to and by a company without an account, by the hash of a key",
    "person_answers": "a person answers once by the hash of the key on their sheet, never with yes as a minor",
    "placement_by_key": "what a person is asked, by the hash of the key on their sheet",
    "placements_waiting": "what waits for an answer and since when, for the worker alone",
    "read_messages": "the messages of the other side have been seen; own introductions only",
    "answer_feedback": "a person or a company answers once after a start, by the hash of a key, while the milestone is open",
    "own_follow_ups": "what a company is asked after starts at its own desk; own introductions only, nothing of the person's word",
    "company_says": "a company answers there, once, while the milestone is open and the consent stands",
    "own_follow_ups_that_wait": "the same, of all of them, what nobody answered; own introductions only",
    "own_introductions_that_wait": "what waits for a company about introductions of its own, with the policies' conditions inside",
    "note_company_look": "a company has a profile of its own introductions before it: noted for the person, by nobody else",
    "follow_up_by_key": "what is asked after a start, by the hash of a key; of the person no more than the company reads of them",
    "follow_up_moves": "what a day brings to one milestone, for the worker alone; whom to write to, where mail may go",
    "follow_ups_waiting": "which milestones are not over, for the worker alone",
    "follows": "asked by a policy: is what this side says after a start for whoever acts?",
    "keep_feedback_key": "the hash of a key to answer by after a start, by who takes such answers",
    "stands_beside": "does whoever acts stand beside a person after release: yes or no, about people whom they see",
    "takes_feedback": "asked by a policy: does whoever acts type in what this side says?",
    "answer_by_key": "somebody without an account confirms a registration or answers for an entry, once, by the hash of a key",
    "entry_by_key": "what stands of one entry, to correct it, by the hash of a key that was not used",
    "propose_by_key": "somebody without an account sends a correction of its entry, once, by the hash of a key; it waits",
    "fill_register": "housekeeping: organisations that were added get their entry in the register",
    "forget_registrations": "housekeeping: registrations that nobody confirmed, or that were refused, go",
    "keep_register_key": "the hash of a key to answer by: the worker for a contact who is due, officers for a letter",
    "refreshes_due": "addresses of contact persons whose entry nobody looked at, for the worker alone",
    "registration_by_key": "what the holder of a key said when they registered, or what stands in the register of them",
    "take_registration": "what somebody without an account registers, as sent and unconfirmed, whatever it claims",
    "assign_shared": "gives somebody shared with the organisation to one of its members, nobody to oneself",
    "assigned_to": "counts, without names, for the administrator of the own organisation",
    "beside_others": "means over an observer's own levels and those of at least three others",
    "by_law": "asked by a policy: does a link of one's own organisation rest on law?",
    "close_look": "ends one's own look before its half hour is over",
    "copy_sheet": "an observer amends an own signed sheet",
    "double_ratings": "levels without names, for figures over at least five observers of the own organisation",
    "end_link": "brings the end of an own link or share nearer",
    "expire_consents": "housekeeping: what is over becomes expired",
    "extend_access_log": "adds months to the access log",
    "freshen_statistics": "housekeeping: statistics of tables that have more than doubled, nothing of their rows",
    "fill_by_key": "a company without an account says that a place of its own is taken, by the hash of its key",
    "follow_ups_that_wait": "what waits after starts of the own caseload, with the policies' conditions inside",
    "forget_imports": "housekeeping: what was taken in long ago is forgotten",
    "hand_over_assignments": "administrators hand a caseload over without seeing it",
    "introductions_that_wait": "what waits about introductions of the own caseload, with the policies' conditions inside",
    "imports_unnamed": "the worker asks which files on the disk no import names",
    "imports_waiting": "the worker asks in whose name an import runs",
    "is_over": "asked by a policy: did all links on a consent end, for whatever reason?",
    "issuer_in_force": "whether the agreement of a letter's signing body counts: yes or no, for a random key",
    "keep_renewal": "the hash of a key to renew by: the worker for a contact who is due, others for what they may change",
    "lines_of_sheet": "an own sheet, or a draft opened by its code, with the policies' conditions inside",
    "link_by_statute": "whoever holds a case by law links a prison or probation service",
    "log_access": "one row of the access log",
    "looked_at": "who opened one person, by function, to whoever looks after them; names of the own staff to who reads the log",
    "looks_at_me": "the person at the kiosk asks who looked, by function",
    "may_be_planned": "asked by a policy: do a statute or a consent put somebody under a plan of the own organisation?",
    "newly_registered": "asked by a policy before the person can be seen",
    "openings_by_key": "the standing openings of the one company whose key's hash is known",
    "openings_called": "openings by words of what is said of them, with the policies' conditions inside",
    "openings_near": "openings for people one may see, without what the caller says is shut",
    "courses_towards": "courses of the prison where somebody is whom one sees with stays, by what they lead to, without people",
    "merge_organisations": "merges two entries of the register, for who keeps it, and asks what stands against it",
    "marks_missing": "how many term marks are missing in courses that name the acting member, for Today",
    "my_courses": "which courses name the acting member, for policies that ask once for each statement",
    "my_learners": "who is in a course that names the acting member, for the policy of what is known beside marks",
    "my_pupils": "who is in a course that the acting member teaches, for the policy of marks brought along",
    "people_alike": "possible duplicates, with the policies' conditions inside",
    "plan_waiting": "the worker asks in whose name a plan is made",
    "profile_of_person": "what is signed about one person, with the policies' conditions inside",
    "people_in_figures": "how many people the own organisation has and who of them leaves, in numbers, to who manages it",
    "people_like": "search with trigrams, with the policies' conditions inside",
    "people_for_work": "what work needs to know of many people, with the policies' conditions inside",
    "people_listed": "what a page shows of many people, with the policies' conditions inside",
    "purposes_from_outside": "what other organisations named for people of ours, by function, to who reads the log",
    "releases_moved": "what moved in the own caseload, with the policies' conditions inside",
    "renew_by_key": "a company without an account renews its openings, once, by the hash of its key",
    "renewals_due": "the worker, acting for nobody, asks which contact persons it writes to",
    "sees": "row policies ask it: does a line open this person to the actor?",
    "sees_as": "the same, by a link with one of these parts",
    "sees_by": "the same, by this link",
    "shared_with_nobody": "names of people shared with the organisation whom nobody there looks after, to assign them",
    "sheets_waiting": "what waits for a member about sheets, with the policies' conditions inside",
    "sweep_plans": "housekeeping: old plans, and whom the others may not hold any more",
    "sweep_lines": "housekeeping: lines that ended a month ago",
    "take_back_end": "the end of a stay in the own prison, while the case is held there and nothing was built on it",
    "take_up_sheet": "an observer opens a draft of the own organisation by the code on paper",
    "undo_registered": "an import of the own organisation is taken back",
    "undo_stay": "a stay that an import of the own organisation began is taken back",
}


def test_every_table_is_decided(session):
    """Each table is either protected or on the written list of open ones, with a reason; lists name real tables."""
    tables = {
        name
        for (name,) in session.rows(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') "
            "AND NOT relispartition"
        )
    }
    decided = policies.protected_tables() | policies.open_tables().keys()
    assert tables - decided == set()
    assert policies.protected_tables() & policies.open_tables().keys() == set()
    assert policies.protected_tables() - tables == set()
    assert all(table.reason for table in policies.open_tables().values())


def test_every_model_about_people_is_protected():
    """A model with a key to a person, or of the audit, is under row security."""
    from throughgate.person.people.models import Person

    for model in apps.get_models():
        fields = model._meta.get_fields()
        personal = model is Person or any(
            getattr(f, "remote_field", None) and f.concrete and f.related_model is Person for f in fields
        )
        if personal or model._meta.app_label == "audit" or any(f.name == "person_id" for f in fields):
            assert model._meta.db_table in policies.protected_tables(), model


def test_row_security_is_forced(session):
    """Every protected table has ENABLE and FORCE ROW LEVEL SECURITY."""
    for table in policies.protected_tables():
        state = session.rows(
            "SELECT relrowsecurity, relforcerowsecurity FROM pg_class WHERE oid = %s::regclass", table
        )
        assert state == [(True, True)], table


def test_policies_equal_the_declaration(session):
    """Each granted command has exactly the declared policy, permissive, for the application alone."""
    there = {
        (table, name): (command.lower(), permissive, roles)
        for table, name, command, permissive, roles in session.rows(
            "SELECT tablename, policyname, cmd, permissive, roles::text[] FROM pg_policies"
        )
    }
    declared = {
        (p.table, p.policy(command)): (command, "PERMISSIVE", ["throughgate_app"])
        for p in policies.protected()
        for command in p.granted()
    }
    assert there == declared


def test_no_policy_lets_everything_through(session):
    """No policy is simply true, and each compares something with who acts."""
    for table, name, using, check in session.rows(
        "SELECT tablename, policyname, qual, with_check FROM pg_policies WHERE schemaname = 'public'"
    ):
        for expression in filter(None, (using, check)):
            assert re.search(r"gate\.|people_visibility|people_caseload", expression), (table, name)
            assert expression.strip("() ") != "true", (table, name)


def test_problems_finds_what_is_wrong(session):
    """`throughgate check` names an unforced table, a missing policy and an undeclared one."""
    session.rows("ALTER TABLE people_stay NO FORCE ROW LEVEL SECURITY")
    session.rows("DROP POLICY people_wish_delete ON people_wish")
    session.rows("CREATE POLICY sneaky ON people_wish USING (true)")
    with session.connection.cursor() as cursor:
        found = policies.problems(cursor)
    assert found == [
        "people_stay: row security is not forced",
        "policy people_wish_delete is missing",
        "policy sneaky is not declared",
    ]


def test_grants_equal_the_declaration(session):
    """The application holds the declared rights on tables and no others; pages of the public and reports hold none."""
    declared = {(p.table, command.upper()) for p in policies.protected() for command in p.granted()}
    for table in policies.open_tables().values():
        declared |= {(table.table, grant.strip()) for grant in table.grants.split(",")}
    there = set(
        session.rows(
            "SELECT c.relname, a.privilege_type FROM pg_class c, aclexplode(c.relacl) a "
            "WHERE c.relnamespace IN ('public'::regnamespace, 'gate'::regnamespace) "
            "AND c.relkind IN ('r', 'p', 'v', 'm', 'f') AND a.grantee <> c.relowner"
        )
    )
    existing = {name for (name,) in session.rows("SELECT relname FROM pg_class")}
    assert there == {(table, right) for table, right in declared if table in existing}
    grantees = session.rows(
        "SELECT DISTINCT a.grantee::regrole::text FROM pg_class c, aclexplode(c.relacl) a "
        "WHERE c.relnamespace IN ('public'::regnamespace, 'gate'::regnamespace) AND a.grantee <> c.relowner"
    )
    assert grantees == [("throughgate_app",)]
    assert (
        session.rows("SELECT attname FROM pg_attribute WHERE attacl IS NOT NULL AND attrelid > 16384") == []
    )


def test_append_only(session):
    """The application changes and removes no row of history, audit and access log, by no right at all."""
    for table in ("audit_entry", "audit_history", "audit_access"):
        for right in ("UPDATE", "DELETE", "TRUNCATE", "TRIGGER"):
            assert not session.one("SELECT has_table_privilege('throughgate_app', %s, %s)", table, right)


def test_definer_functions_are_on_the_list(session):
    """A function that runs as the owner is on the list above, or a trigger, which nobody can call."""
    declared = {name for module in policies.declarations() for name in getattr(module, "DEFINERS", ())}
    found = session.rows(
        "SELECT proname, proowner::regrole::text, coalesce(proconfig, '{}'), "
        "prorettype = 'trigger'::regtype, has_function_privilege('throughgate_app', oid, 'EXECUTE') "
        "FROM pg_proc WHERE prosecdef "
        "AND pronamespace NOT IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)"
    )
    callable_ = {name for name, *_, called in found if called}
    assert callable_ <= declared
    assert callable_ - DEFINERS.keys() == set()
    for name, owner, config, trigger, called in found:
        assert owner == "throughgate_owner", name
        assert not (trigger and called), name
        path = next((c for c in config if c.startswith("search_path=")), "")
        # Schemas that the application cannot write to, its temporary one last.
        assert re.fullmatch(r"search_path=pg_catalog, public(, gate)?, pg_temp", path), (name, path)


def test_functions_are_called_by_the_application_alone(session):
    """Nobody but the application calls functions of the policies, and not those for the owner or for triggers."""
    for name, called, public, trigger, definer in session.rows(
        "SELECT p.proname, has_function_privilege('throughgate_app', p.oid, 'EXECUTE'), "
        "has_function_privilege('throughgate_site', p.oid, 'EXECUTE') "
        "OR has_function_privilege('throughgate_reports', p.oid, 'EXECUTE'), "
        "p.prorettype = 'trigger'::regtype, p.prosecdef FROM pg_proc p WHERE pronamespace = 'gate'::regnamespace"
    ):
        assert not public, name
        closed = trigger or name in (
            *("refresh_visibility", "refresh_lines"),
            *("rebuild_visibility", "visibility_differences"),
        )
        assert not (called and closed), name
        assert called or closed or definer, name


def test_functions_are_not_called_leakproof(session):
    """None of our functions claims to be leakproof."""
    assert session.rows("SELECT proname FROM pg_proc WHERE proleakproof AND proowner > 16384") == []


def test_views_look_with_the_eyes_of_whoever_asks(session):
    """A view is security_invoker, or nobody may read it."""
    for view, options, granted in session.rows(
        "SELECT relname, coalesce(reloptions, '{}'), has_table_privilege('throughgate_app', oid, 'SELECT') "
        "OR has_table_privilege('throughgate_site', oid, 'SELECT') "
        "OR has_table_privilege('throughgate_reports', oid, 'SELECT') FROM pg_class "
        "WHERE relkind IN ('v', 'm') AND relnamespace IN ('public'::regnamespace, 'gate'::regnamespace)"
    ):
        assert "security_invoker=true" in options or not granted, view


def test_application_owns_nothing(session):
    """The application's role owns nothing, bypasses nothing, is a member of nothing and makes no object."""
    for role in ("throughgate_app", "throughgate_site", "throughgate_reports"):
        assert session.rows(
            "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication, rolinherit "
            "FROM pg_roles WHERE rolname = %s",
            role,
        ) == [(False, False, False, False, False, True)]
        assert session.one("SELECT count(*) FROM pg_class WHERE relowner = %s::regrole", role) == 0
        assert session.one("SELECT count(*) FROM pg_proc WHERE proowner = %s::regrole", role) == 0
        assert session.one("SELECT count(*) FROM pg_auth_members WHERE member = %s::regrole", role) == 0
        for schema in ("public", "gate"):
            assert not session.one("SELECT has_schema_privilege(%s, %s, 'CREATE')", role, schema)
    assert session.rows("SELECT rolcanlogin, rolsuper FROM pg_roles WHERE rolname = 'throughgate_owner'") == [
        (False, False)
    ]


def test_partitions_of_the_access_log_are_out_of_reach(session):
    """Nobody goes around the access log's policies by naming a partition, new ones included."""
    session.act(NOBODY).rows("SELECT gate.extend_access_log(24)")
    session.owner()
    partitions = [
        name
        for (name,) in session.rows(
            "SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r' AND relname LIKE 'audit_access%%'"
        )
    ]
    assert len(partitions) > 20
    session.act(NOBODY)
    for name in partitions:
        for statement in ("SELECT * FROM {}", "DELETE FROM {}", "INSERT INTO {} DEFAULT VALUES"):
            with pytest.raises(Refused):
                session.change(statement.format(name))


def test_shared_rows_of_the_wall_are_read_only(session):
    """The application neither changes the access table nor the visibility lines."""
    session.act(NOBODY)
    for table in ("accounts_accessrule", "people_visibility", "people_caseload"):
        for statement in ("DELETE FROM {}", "TRUNCATE {}"):
            with pytest.raises(Refused):
                session.change(statement.format(table))
