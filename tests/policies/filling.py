"""Read a form out of a page as a browser would send it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any


class _Forms(HTMLParser):
    """Collect every form: where it goes, and its fields with the values that stand in them."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, dict[str, list[str]]]] = []
        self._fields: dict[str, list[str]] | None = None
        self._select, self._options = "", list[tuple[str | None, bool]]()
        self._area, self._text = "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said: dict[str, Any] = dict(attrs)
        name = said.get("name") or ""
        if tag == "form" and said.get("method") == "post":
            self._fields = {}
            self.forms.append((said.get("action") or "", self._fields))
        elif self._fields is None or "disabled" in said:
            return
        elif tag == "input" and name and said.get("type") not in ("submit", "button", "file"):
            if said.get("type") not in ("checkbox", "radio") or "checked" in said:
                self._fields.setdefault(name, []).append(said.get("value") or "")
        elif tag == "select":
            self._select, self._options = name, []
        elif tag == "option" and self._select:
            self._options.append((said.get("value"), "selected" in said))
        elif tag == "textarea":
            self._area, self._text = name, ""

    def handle_endtag(self, tag: str) -> None:
        if self._fields is None:
            return
        if tag == "select" and self._select:
            chosen = [value for value, is_chosen in self._options if is_chosen]
            self._fields[self._select] = [value or "" for value in chosen or [self._options[0][0]]]
            self._select = ""
        elif tag == "textarea" and self._area:
            self._fields[self._area] = [self._text.strip()]
            self._area = ""
        elif tag == "form":
            self._fields = None

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text += data
        elif self._select and self._options and self._options[-1][0] is None:
            self._options[-1] = (data.strip(), self._options[-1][1])  # an option without a value is its words


def filled(page: str, goes_to: str, **typed: Any) -> dict[str, Any]:
    """Return what the form that goes to an address says, with what is typed over it."""
    reader = _Forms()
    reader.feed(page)
    found = [fields for action, fields in reader.forms if action == goes_to]
    # A form without an address goes to its own page; the frame's forms have theirs.
    found += [fields for action, fields in reader.forms if not action]
    assert found, f"no form goes to {goes_to}: {[action for action, _ in reader.forms]}"
    # Several of them, such as one for each row: the one that holds what is typed.
    fields = next((one for one in found if typed.keys() & one.keys()), found[0])
    return {**fields, **typed}
