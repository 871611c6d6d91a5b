"""Pages about certificates: the lights of a course, a decision, the lists, and a registration to its result."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from throughgate.foundation.audit.models import Entry
from throughgate.person.people.models import Person, Qualification, Stay
from throughgate.person.schooling import actions
from throughgate.person.schooling import certificate_words as words
from throughgate.person.schooling.choices import Document
from throughgate.person.schooling.models import Decision, Enrolment, ExamRegistration
from throughgate.person.schooling.queries.path import path_pins
from throughgate.person.schooling.rules.certificates.book import Book
from throughgate.person.schooling.sample_sheets import BAD, GOOD, NEAR, RESIT
from throughgate.person.schooling.tests.making import page, today
from throughgate.person.schooling.tests.registering import answer_of, class_of, registered
from throughgate.person.schooling.tests.sheets import book, case
from throughgate.person.schooling.tests.test_nrw import WHOLE, WORKED

ALL = list(Document.values)


@pytest.fixture
def made(acting, cast):
    """Make a class of two: Emre with a resit, Milan nearly there."""
    return class_of(acting, {cast.key("emre"): RESIT, cast.key("milan"): NEAR})


def _decide(cast, made, who="emre", rule="eesa"):
    with cast.acting("teacher"):
        row = Enrolment.objects.get(course=made, person=cast.key(who))
    return page("decide", made.pk, row.pk, rule)


def test_the_lights_of_a_course(made, signed_in):
    """Teacher and officer see who can be registered, with sign and word, what alone would do, and who only nearly."""
    for who in ("teacher", "officer"):
        text = signed_in(who).get(page("lights", made.pk)).content.decode()
        for said in (
            "with a resit",
            "↻",
            "resit possible in ONE of: Natural sciences",
            "nearly",
            "≈",
            "one step better in ONE of",
        ):
            assert said in text
        assert ("/certificates/eesa" in text) == (who == "teacher")


def test_the_lights_ask_no_more_for_more_people(acting, cast, signed_in):
    """A class of two costs as many statements as a class of one: eight at most, the frame included."""
    emre, milan = cast.key("emre"), cast.key("milan")
    one, two = class_of(acting, {emre: GOOD}), class_of(acting, {emre: GOOD, milan: BAD}, name="Second")
    client = signed_in("teacher")
    client.get(page("lights", one.pk))
    for made in (one, two):
        with CaptureQueriesContext(connection) as asked:
            client.get(page("lights", made.pk))
        # The test's own savepoints are none of the page's.
        assert sum("SAVEPOINT" not in query["sql"] for query in asked) <= 8


def test_a_teacher_signs_what_the_page_showed(made, cast, signed_in):
    """The reasons stand there with their paragraphs; signed is what was shown, and a registration is made at once."""
    client, address = signed_in("teacher"), _decide(cast, made)
    shown = client.get(address)
    text = shown.content.decode()
    assert "APO-S I" in text
    seen = shown.context["one"].answer.marks
    assert client.post(address, {"agrees": "no", "seen": seen, "reason": ""}).status_code == 422
    assert client.post(address, {"agrees": "yes", "seen": "0" * 64}).status_code == 422
    assert client.post(address, {"agrees": "yes", "seen": seen, "register": "on"}).url == page(
        "lights", made.pk
    )
    with cast.acting("teacher"):
        assert Decision.objects.get(course=made).resits == ["natural_sciences_area"]
        assert ExamRegistration.objects.get(course=made).state == "to_register"
    assert "to register" in client.get(page("lights", made.pk)).content.decode()


def test_a_decision_against_says_why(made, cast, signed_in):
    """Who disagrees registers nobody, whatever is ticked; the reason stands beside the light."""
    client, address = signed_in("teacher"), _decide(cast, made)
    seen = client.get(address).context["one"].answer.marks
    client.post(address, {"agrees": "no", "reason": "Leaves the course", "seen": seen, "register": "on"})
    with cast.acting("teacher"):
        assert not ExamRegistration.objects.filter(course=made).exists()
    assert "Leaves the course" in client.get(page("lights", made.pk)).content.decode()


def test_an_officer_signs_nothing(made, cast, signed_in):
    """An officer of the course sees the lights and cannot open the decision."""
    assert signed_in("officer").get(_decide(cast, made)).status_code == 403


@pytest.mark.parametrize(
    ("filters", "names"),
    [({"outcome": ""}, "Eren"), ({"outcome": "nearly"}, "milan"), ({"outcome": "all"}, "both")],
)
def test_the_list_by_deadline(made, cast, signed_in, filters, names):
    """Who can be registered stands there with the last day and the release; nearly and all are a filter away."""
    rows = signed_in("lead").get(page("eligible"), filters).context["table"].rows
    found = {line.answer.pupil.person.pk for line in rows if line.answer.key == "eesa"}
    emre, milan = cast.key("emre"), cast.key("milan")
    assert found == {"Eren": {emre}, "milan": {milan}, "both": {emre, milan}}[names]
    for line in rows:
        assert (line.answer.deadline.month, line.answer.deadline.day) == (2, 1)
        assert line.answer.deadline >= today()


def test_a_list_without_reasons_makes_none(made, cast, signed_in, monkeypatch):
    """Who can be registered, and who with a resit or nearly, is told without the tree of checks behind it."""
    asked = []
    judge = Book.judge
    monkeypatch.setattr(Book, "judge", lambda *args, **more: asked.append(args) or judge(*args, **more))
    for outcome in ("", "nearly"):
        table = signed_in("lead").get(page("eligible"), {"outcome": outcome}).context["table"]
        assert table.rows
    assert asked == []
    assert table.rows[0].answer.checks
    assert len(asked) == 1


def test_who_leaves_first_stands_first(acting, cast, signed_in):
    """Of two with one deadline the one who is released earlier comes first, whatever they are called."""
    emre, milan = cast.key("emre"), cast.key("milan")
    class_of(acting, {emre: GOOD, milan: GOOD})
    for first, second in ((emre, milan), (milan, emre)):
        with acting("lead"):
            for person, days in ((first, 40), (second, 400)):
                Stay.objects.filter(person=person, ended_on=None).update(
                    release_earliest_on=None,
                    release_expected_on=today() + timedelta(days=days),
                    release_latest_on=None,
                )
        lines = signed_in("lead").get(page("eligible"), {"outcome": ""}).context["table"].rows
        order = [line.answer.pupil.person.pk for line in lines if line.answer.key == "eesa"]
        if second in order:
            assert order == [first, second]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_is_handed_over(acting, made, signed_in, kind):
    """As a file with what the page shows; written down who took it."""
    response = signed_in("lead").post(page("eligible-export"), {"format": kind, "outcome": "all"})
    if kind == "csv":
        rows = [line.split(";") for line in response.content.decode("utf-8-sig").splitlines()]
        assert rows[0][:4] == ["Person", "Certificate", "Outcome", "Register by"]
        assert any(row[2] == "with a resit" for row in rows[1:])
    else:
        with zipfile.ZipFile(io.BytesIO(response.content)) as book:
            assert "xl/workbook.xml" in book.namelist()
    with acting("dpo"):
        assert Entry.objects.filter(action="certificates.export").count() == 1


def test_a_registration_is_followed_to_passed(made, cast, signed_in):
    """File, authority, exam, passed: each by its page; the certificate is then among the qualifications, once."""
    client, address = signed_in("teacher"), _decide(cast, made)
    seen = client.get(address).context["one"].answer.marks
    client.post(address, {"agrees": "yes", "seen": seen, "register": "on"})
    with cast.acting("teacher"):
        row = ExamRegistration.objects.get(course=made)
    emre = cast.key("emre")
    client.post(reverse("people:purpose", args=[emre]), {"purpose": "stand_in"})
    key = [emre, row.pk]
    assert "takes a complete file" in client.get(page("registration", *key)).content.decode()
    assert client.post(page("move-registration", *key), {"move": "register", "version": 1}).status_code == 422
    filed = {"needed": ALL, "there": ALL, "exam_on": "", "version": 1}
    assert client.post(page("file", *key), filed).url == page("registration", *key)
    assert client.post(page("file", *key), filed).status_code == 409
    assert client.post(page("move-registration", *key), {"move": "register", "version": 2}).status_code == 302
    client.post(page("file", *key), {**filed, "exam_on": today().isoformat(), "version": 3})
    for version, move in ((4, "admit"), (5, "pass")):
        assert (
            client.post(page("move-registration", *key), {"move": move, "version": version}).status_code
            == 302
        )
    assert client.post(page("move-registration", *key), {"move": "pass", "version": 5}).status_code == 409
    with cast.acting("lead"):
        papers = Qualification.objects.filter(person=emre, what="Extended first school certificate")
        assert [paper.obtained_on for paper in papers] == [today()]
    # Pressed by mistake: it is taken back with a reason, the certificate goes, and the path waits for the exam again.
    back = page("take-back", *key)
    assert back in client.get(page("registration", *key)).content.decode()
    assert client.post(back, {"why": "", "version": 6}).status_code == 422
    assert client.post(back, {"why": "Wrong line", "version": 5}).status_code == 409
    assert client.post(back, {"why": "Wrong line", "version": 6}).url == page("registration", *key)
    assert back not in client.get(page("registration", *key)).content.decode()
    with cast.acting("lead") as lead:
        assert not papers.all().exists()
        assert [pin.kind for pin in path_pins(lead, Person(pk=emre))] == ["due"]


def test_the_path_shows_exams_and_certificates(acting, cast):
    """The day of an exam is a pin, and says what came of it; who reads no marks sees none of it."""
    emre = cast.key("emre")
    made = class_of(acting, {emre: GOOD})
    with acting("teacher") as teacher:
        row = registered(teacher, made, emre)
        actions.change_file(actor=teacher, row=row, expected=1, needed=ALL, there=ALL, exam_on=today())
        for name in ("register", "admit", "pass"):
            actions.move_registration(actor=teacher, row=row, name=name, expected=row.version, called="EESA")
    for who, shown in (("teacher", 1), ("lead", 1), ("aftercare", 0), ("placement", 0)):
        with acting(who) as actor:
            pins = path_pins(actor, Person(pk=emre))
        assert [(pin.on, pin.kind, pin.detail) for pin in pins] == [
            (today(), "cert", "Extended first school certificate")
        ] * shown


def test_release_is_compared_with_the_exam(acting, cast, signed_in):
    """The day in the registration counts: who is released by then is named so, on the person's page and in the list."""
    emre, day = cast.key("emre"), today() + timedelta(days=30)
    made = class_of(acting, {emre: GOOD})
    with acting("teacher") as teacher:
        assert words.exam(answer_of(teacher, made, emre)) == ""
        row = registered(teacher, made, emre)
        actions.change_file(actor=teacher, row=row, expected=1, needed=ALL, there=ALL, exam_on=day)
        answer = answer_of(teacher, made, emre)
        for release, said in (
            ((None, day, None), "released by then"),
            ((day - timedelta(days=1), None, day + timedelta(days=9)), "may be released by then"),
            ((None, day + timedelta(days=1), None), "still here then"),
            ((None, None, None), "release date not known"),
        ):
            leaving = replace(answer, pupil=replace(answer.pupil, release=release))
            assert words.exam(leaving).startswith("exam from ")
            assert words.exam(leaving).endswith(f": {said}")
        actions.move_registration(
            actor=teacher, row=row, name="withdraw", expected=row.version, reason="own_wish"
        )
        assert words.exam(answer_of(teacher, made, emre)) == ""
        row = registered(teacher, made, emre)
        actions.change_file(actor=teacher, row=row, expected=1, needed=ALL, there=ALL, exam_on=day)
    client = signed_in("lead")
    for address in (page("certificates", emre), page("eligible")):
        assert "exam from " in client.get(address).content.decode()


def test_the_list_for_the_authority(made, cast, signed_in):
    """A PDF with everybody who is registered, on paper to be signed, and named by no name."""
    client, address = signed_in("teacher"), _decide(cast, made)
    seen = client.get(address).context["one"].answer.marks
    client.post(address, {"agrees": "yes", "seen": seen, "register": "on"})
    response = client.post(page("registrations-paper"))
    assert response.content.startswith(b"%PDF")
    assert b"/StructTreeRoot" in response.content or b"/MarkInfo" in response.content
    assert response["Content-Disposition"] == f'attachment; filename="registrations-{today():%Y-%m-%d}.pdf"'


def test_the_person_has_a_page(made, cast, signed_in):
    """Each rule with its outcome, what would do, the last day and the reasons, in English and in German."""
    client = signed_in("lead")
    text = client.get(page("certificates", cast.key("emre"))).content.decode()
    for said in ("with a resit", "register by", "Natural sciences", "APO-S I"):
        assert said in text


@pytest.mark.parametrize("who", ["placement", "company", "admin", "aftercare"])
def test_others_see_no_outcome(made, cast, signed_in, who):
    """A placement officer, a company, an administrator, aftercare: neither the person's page nor a list."""
    client = signed_in(who)
    for address in (
        page("certificates", cast.key("emre")),
        page("eligible"),
        page("registrations"),
        page("lights", made.pk),
    ):
        assert client.get(address).status_code in (403, 404)


def test_pages_of_the_list_hold_everybody_once():
    """The list is cut by places: nobody is left out between two pages, and a place that nobody can read begins anew."""
    from throughgate.person.schooling.views.certificates import _cut

    lines = list(range(7))
    first = _cut(lines, "", "", 3)
    second = _cut(lines, first.after, "", 3)
    third = _cut(lines, second.after, "", 3)
    assert [*first.rows, *second.rows, *third.rows] == lines
    assert (first.before, third.after) == ("", "")
    assert _cut(lines, "", third.before, 3).rows == second.rows
    assert _cut(lines, "x", "", 3).rows == first.rows


def test_how_marks_are_enough_is_said():
    """By compensation, one subject left out, or both; nothing where every mark is as good as required."""
    rules = book("de-nw")
    for name, said in (("msa 5", "one subject left out, by compensation"), ("msa_q 9", "by compensation")):
        key = name.split()[0]
        assert words.reached_by(rules.judge(key, case(WORKED[name][0])).checks) == said
    assert words.reached_by(rules.judge("msa", case(WHOLE)).checks) == ""


def test_the_registration_names_each_document_with_its_source(acting, cast, signed_in):
    """As the rule calls it; a screen reader hears which is missing, and the list says which."""
    emre = cast.key("emre")
    made = class_of(acting, {emre: GOOD})
    with acting("teacher") as teacher:
        row = registered(teacher, made, emre)
        actions.change_file(
            actor=teacher, row=row, expected=1, needed=row.needed, there=row.needed[:-1], exam_on=None
        )
    text = signed_in("lead").get(page("registration", emre, row.pk)).content.decode()
    assert "Certified copy of the last school report" in text
    assert "PO-Externe-S I § 5 (2)" in text
    missing = "How the person prepared for the exam"
    assert f"Missing: {missing}" in text
    assert missing in signed_in("lead").get(page("registrations")).content.decode()
    form = signed_in("lead").get(page("file", emre, row.pk)).content.decode()
    assert "Certified copy of the last school report" in form
