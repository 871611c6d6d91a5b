"""A consent that was taken back: others see that a part in the case ended, and nothing tells them how."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from tests.matrix.test_matrix import plain
from throughgate.foundation.audit.models import Access, Entry, History
from throughgate.person.people import actions
from throughgate.person.people.models import CaseLink, Consent, Person

OTHERS = ("colleague", "dpo", "officer", "aftercare", "placement", "trainer")
"""Colleagues of the one who took the consent, another organisation that takes part, and those it was given for."""


@pytest.fixture
def ended(acting, signed_in, cast):
    """Give a function: end the chamber's part in one way, return what somebody sees, and take it back."""
    key = cast.key("emre")

    def chamber():
        return CaseLink.objects.select_related("consent__person").get(organisation__code="chamber")

    def by_hand():
        with acting("lead") as actor:
            actions.end_case_link(actor=actor, link=chamber(), expected=1)

    def withdrawn():
        with acting("lead") as actor:
            actions.withdraw_consent(actor=actor, consent=chamber().consent, expected=1)

    def withdrawn_without_the_right_to_end_links():
        with acting("lead"):
            Consent.objects.filter(pk=chamber().consent_id).update(state="withdrawn")

    def run_out():
        with acting("lead"), connection.cursor() as cursor:
            yesterday = timezone.localdate() - timedelta(days=1)
            Consent.objects.filter(pk=chamber().consent_id).update(expires_on=yesterday)
        with connection.cursor() as cursor:
            cursor.execute("SELECT gate.expire_consents()")

    ways = {f.__name__: f for f in (by_hand, withdrawn, withdrawn_without_the_right_to_end_links, run_out)}

    def look(way, who, *, with_history):
        client = signed_in(who)
        with transaction.atomic():
            ways[way]()
            with acting(who) as actor:
                person = Person.objects.filter(pk=key).first()
                if person is not None:
                    actions.name_purpose(actor=actor, person=person, purpose="stand_in")
                rows = {
                    "people": list(Person.objects.values_list("pk", flat=True)),
                    "consents": sorted(Consent.objects.values_list("pk", "state", "version")),
                    "links": sorted(CaseLink.objects.values_list("pk", "until_on", "version", "consent")),
                }
                if with_history:
                    rows["history"] = sorted(
                        History.objects.filter(person_id=key).values_list(
                            "table_name", "membership_id", "operation"
                        )
                    )
                    rows["entries"] = sorted(
                        Entry.objects.filter(person_id=key).values_list(
                            "action", "subject_kind", "membership_id"
                        ),
                        key=str,
                    )
            answer = client.get(reverse("desk:person-sharing", args=[key]))
            overview = client.get(reverse("desk:person", args=[key]))
            # The page says at which minute it was made, and the ways are walked one after the other.
            body = re.sub(r"\d\d:\d\d(:\d\d)?", "00:00", plain((answer.content + overview.content).decode()))
            transaction.set_rollback(True)
        return rows, answer.status_code, body

    return look


@pytest.mark.parametrize("who", OTHERS)
def test_a_withdrawal_reads_like_any_end(ended, who):
    """In the database and on the page, history and audit included, it is as if somebody had ended the link."""
    by_hand = ended("by_hand", who, with_history=True)
    withdrawn = ended("withdrawn", who, with_history=True)
    assert withdrawn[0] == by_hand[0]
    assert withdrawn[1:] == by_hand[1:]


@pytest.mark.parametrize("who", OTHERS)
def test_a_withdrawal_reads_like_a_consent_that_ran_out(ended, who):
    """Where nobody ended the link beside it, the database does, as it does for a consent that ran out."""
    run_out = ended("run_out", who, with_history=True)
    withdrawn = ended("withdrawn_without_the_right_to_end_links", who, with_history=True)
    assert withdrawn[0] == run_out[0]
    assert withdrawn[1:] == run_out[1:]


def test_the_one_who_took_it_knows(ended):
    """Nothing is lost: whoever took the consent sees that it was withdrawn."""
    rows, status, body = ended("withdrawn", "lead", with_history=False)
    assert status == 200
    assert "withdrawn" in [state for _, state, _ in rows["consents"]]
    assert "Withdrawn" in body


def test_other_organisations_see_no_open_question(acting, signed_in, cast):
    """What is asked is for the organisation that asks: its answer may be no."""
    key = cast.key("emre")
    with acting("lead") as actor:
        person = Person.objects.get(pk=key)
        asked = actions.ask_consent(
            actor=actor, person=person, purpose="package", scope="Open question", explained_in="de"
        )
    for who, sees in (("lead", True), ("colleague", True), ("aftercare", False), ("placement", False)):
        with acting(who):
            assert Consent.objects.filter(pk=asked.pk).exists() is sees, who
    assert (
        "Open question"
        not in signed_in("aftercare").get(reverse("desk:person-sharing", args=[key])).content.decode()
    )


def test_how_long_a_consent_stands_is_for_those_who_keep_it(acting, signed_in, cast):
    """Another organisation is not shown until when: an end before that day would tell."""
    key = cast.key("emre")
    day = timezone.localdate() + timedelta(days=321)
    with acting("lead"):
        Consent.objects.filter(person=key, purpose="neutral_profile").update(expires_on=day)
    for who, sees in (("lead", True), ("aftercare", False)):
        consents = signed_in(who).get(reverse("desk:person-sharing", args=[key])).context["card"].consents
        assert (day in [line.expires_on for line in consents]) is sees, who


def test_the_log_of_looks_does_not_tell(acting, signed_in, cast):
    """The data-protection officer reads that somebody worked on a consent, not that it was withdrawn."""
    key = cast.key("emre")
    with acting("lead"):
        consent = Consent.objects.get(person=key, purpose="neutral_profile")
    address = reverse("people:withdraw-consent", args=[key, consent.pk])
    assert signed_in("lead").post(address, {"version": consent.version}).status_code == 302
    with acting("dpo"):
        pages = set(Access.objects.values_list("page", flat=True))
    assert "people:answer-consent" in pages
    assert not [page for page in pages if "withdraw" in page]
