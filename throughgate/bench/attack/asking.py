"""One request as data: it can be sent, judged, and written down so that anybody can send it again."""

from __future__ import annotations

import hashlib
import http.client
import shlex
import threading
from dataclasses import dataclass
from pathlib import Path

TIMEOUT = 60.0  # seconds
TOKEN = "a" * 32
"""Against forged forms: what the cookie says and the form repeats."""
LONGEST_LINE = 500  # bytes that still stand on the command line


@dataclass(frozen=True)
class Case:
    """One request. `who` is a desk, `name@organisation` as on its card; empty for somebody who is not signed in."""

    kind: str
    who: str
    method: str
    address: str
    """Path and query, quoted."""
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    cookie: str = ""
    """What is sent as a cookie beside the session."""

    @property
    def path(self) -> str:
        """Return the address without its query."""
        return self.address.partition("?")[0]

    @property
    def text(self) -> str:
        """Return everything that the request says itself."""
        return f"{self.address}\n{self.body.decode('utf-8', 'replace')}\n{self.headers}\n{self.cookie}"


@dataclass(frozen=True)
class Answer:
    """What came back; status 0 where nothing did, with the reason in `why`."""

    status: int
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    why: str = ""

    def header(self, name: str) -> str:
        """Return the first header of a name (in small letters), or nothing."""
        return next((value for key, value in self.headers if key.lower() == name), "")

    @property
    def text(self) -> str:
        """Return the body as text."""
        return self.body.decode("utf-8", "replace")


class Asker:
    """Send requests to one server; every thread keeps a connection of its own."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self._own = threading.local()
        self._opened: set[http.client.HTTPConnection] = set()

    def ask(self, case: Case, cookie: str, *, again: bool = True) -> Answer:
        """Send a request; a connection that the server has closed meanwhile is opened once more unless forbidden."""
        used = getattr(self._own, "connection", None)
        connection = used or http.client.HTTPConnection(self.host, self.port, timeout=TIMEOUT)
        self._own.connection = connection
        self._opened.add(connection)
        try:
            return _exchange(connection, case, cookie)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            if used is not None and again and not isinstance(error, TimeoutError):
                return self.ask(case, cookie, again=False)
            return Answer(0, why=type(error).__name__)

    def close(self) -> None:
        """Close this thread's connection."""
        connection = getattr(self._own, "connection", None)
        if connection is not None:
            connection.close()
            self._opened.discard(connection)
        self._own.connection = None

    def close_all(self) -> None:
        """Close the connections of every thread."""
        while self._opened:
            self._opened.pop().close()
        self._own = threading.local()


def _exchange(connection: http.client.HTTPConnection, case: Case, cookie: str) -> Answer:
    given = {name.lower() for name, _ in case.headers}
    connection.putrequest(case.method, case.address, skip_host="host" in given, skip_accept_encoding=True)
    if cookie:
        connection.putheader("Cookie", "; ".join(filter(None, (cookie, case.cookie))).encode("latin-1"))
    for name, value in case.headers:
        connection.putheader(name, value.encode("latin-1", "replace"))
    if case.body and not given & {"content-length", "transfer-encoding"}:
        connection.putheader("Content-Length", str(len(case.body)))
    connection.endheaders(case.body or None)
    response = connection.getresponse()
    body = response.read()
    return Answer(response.status, tuple(response.getheaders()), body)


def cookie_of(session: str) -> str:
    """Return what a browser would send of cookies: the session, if any, and the token of forms."""
    return f"sessionid={session}; csrftoken={TOKEN}" if session else f"csrftoken={TOKEN}"


def sign_in_address(who: str) -> str:
    """Return where a card leads."""
    name, _, code = who.partition("@")
    return f"/demo/sign-in/{name}/?at={code}"


def as_commands(case: Case, address: str, folder: Path) -> str:
    """Return the lines for a shell that send the request again, signing in first; long bodies go into `folder`."""
    lines = []
    jar = f"/tmp/{case.who}.jar"  # noqa: S108 - a name in a printed line
    if case.who:
        lines.append(
            f"curl -s -o /dev/null -c {jar} -b csrftoken={TOKEN} -d csrfmiddlewaretoken={TOKEN} "
            f"'{address}{sign_in_address(case.who)}'"
        )
    parts = ["curl", "-i", "--path-as-is", "-X", shlex.quote(case.method)]
    parts += [*(["-b", jar] if case.who else []), "-b", f"csrftoken={TOKEN}"]
    if case.cookie:
        parts += ["-b", _given(case.cookie.encode("latin-1"), folder, "")]
    for name, value in case.headers:
        parts += ["-H", _given(f"{name}: {value}".encode("latin-1", "replace"), folder)]
    if case.body:
        parts += ["--data-binary", _given(case.body, folder)]
    lines.append(" ".join([*parts, shlex.quote(f"{address}{case.address}")]))
    return "\n".join(lines)


def _given(content: bytes, folder: Path, by_file: str = "@") -> str:
    """Return what curl is given: as it is, or the file that it stands in where it is long."""
    if len(content) <= LONGEST_LINE and b"\0" not in content:
        return _quoted(content)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{hashlib.sha256(content).hexdigest()[:16]}.part"
    file.write_bytes(content)
    return shlex.quote(f"{by_file}{file}")


def _quoted(content: bytes) -> str:
    """Return bytes as bash reads them back."""
    if content.isascii() and content.decode("ascii").isprintable():
        return shlex.quote(content.decode("ascii"))
    signs = "".join(
        chr(sign) if 32 <= sign < 127 and chr(sign) not in "\\'" else f"\\x{sign:02x}" for sign in content
    )
    return f"$'{signs}'"
