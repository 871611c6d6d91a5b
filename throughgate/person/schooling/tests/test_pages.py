"""Pages of schooling: the grid, the people of a course, a person's part, and what waits."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from throughgate.person.observations.tests.making import counted
from throughgate.person.schooling import actions
from throughgate.person.schooling.models import Enrolment, Mark, Subject
from throughgate.person.schooling.queries.marks import marks_in, marks_of
from throughgate.person.schooling.tests.making import (
    begun,
    course,
    days_ago,
    give,
    page,
    place,
    this_half,
    today,
)


@pytest.fixture
def both(cast):
    return [cast.key("emre"), cast.key("milan")]


@pytest.fixture
def made(acting, both):
    """Make a course of two people that began half a year ago."""
    return course(acting, people=both, starts_on=begun() - timedelta(days=180))


def form_of(answer):
    """Return what a browser would send of the grid: every field with its value."""
    body = answer.content.decode()
    body = body[body.index("data-grid") : body.index("</form>", body.index("data-grid"))]
    return dict(re.findall(r'<input (?:type="hidden" )?name="([^"]+)" value="([^"]*)"', body))


def field_of(answer, made, person, subject="german"):
    """Return the name of somebody's field in a subject."""
    return field_of_data(form_of(answer), made, person, subject)


def field_of_data(data, made, person, subject="german"):
    """Return the same, of what a browser would send."""
    enrolment, key = place(made, person, subject)
    row = next(name[1:] for name, value in data.items() if name[0] == "e" and value == str(enrolment))
    column = next(name[1:] for name, value in data.items() if name[0] == "s" and value == str(key))
    return f"{row}:{column}"


def test_the_grid_as_a_form(made, both, signed_in, acting):
    """Without scripts: all cells that were changed are saved at once, words stand for none, the average leaves them out."""
    client = signed_in("officer")
    answer = client.get(page("marks", made.pk))
    assert "Markeremrefamily" in answer.content.decode()
    data = form_of(answer)
    with acting("officer"):
        emre, milan = (field_of(answer, made, person) for person in both)
    assert client.post(page("marks", made.pk), {**data, emre: "3+", milan: "absent"}).status_code == 302
    with acting("officer"):
        assert set(Mark.objects.values_list("value", "non_mark")) == {("3+", ""), ("", "absent")}
    shown = client.get(page("marks", made.pk))
    assert form_of(shown)[emre] == "3+"
    assert form_of(shown)[milan] == "absent"
    assert "<td>2.7</td>" in shown.content.decode()
    # Sent again as it was opened, nothing changes.
    assert client.post(page("marks", made.pk), form_of(shown)).status_code == 302
    with acting("officer"):
        assert set(Mark.objects.values_list("version", flat=True)) == {1}


def test_refused_cells_come_back_as_typed(made, both, signed_in, acting):
    """What is no mark comes back with its reason, at its place; nothing is saved, and nothing that was typed is lost."""
    client = signed_in("teacher")
    answer = client.get(page("marks", made.pk))
    with acting("teacher"):
        emre, milan = (field_of(answer, made, person) for person in both)
    back = client.post(page("marks", made.pk), {**form_of(answer), emre: "7", milan: "2"})
    assert back.status_code == 422
    assert form_of(back)[emre] == "7"
    assert form_of(back)[milan] == "2"
    assert "This mark is not on the scale." in back.content.decode()
    with acting("teacher"):
        assert not Mark.objects.exists()
    assert client.post(page("marks", made.pk), {**form_of(back), emre: "6"}).status_code == 302
    with acting("teacher"):
        assert sorted(Mark.objects.values_list("value", flat=True)) == ["2", "6"]


def test_two_have_the_grid_open(made, both, signed_in, acting):
    """The second is told what the first entered, who that was and when, keeps what was typed, and decides by saving again."""
    client = signed_in("teacher")
    answer = client.get(page("marks", made.pk))
    with acting("officer") as officer:
        emre = field_of(answer, made, both[0])
        give(officer, made, both[0], "5")
    back = client.post(page("marks", made.pk), {**form_of(answer), emre: "2"})
    assert back.status_code == 409
    assert re.search(r"Officer Cast entered 5 at \d\d:\d\d, before you\.", back.content.decode())
    assert form_of(back)[emre] == "2"
    with acting("teacher"):
        assert Mark.objects.get().value == "5"
    assert client.post(page("marks", made.pk), form_of(back)).status_code == 302
    with acting("teacher"):
        assert Mark.objects.get().value == "2"


def test_somebody_left_while_the_grid_was_open(acting, signed_in, both):
    """Who is not in the course any more gets no mark, and what was typed for the others stays in the form."""
    made = course(acting, people=both, starts_on=begun() - timedelta(days=180))
    client = signed_in("teacher")
    data = form_of(client.get(page("marks", made.pk)))
    with acting("teacher") as teacher:
        emre, milan = (field_of_data(data, made, person) for person in both)
        row = Enrolment.objects.get(person=both[0])
        actions.leave(
            actor=teacher, enrolment=row, expected=1, until_on=begun() - timedelta(days=1), reason="work"
        )
    back = client.post(page("marks", made.pk), {**data, emre: "2", milan: "3"})
    assert back.status_code == 422
    assert "The person had left the course by then." in back.content.decode()
    assert "3" in [value for name, value in form_of(back).items() if name[0].isdigit()]


def test_one_cell_is_one_small_request(made, both, signed_in, acting):
    """A cell is saved with its version; the answers say how it is kept, what is wrong, or who was first."""
    client = signed_in("teacher")
    with acting("teacher"):
        enrolment, subject = place(made, both[0])
    address = f"{page('cell', made.pk)}?half={this_half().code}&kind=oral&number=2"
    cell = {"enrolment": enrolment, "subject": subject, "version": 0}
    saved = client.post(address, {**cell, "value": " 2,5 "})
    assert (saved.json()["version"], saved.json()["value"]) == (1, "2.5")
    with acting("teacher"):
        assert Mark.objects.get(kind="oral", number=2).value == "2.5"
    assert client.post(address, {**cell, "value": "9", "version": 1}).status_code == 422
    first = client.post(address, {**cell, "value": "4"})
    assert first.status_code == 409
    assert "Teacher Cast entered 2.5" in first.json()["conflict"]
    assert (first.json()["version"], first.json()["value"]) == (1, "2.5")
    assert client.post(address, {**cell, "subject": enrolment, "value": "1"}).status_code == 404


def test_another_half_year_and_kind(made, both, signed_in, acting):
    """The address says which marks; those of another half-year are others."""
    with acting("teacher") as teacher:
        give(teacher, made, both[0], "2")
        emre = place(made, both[0])
    client = signed_in("teacher")
    data = form_of(client.get(page("marks", made.pk), {"half": this_half().code}))
    assert "2" in data.values()
    other = client.get(page("marks", made.pk), {"half": this_half().code, "kind": "exam"})
    assert not [value for name, value in form_of(other).items() if ":" in name and name[0] != "v" and value]
    assert emre


def test_a_course_that_does_not_name_one(made, signed_in):
    """Its marks are refused to other teachers and officers, and to a case lead."""
    assert signed_in("lead").get(page("marks", made.pk)).status_code == 403
    assert signed_in("schoolteacher").get(page("marks", made.pk)).status_code == 404


def test_an_empty_grid_says_what_to_do(acting, signed_in):
    """Without people or subjects the page leads to the course."""
    made = course(acting, subjects=())
    assert "No marks can be entered yet" in signed_in("teacher").get(page("marks", made.pk)).content.decode()


def test_people_are_found_and_put_in(acting, signed_in, both):
    """Searched by the beginning of a name, which stands in no address; put in, they stand in the list."""
    made = course(acting)
    client = signed_in("teacher")
    found = client.post(page("enrol", made.pk), {"find": "Markeremre"})
    assert str(both[0]) in found.content.decode()
    assert client.post(page("enrol", made.pk), {"from_on": "1 January 2100"}).status_code == 422
    put = client.post(page("enrol", made.pk), {"from_on": begun().isoformat(), "add": both[0]})
    assert put.status_code == 302
    assert "Markeremrefamily" in client.get(page("course", made.pk)).content.decode()


def test_somebody_leaves_and_changes_the_level(made, both, signed_in, acting):
    """The list says until when and why; the level is said by subject."""
    client = signed_in("lead")
    with acting("lead"):
        row = Enrolment.objects.get(person=both[0])
        german = Subject.objects.get(code="german")
    levels, leave = (page(name, made.pk, row.pk) for name in ("levels", "leave"))
    assert client.post(levels, {"extended": [german.pk], "version": 1}).status_code == 302
    answer = client.post(leave, {"until_on": today().isoformat(), "reason": "work", "version": 2})
    assert answer.status_code == 302
    shown = client.get(page("course", made.pk)).content.decode()
    assert "Took up work" in shown
    assert (
        client.post(leave, {"until_on": today().isoformat(), "reason": "work", "version": 3}).status_code
        == 422
    )


def test_the_conference_is_set_and_taken_back(made, signed_in):
    """Set for a half-year, changed by who saw it, and taken back."""
    client = signed_in("teacher")
    address = f"{page('conference', made.pk)}?half={this_half().code}"
    assert client.post(address, {"held_on": "3 March 2027"}).status_code == 302
    assert "Mar" in client.get(page("course", made.pk)).content.decode()
    assert client.post(address, {"held_on": "4 March 2027"}).status_code == 409
    assert client.post(address, {"held_on": "", "version": 1}).status_code == 302
    assert "no day yet" in client.get(page("course", made.pk)).content.decode()


def test_the_persons_part(made, both, signed_in, acting, cast):
    """A case lead sees picture, table and courses; aftercare where the person learned, and no mark."""
    with acting("teacher") as teacher:
        give(teacher, made, both[0], "2-", half_year=this_half())
        give(teacher, made, both[0], "absent", subject="maths")
    client = signed_in("lead")
    shown = client.get(page("learning", both[0])).content.decode()
    assert 'role="img"' in shown
    assert "German, scale Germany, 1 to 6" in shown
    for text in ("2-", "absent", "Class 10"):
        assert text in shown
    assert page("learning", both[0]) in client.get(reverse("desk:person", args=[both[0]])).content.decode()
    there = signed_in("aftercare").get(page("learning", both[0])).content.decode()
    assert "Class 10" in there
    assert "All marks" not in there
    assert '<svg class="multiple' not in there
    assert signed_in("placement").get(page("learning", both[0])).status_code == 403


def test_marks_missing_before_a_conference_wait(made, both, signed_in, acting):
    """Named in a course whose conference is near, one finds how many marks are missing, until each slot says something."""
    with acting("teacher") as teacher:
        actions.set_conference(actor=teacher, course=made, half_year=this_half(), held_on=today(), expected=0)
        give(teacher, made, both[0], "2")
    shown = signed_in("officer").get("/").content.decode()
    assert "5 marks missing" in shown
    client = signed_in("teacher")
    assert "5 marks missing" in client.get("/").content.decode()
    assert "Class 10" in client.get(page("list"), {"show": "missing"}).content.decode()
    assert "marks missing" not in signed_in("lead").get("/").content.decode()
    with acting("teacher") as teacher:
        for person in both:
            for subject in ("german", "maths", "english"):
                give(
                    teacher,
                    made,
                    person,
                    "nb",
                    subject=subject,
                    expected=int((person, subject) == (both[0], "german")),
                )
    client = signed_in("teacher")
    assert "missing" not in client.get("/").content.decode()
    assert "Class 10" not in client.get(page("list"), {"show": "missing"}).content.decode()


def test_a_conference_far_ahead_waits_not_yet(made, signed_in, acting):
    """Four weeks before it the marks begin to wait, and two months after it they do no longer."""
    for day in (today() + timedelta(days=29), days_ago(61)):
        with acting("teacher") as teacher:
            expected = 1 if day < today() else 0
            actions.set_conference(
                actor=teacher, course=made, half_year=this_half(), held_on=day, expected=expected
            )
        assert "missing" not in signed_in("teacher").get("/").content.decode()


def test_the_grid_asks_little(acting, signed_in, both):
    """A grid asks six queries, whatever is in it, and its page is light."""
    subjects = [
        (code, "each")
        for code in ("german", "maths", "english", "biology", "chemistry", "physics", "history")
    ]
    made = course(acting, people=both, subjects=subjects)
    answer, queries = counted(signed_in("teacher"), page("marks", made.pk))
    assert answer.status_code == 200
    assert len(queries) <= 6, queries
    cells = len(both) * len(subjects)
    body = answer.content.decode()
    rows = body[body.index("<tbody>") : body.index("</tbody>")]
    assert len(rows) / cells < 200


@pytest.mark.parametrize("name", ["course", "learning"])
def test_pages_ask_eight_queries(made, both, signed_in, acting, name):
    """A course and a person's part stay within the budget."""
    with acting("teacher") as teacher:
        give(teacher, made, both[0], "2")
    key = made.pk if name == "course" else both[0]
    answer, queries = counted(signed_in("lead"), page(name, key))
    assert answer.status_code == 200
    assert len(queries) <= 8, queries


def test_a_school_years_marks_as_rules_take_them(made, both, acting):
    """Of both halves the later mark counts, with its level; what is no mark says so; single works are left out."""
    year = this_half().year
    with acting("teacher") as teacher:
        give(teacher, made, both[0], "2-")
        give(teacher, made, both[0], "nb", subject="maths")
        give(teacher, made, both[0], "6", subject="english", kind="written")
        (marks,) = marks_of(teacher, both[0], year)
        assert [(one.subject, one.level, one.value, one.non_mark) for one in marks.marks] == [
            ("german", "basic", "2-", ""),
            ("maths", "basic", "", "not_assessed"),
        ]
        assert (marks.school_year, marks.school_type, marks.scale) == (year, "comprehensive", "de")
        assert len(marks_in(teacher, made.pk, year)) == 1
        assert marks_of(teacher, both[1], year) == []


def test_a_course_is_found_by_its_name(made, signed_in):
    """The list finds a course of one's organisation by a part of its name, and none of another's."""
    for who, there in (("officer", True), ("stranger", False)):
        client = signed_in(who)
        assert (
            page("course", made.pk) in client.get(page("list"), {"name": "ass 10"}).content.decode()
        ) is there
        assert page("course", made.pk) not in client.get(page("list"), {"name": "other"}).content.decode()
