"""The list of people and the person's page: what they show, to whom, and at what cost."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

MOST_QUERIES = 8


def counted(client, address):
    """Return the answer and the queries of its page, without the test's own savepoints."""
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(address)
    own = [q["sql"] for q in seen if "SAVEPOINT" not in q["sql"]]
    return answer, own


def test_list_shows_the_caseload(signed_in, cast):
    """A case lead sees the people assigned to them, with who leads, in few queries."""
    answer, queries = counted(signed_in("lead"), reverse("people:list"))
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "Markeremre" in body
    assert "Markermilan" not in body
    assert "Markerana" not in body
    assert "Lead Cast" in body
    assert len(queries) <= MOST_QUERIES, queries


def test_person_page(signed_in, cast):
    """The person's page shows the path and everything a case lead may read, in at most eight queries."""
    answer, queries = counted(signed_in("lead"), reverse("desk:person", args=[cast.key("emre")]))
    body = answer.content.decode()
    assert answer.status_code == 200, body
    assert "<svg" in body
    assert "Markeremrequalification" in body
    assert len(queries) <= MOST_QUERIES, queries
