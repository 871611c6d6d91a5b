"""What tests of observations begin with: a framework, a trained observer, a sheet for the people of the cast."""

from __future__ import annotations

import re
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from throughgate.ground.accounts.models import Membership
from throughgate.ground.organisations.models import Organisation
from throughgate.person.observations import actions
from throughgate.person.observations.models import Competency, FrameworkVersion, Rating, Sheet, SheetPerson
from throughgate.person.observations.rules.sheets import stamp


def page(name, *args):
    """Return an address of observations."""
    return reverse(f"observations:{name}", args=args)


def line_of(acting, sheet, person):
    """Return the key of a person's line on a sheet."""
    with acting("officer"):
        return SheetPerson.objects.get(sheet=sheet, person=person).pk


def standard():
    """Return the framework that the product ships."""
    return FrameworkVersion.objects.get(framework__key="standard")


def competencies(count=2):
    """Return the first competencies of it."""
    return list(Competency.objects.filter(framework_version=standard()).order_by("position")[:count])


def train(acting, username="officer", days_ago=100):
    """Record a member's training, by the administrator of the prison."""
    with acting("admin") as admin:
        actions.record_training(
            actor=admin,
            membership=Membership.objects.get(user__username=username),
            trained_on=timezone.localdate() - timedelta(days=days_ago),
            by_whom="Academy",
            from_paper=True,
        )


def register(acting, code="club", **changed):
    """Register a body that signs letters, by the administrator of the prison."""
    facts = {
        "agreed_on": timezone.localdate() - timedelta(days=200),
        "agreed_until": timezone.localdate() + timedelta(days=200),
        "street": "Sports Lane 4",
        "town": "41849 Wassenberg",
        "domain": "bc-rhine.example",
        "contact": "Andrea Coach, chair",
        **changed,
    }
    with acting("admin") as admin:
        return actions.register_issuer(actor=admin, body=Organisation.objects.get(code=code), **facts)


def approved(actor, letter):
    """Return the letter as the person approved it today, by its slip."""
    slip = actions.print_slip(actor=actor, person=letter.person_id, kind="letter", letter=letter)
    return actions.approve_letter(
        actor=actor,
        letter=letter,
        expected=letter.version,
        approved_on=timezone.localdate(),
        code=slip.code,
    )


def start(actor, people, *, columns=2, days_ago=1, **more):
    """Begin a sheet."""
    return actions.start_sheet(
        actor=actor,
        framework_version=standard(),
        competencies=[c.pk for c in competencies(columns)],
        people=people,
        setting=more.pop("setting", "sport"),
        occasion=more.pop("occasion", "Softball training"),
        observed_on=timezone.localdate() - timedelta(days=days_ago),
        **more,
    )


def cells_of(sheet):
    """Return the keys of all cells: persons in order, competencies in order."""
    people = SheetPerson.objects.filter(sheet=sheet).order_by("position").values_list("pk", flat=True)
    return [(person, competency) for person in people for competency in sheet.competencies]


def fill(actor, sheet, level=3):
    """Set every cell to one level."""
    cells = [actions.Cell(person, competency, 0, level) for person, competency in cells_of(sheet)]
    actions.rate_many(actor=actor, sheet=sheet.pk, cells=cells)


def seen(sheet):
    """Return the stamp that the signer's page would show now."""
    sheet = Sheet.objects.get(pk=sheet.pk)
    versions = Rating.objects.filter(sheet_person__sheet=sheet).values_list("version", flat=True)
    return stamp(sheet.version, versions)


def signed(actor, people, *, level=3, **more):
    """Return a signed sheet in which everybody has the same level."""
    sheet = start(actor, people, **more)
    fill(actor, sheet, level)
    return actions.sign_sheet(actor=actor, key=sheet.pk, seen=seen(sheet))


def counted(client, address):
    """Return the answer and the queries of its page, without the test's own savepoints and its way back."""
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
    queries = [query["sql"] for query in seen if "SAVEPOINT" not in query["sql"]]
    # Inside a test's transaction the context is taken back after the page; a real one ends with it.
    told = [query for query in queries if query.startswith("SELECT set_config")]
    return answer, [query for query in queries if query not in told[1:]]


def form_of(answer):
    """Return what a browser would send of the grid: hidden fields and chosen levels."""
    body = answer.content.decode()
    body = body[body.index("data-grid") : body.index("</form>", body.index("data-grid"))]
    data = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', body))
    for name, options in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', body):
        data[name] = (re.findall(r"<option selected>(\d+)", options) or [""])[0]
    return data
