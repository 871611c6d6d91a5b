"""Every page of the house: who of the cast opens it, and what its address takes.

The table is checked against the URL table, so that a new page is drawn, read and measured from its first day.
"""

from __future__ import annotations

import subprocess
import sys
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.database import REPOSITORY
from tests.journeys.server import Server

TOKEN = "token-of-an-invitation-for-the-tests"
RENEWAL = "token-of-a-renewal-for-the-tests"
TYPED_CODE = "ABCD-EFGH-JKMN"
STAY = "SELECT id FROM people_stay WHERE person_id = %(key)s"
LINK = "SELECT id FROM people_caselink WHERE person_id = %(key)s AND role = 'custody'"
SHARE = "SELECT id FROM people_caselink WHERE person_id = %(key)s AND role = 'placement'"
ASSIGNED = (
    "SELECT a.id FROM people_assignment a JOIN people_caselink l ON l.id = a.link_id "
    "WHERE a.person_id = %(key)s AND l.role = 'custody'"
)
MEMBER = "SELECT m.id FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id WHERE u.username = 'officer'"
OPENING = "SELECT id FROM openings_opening WHERE title ^@ 'Roofer'"
DRAFT = "SELECT id FROM observations_sheet WHERE state = 'draft'"
SIGNED = "SELECT id FROM observations_sheet WHERE state <> 'draft'"
ON_SHEET = "SELECT id FROM observations_sheetperson WHERE state = 'signed'"
OF_NORTH = "JOIN organisations_organisation o ON o.id = x.organisation_id WHERE o.code = 'north'"


@dataclass(frozen=True)
class Sight:
    """One page as somebody sees it. `row` is a query for the address's `row` or, on other pages, its `key`."""

    route: str
    who: str | None = "lead"
    person: str = ""
    row: str = ""
    takes: tuple[tuple[str, str], ...] = ()
    query: str = ""
    typed: tuple[str, str] | None = None
    """A field of the page and what somebody types into it: names are sent as a form, never as an address."""
    name: str = ""
    status: int = 200
    part: str = "row"
    """What the row of a person is called in the address."""

    def __str__(self) -> str:
        return self.name or f"{self.route}{'?' + self.query if self.query else ''}"

    def address(self, server: Server) -> str:
        """Return the address, with the keys of the rows that are in the database now."""
        takes: dict[str, Any] = dict(self.takes)
        if self.person:
            takes["key"] = server.person(self.person)
        if self.row:
            found: uuid.UUID = server.row(self.row, takes)[0]
            takes[self.part if self.person else "key"] = found
        return reverse(self.route, kwargs=takes) + (f"?{self.query}" if self.query else "")


def _of_emre(*routes: str, **rows: str) -> Iterator[Sight]:
    for route in routes:
        yield Sight(f"people:{route}", person="emre")
    for route, row in rows.items():
        yield Sight(f"people:{route.replace('_', '-')}", person="emre", row=row)


def _of(table: str, condition: str = "") -> str:
    return f"SELECT id FROM people_{table} WHERE person_id = %(key)s {condition}"


NORTH = (("code", "north"),)

SIGHTS: Sequence[Sight] = (
    # At the door
    Sight("account_login", None),
    Sight("account_inactive", None),
    Sight("account_reset_password", None),
    Sight("account_reset_password_done", None),
    Sight(
        "account_reset_password_from_key",
        None,
        takes=(("uidb36", "abc"), ("key", "no-such-key")),
        name="reset, old link",
    ),
    Sight("account_reset_password_from_key_done", None),
    Sight("account_password_code", None),
    Sight("account_invitation", None),
    Sight("account_join", None, takes=(("token", TOKEN),)),
    Sight("account_join", "officer", takes=(("token", TOKEN),), name="join as a member"),
    Sight("account_join", None, takes=(("token", "unknown"),), name="join, unknown", status=404),
    # One's own account
    Sight("account_logout"),
    Sight("account_reauthenticate"),
    Sight("account_change_password"),
    Sight("account_set_password", "officer"),
    Sight("account_address"),
    Sight("mfa_index"),
    Sight("mfa_index", "colleague", name="mfa_index, set up"),
    Sight("mfa_reauthenticate", "colleague"),
    Sight("mfa_activate_totp"),
    Sight("mfa_deactivate_totp", "teamless"),
    Sight("mfa_view_recovery_codes", "colleague"),
    Sight("mfa_generate_recovery_codes", "colleague"),
    Sight("usersessions_list"),
    Sight("accounts:mine"),
    Sight("accounts:names"),
    # Members
    Sight("accounts:members", "admin"),
    Sight("accounts:invite", "admin"),
    Sight("accounts:roles", "admin", row=MEMBER),
    Sight("leaving:end", "admin", row=MEMBER),
    # Organisations
    Sight("organisations:list", "placement"),
    Sight("organisations:list", "placement", query="name=zzzz", name="organisations, none found"),
    Sight("organisations:add", "placement"),
    Sight("organisations:page", "admin", takes=NORTH),
    Sight("organisations:page", "placement", takes=(("code", "roofing"),), name="organisation, a company"),
    Sight("organisations:change", "admin", takes=NORTH),
    Sight("organisations:add-site", "admin", takes=NORTH),
    Sight(
        "organisations:site", "admin", takes=NORTH, row=f"SELECT x.id FROM organisations_site x {OF_NORTH}"
    ),
    Sight("organisations:add-contact", "admin", takes=NORTH),
    Sight(
        "organisations:contact",
        "admin",
        takes=NORTH,
        row=f"SELECT x.id FROM organisations_contactperson x {OF_NORTH}",
    ),
    # Openings
    Sight("openings:list"),
    Sight("openings:list", "company", name="openings, of a company"),
    Sight("openings:list", query="place=Wassenberg&reach=20", name="openings, near a place"),
    Sight("openings:list", query="occupation=Lager", name="openings, asking which trade"),
    Sight("openings:list", query="text=zzzz", name="openings, none found"),
    Sight("openings:page", row=OPENING),
    Sight("openings:page", "company", row=OPENING, name="opening, one's own"),
    Sight("openings:add", "placement"),
    Sight("openings:add", "placement", query="name=zzzz", name="whose opening, none found"),
    Sight("openings:add-for", "company", takes=(("code", "roofing"),)),
    Sight("openings:change", "placement", row=OPENING),
    Sight("renewal_code", None),
    Sight("renewal_by_link", None, takes=(("token", RENEWAL),)),
    Sight("renewal_by_link", None, takes=(("token", "unknown"),), name="renew, unknown", status=404),
    # People
    Sight("people:list"),
    Sight("people:list", query="show=all", name="people of the organisation"),
    Sight("people:list", query="show=all", typed=("name", "Marker"), name="people, found by name"),
    Sight("people:list", query="show=all", typed=("name", "zzzz"), name="people, none found"),
    Sight("people:list", "tso", name="people, none"),
    Sight("people:unassigned", "tso"),
    Sight("people:add"),
    Sight("people:purpose", "colleague", person="emre"),
    Sight("desk:person", person="emre"),
    Sight("desk:person", "aftercare", person="emre", name="person, at probation"),
    Sight("desk:person", "trainer", person="emre", name="person, for a volunteer"),
    Sight("desk:near", person="emre"),
    Sight("desk:near", "placement", person="emre", name="openings near home, for placement"),
    *_of_emre("identity", "number", "admit", "profile", "add-language", "add-qualification", "add-condition"),
    *_of_emre("after-release", "guardian", "remove-guardian", "ask-consent", "add-link"),
    *_of_emre(
        dates=STAY,
        release=STAY,
        arrival=STAY,
        transfer=STAY,
        language=_of("spokenlanguage", "AND language = 'tr'"),
        remove_language=_of("spokenlanguage", "AND language = 'tr'"),
        qualification=_of("qualification"),
        remove_qualification=_of("qualification"),
        condition=_of("workcondition"),
        remove_condition=_of("workcondition"),
        answer_consent=_of("consent", "AND state = 'asked'"),
        withdraw_consent=_of("consent", "AND state = 'given' AND purpose = 'neutral_profile'"),
        end_link=SHARE,
        assign=LINK,
        unassign=ASSIGNED,
    ),
    # The desk
    Sight("desk:today"),
    Sight("desk:today", query="within=90", name="today, 90 days"),
    Sight("desk:today", "dpo", name="today, data-protection officer"),
    Sight("desk:today", "admin", name="today, administrator"),
    Sight("desk:today", "company", name="today, company"),
    Sight("desk:today", "nobody", name="today, no membership"),
    Sight("desk:search"),
    Sight("desk:search", typed=("q", "Markeremre"), name="search, found"),
    Sight("desk:search", typed=("q", "zzzzzz"), name="search, nothing found"),
    Sight("vocabulary:search"),
    Sight("vocabulary:search", query="q=Wassenberg", name="vocabulary, found"),
    # Observations
    Sight("observations:list", "officer"),
    Sight("observations:start", "officer"),
    Sight("observations:code", "officer"),
    Sight("observations:groups", "officer"),
    Sight("observations:group", "officer", row="SELECT id FROM observations_persongroup"),
    Sight("observations:training", "admin"),
    Sight("observations:issuers", "admin"),
    Sight("observations:issuer", "admin", row="SELECT id FROM observations_letterissuer"),
    Sight("observations:objections"),
    Sight("observations:unseen", "lead"),
    Sight("observations:agreement"),
    Sight("observations:feedback", "officer"),
    Sight("observations:sheet", "officer", row=DRAFT),
    Sight("observations:details", "officer", row=DRAFT),
    Sight("observations:discard", "officer", row=DRAFT),
    Sight("observations:sheet", "officer", row=SIGNED, name="sheet, signed"),
    Sight("observations:amend", "officer", row=SIGNED),
    Sight("observations:retract", "officer", row=SIGNED),
    Sight("observations:profile", person="emre"),
    Sight("observations:letters", person="emre"),
    Sight("observations:write_letter", person="emre"),
    Sight("observations:letter", person="emre", row="SELECT id FROM observations_referenceletter"),
    Sight("observations:self", person="emre"),
    Sight("observations:upload", "officer", row=DRAFT),
    Sight("observations:line", person="emre", row=ON_SHEET, part="line"),
    Sight("observations:remark", person="emre", row=ON_SHEET, part="line"),
    Sight("observations:answer", person="emre", row="SELECT id FROM observations_remark"),
    # Imports
    Sight("imports:list"),
    Sight("imports:add"),
    # Oversight
    Sight("oversight:looks", "dpo"),
    Sight("oversight:purposes", "dpo"),
    Sight("oversight:outside", "dpo"),
    Sight("oversight:changes", "dpo"),
)

NOT_PAGES = {
    "health": "for machines",
    "ready": "for machines",
    "style": "not outside the demo; tested in foundation/web",
    "demo_sign_in": "not outside the demo",
    "set_language": "takes POST only",
    "account_join_by_code": "walked through in test_invitation",
    "account_kept": "needs something typed before the session ended; walked through in accounts",
    "mfa_authenticate": "walked through in test_sign_in",
    "mfa_download_recovery_codes": "a text file",
    "accounts:switch": "takes POST only",
    "accounts:password-code": "takes POST only; its answer is looked at in test_paper",
    "accounts:renew-invitation": "takes POST only; its answer is looked at in test_paper",
    "accounts:withdraw-invitation": "takes POST only",
    "organisations:export": "a file",
    "people:export": "a file; downloaded in test_people",
    "people:close-purpose": "takes POST only",
    "people:take-back": "a question like the others, for a stay that ended; walked through in people",
    "openings:export": "a file",
    "openings:letter": "a PDF",
    "openings:move": "takes POST only",
    "renewal_by_code": "shows what renewal_by_link shows",
    "openings:renew": "takes POST only",
    "organisations:remove-site": "takes POST only",
    "organisations:remove-contact": "takes POST only",
    "vocabulary:suggest-places": "a fragment",
    "vocabulary:suggest-occupations": "a fragment",
    "vocabulary:suggest-languages": "a fragment",
    "observations:letter_pdf": "a PDF",
    "observations:paper": "a PDF",
    "observations:slip_pdf": "a PDF",
    "observations:xlsx": "a workbook",
    "observations:cell": "takes POST only",
    "observations:members": "takes POST only",
    "observations:people": "takes POST only",
    "observations:slip": "takes POST only",
    "imports:page": "walked through with the imports",
    "imports:columns": "walked through with the imports",
    "imports:reading": "walked through with the imports",
    "imports:move": "takes POST only",
    "imports:download": "a file",
    "imports:row": "walked through with the imports",
    "desk:path_pdf": "a PDF; walked through in test_release_dates",
}


def routes() -> Iterator[str]:
    """Return the names of all addresses."""

    def walk(patterns: Sequence[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(
                    pattern.url_patterns, f"{space}{pattern.namespace}:" if pattern.namespace else space
                )
            else:
                yield f"{space}{pattern.name}"

    yield from walk(get_resolver().url_patterns)


def plant(server: Server) -> None:
    """Add to the cast what some pages need: work, an open invitation, a consent that was asked, second factors."""
    subprocess.run(
        [sys.executable, "-m", "tests.journeys.planting"],
        cwd=REPOSITORY,
        env=server.environment,
        check=True,
    )
    from throughgate.ground.accounts.codes import hash_of, hash_of_code

    north, lead = server.row(
        "SELECT o.id, m.id FROM organisations_organisation o JOIN accounts_membership m ON m.organisation_id = o.id "
        "JOIN accounts_user u ON u.id = m.user_id WHERE u.username = 'lead'"
    )
    server.change(
        "INSERT INTO accounts_invitation (id, version, organisation_id, roles, given_names, family_name, email, "
        "token_hash, code_hash, invited_by_id, created_at, expires_at) "
        "VALUES (gen_random_uuid(), 1, %s, %s, 'Invited', 'Guest', '', %s, %s, %s, now(), now() + interval '9 days')",
        [north, ["observer"], hash_of(TOKEN), hash_of_code(TYPED_CODE), lead],
    )
    server.change(
        "INSERT INTO openings_renewalkey (id, organisation, hashed, made_on, ends_on) SELECT gen_random_uuid(), "
        "organisation_id, %s, current_date, current_date + 30 FROM openings_opening WHERE title ^@ 'Roofer'",
        [hash_of(RENEWAL)],
    )
    server.change(
        "INSERT INTO people_consent (id, version, person_id, purpose, recipient_text, scope, state, asked_by_id, "
        "asked_for_id, explained_in, asked_on) "
        "VALUES (gen_random_uuid(), 1, %s, 'contact_after_release', '', '', 'asked', %s, %s, 'tr', current_date)",
        [server.person("emre"), lead, north],
    )
    for username in ("teamless", "nobody"):
        server.change(
            "INSERT INTO accounts_user (id, username, given_names, family_name, email, password, is_active, is_service, "
            "language, created_at) "
            "VALUES (gen_random_uuid(), %s, 'Without', 'Membership', '', '!', true, false, '', now())",
            [username],
        )
    for username in ("colleague", "teamless"):
        for kind, data in (
            ("totp", '{"secret": "JBSWY3DPEHPK3PXP"}'),
            ("recovery_codes", '{"seed": "abc", "used_mask": 0}'),
        ):
            server.change(
                "INSERT INTO mfa_authenticator (type, data, created_at, user_id) "
                "SELECT %s, %s, now(), id FROM accounts_user WHERE username = %s",
                [kind, data, username],
            )
