"""What components are filled with: plain values that views make and templates show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template import TemplateSyntaxError
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

Words = str | Promise

TAG_KINDS = ("", "due", "late", "done", "go")
PAGING = ("after", "before")
"""Parameters of keyset paging: they belong to one sort order and one filter."""


def address_with(request: HttpRequest, **changes: str | None) -> str:
    """Return this page's address with some parameters changed; `None` takes one away. Paging starts anew."""
    query = request.GET.copy()
    for name in PAGING:
        query.pop(name, None)
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}" if query else request.path


def known_kind(kind: str, kinds: Sequence[str]) -> str:
    """Return a kind of a component; raise TemplateSyntaxError where it has no such kind."""
    if kind not in kinds:
        known = ", ".join(kind or "(nothing)" for kind in kinds)
        raise TemplateSyntaxError(f"{kind!r} is none of {known}")
    return kind


def tag(label: Words, kind: str = "") -> SafeString:
    """Return a small mark: due, late, done, go, or plain."""
    drawn = f'<span class="tag {known_kind(kind, TAG_KINDS)}">{conditional_escape(str(label))}</span>'
    return mark_safe(drawn)  # noqa: S308 - by hand, as lists have dozens of them


@dataclass(frozen=True)
class Tab:
    """One way of looking at a list, with the number of rows behind it."""

    label: str
    address: str
    count: int | str | None = None
    current: bool = False
    anchors: Sequence[str] = ()
    """Sections of the page behind it: an address that ends in one of them finds the tab."""


def places(links: Iterable[Tab]) -> SafeString:
    """Return where one can go as items of a list."""
    return format_html_join(
        "\n",
        '<li><a href="{}"{}>{}</a></li>',
        ((link.address, CURRENT if link.current else "", link.label) for link in links),
    )


CURRENT = mark_safe(' aria-current="page"')


@dataclass(frozen=True)
class Job:
    """One of the memberships that somebody can work as, in words; `key` is what the form sends."""

    key: str
    place: str
    roles: str
    current: bool = False


@dataclass(frozen=True)
class Account:
    """What the frame shows of whoever is signed in: plain values, so that it is drawn once for each of them."""

    name: str
    links: tuple[Tab, ...]
    jobs: tuple[Job, ...] = ()

    @property
    def job(self) -> Job | None:
        """Return what one works as now, None without a membership."""
        return next((job for job in self.jobs if job.current), None)


@dataclass(frozen=True)
class ActiveFilter:
    """A filter in force and the address without it."""

    label: str
    address: str


@dataclass(frozen=True)
class Empty:
    """What stands where no row does: that nothing is here, why, and what to do about it."""

    title: Words
    hint: Words = ""
    address: str = ""
    label: Words = ""


@dataclass(frozen=True)
class LinkButton:
    """A link that looks like a button; kinds: main, quiet, small, or nothing."""

    address: str
    label: Words
    kind: str = ""
    unseen: Words = ""
    """What screen readers say after the label, where many buttons say the same."""


@dataclass(frozen=True)
class Item:
    """One line of a list of rows: what, in softer lines who or when, at the end a mark or what can be done."""

    name: Words
    address: str = ""
    below: Sequence[Words] = ()
    mark: Words = ""
    mark_kind: str = ""
    button: LinkButton | None = None


@dataclass(frozen=True)
class Conflict:
    """One field that two people changed at once."""

    label: str
    mine: str
    theirs: str
    who: str = ""
    when: Any = None
    is_typed: bool = True
    """Whether `mine` was typed; else it is what stood there when the form was opened."""
