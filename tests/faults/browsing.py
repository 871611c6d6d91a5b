"""A browser that never gives up: what was not answered is sent again, as a person would."""

from __future__ import annotations

import http.client
import time
import uuid
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urlencode, urlsplit


@dataclass(frozen=True)
class Answer:
    """What came back, and after how many seconds; status 0: nothing."""

    status: int
    text: str
    seconds: float
    headers: dict[str, str]

    @property
    def address(self) -> str:
        """Return where a redirect leads."""
        return urlsplit(self.headers.get("location", "")).path


class Browser:
    """Asks with the cookie of one session."""

    def __init__(self, address: str, session: str = "") -> None:
        parts = urlsplit(address)
        self.host, self.port = parts.hostname or "", parts.port or 0
        self.cookies = {"csrftoken": uuid.uuid4().hex, "django_language": "en"}
        if session:
            self.cookies["sessionid"] = session

    def ask(
        self, path: str, fields: dict[str, str] | None = None, *, file: bytes = b"", timeout: float = 30
    ) -> Answer:
        """Ask once, by POST where there are fields."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if fields is not None:
            fields = {**fields, "csrfmiddlewaretoken": self.cookies["csrftoken"]}
            body, headers["Content-Type"] = _multipart(fields, file) if file else _encoded(fields)
        began = time.monotonic()
        connection = http.client.HTTPConnection(self.host, self.port, timeout=timeout)
        try:
            connection.request("GET" if body is None else "POST", path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode(errors="replace")
        except (OSError, http.client.HTTPException):
            return Answer(0, "", time.monotonic() - began, {})
        finally:
            connection.close()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, text, time.monotonic() - began, found)

    def insist(self, path: str, fields: dict[str, str] | None = None, *, file: bytes = b"") -> Answer:
        """Ask until there is an answer that is neither silence nor “not now”."""
        until = time.monotonic() + 60
        while True:
            answer = self.ask(path, fields, file=file)
            if answer.status not in (0, 503) or time.monotonic() > until:
                return answer
            time.sleep(0.3)


def _encoded(fields: dict[str, str]) -> tuple[bytes, str]:
    return urlencode(fields).encode(), "application/x-www-form-urlencoded"


def _multipart(fields: dict[str, str], file: bytes) -> tuple[bytes, str]:
    mark = uuid.uuid4().hex
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    parts += [
        f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="list.csv"\r\n'
        "Content-Type: text/csv\r\n\r\n".encode(),
        file,
        f"\r\n--{mark}--\r\n".encode(),
    ]
    return b"".join(parts), f"multipart/form-data; boundary={mark}"


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict[str, str]] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the form would send."""
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append({})
        elif tag == "select":
            self._select = said["name"]
        elif tag == "option" and "selected" in said:
            self.forms[-1][self._select] = said["value"]
        elif (
            tag == "input"
            and "name" in said
            and (said.get("type") not in ("radio", "checkbox") or "checked" in said)
        ):
            self.forms[-1][said["name"]] = said.get("value", "")


def form_with(text: str, field: str) -> dict[str, str]:
    """Return what a page's form that has this field would send as it stands."""
    parser = _Forms()
    parser.feed(text)
    return next(form for form in parser.forms if any(name.startswith(field) for name in form))
