"""Every page of the house as its catalogue names it, so that a new one is drawn, read and measured from its first day."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from tests import samples
from tests.database import REPOSITORY
from tests.journeys.server import Server
from tests.samples import arguments, opener, person_of
from throughgate.desk.catalogue import catalogue


@dataclass(frozen=True)
class Sight:
    """One page as somebody sees it: the one whom the catalogue names, unless `who` is given."""

    route: str
    who: str | None = ""
    query: str = ""
    typed: tuple[str, str] | None = None
    """A field of the page and what somebody types into it: names are sent as a form, never as an address."""
    name: str = ""
    status: int = 200
    row: str = ""
    """Another row than the catalogue names."""
    takes: tuple[tuple[str, str], ...] = ()
    """What else than a row of the cast stands in the address."""

    def __str__(self) -> str:
        return self.name or f"{self.route}{'?' + self.query if self.query else ''}"

    @property
    def visitor(self) -> str | None:
        """Return who opens it; None: nobody has signed in."""
        return opener(self.route) if self.who == "" else self.who

    def address(self, server: Server) -> str:
        """Return the address, with the keys of the rows that are in the database now."""
        person = server.person(person_of(self.route))
        takes = dict(self.takes) or arguments(server.find, self.route, person, self.row)
        return reverse(self.route, kwargs=takes) + (f"?{self.query}" if self.query else "")


OTHERS = {
    "account_set_password": "officer",  # has none
    "mfa_reauthenticate": "colleague",  # has a second factor
    "mfa_deactivate_totp": "teamless",
    "mfa_view_recovery_codes": "colleague",
    "mfa_generate_recovery_codes": "colleague",
    "people:purpose": "colleague",  # beyond the own caseload
    "people:take-back": "colleague",  # Milan is theirs
}
"""Pages that not everybody with the role can open: who of the cast does."""

WALKED = {
    "style": "not outside the demo; tested in foundation/web",
    "demo_sign_in": "not outside the demo",
    "account_join_by_code": "walked through in test_invitation",
    "account_kept": "needs something typed before the session ended; walked through in accounts",
    "mfa_authenticate": "walked through in test_sign_in",
    "feedback_by_code": "shows what feedback_by_link shows",
    "renewal_by_code": "shows what renewal_by_link shows",
    "joining_by_code": "shows what joining_by_link shows",
    "introduction_by_code": "shows what introduction_by_link shows",
    "asked_by_code": "needs a code from a sheet; walked through in test_introductions",
    "imports:page": "walked through with the imports",
    "imports:columns": "walked through with the imports",
    "imports:row": "walked through with the imports",
}
"""Pages that are not opened by their address alone."""

MORE: Sequence[Sight] = (
    # At the door
    Sight("account_join", "officer", name="join as a member"),
    Sight("account_join", takes=(("token", "unknown"),), name="join, unknown", status=404),
    # One's own account
    Sight("mfa_index", "colleague", name="mfa_index, set up"),
    # Organisations
    Sight("organisations:list", query="name=zzzz", name="organisations, none found"),
    Sight("organisations:page", "placement", row="company", name="organisation, a company"),
    Sight("organisations:contacts", "placement", row="company", name="contacts of a company"),
    Sight("desk:organisation-openings", "company", name="openings of one's own organisation"),
    # Openings
    Sight("openings:list", "company", name="openings, of a company"),
    Sight("openings:list", query="place=Wassenberg&reach=20", name="openings, near a place"),
    Sight("openings:list", query="occupation=Lager", name="openings, asking which trade"),
    Sight("openings:list", query="text=zzzz", name="openings, none found"),
    Sight("openings:page", "company", name="opening, one's own"),
    Sight("openings:add", query="name=zzzz", name="whose opening, none found"),
    Sight("renewal_by_link", takes=(("token", "unknown"),), name="renew, unknown", status=404),
    Sight("feedback_by_link", takes=(("token", "unknown"),), name="how it is going, unknown", status=404),
    # People
    Sight("people:list", query="show=all", name="people of the organisation"),
    Sight("people:list", query="show=all", typed=("name", "Marker"), name="people, found by name"),
    Sight("people:list", query="show=all", typed=("name", "zzzz"), name="people, none found"),
    Sight("people:list", "tso", name="people, none"),
    Sight("desk:person", "aftercare", name="person, at probation"),
    Sight("desk:person", "trainer", name="person, for a volunteer"),
    Sight("desk:person-work", "placement", name="work of a person, for placement"),
    Sight("desk:person-sharing", "aftercare", name="sharing, at probation"),
    Sight("desk:near", "placement", name="openings near home, for placement"),
    # The desk
    Sight("desk:today", "officer", name="today, observer"),
    Sight("desk:today", "teacher", name="today, teacher"),
    Sight("desk:today", "trainer", name="today, volunteer"),
    Sight("desk:today", "placement", name="today, placement officer"),
    Sight("desk:waiting", "company", takes=(("name", "openings"),), name="openings that end"),
    Sight("desk:today", "dpo", name="today, data-protection officer"),
    Sight("desk:today", "admin", name="today, administrator"),
    Sight("desk:today", "company", name="today, company"),
    Sight("desk:today", "nobody", name="today, no membership"),
    Sight("desk:search", typed=("q", "Markeremre"), name="search, found"),
    Sight("desk:search", typed=("q", "zzzzzz"), name="search, nothing found"),
    Sight("vocabulary:search", query="q=Wassenberg", name="vocabulary, found"),
    # Observations
    Sight("observations:sheet", row="sheet:signed", name="sheet, signed"),
)
"""Pages as somebody else sees them, or with something to look for."""

SIGHTS: Sequence[Sight] = (
    *(
        Sight(page.route, OTHERS.get(page.route, ""))
        for page in catalogue().values()
        if page.gives == "page" and page.route not in WALKED
    ),
    *MORE,
)


def plant(server: Server) -> None:
    """Add to the cast what some pages need: work, what the samples are, second factors."""
    subprocess.run(
        [sys.executable, "-m", "tests.journeys.planting"],
        cwd=REPOSITORY,
        env=server.environment,
        check=True,
    )
    samples.plant(server.change)
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
