"""Every address × GET and POST × everybody of the cast: the status, and that nobody's page tells of another's people."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.matrix import markers, reading
from tests.matrix.expectations import (
    BY_HOLDING,
    EXPECTED,
    OUTSIDE,
    QUERIES,
    SIGN_IN,
    TYPED,
)
from tests.matrix.house import EVERYBODY, MEMBERS
from tests.matrix.rules import IN
from throughgate.desk.catalogue import catalogue
from throughgate.foundation.web.routes import routes

ROUTES = routes()
NAMES = [route.name for route in ROUTES]
OF_PERSON = [route.name for route in ROUTES if route.of_person]
OF_ROW = [
    name for name in NAMES if catalogue()[name].row not in ("", "person") and not name.startswith(SIGN_IN)
]


def is_sign_in(name):
    return ":" not in name and name.startswith(SIGN_IN)


def expected(name, method):
    return getattr(EXPECTED[name], method)


def test_every_address_is_listed():
    """An address that nobody decided about fails here."""
    missing = [name for name in NAMES if name not in EXPECTED and not is_sign_in(name)]
    assert missing == [], (
        f"Add {missing} to EXPECTED in tests/matrix/expectations.py: what GET and POST answer to each member."
    )


def test_no_listed_address_is_gone():
    """The list names no address that does not exist, and no name twice."""
    assert set(EXPECTED) - set(NAMES) == set()
    assert (set(QUERIES) | set(TYPED)) - set(NAMES) == set()
    assert len(NAMES) == len(set(NAMES))


def check_status(name, method, who, answer):
    if is_sign_in(name):
        assert answer.status < 500, (name, who, answer.status)
        return
    wanted = expected(name, method)[who]
    if wanted == IN:
        assert answer.status == 302, (name, method, who, answer.status)
        assert answer.location.startswith("/accounts/login/"), (name, method, who)
    else:
        assert answer.status == wanted, (name, method, who, answer.status, answer.location)


def check_markers(name, who, answer, asked="", method="get"):
    may_see = (markers.allowed(who) if who in MEMBERS else set()) | BY_HOLDING.get(name, set())
    repeated = markers.seen(asked)  # a search page repeats what was asked; only what it found counts
    told = markers.seen(answer.body) - repeated
    assert told <= may_see, (name, who, told - may_see)
    # What is around a page names nobody at all, not even to those who see it.
    title = "".join(re.findall(r"<title>.*?</title>", answer.body.partition("<body")[0], re.DOTALL))
    for place in (answer.headers, answer.location, title, answer.label):
        assert markers.seen(place) <= repeated, (name, who, place)
    # Nor do addresses and cookies, packed or not: they go into histories, logs of proxies, and to the next reader.
    for place in (*reading.addresses_of(answer), *reading.cookies_of(answer.raw)):
        assert markers.seen(place) <= (repeated if method == "get" else set()), (name, who, place)
        assert method == "get" or not any(word in place for word in asked.split()), (name, who, place)


def check_log(house, name, who, answer, asked=""):
    """The access log has one row that names exactly the people shown; a page without people leaves none."""
    shown = markers.people_named(markers.seen(answer.body) - markers.seen(asked))
    logged = house.looked_at(answer.request)
    assert len(logged) <= 1, (name, who)
    named = logged[0] if logged else set()
    assert shown <= named, (name, who, shown, logged)
    assert named <= shown, (name, who, shown, logged)


@pytest.mark.parametrize("name", NAMES)
def test_get(house, name):
    """Reading: the status for each member, no foreign marker, READ ONLY, and looks at people written down.

    What the catalogue says of the page is so.
    """
    assert (catalogue()[name].gives == "post") == (
        name in EXPECTED and set(expected(name, "get").values()) <= {405, IN}
    )
    for who in EVERYBODY:
        answer = house.get(who, name)
        check_status(name, "get", who, answer)
        check_markers(name, who, answer)
        if answer.read_only:
            outside = ":" not in name and name.startswith(OUTSIDE)
            assert answer.read_only == ("outside" if outside else "on"), (name, who)
        if answer.status == 200:
            check_log(house, name, who, answer)
            assert catalogue()[name].gives in kinds_of(answer), (name, who)


def kinds_of(answer):
    """Return what the catalogue may call an answer."""
    if not answer.raw["Content-Type"].startswith("text/html"):
        return ("file", "status")
    return ("page",) if "<html" in answer.body else ("part",)


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_get_with_questions(house, name):
    """Lists and searches, asked for people and things one may not see, tell nothing about them."""
    for query in QUERIES[name]:
        for who in EVERYBODY:
            answer = house.get(who, name, **query)
            assert answer.status in (200, 302, 403), (name, who, query)
            check_markers(name, who, answer, " ".join(query.values()))


@pytest.mark.parametrize("name", sorted(TYPED))
def test_search_by_form(house, name):
    """What is typed finds nobody whom one may not see, is answered READ ONLY, changes nothing and is in no address."""
    before = house.changes()
    for data in TYPED[name]:
        for who in EVERYBODY:
            answer = house.post(who, name, data=data, keep=True)
            assert house.changes() == before, (name, who, data)
            assert answer.status in (200, 302, 403), (name, who, data)
            typed = data.get("name") or data.get("q", "")
            check_markers(name, who, answer, typed, "post")
            if answer.read_only:
                assert answer.read_only == "on", (name, who)
            if answer.status == 200:
                check_log(house, name, who, answer, typed)


@pytest.mark.parametrize("name", NAMES)
def test_post(house, name):
    """An empty form: the status for each member; whoever is refused, or told what to put right, has written no row."""
    for who in EVERYBODY:
        refused = not is_sign_in(name) and expected(name, "post")[who] in (403, 404, 405, IN)
        before = house.changes()
        answer = house.post(who, name, keep=refused)
        after = house.changes()
        check_status(name, "post", who, answer)
        check_markers(name, who, answer)
        assert after.last == before.last, (name, who, after.last[len(before.last) :])
        if refused or answer.status == 422:
            assert after.tried == before.tried, (name, who)


def test_changes_are_counted(house):
    """The count above sees a change that is taken back and one that lasts, and an update that finds no row is none."""
    before = house.changes()
    with house.owner.transaction(force_rollback=True):
        house.owner.execute("UPDATE people_stay SET version = version WHERE ended_on IS NULL")
    rolled_back = house.changes()
    assert rolled_back.tried > before.tried
    assert rolled_back.last == before.last
    house.owner.execute("UPDATE people_stay SET version = version WHERE false")
    assert house.changes() == rolled_back
    house.owner.execute("UPDATE people_person SET version = version WHERE family_name = 'Markeremrefamily'")
    assert set(house.changes().last[len(before.last) :]) >= {"people_person"}


@pytest.mark.parametrize("name", OF_ROW)
def test_a_row_that_is_not_there(house, name):
    """Whoever would get something of the row gets 404 where there is none."""
    for method in ("get", "post"):
        for who, status in expected(name, method).items():
            if status not in (403, 405, IN):
                answer = house.ask_for_nothing(who, name, method)
                assert answer.status == 404, (name, method, who)


@pytest.mark.parametrize("name", OF_PERSON)
def test_foreign_is_absent(house, name):
    """A person whom one may not see and a person who does not exist get the same answer, to the letter."""
    for who, person in (
        *(("lead", "ana"), ("officer", "ana"), ("dpo", "ana"), ("stranger", "emre")),
        *(("aftercare", "milan"), ("placement", "ana"), ("trainer", "milan"), ("tso", "emre")),
    ):
        assert f"{person}family" not in markers.allowed(who)
        for method in ("get", "post"):
            absent = getattr(house, method)(who, name, "absent")
            foreign = getattr(house, method)(who, name, person)
            assert absent.status in (403, 404, 405), (name, who, absent.status)
            assert foreign.status == absent.status, (name, who, person)
            assert plain(foreign.body) == plain(absent.body), (name, who, person)
            assert foreign.headers.count("\n") == absent.headers.count("\n")


def plain(body):
    """Return a page without what is new each time: tokens, nonces, keys, whose form it is since when."""
    body = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "KEY", body)
    return re.sub(r'(nonce|csrfmiddlewaretoken" value|csp-nonce" content|"whose" value)="[^"]*"', r"\1", body)


@pytest.mark.parametrize("name", OF_PERSON)
def test_colleague_is_asked_for_a_purpose(house, name):
    """Outside of the own caseload no page about a person opens before a purpose is named."""
    house.owner.execute("DELETE FROM people_namedpurpose")
    try:
        for who in ("colleague", "officer", "teacher", "dpo"):
            answer = house.get(who, name, "emre")
            assert answer.status != 200 or name == "people:purpose", (name, who)
            # The form for a purpose says whom it opens, by the name that the list shows already.
            told = markers.seen(answer.body) - {"emregiven", "emrefamily", "emrecalled"}
            assert told == set(), (name, who, told)
            if answer.status == 302:
                assert "/purpose" in answer.location, (name, who)
    finally:
        house.name_purposes()


def test_log_names_nobody(house):
    """After whole pages, refusals and forms, no marker is in what was logged."""
    for name in ("desk:person", "people:identity", "people:profile", "desk:search"):
        for who in ("lead", "stranger"):
            house.get(who, name)
            house.post(who, name)
    written = house.log.getvalue()
    assert "desk:person" in written
    assert markers.seen(written) == set()
    assert "/people/" not in written


LINKED = ("observations:profile", "observations:self", "observations:letters")


@pytest.mark.parametrize("who", MEMBERS)
def test_person_page_links_what_opens(house, who):
    """Whoever opens a person finds the way to competencies, self-ratings and letters just where these open."""
    page = house.get(who, "desk:person", "emre")
    if page.status != 200:
        return
    for name in LINKED:
        opens = house.get(who, name, "emre").status == 200
        assert (f'href="{house.address(name, "emre")}"' in page.body) == opens, (who, name)
    prints = house.post(who, "observations:slip", "emre", {"kind": "self_rating"}).status == 302
    assert (f'action="{house.address("observations:slip", "emre")}"' in page.body) == prints, who


def test_links_of_a_person_page_lead_somewhere(house):
    """No link on the person's page leads its reader to a refusal."""
    for who in MEMBERS:
        page = house.get(who, "desk:person", "emre")
        main = page.body.partition("<main")[2].partition("</main>")[0]
        for address in sorted(set(re.findall(r'href="(/[^"#]*)"', main))):
            status = house.clients[who].get(unescape(address)).status_code
            assert status in (200, 302), (who, address, status)
