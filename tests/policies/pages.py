"""Pages for tests alone, beside all real ones: they write where they must not, break, deadlock."""

from __future__ import annotations

import threading
import uuid
from typing import Any

from django.contrib import messages
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path

from throughgate.foundation.database.rows import Stale
from throughgate.ground.organisations.models import ContactPerson
from throughgate.person.people.models import Person, PersonNumber, SpokenLanguage

meeting = threading.Barrier(2)
attempts: list[str] = []


def write(request: HttpRequest) -> HttpResponse:
    """Change people; answer with the status that was asked for."""
    Person.objects.update(travel_reach_km=77)
    return HttpResponse(status=int(request.GET.get("status", 200)))


def break_down(request: HttpRequest) -> HttpResponse:
    """Fail with somebody's name in the message."""
    person = Person.objects.first()
    raise RuntimeError(f"{person} {vars(person)}")


def quote(request: HttpRequest) -> HttpResponse:
    """Fail with a database error that quotes a value."""
    number = PersonNumber.objects.get()
    PersonNumber(person=number.person, organisation=number.organisation, number=number.number).save()
    return HttpResponse()


def lock(request: HttpRequest) -> HttpResponse:
    """Take two locks; two of these in opposite order deadlock, once."""
    first, second = request.POST["order"]
    attempts.append(first)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(ascii(%s))", [first])
        if not meeting.broken and len(attempts) <= 2:
            meeting.wait(timeout=10)
        cursor.execute("SELECT pg_advisory_xact_lock(ascii(%s))", [second])
    return HttpResponseRedirect("/")


def always_deadlocked(request: HttpRequest) -> HttpResponse:
    """Fail as a deadlock does, each time."""
    attempts.append("always")
    with connection.cursor() as cursor:
        cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'deadlock' USING ERRCODE = '40P01'; END $$")
    return HttpResponse()


def add_once(request: HttpRequest) -> HttpResponse:
    """Add a language unless it is there; two of these look before either adds."""
    person = Person.objects.get(pk=request.POST["person"])
    if SpokenLanguage.objects.filter(person=person, language="fr").exists():
        return HttpResponse(status=422)
    attempts.append("add")
    if not meeting.broken and len(attempts) <= 2:
        meeting.wait(timeout=10)
    SpokenLanguage(person=person, language="fr", level="B1").save(force_insert=True)
    return HttpResponseRedirect("/")


def name_what_is_gone(request: HttpRequest) -> HttpResponse:
    """Name a row that is gone when the transaction ends; the second time none."""
    attempts.append("name")
    messages.success(request, "Saved.")
    organisation: Any = request.actor.organisation  # type: ignore[attr-defined]
    site = uuid.uuid4() if len(attempts) == 1 or "always" in request.POST else None
    ContactPerson(organisation=organisation, family_name="Late", site_id=site).save(force_insert=True)
    return HttpResponseRedirect("/")


def lose(request: HttpRequest) -> HttpResponse:
    """Look for a row that somebody removed; the second time one knows."""
    attempts.append("lose")
    if len(attempts) == 1:
        Person.objects.get(pk=uuid.uuid4())
    return HttpResponse(status=404)


def overtake(request: HttpRequest) -> HttpResponse:
    """Find that a row was changed, where the page does not say how it stands now."""
    raise Stale(Person.objects.all()[0])


def settings_seen(request: HttpRequest) -> HttpResponse:
    """Tell which organisation PostgreSQL believes in."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('throughgate.organisation', true)")
        row: Any = cursor.fetchone()
    return HttpResponse(row[0])


urlpatterns = [
    path("test/write", write, name="test_write"),
    path("test/break", break_down, name="test_break"),
    path("test/quote", quote, name="test_quote"),
    path("test/lock", lock, name="test_lock"),
    path("test/always", always_deadlocked, name="test_always"),
    path("test/add", add_once, name="test_add"),
    path("test/name", name_what_is_gone, name="test_name"),
    path("test/lose", lose, name="test_lose"),
    path("test/overtake", overtake, name="test_overtake"),
    path("test/settings", settings_seen, name="test_settings"),
    path("", include("throughgate.config.urls")),
]
