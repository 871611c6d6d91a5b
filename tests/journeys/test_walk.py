"""From a company that registers on a phone to six weeks at work, as each side walks it."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from html import unescape

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.journeys.browsing import Hand, Visitors, settled
from tests.journeys.server import Server
from tests.journeys.test_joining import registered, verified
from tests.journeys.test_placing import OPENLY, agreed_inside, opened
from tests.journeys.worker_day import pass_a_day
from throughgate.person.observations.rules.letters import telling_words

pytestmark = pytest.mark.usefixtures("renewed")
COMPANY, PLACE, OTHER = "Dachbau Berg", "Roofing helper", "Foreman on the roof"
NAME = "Markeremrecalled M."
"""How a company knows Emre."""
MAIL = "berg@example.org"
BRAND = "throughgate"
"""The site's own name stands at its head and in its title."""
SHARED = (
    "INSERT INTO people_caselink (id, version, person_id, organisation_id, role, basis, consent_id, from_on) SELECT "
    "gen_random_uuid(), 1, p.id, m.organisation_id, 'placement', 'statute', NULL, current_date FROM people_person p, "
    "accounts_membership m JOIN accounts_user u ON u.id = m.user_id WHERE u.username = 'placement' AND p.family_name <> %s"
)
AGREED = (
    "INSERT INTO people_consent (id, version, person_id, purpose, recipient_text, scope, state, asked_by_id, asked_for_id, "
    "explained_in, asked_on, answered_on) SELECT gen_random_uuid(), 1, p.id, 'regional_plan', '', '', 'given', m.id, "
    "m.organisation_id, 'de', current_date, current_date FROM people_person p, accounts_membership m JOIN accounts_user u "
    "ON u.id = m.user_id WHERE u.username = 'placement' AND p.family_name <> %s"
)


class Company:
    """The roofer: no account, a phone, and links of mails. Everything that it meets is kept."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.hand = Hand(page, "mouse")
        self.met: list[str] = []
        self.sees()

    def sees(self) -> None:
        """Keep what stands on the page, in its source, its address and its title."""
        source = re.sub(r"<(script|style)\b.*?</\1>", " ", self.page.content(), flags=re.DOTALL)
        self.met.append(f"{self.page.url}\n{unescape(source)}")

    def reads(self, mails: list[dict[str, str]]) -> None:
        """Read the mails that came, and follow the link of the last one."""
        self.met += [mail["text"] for mail in mails if mail["to"] == MAIL]
        self.page.goto(link_to(MAIL, mails))
        self.sees()

    def presses(self, name: str, then: str) -> None:
        """Press a button, and read what comes."""
        self.hand.press(name)
        expect(self.page.locator("body")).to_contain_text(then)
        self.sees()

    def told(self, names: list[str]) -> list[str]:
        """Return every word of custody that it met, and every one of the names."""
        words = telling_words("\n".join(self.met), extra=names)
        return [word for word in words if word.casefold() != BRAND]


def link_to(who: str, mails: list[dict[str, str]]) -> str:
    """Return the link in the last mail to somebody."""
    text = [mail["text"] for mail in mails if who in mail["to"]][-1]
    return str(re.findall(r"https?://\S+", text)[0])


def answered(page: Page, question: str) -> None:
    """Say that it goes well."""
    hand = Hand(page, "mouse")
    hand.tick("Yes", within=f"fieldset:has-text('{question}')")
    hand.tick("Well")
    hand.press("Send")
    expect(page.locator("h1")).to_have_text("Thank you for your answer")


def printed(page: Page, button: str) -> str:
    """Return the words, the properties and the name of what a button prints."""
    form = page.locator("form", has=page.get_by_role("button", name=button)).first
    fields = form.evaluate("(form) => Object.fromEntries(new FormData(form))")
    answer = page.request.post(form.get_attribute("action") or "", form=fields, headers={"Referer": page.url})
    paper = pypdfium2.PdfDocument(io.BytesIO(answer.body()))
    words = " ".join(one.get_textpage().get_text_range() for one in paper)
    return f"{' '.join(words.split())}\n{paper.get_metadata_dict()}\n{answer.headers}"


def offered(page: Page, hand: Hand, title: str, german: str) -> None:
    """Enter an opening of one seat for the organisation whose page is open."""
    hand.follow("Openings", within="main")
    hand.follow("Add an opening", within="main")
    hand.tick("Job")
    hand.fill("Title", title)
    hand.fill("Seats", "1")
    hand.fill("Start", date.today().strftime("%d.%m.%Y"))
    hand.choose("German", german)
    hand.choose("Driving licence", "not needed")
    hand.press("Save")
    expect(page.locator("h1")).to_contain_text(title)


def proposed(page: Page, hand: Hand, server: Server) -> None:
    """See what fits one person and which door opens most, and let everybody be asked about the one that fits."""
    page.goto(f"/people/{server.person('emre')}/work/")
    hand.follow("All openings near home")
    fits = page.locator("#fits")
    expect(fits).to_contain_text(PLACE)
    expect(page.locator("#blocked")).to_contain_text(OTHER)
    expect(page.locator("section", has_text="what one thing alone would open")).to_contain_text(
        re.compile(r"German B1\s*1 opening more")
    )
    hand.follow("Propose an introduction", within="#fits")
    hand.press("Propose")
    hand.follow("Ask everybody")
    hand.fill("What the person is good at", "Works carefully, also when it takes longer")
    hand.press("Ask everybody now")
    expect(page.locator("main")).to_contain_text("Being asked")


def six_weeks_pass(server: Server) -> None:
    """Let six weeks have passed since the first day: it moves into the past, which is all that the milestones know."""
    server.change(
        "UPDATE placements_placement SET proposed_on = proposed_on - 42, asked_on = asked_on - 42, moved_on = moved_on - 42, "
        "started_on = started_on - 42 WHERE state = 'started'"
    )


def test_from_the_phone_to_six_weeks_at_work(
    visitors: Visitors, server: Server, request: pytest.FixtureRequest
) -> None:
    """A company of two openings takes one person on, and never learns from where."""
    company = Company(registered(visitors, "mouse", COMPANY, MAIL))
    office, hand = verified(visitors, "mouse", COMPANY)
    entry = office.url
    for title, german in ((PLACE, "A2"), (OTHER, "B2")):
        office.goto(entry)
        offered(office, hand, title, german)
    hand.follow("all its openings", within="main")
    hand.follow(PLACE, within="main")
    place = office.url
    proposed(office, hand, server)
    placement = office.url

    company.met.append(printed(office, "Letter with a code for the company"))
    company.reads(pass_a_day(server))
    company.presses("Yes, we would like to", "You said yes")
    inside, lead = opened(visitors, "lead", "mouse", PLACE)
    agreed_inside(inside, lead, OPENLY)
    expect(inside.locator("main")).to_contain_text("Introduced")

    company.reads(pass_a_day(server))
    expect(company.page.locator("main")).to_contain_text(NAME)
    office.goto(placement)
    hand.follow("Arrange a talk")
    hand.tick("At the company, on a day out")
    office.locator("#id_day").fill((date.today() + timedelta(days=2)).strftime("%d.%m.%Y"))
    hand.fill("Time", "10:00")
    hand.press("Save")
    company.page.reload()
    company.sees()
    expect(company.page.locator("main")).to_contain_text("at yours")
    company.presses("A trial begins", "You try it out together")
    company.presses("Offer the place", "You have offered the place")
    inside.reload()
    lead.press("The person accepts")
    inside.goto(f"/people/{server.person('emre')}/")
    lead.follow("Record the release")
    lead.press("Record the release", within="main")
    office.goto(placement)
    hand.follow("Note the first day")
    hand.press("Save")
    expect(office.locator("main")).to_contain_text("At work since")
    company.page.reload()
    company.sees()

    six_weeks_pass(server)
    person = visitors.page()
    person.goto(link_to("emre", pass_a_day(server)))
    answered(person, "Are you still there?")
    company.reads(pass_a_day(server))
    expect(company.page.locator("h1")).to_have_text(f"How is it going with {NAME}?")
    answered(company.page, "Is the person still there?")
    company.sees()
    office.goto(placement)
    expect(office.locator("main")).to_contain_text("There after 6 weeks")
    names = ["Prison North", "Lead Cast", "Probation Rhine"]
    assert len(company.met) >= 15
    assert company.told(names) == []
    assert company.told([NAME]) == [NAME]

    for statement in (SHARED, AGREED):
        server.change(statement, ["Markeremrefamily"])
    office.goto(place)
    expect(office.locator("main")).to_contain_text(re.compile(r"Seats\s*0 of 1 left"))
    seat_added(office, hand, request)


def seat_added(page: Page, hand: Hand, request: pytest.FixtureRequest) -> None:
    """Plan for those who are left: nobody has a place, and why is said; with one seat more, one has."""
    main = page.locator("main")
    hand.follow("Openings", within=".nav")
    hand.follow("Plan of the region", within="main")
    hand.press("Start a plan")
    request.getfixturevalue("worker")
    settled(page)
    expect(main).to_contain_text("Nobody has a place in this plan")
    expect(main).to_contain_text("0 of 2 people had a place")
    expect(main).to_contain_text("What counts: competencies 40 %")
    hand.follow("One seat more", within="main")
    hand.tick(f"{PLACE}, {COMPANY}")
    hand.press("Try this")
    settled(page)
    expect(main).to_contain_text("1 of 2 people had a place")
    expect(main).to_contain_text("For 1 person something fits, but others take its seats.")
    hand.follow("What changed", within="main")
    expect(main).to_contain_text(f"before: no place · now: {PLACE}")
