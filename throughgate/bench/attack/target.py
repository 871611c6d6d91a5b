"""A demo on this machine: find out that it is one, and sit at every desk of it."""

from __future__ import annotations

import re
import threading
from urllib.parse import urlsplit

from throughgate.bench.attack.asking import TOKEN, Answer, Asker, Case, cookie_of, sign_in_address
from throughgate.bench.attack.house import House, Member

HOSTS = ("localhost", "127.0.0.1")
CARD = re.compile(r'action="/demo/sign-in/([^"/]+)/\?at=([^"&]+)"')
NOBODY = Member()
MOVES = ("/demo/sign-in/", "/account/switch/")
"""Forms that lead to another desk: they are sent in a session of their own, as others rely on where theirs is."""
SESSION = re.compile(r"sessionid=(\w+)")


class NotOurs(Exception):
    """The address is none that may be attacked; the message says why."""


def place_of(url: str) -> tuple[str, int]:
    """Return host and port of an address on this machine; raise NotOurs for any other."""
    parts = urlsplit(url)
    try:
        port = parts.port or 80
    except ValueError:
        port = 0
    if (
        parts.scheme != "http"
        or parts.hostname not in HOSTS
        or parts.path.strip("/")
        or not port
        or "@" in url
    ):
        raise NotOurs(
            f"{url} is not attacked: only a demo on this machine is, at http://localhost:PORT or http://127.0.0.1:PORT."
        )
    return parts.hostname, port


class Target:
    """The demo with everybody of its sign-in cards; raise NotOurs where it is none, or not the one of this database."""

    def __init__(self, url: str, house: House) -> None:
        host, self.port = place_of(url)
        self.address = f"http://{host}:{self.port}"
        self.asker = Asker(host, self.port)
        self._lock = threading.Lock()
        self._sessions: dict[str, str] = {}
        try:
            self.members: dict[str, Member] = self._look(house)
        except NotOurs:
            self.asker.close_all()
            raise

    def _look(self, house: House) -> dict[str, Member]:
        cards = self._cards()
        first = self._sign_in("@".join(cards[0]))
        if house.one("SELECT 1 FROM django_session WHERE session_key = %s", first) is None:
            raise NotOurs(
                f"The demo at {self.address} has another database than this installation. "
                "Set THROUGHGATE_VAR (or THROUGHGATE_DATABASE_URL and THROUGHGATE_ADMIN_URL) as for the demo."
            )
        members = house.members()
        return {f"{name}@{code}": members[name, code] for name, code in cards if (name, code) in members}

    def _cards(self) -> list[tuple[str, str]]:
        answer = self.asker.ask(Case("", "", "GET", "/accounts/login/"), "")
        if not answer.status:
            raise NotOurs(f"Nothing answers at {self.address}. To start a demo: throughgate demo")
        found = list(dict.fromkeys(CARD.findall(answer.text)))
        if not found:
            raise NotOurs(f"{self.address} is not attacked: it shows no sign-in cards, so it is no demo.")
        return found

    def member(self, who: str) -> Member:
        """Return who sits at a desk; nobody for an empty name."""
        return self.members.get(who, NOBODY)

    def desks(self) -> list[str]:
        """Return one desk for each set of roles, in order, and the empty name of nobody."""
        first: dict[frozenset[str], str] = {}
        for name, member in sorted(self.members.items()):
            if member.roles:
                first.setdefault(member.roles, name)
        return [*first.values(), ""]

    def ask(self, case: Case) -> Answer:
        """Send a request as whom it names; who was signed out by an earlier one signs in again first."""
        if case.who and case.path.startswith(MOVES):
            return self.asker.ask(case, cookie_of(self._sign_in(case.who)))
        answer = self.asker.ask(case, self.cookie(case.who))
        if case.who and is_sign_in(answer):
            answer = self.asker.ask(case, self.cookie(case.who, anew=True))
        return answer

    def cookie(self, who: str, *, anew: bool = False) -> str:
        """Return the cookies of somebody, signed in."""
        with self._lock:
            if who and (anew or who not in self._sessions):
                self._sessions[who] = self._sign_in(who)
            return cookie_of(self._sessions.get(who, ""))

    def _sign_in(self, who: str) -> str:
        answer = self.asker.ask(
            Case("", "", "POST", sign_in_address(who), f"csrfmiddlewaretoken={TOKEN}".encode(), FORM),
            cookie_of(""),
        )
        set_by = SESSION.search(" ".join(v for n, v in answer.headers if n.lower() == "set-cookie"))
        return set_by[1] if set_by else ""


FORM = (("Content-Type", "application/x-www-form-urlencoded"),)


def is_sign_in(answer: Answer) -> bool:
    """Say whether an answer leads to sign-in."""
    return answer.status == 302 and answer.header("location").startswith("/accounts/login/")
