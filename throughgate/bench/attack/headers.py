"""Methods that no page has, and headers that lie or break: hosts, addresses, types, cookies, signs that forge a log."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import partial
from itertools import count

from throughgate.bench.attack import hostile
from throughgate.bench.attack.asking import TOKEN, Answer, Case
from throughgate.bench.attack.attack import Attack, Unit, place_of

METHODS = (
    "TRACE",
    "OPTIONS",
    "PUT",
    "PATCH",
    "DELETE",
    "HEAD",
    "PROPFIND",
    "FOO",
    "get",
    "CONNECT",
    "PRI",
    "X" * 40,
)
CHANGES = ("PUT", "PATCH", "DELETE")
KNOWN = ("GET", "HEAD", "POST", "OPTIONS", *CHANGES)
REFUSED = (405, 400, 0)  # by us; by the server, which may hang up on what is no HTTP
CLAIMED = ("localhost:9999", "evil.example")
HOSTS = (*CLAIMED, "localhost:99999", "127.0.0.1", "[::1]", "localhost@evil.example", "", "..", "localhost:",
         "localhost:80a", "evil.example:80", "xn--", "a" * 300, "localhost/evil", "LOCALHOST", "localhost.")  # fmt: skip
FORWARDED = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Real-IP", "Forwarded",
             "X-Original-URL", "X-Rewrite-URL", "X-HTTP-Method-Override", "True-Client-IP", "Via")  # fmt: skip
SAID = ("Accept", "Accept-Language", "Accept-Encoding", "User-Agent", "Referer", "Origin", "If-Modified-Since", "If-None-Match",
        "Range", "Authorization", "Content-Type", "X-CSRFToken", "X-Request-Id", "HX-Request", "HX-Current-URL", "HX-Target",
        "HX-Trigger", "HX-Boosted", "Sec-Fetch-Site", "Upgrade", "Expect", "Cache-Control", "Content-Encoding", "Priority")  # fmt: skip
VALUES = ("", "x", "%0d%0aSet-Cookie:%20forged=1", "\x1b[31mforged", "\ttab", "ä\xff\x80", "a" * 8_000, "de-DE;q=1.0,en;q=x", "*;q=-1",
          "xx,yy;q=1e999", "bytes=0-", "bytes=-1,5-2", "Thu, 99 Foo 0000 99:99:99 GMT", 'W/""', "127.0.0.1, evil", 'for="[::1]"',
          "https", "null", "https://evil.example/x", "http://localhost:1", "//", "true", "1", "http://[::1", "gzip, br;q=0",
          "Basic !!!", "Bearer " + "x" * 900, "application/json", "../..", "%F0%28", "javascript:alert(1)",
          '"event": "answered", "status": 200', "'; --")  # fmt: skip
COOKIES = (
    "sessionid",
    "csrftoken",
    "django_language",
    "messages",
    "people_list",
    "organisations",
    "openings",
)
PATHS = ("/%00", "/%0d%0aX-Forged:%201", "/people/%ed%a0%80/", "/..%2f..%2fetc/passwd", "/static/../../etc/passwd",
         "/static/%2e%2e/%2e%2e/etc/passwd", "//evil.example/", "/people//", "/people/?" + "a=1&" * 600, "/%e2%80%ae/", "/people/%",
         "/static/%00", "/organisations/%F0%9F%98%80/", "/invitation/%00/", "/renew/%ed%a0%80/", "/demo/sign-in/%00/",
         "/accounts/password/reset/key/1-%00/", "/accounts/password/reset/key/zzzzzzzzzzzzzzzzzz-x/", "/invitation/" + "a" * 3_000 + "/",
         "/people/01999999-9999-7999-8999-99999999999/", "/?%ff=%fe", "/accounts/login/?next=//evil.example",
         "/accounts/login/?next=%00", "/accounts/login/?next=https:evil.example", "/static/", "/favicon.ico", "/robots.txt")  # fmt: skip


def headers(attack: Attack, share: int) -> None:
    """Ask pages in all these ways."""
    line = attack.tally.lines["headers"]
    attack.work_off(_units(attack), until=lambda: line.requests >= share)


def _units(attack: Attack) -> Iterator[Unit]:
    for number in count():
        yield partial(_ask, attack, attack.choice("headers", number))


def _ask(attack: Attack, choice: random.Random) -> None:
    who = choice.choice(attack.target.desks())
    address = choice.choice(attack.addresses.every)
    path = attack.addresses.fill(address, attack.target.member(who), "own", choice)
    case = choice.choice(WAYS)(attack, who, path, choice)
    # A server may hang up on what is no HTTP: the next request shows that it still stands.
    look_at(attack, case, attack.ask(case, may_fail=True))


def look_at(attack: Attack, case: Case, answer: Answer) -> None:
    """Find what must not be: a way to another host, its name in a page, an unknown method that is not refused."""
    location = answer.header("location")
    if 300 <= answer.status < 400 and location.startswith(("//", "http", "/\\")):
        attack.tally.find("headers", f"leads away to {location}, {place_of(case)}", case)
    method = case.method.upper()
    if (method not in KNOWN and answer.status not in REFUSED) or (
        method in CHANGES and 200 <= answer.status < 400
    ):
        attack.tally.find("headers", f"{case.method} is answered {answer.status}, {place_of(case)}", case)
    for name, value in case.headers:
        if name in ("Host", "X-Forwarded-Host") and value in CLAIMED and value in answer.text:
            attack.tally.find("headers", f"speaks in the name of {value}, {place_of(case)}", case)


def _method(attack: Attack, who: str, path: str, choice: random.Random) -> Case:
    return Case("headers", who, choice.choice(METHODS), path)


def _header(attack: Attack, who: str, path: str, choice: random.Random) -> Case:
    name = choice.choice((*FORWARDED, *SAID))
    return Case("headers", who, "GET", path, b"", ((name, choice.choice(VALUES)),))


def _posted(attack: Attack, who: str, path: str, choice: random.Random) -> Case:
    name = choice.choice((*FORWARDED, *SAID))
    body = f"csrfmiddlewaretoken={TOKEN}&once=x&q=a".encode()
    if name == "Content-Type":
        return Case("headers", who, "POST", path, body, ((name, choice.choice((*VALUES, *hostile.TYPES))),))
    form = ("Content-Type", choice.choice(("application/x-www-form-urlencoded", *hostile.TYPES)))
    return Case("headers", who, "POST", path, body, (form, (name, choice.choice(VALUES))))


def _host(attack: Attack, who: str, path: str, choice: random.Random) -> Case:
    return Case("headers", who, choice.choice(("GET", "POST")), path, b"", (("Host", choice.choice(HOSTS)),))


def _cookie(attack: Attack, who: str, path: str, choice: random.Random) -> Case:
    name = choice.choice(COOKIES)
    said = choice.choice((*VALUES, '"', "a=b; c", "W1siX19qc29uX21lc3NhZ2UiLDAsMjAsIngiXV0:x", ";" * 90))
    return Case("headers", who, "GET", path, cookie=f"{name}={said}")


def _path(attack: Attack, who: str, path: str, choice: random.Random) -> Case:
    return Case("headers", who, choice.choice(("GET", "POST")), choice.choice(PATHS))


def _length(attack: Attack, who: str, path: str, choice: random.Random) -> Case:
    """Say another length than the body has; never a longer one, for which every server waits."""
    said = choice.choice((("Content-Length", "0"), ("Content-Length", "1"), ("Content-Length", "-1"), ("Content-Length", "x"),
                          ("Transfer-Encoding", "x"), ("Transfer-Encoding", "chunked")))  # fmt: skip
    return Case("headers", who, "POST", path, b"0\r\n\r\n", (said, ("Content-Type", "text/plain")))


WAYS = (_method, _header, _header, _header, _posted, _posted, _host, _cookie, _path, _length)
