"""Every address by its name: its pattern, what it answers to, and what the access log calls it."""

from __future__ import annotations

from types import SimpleNamespace

from django.urls import URLResolver, get_resolver, reverse

from tests.matrix.expectations import EXPECTED
from tests.matrix.rules import IN
from tests.outside import inside
from throughgate.foundation.web.routes import routes

TAKES = {"token": "no-such-token", "uidb36": "1", "key": "1-abc"}


def test_addresses(pinned, signed_in):
    """Names lead to the same patterns, which answer to the same methods."""
    found = {}
    for route in routes():
        answered = expected(route.name) if route.name in EXPECTED else asked(route, signed_in)
        found[route.name] = f"{' '.join(answered)} /{route.pattern.removeprefix('^')}"
    pinned("addresses", found)


def expected(name):
    """Return the methods that the matrix says somebody gets an answer to; the matrix asks whether that is so."""
    return [
        method
        for method, row in zip(("GET", "POST"), EXPECTED[name], strict=True)
        if set(row.values()) - {405, IN}
    ]


def asked(route, signed_in):
    """Return the methods that a sign-in page answers to."""
    address = reverse(
        route.name, kwargs={name: value for name, value in TAKES.items() if f"{name}>" in route.pattern}
    )
    client = signed_in("lead")
    answers = {"GET": client.get(address), "POST": client.post(address)}
    return [method for method, answer in answers.items() if answer.status_code != 405]


def test_names_in_the_access_log(pinned):
    """A page is called by its route; those that are called otherwise are written down."""
    called = {name: inside.page_name(match) for name, match in matches(get_resolver())}
    pinned("access-log", {name: page for name, page in called.items() if page != name})


def matches(resolver, space=""):
    """Yield every route with what the middleware sees of it."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from matches(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            name = f"{space}{pattern.name}"
            yield name, SimpleNamespace(func=pattern.callback, view_name=name)
