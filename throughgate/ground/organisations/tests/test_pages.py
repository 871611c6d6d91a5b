"""The pages of the register of organisations: who opens them, who changes what, and what is refused."""

from __future__ import annotations

import re
import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from throughgate.ground.organisations.models import ContactPerson, Organisation, Site


def colleagues(code: str) -> str:
    return reverse("accounts:colleagues", args=[code])


def page(code: str, name: str = "page", *more: object) -> str:
    return reverse(f"organisations:{name}", args=[code, *more])


@pytest.fixture
def as_if_empty(cast):
    """Nobody works for the roofer any more, so that placement officers keep it."""
    from throughgate.ground.accounts.models import Membership

    Membership.objects.filter(organisation__code="roofing").update(ends_on=date(2026, 1, 1))


def test_page_shows_contact_persons_and_own_members(signed_in):
    """Members are shown of one's own organisation only."""
    client = signed_in("lead")
    for part in ("page", "contacts"):
        assert b"Markercontactnorth" in client.get(page("north", part)).content
        assert b"Markercontactsouth" in client.get(page("south", part)).content
    own = client.get(colleagues("north"))
    assert b"Colleague Cast" in own.content
    assert own.context["table"].next == ""
    assert client.get(colleagues("south")).status_code == 404


@pytest.mark.parametrize(
    ("who", "code", "parts"),
    [
        ("lead", "north", ["Overview", "Contacts and addresses", "Who works here"]),
        (
            "lead",
            "roofing",
            ["Overview", "Contacts and addresses", "In the register", "Contacts and agreements", "Openings"],
        ),
        (
            "company",
            "roofing",
            ["Overview", "Contacts and addresses", "In the register", "Openings", "Who works here"],
        ),
        ("trainer", "club", ["Overview", "Contacts and addresses", "In the register", "Who works here"]),
        ("admin", "north", ["Overview", "Contacts and addresses", "Who works here"]),
        ("placement", "south", ["Overview", "Contacts and addresses"]),
    ],
)
def test_parts_of_an_organisation_are_those_that_one_may_open(signed_in, who, code, parts):
    """The navigation leads to what opens, marks where one is, and is the same on every part."""
    client = signed_in(who)
    first = client.get(page(code))
    shown = re.findall(
        r'<a href="(/organisations/[^"?]+/)"\s*(aria-current="page")?\s*>\s*([^<]+)', text(first)
    )
    assert [label.strip() for _, _, label in shown] == parts
    for address, _, label in shown:
        part = client.get(address)
        assert part.status_code == 200
        marked = re.findall(r'aria-current="page">\s*([^<]+)', text(part).split('class="tabs"')[1])
        assert marked[0].strip() == label.strip()


def text(answer) -> str:
    return answer.content.decode()


def test_overview_shows_the_first_and_leads_to_all(signed_in):
    """Four contact persons: three stand on the overview, with a link to the part that has them all."""
    keeper = signed_in("admin")
    for n in range(3):
        added = keeper.post(page("north", "add-contact"), {"family_name": f"Zcontact{n}"})
        assert added.url == page("north", "contacts")
    client = signed_in("lead")
    overview, whole = text(client.get(page("north"))), text(client.get(page("north", "contacts")))
    assert "Zcontact1" in overview
    assert "Zcontact2" not in overview
    assert f'href="{page("north", "contacts")}#contacts"' in overview
    assert "Zcontact2" in whole


def test_sections_are_found_by_their_old_addresses(signed_in):
    """An address that ends in a section of another part leads to the link of that part; no section has two places."""
    client = signed_in("company")
    for address in (page("roofing"), page("roofing", "contacts"), colleagues("roofing")):
        ids = re.findall(r' id="([^"]+)"', text(client.get(address)))
        assert {"facts", "contacts", "sites", "openings", "members"} <= set(ids)
        assert len(ids) == len(set(ids))


def test_members_of_a_large_organisation_stand_on_several_pages(signed_in, monkeypatch):
    """Nobody is lost and nobody stands twice; the number of queries is that of a small one."""
    monkeypatch.setattr("throughgate.ground.accounts.queries.MEMBERS_SHOWN", 4)
    client, seen, address = signed_in("lead"), [], "?"
    while address:
        with CaptureQueriesContext(connection) as queries:
            shown = client.get(colleagues("north") + address).context
        assert len([q for q in queries if "SAVEPOINT" not in q["sql"]]) <= 10
        seen.append([item.name for item in shown["items"]])
        address = shown["table"].next
    assert [len(names) for names in seen] == [4, 2]
    assert all(names == sorted(names) for names in seen)
    assert len({name for names in seen for name in names}) == 6
    first = client.get(colleagues("north") + shown["table"].previous)
    assert first.context["table"].previous == ""


@pytest.mark.parametrize(
    ("who", "code", "status"),
    [
        ("admin", "north", 200),
        ("lead", "north", 403),
        ("lead", "south", 403),
        ("southadmin", "north", 404),  # not even its existence
        ("placement", "roofing", 403),  # it has an administrator of its own
        ("placement", "north", 403),
    ],
)
@pytest.mark.parametrize("name", ["change", "add-site", "add-contact"])
def test_who_changes_an_organisation(signed_in, who, code, status, name):
    """Administrators change their own organisation, nobody else's."""
    assert signed_in(who).get(page(code, name)).status_code == status


def facts(**changes):
    region = Organisation.objects.get(code="north").region_id
    return {"name": "Prison North", "region": region, "legal_regime": "led", "version": 1, **changes}


def test_administrator_changes_the_facts(signed_in):
    """A new name is found by its new key at once; the version is raised."""
    client = signed_in("admin")
    answer = client.post(page("north", "change"), facts(name="Müllerhof", controller="Ministry"))
    assert answer.status_code == 302
    changed = Organisation.objects.get(code="north")
    assert (changed.name, changed.name_key, changed.version) == ("Müllerhof", "mulerhof", 2)


def test_stale_form_comes_back_with_both_versions(signed_in):
    """Who saves over somebody else's change sees both and loses nothing."""
    client = signed_in("admin")
    client.post(page("north", "change"), facts(name="First"))
    answer = client.post(page("north", "change"), facts(name="Second"))
    assert answer.status_code == 409
    assert b"First" in answer.content
    assert b"Second" in answer.content
    assert Organisation.objects.get(code="north").name == "First"


def test_empty_name_is_refused(signed_in):
    """What cannot be saved comes back with the reason."""
    answer = signed_in("admin").post(page("north", "change"), facts(name="\u200b"))
    assert answer.status_code == 422


def test_placement_officer_adds_a_company(signed_in):
    """The new company gets a readable code and is open for address and contact person."""
    client = signed_in("placement")
    region = Organisation.objects.get(code="north").region_id
    once = str(uuid.uuid4())
    data = {"name": "Becker Dächer GmbH", "region": region, "website": "becker.example", "once": once}
    answer = client.post(reverse("organisations:add"), data)
    assert answer.status_code == 302
    added = Organisation.objects.get(name="Becker Dächer GmbH")
    assert answer["Location"] == page(added.code)
    assert (added.kind, added.code, added.website) == (
        "company",
        "becker-dacher-gmbh",
        "https://becker.example",
    )
    # A double click is one company.
    assert client.post(reverse("organisations:add"), data)["Location"] == page(added.code)
    assert Organisation.objects.filter(name="Becker Dächer GmbH").count() == 1
    contact = {"family_name": "Becker", "telephone": "02431 555", "preferred_channel": "telephone"}
    assert client.post(page(added.code, "add-contact"), contact).status_code == 302
    assert b"02431 555" in client.get(page(added.code)).content


def test_same_name_in_the_region_is_asked(signed_in):
    """A legal form or an umlaut more makes no other company; saying that it is another one does."""
    client = signed_in("placement")
    region = Organisation.objects.get(code="north").region_id
    data = {"name": "Roth Roofing GmbH & Co. KG", "region": region}
    answer = client.post(reverse("organisations:add"), data)
    assert answer.status_code == 422
    assert b"already an organisation of this name" in answer.content
    assert b'name="is_another"' in answer.content
    assert client.post(reverse("organisations:add"), {**data, "is_another": "on"}).status_code == 302
    assert Organisation.objects.filter(name_key__startswith="roth rofing").count() == 2


@pytest.mark.parametrize("who", ["lead", "admin", "company", "dpo"])
def test_others_add_no_organisations(signed_in, who):
    """Only placement officers add to the register."""
    assert signed_in(who).get(reverse("organisations:add")).status_code == 403
    assert signed_in(who).post(reverse("organisations:add"), {"name": "X"}).status_code == 403


@pytest.mark.usefixtures("as_if_empty")
def test_placement_officer_keeps_a_company_without_members(signed_in):
    """As long as nobody of the company takes part, the placement officer keeps its record, contacts included."""
    client = signed_in("placement")
    assert client.get(page("roofing", "change")).status_code == 200
    answer = client.post(page("roofing", "add-contact"), {"family_name": "Roth", "email": "roth@example.org"})
    assert answer.status_code == 302
    assert b"roth@example.org" in client.get(page("roofing")).content


def test_site_gets_its_position_from_the_place(signed_in):
    """Naming the town is enough for distances."""
    client = signed_in("admin")
    answer = client.post(
        page("north", "add-site"), {"street": "Hof 2", "postcode": "41849", "place": "Wassenberg"}
    )
    assert answer.status_code == 302
    site = Site.objects.get(street="Hof 2")
    assert site.town == "Wassenberg"
    assert site.latitude == pytest.approx(51.1, abs=0.1)
    client.post(page("north", "site", site.pk), {"street": "Hof 3", "place": "Wassenberg", "version": 1})
    assert Site.objects.get(pk=site.pk).street == "Hof 3"
    stale = client.post(
        page("north", "site", site.pk), {"street": "Hof 4", "place": "Wassenberg", "version": 1}
    )
    assert stale.status_code == 409
    assert b"Hof 3" in stale.content
    assert client.post(page("north", "remove-site", site.pk)).status_code == 302
    assert client.post(page("north", "remove-site", site.pk)).status_code == 302  # twice is once
    assert not Site.objects.filter(pk=site.pk).exists()


def test_town_that_is_not_known_is_asked(signed_in):
    """A word that stands for no town comes back with the question, and what was typed."""
    answer = signed_in("admin").post(page("north", "add-site"), {"street": "Hof 2", "place": "Xyzzyheim"})
    assert answer.status_code == 422
    assert b"Hof 2" in answer.content


def test_contact_person_is_added_changed_and_removed(signed_in, acting):
    """The whole life of a contact person, with what the preferred channel needs."""
    client = signed_in("admin")
    wrong = client.post(page("north", "add-contact"), {"family_name": "Adler", "preferred_channel": "email"})
    assert wrong.status_code == 422
    assert b"preferred channel needs this" in wrong.content
    client.post(
        page("north", "add-contact"),
        {"family_name": "Adler", "preferred_channel": "email", "email": "adler@example.org"},
    )
    with acting("admin"):
        contact = ContactPerson.objects.get(family_name="Adler")
    address = page("north", "contact", contact.pk)
    assert client.get(address).status_code == 200
    assert client.post(address, {"family_name": "Adler-Roth", "version": 1}).status_code == 302
    assert client.post(address, {"family_name": "Other", "version": 1}).status_code == 409
    assert client.post(page("north", "remove-contact", contact.pk)).status_code == 302
    with acting("admin"):
        assert not ContactPerson.objects.filter(pk=contact.pk).exists()


def test_rows_of_another_organisation_are_not_found_under_mine(signed_in):
    """A foreign site or contact under one's own address is not there."""
    client = signed_in("admin")
    foreign = Site.objects.filter(organisation__code="south").first()
    assert client.get(page("north", "site", foreign.pk)).status_code == 404
    assert client.post(page("north", "remove-site", foreign.pk)).status_code == 404
    assert Site.objects.filter(pk=foreign.pk).exists()
    assert client.get(page("north", "contact", uuid.uuid4())).status_code == 404


def removed(client, code, route, key, **more):
    """Ask for the removal of a row; return what the next page says of it."""
    answer = client.post(page(code, route, key), more, follow=True)
    assert answer.status_code == 200
    return [str(message) for message in answer.context["messages"]]


@pytest.mark.parametrize(
    ("route", "model", "facts"),
    [
        ("remove-site", Site, {"street": "Hof 2"}),
        ("remove-contact", ContactPerson, {"family_name": "Adler", "email": "adler@example.org"}),
    ],
)
def test_only_what_was_there_is_removed(signed_in, acting, route, model, facts):
    """It says "Removed." of what one's own organisation had, sent twice and asked twice; of anything else 404."""
    with acting("southadmin") as actor:
        foreign = model.objects.create(organisation=actor.organisation, **facts)
    with acting("admin") as actor:
        own = model.objects.create(organisation=actor.organisation, **facts)
    client, once = signed_in("admin"), uuid.uuid4()
    for key in (foreign.pk, uuid.uuid4(), actor.organisation.pk, actor.membership.pk):
        assert client.post(page("north", route, key)).status_code == 404
    assert removed(client, "north", route, own.pk, once=once) == ["Removed."]
    assert removed(client, "north", route, own.pk, once=once) == ["This was already saved."]
    assert removed(client, "north", route, own.pk, once=uuid.uuid4()) == ["Removed."]
    assert signed_in("southadmin").post(page("south", route, own.pk)).status_code == 404
    with acting("southadmin"):
        assert model.objects.filter(pk=foreign.pk).exists()


@pytest.mark.parametrize("name", ["list", "page"])
def test_pages_ask_few_questions(signed_in, statements, name):
    """At most eight statements, however many rows."""
    client = signed_in("admin" if name == "page" else "lead")
    address = page("north") if name == "page" else reverse("organisations:list")
    with statements() as asked:
        assert client.get(address).status_code == 200
    assert len(asked) <= 8, "\n".join(asked)


def test_contact_persons_are_behind_the_wall(acting):
    """In SQL too: a company reads its own contact persons, a prison's administrator writes its own."""
    with acting("company"):
        assert {str(c.family_name) for c in ContactPerson.objects.all()} == {"Markercontactroofing"}
    with acting("southadmin"):
        assert not ContactPerson.objects.filter(organisation__code="north").update(function="x")
    with acting("placement"):
        # It has an administrator of its own, so the policy refuses as well.
        assert not ContactPerson.objects.filter(organisation__code="roofing").update(function="x")


def test_languages_of_a_contact_person_are_kept_as_codes(signed_in, acting):
    """Languages are typed as words, kept as codes, shown as words; a word that names none is asked about."""
    client = signed_in("admin")
    contact = {"family_name": "Adler", "languages": "German, türkisch; de"}
    assert (
        client.post(page("north", "add-contact"), {**contact, "languages": "Klingonish"}).status_code == 422
    )
    assert client.post(page("north", "add-contact"), contact).status_code == 302
    with acting("admin"):
        kept = ContactPerson.objects.get(family_name="Adler")
        assert kept.languages == ["de", "tr"]
    assert b"Speaks: German, Turkish" in client.get(page("north")).content
    shown = client.get(page("north", "contact", kept.pk)).content
    assert b'value="German, Turkish"' in shown
