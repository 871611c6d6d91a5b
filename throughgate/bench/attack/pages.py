"""Forms and links of a page, as a browser would know them."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from throughgate.bench.attack.asking import TOKEN

FRAME = ("/accounts/logout/", "/language/", "/account/switch/", "/demo/sign-in/", "/search/")
"""Forms that stand on every page."""
Fields = list[tuple[str, bytes]]


@dataclass
class Field:
    """One control: what it holds, and what can be chosen."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    is_chosen: bool = False


@dataclass
class Form:
    """One form with its controls and buttons."""

    action: str
    method: str
    is_multipart: bool
    fields: list[Field] = field(default_factory=list)
    buttons: list[tuple[str, str, str]] = field(default_factory=list)
    """Name, value and the address that the button sends to instead, if any."""
    is_of_page: bool = True
    """Whether it is more than the frame's."""

    def filled(self, **said: str) -> Fields:
        """Return what a browser sends, with `said` instead of what stands there and the token of the visitor."""
        found: Fields = []
        for one in self.fields:
            value = {**said, "csrfmiddlewaretoken": TOKEN}.get(one.name, one.value)
            if one.kind not in ("checkbox", "radio", "file") or one.value or one.is_chosen:
                found.append((one.name, value.encode()))
        return found + [(name, value.encode()) for name, value in said.items() if name not in dict(found)]

    def plausible(self, choice: random.Random) -> Fields:
        """Return the form as somebody might send it: what is empty is filled in, with a key of its own."""
        found: Fields = []
        for one in self.fields:
            value = one.value
            if one.name == "csrfmiddlewaretoken":
                value = TOKEN
            elif one.name == "once":
                value = once()
            elif one.options and (not value or choice.random() < 0.3):
                value = choice.choice(one.options)
            elif one.kind in ("text", "textarea", "search", "") and not value:
                value = _typed(one.name, choice)
            if value or one.kind not in ("checkbox", "radio"):
                found.append((one.name, value.encode()))
        named = [(name, value) for name, value, _ in self.buttons if name]
        if named:
            name, value = choice.choice(named)
            found.append((name, value.encode()))
        return found


def once() -> str:
    """Return a key for one sending of a form: another one each time, also when an attack is repeated."""
    return str(uuid.uuid4())


def _typed(name: str, choice: random.Random) -> str:
    if name.endswith("_on") or "date" in name or name == "birth":
        return choice.choice(("2026-05-01", "1.2.1990", "today"))
    if "mail" in name:
        return f"attack{choice.randrange(10**6)}@throughgate.example"
    if choice.random() < 0.4:
        return ""
    return f"Attack {choice.randrange(10**6)}"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._form: Form | None = None
        self._field: Field | None = None
        self._says_itself = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.append(said.get("href", ""))
        elif tag == "form":
            self._form = Form(
                said.get("action", ""),
                said.get("method", "get").lower(),
                "multipart" in said.get("enctype", ""),
            )
            self.forms.append(self._form)
        elif self._form is not None:
            self._control(tag, said)

    def _control(self, tag: str, said: dict[str, str]) -> None:
        assert self._form is not None
        kind, name = said.get("type", "text"), said.get("name", "")
        if tag == "button" or (tag == "input" and kind == "submit"):
            self._form.buttons.append((name, said.get("value", ""), said.get("formaction", "")))
        elif tag == "option" and self._field is not None:
            self._field.options.append(said.get("value", ""))
            self._says_itself = "value" not in said
            if "selected" in said:
                self._field.value, self._field.is_chosen = said.get("value", ""), True
        elif tag in ("input", "select", "textarea") and name:
            self._add(tag, kind, name, said)

    def _add(self, tag: str, kind: str, name: str, said: dict[str, str]) -> None:
        assert self._form is not None
        if kind in ("checkbox", "radio"):
            value, is_chosen = said.get("value", "on"), "checked" in said
            self._form.fields.append(Field(name, kind, value if is_chosen else "", [value], is_chosen))
            return
        self._field = Field(name, kind if tag == "input" else tag, said.get("value", ""))
        self._form.fields.append(self._field)

    def handle_data(self, data: str) -> None:
        if self._field is None:
            return
        if self._field.kind == "textarea":
            self._field.value += data
        elif self._says_itself and self._field.options:  # an option without a value is its words
            if self._field.is_chosen and not self._field.value:
                self._field.value = data.strip()
            self._field.options[-1], self._says_itself = data.strip(), False

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        if tag == "select" and self._field is not None and self._field.options and not self._field.is_chosen:
            self._field.value = self._field.options[0]
        if tag in ("form", "select", "textarea"):
            self._field = None


def read(text: str, address: str) -> tuple[list[Form], list[str]]:
    """Return the forms and links of a page that stands at `address`, with whole paths."""
    reader = _Reader()
    reader.feed(text)
    for form in reader.forms:
        form.action = _path(form.action, address)
        form.is_of_page = form.action == address or not form.action.startswith(FRAME)
    return reader.forms, [_path(link, address) for link in reader.links if link]


def _path(link: str, address: str) -> str:
    parts = urlsplit(urljoin(address, link))
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def questions(forms: list[Form], links: list[str], path: str) -> set[str]:
    """Return the names by which a page at `path` can be asked in its address."""
    names = {
        name
        for link in links
        if urlsplit(link).path == path
        for name, _ in parse_qsl(urlsplit(link).query, keep_blank_values=True)
    }
    for form in forms:
        if form.method == "get" and urlsplit(form.action).path == path:
            names |= {one.name for one in form.fields}
    return names


def urlencoded(fields: Fields) -> bytes:
    """Return a body as a form without files sends it."""
    return urlencode(fields).encode()
