"""Openings near home: the person's page, the page of all of them, the print; and what must not be seen there."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.fixtures import Cast
from throughgate.ground.organisations.models import Organisation, Site
from throughgate.ground.vocabulary.models import Place
from throughgate.person.people.models import Person, WorkCondition
from throughgate.work.matching import DEMAND_OF_CONDITION, OpeningFacts, Verdict, is_shut
from throughgate.work.openings import actions
from throughgate.work.openings.models import Opening
from throughgate.work.openings.queries import near as engine
from throughgate.work.openings.queries.facts import opening_facts

MOST_QUERIES = 8
"""The last is for the courses behind doors, however many there are."""


def offer(actor, title, *, town="Hückelhoven", **facts):
    """Add an opening with a place, everything known and nothing needed."""
    roofing = Organisation.objects.get(code="roofing")
    place = Place.objects.filter(name=town, country="DE").order_by("-population").first()
    with Cast().acting("company"):  # a company with members keeps its own sites
        site, _ = Site.objects.get_or_create(
            organisation=roofing,
            town=town,
            name="Works",
            defaults={"place": place, "latitude": place.latitude, "longitude": place.longitude},
        )
    known = {
        "kind": "job",
        "seats": 1,
        "starts_on": timezone.localdate(),
        "licence": "none",
        "german": "none",
        "site": site,
    }
    return actions.add_opening(actor=actor, organisation=roofing, title=title, **(known | facts))


@pytest.fixture(scope="module")
def offers(shared_database):
    """One opening of each answer, and one far away. Nobody's condition shuts them."""
    with Cast().acting("placement") as actor:
        return {
            "fits": offer(actor, "Warehouse helper"),
            "support": offer(
                actor, "Roofer", kind="training", german="B1", starts_on=timezone.localdate() + timedelta(days=200)
            ),
            "blocked": offer(actor, "Metalworker", german="C1"),
            "unsure": offer(actor, "Baker", seats=None),
            "far": offer(actor, "Captain", town="Berlin"),
        }  # fmt: skip


def counted(client, address):
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
    queries = [query["sql"] for query in seen if "SAVEPOINT" not in query["sql"]]
    # Inside a test's transaction the context is taken back after the page; a real one ends with it.
    told = [query for query in queries if query.startswith("SELECT set_config")]
    return answer, [query for query in queries if query not in told[1:]]


def test_all_openings_near_home_with_reasons(signed_in, cast, offers):
    """Each stands in its group with its reasons; what is out of reach is not there."""
    answer, queries = counted(signed_in("lead"), reverse("desk:near", args=[cast.key("emre")]))
    assert answer.status_code == 200
    assert len(queries) <= MOST_QUERIES, queries
    groups = {g.title: [line.title for line in g.lines] for g in answer.context["groups"]}
    assert groups == {
        "Fits": ["Warehouse helper"],
        "Fits with support": ["Roofer"],
        "Not possible now": ["Metalworker"],
        "Not clear yet": ["Baker"],
    }
    body = answer.content.decode()
    for words in ("German B1 needed, has A2", "can start on release", "1 seat", "seats not known", " km"):
        assert words in body, words
    assert "Captain" not in body
    said = re.sub("<[^>]+>", "", body)
    assert "Wassenberg, 25 km · 1 fits · 1 with support · 1 not possible · 1 unclear" in said
    assert f'href="{reverse("desk:near", args=[cast.key("emre")])}?show=fits#fits">1 fits</a>' in body
    apart = {line.title for line in answer.context["apart"]}
    assert "Roofer Markeropeningroofing" in apart, "what has no place stands apart"
    title = body.split("<title>")[1].split("</title>")[0]
    assert "Marker" not in title


def test_the_persons_page_shows_the_first_of_each(signed_in, cast, offers):
    """The person's page has the section within its budget of queries; "cannot say" is a count with a link."""
    key = cast.key("emre")
    answer, queries = counted(signed_in("lead"), reverse("desk:person-work", args=[key]))
    assert len(queries) <= MOST_QUERIES, queries
    body = answer.content.decode()
    assert "Openings near home" in body
    for title in ("Warehouse helper", "Roofer", "Metalworker"):
        assert title in body
    assert "Baker" not in body
    assert "1 opening where one cannot say" in body
    assert reverse("desk:near", args=[key]) in body


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("lead", 200),
        ("aftercare", 200),
        ("placement", 200),
        ("colleague", 302),
        ("stranger", 404),
        ("trainer", 403),
        ("company", 403),
        ("admin", 403),
        ("tso", 404),
    ],
)
def test_who_opens_it(signed_in, cast, offers, who, status):
    """Staff who may open the person; for others it is refused, asks a purpose, or does not exist."""
    answer = signed_in(who).get(reverse("desk:near", args=[cast.key("emre")]))
    assert answer.status_code == status
    if status != 200:
        assert b"Warehouse helper" not in answer.content


def test_nobody_knows_where_home_is(signed_in, acting, cast, offers):
    """Without a home nothing is compared, and the page says what to do."""
    key = cast.key("emre")
    with acting("lead"):
        Person.objects.filter(pk=key).update(home=None)
    answer = signed_in("lead").get(reverse("desk:near", args=[key]))
    body = answer.content.decode()
    assert "Home after release is not known" in body
    assert "Warehouse helper" not in body
    assert "home not known" in signed_in("lead").get(reverse("desk:person-work", args=[key])).content.decode()


def test_what_begins_anywhere_is_compared(signed_in, acting, cast, offers):
    """On the road without a place, no distance applies: it stands in its group and in the counts, not apart."""
    with acting("placement") as actor:
        offer(actor, "Travelling fitter", site=None, is_on_the_road=True)
        offer(actor, "Travelling cook", site=None, is_on_the_road=True, german="C1")
    client, key = signed_in("lead"), cast.key("emre")
    address = reverse("desk:near", args=[key])

    def told():
        answer = client.get(address)
        groups = {g.code: [line.title for line in g.lines] for g in answer.context["groups"]}
        return groups, {line.title for line in answer.context["apart"]}, answer.content.decode()

    groups, apart, body = told()
    assert groups["fits"] == ["Warehouse helper", "Travelling fitter"]
    assert groups["blocked"] == ["Metalworker", "Travelling cook"]
    assert not apart & {"Travelling fitter", "Travelling cook"}
    assert "2 fit · 1 with support · 2 not possible" in re.sub("<[^>]+>", "", body)
    assert "Travelling fitter" in client.get(reverse("desk:person-work", args=[key])).content.decode()
    with acting("lead"):
        Person.objects.filter(pk=key).update(home=None)
    groups, _, body = told()
    assert (groups["fits"], groups["blocked"]) == (["Travelling fitter"], ["Travelling cook"])
    assert "Home after release is not known" in body


def test_an_assumed_reach_is_told(signed_in, acting, cast, offers):
    """Where the reach is not known, the usual one is taken and the page says so."""
    key = cast.key("emre")
    with acting("lead"):
        Person.objects.filter(pk=key).update(travel_reach_km=None)
    body = signed_in("lead").get(reverse("desk:near", args=[key])).content.decode()
    assert "Wassenberg, 30 km" in body
    assert "the usual one was taken" in body


def test_more_than_are_compared_are_counted(acting, cast, offers, monkeypatch):
    """Nothing is cut silently: the rest is counted, and it is farther away."""
    monkeypatch.setattr(engine, "MOST", 2)
    with acting("placement") as actor:
        offer(actor, "Next door", town="Wassenberg")
    with acting("lead") as actor:
        person = Person.objects.select_related("home").get(pk=cast.key("emre"))
        found = engine.near(actor, person)
        assert found.compared == 2
        assert found.more == 3
        assert found.groups[Verdict.FITS][0].opening.title == "Next door"


def test_a_long_group_is_opened_on_demand(signed_in, acting, cast, offers):
    """The first of a group stand there; a link shows the whole group, and the count is always of all."""
    with acting("placement") as actor:
        for number in range(15):
            offer(actor, f"Helper {number}")
    client, address = signed_in("lead"), reverse("desk:near", args=[cast.key("emre")])
    fits = client.get(address).context["groups"][0]
    assert (fits.count, len(fits.lines), fits.hidden) == (16, 8, 8)
    whole = client.get(address, {"show": "fits"}).context["groups"][0]
    assert (whole.count, len(whole.lines), whole.hidden) == (16, 16, 0)
    assert client.get(address, {"show": "%00"}).status_code == 200


# --- work conditions

INSIDE = ("lead", "officer", "teacher")
OUTSIDE = ("aftercare", "placement")
DEMANDS = [
    {"licence": "B"},
    {"is_on_the_road": True},
    *({"demands": [name]} for name in dict(Opening._meta.get_field("demands").base_field.choices)),
]
"""Everything that a condition may shut, one by one."""


def all_lines(actor, cast):
    """Return everything that the comparison gives for Emre, as values."""
    person = Person.objects.select_related("home").get(pk=cast.key("emre"))
    found = engine.near(actor, person)
    groups = {v: [line.answer for line in lines] for v, lines in found.groups.items()}
    return groups, [line.answer for line in found.apart], found.more, found.more_apart


def condition_of_emre(acting, cast, kind):
    """Let Emre have exactly this condition, or none."""
    with acting("lead"):
        WorkCondition.objects.filter(person=cast.key("emre")).delete()
        if kind:
            WorkCondition(person_id=cast.key("emre"), kind=kind).save()


@pytest.mark.parametrize("who", INSIDE)
def test_on_the_custody_side_a_shut_pair_is_absent(acting, cast, offers, who, monkeypatch):
    """Emre may not drive: a driver's job leaves no trace, neither in groups nor in counts nor in "more"."""
    monkeypatch.setattr(engine, "MOST", 3)
    with acting(who) as actor:
        before = all_lines(actor, cast)
    with acting("placement") as actor:
        offer(actor, "Driver", licence="B", town="Wassenberg")
        offer(actor, "Driver of anything", licence="C", site=None)
    with acting(who) as actor:
        assert all_lines(actor, cast) == before
    condition_of_emre(acting, cast, None)
    with acting(who) as actor:
        assert all_lines(actor, cast) != before


@pytest.mark.parametrize("condition", sorted(DEMAND_OF_CONDITION))
def test_the_database_shuts_what_the_rules_shut(acting, cast, condition):
    """The query's condition equals the pure rule, for every condition and every demand."""
    condition_of_emre(acting, cast, condition)
    with acting("placement") as actor:
        made = [
            offer(actor, f"Offer {n}", **facts) for n, facts in enumerate([{}, {"licence": ""}, *DEMANDS])
        ]
    with acting("lead") as actor:
        groups, *_rest = all_lines(actor, cast)
        there = {answer.key for answers in groups.values() for answer in answers}
        for opening in made:
            facts: OpeningFacts = opening_facts(opening)
            shut = is_shut([DEMAND_OF_CONDITION[condition]], facts)
            assert (facts.key in there) is not shut, (condition, opening.title)


def test_a_condition_that_ends_before_release_shuts_nothing(acting, cast):
    """What is over on the day of the planned release does not count; what ends on that day does."""
    with acting("placement") as actor:
        driver = offer(actor, "Driver", licence="B")
    # The release is expected in 80 days.
    for days, is_there in ((79, True), (80, False)):
        with acting("lead") as actor:
            until = timezone.localdate() + timedelta(days=days)
            WorkCondition.objects.filter(person=cast.key("emre")).update(until_on=until)
            groups, *_rest = all_lines(actor, cast)
            there = {a.key for answers in groups.values() for a in answers}
            assert (str(driver.pk) in there) is is_there, days


@pytest.mark.parametrize("who", OUTSIDE)
def test_outside_of_custody_nothing_differs_by_a_condition(signed_in, acting, cast, offers, who):
    """With every condition and with none: the same pages to the letter, by the same statements."""
    with acting("placement") as actor:
        for number, facts in enumerate(DEMANDS):
            offer(actor, f"Helper {number}", **facts)
            offer(actor, f"Helper of nowhere {number}", site=None, **facts)
    client, key = signed_in(who), cast.key("emre")
    pages = [reverse(name, args=[key]) for name in ("desk:near", "desk:person", "desk:person-work")]
    pages += [reverse(name) for name in ("desk:today", "people:list", "openings:list")]

    def told():
        answers = [counted(client, address) for address in pages]
        assert {answer.status_code for answer, _asked in answers} == {200}
        bodies = [answer.content.decode().split("<main")[1].split("</main")[0] for answer, _asked in answers]
        return [plain(body) for body in bodies], [[plain(query) for query in asked] for _, asked in answers]

    condition_of_emre(acting, cast, None)
    without = told()
    fits = without[0][0].split('id="fits"')[1].split("</h2>")[0]
    # What is on the road and begins anywhere is compared, too.
    assert f"<small>{1 + len(DEMANDS) + 1}</small>" in fits
    for condition in sorted(DEMAND_OF_CONDITION):
        condition_of_emre(acting, cast, condition)
        assert told() == without, condition


def plain(text):
    """Return a page or a statement without what is new each time: keys, tokens, moments."""
    keys, tokens = r"[0-9a-f]{8}-[0-9a-f-]{27}", r"\b[0-9A-Za-z]{64}\b"
    return re.sub(rf"{keys}|{tokens}|\d{{4}}-\d\d-\d\d[T ][\d:.+]+|\d{{10}}\.\d+", "", text)


def test_no_function_of_the_owner_tells_a_condition(acting):
    """Whoever calls functions in SQL learns none: but for the undo of a registration, none names the table."""
    with acting("placement"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE pronamespace = 'gate'::regnamespace "
            "AND prosecdef AND prosrc LIKE '%%people_workcondition%%'"
        )
        assert cursor.fetchall() == [("undo_registered",)]


@pytest.mark.parametrize(("who", "sees"), [
    ("lead", True),
    ("aftercare", True),
    ("placement", True),
    ("stranger", False),
    ("company", False),
    ("trainer", False),
    ("tso", False),
])  # fmt: skip
def test_openings_near_are_given_to_those_who_see_the_person(acting, cast, offers, who, sees):
    """The database gives openings beside a person, without what is called shut; nothing to those outside."""
    world = [-10_000, 10_000, -20_000, 20_000]
    asked = [cast.key("emre"), 51.0, 6.2, 30_000, world, 30_000, world, timezone.localdate()]
    with acting("placement") as actor:
        driver = offer(actor, "Driver", licence="B")
        nowhere = offer(actor, "Driver of anything", licence="C", site=None)

    def given(shut):
        with acting(who), connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id, latitude FROM gate.openings_near({'%s, ' * 8} NULL, %s, 1000, 1000, 1000)",
                [*asked, shut],
            )
            rows = cursor.fetchall()
        placed = {key for key, latitude in rows if latitude is not None}
        return placed, {key for key, latitude in rows if latitude is None}

    everything, without = given([]), given(["driving"])
    assert bool(without[0]) is bool(without[1]) is sees
    assert (everything[0] - without[0], everything[1] - without[1]) == (
        ({driver.pk}, {nowhere.pk}) if sees else (set(), set())
    )
