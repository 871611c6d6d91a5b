"""Companies renew without an account: once, their own openings alone, while the key lasts."""

from __future__ import annotations

import io
from datetime import timedelta

import pypdfium2
import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from throughgate.foundation.codes.secret import hash_of
from throughgate.foundation.database.context import NOBODY
from throughgate.foundation.database.context import acting as acts
from throughgate.foundation.outbox.actions import deliver_mail
from throughgate.foundation.outbox.models import Mail
from throughgate.ground.organisations.models import ContactPerson, Organisation
from throughgate.work.openings import actions
from throughgate.work.openings.models import Opening, RenewalKey
from throughgate.work.openings.renewal.actions import ask_companies, fill_by_key, find_asked
from throughgate.work.openings.rules import next_expiry

LOCAL = "django.core.mail.backends.locmem.EmailBackend"
SOON = timedelta(days=10)
pytestmark = pytest.mark.django_db


@pytest.fixture
def opening(acting, settings):
    """An opening of the roofer that ends soon, and a contact person with an address."""
    settings.MAIL_BACKEND = LOCAL
    with acting("placement") as actor:
        roofing = Organisation.objects.get(code="roofing")
        added = actions.add_opening(
            actor=actor,
            organisation=roofing,
            kind="job",
            title="Dachdecker",
            expires_on=timezone.localdate() + SOON,
        )
    with acting("company"):
        ContactPerson.objects.filter(organisation=roofing).delete()
        ContactPerson.objects.create(organisation=roofing, family_name="Amsel", email="amsel@example.org")
        ContactPerson.objects.create(organisation=roofing, family_name="Drossel")
    return added


def the_link():
    """Deliver the one mail, and return the path of its link."""
    deliver_mail(Mail.objects.get().pk)
    (sent,) = mail.outbox
    assert sent.to == ["amsel@example.org"]
    return next(line for line in sent.body.splitlines() if "/renew/" in line).split("testserver")[-1]


def again(acting, opening):
    with acting("placement"):
        return Opening.objects.get(pk=opening.pk)


def test_one_mail_however_often_the_worker_runs(opening):
    """Each contact person with an address gets one mail, encrypted while it waits."""
    assert [ask_companies(), ask_companies()] == [1, 0]
    waiting = Mail.objects.get()
    assert waiting.to == "amsel@example.org"
    assert b"renew" not in bytes(waiting.sealed)


def test_nobody_is_asked_in_vain(opening, acting, settings):
    """Nothing goes out while the end is far, where renewing moves nothing, or without a mail server."""
    with acting("placement") as actor:
        later = timezone.localdate() + timedelta(days=15)
        changed = actions.change_opening(actor=actor, opening=opening, expected=1, expires_on=later)
    assert ask_companies() == 0
    soon = timezone.localdate() + SOON
    with acting("placement") as actor:
        actions.change_opening(actor=actor, opening=changed, expected=2, closing_on=soon, expires_on=soon)
    assert ask_companies() == 0
    settings.MAIL_BACKEND = ""
    assert ask_companies() == 0


def test_the_link_renews_once(opening, acting, client):
    """Looking changes nothing; the button renews what is open; then it says until when."""
    ask_companies()
    link = the_link()
    page = client.get(link).content.decode()
    assert "Dachdecker" in page
    assert "Markeropeningclub" not in page
    assert again(acting, opening).expires_on == timezone.localdate() + SOON
    page = client.post(link, follow=True).content.decode()
    assert "Already renewed until" in page
    renewed = again(acting, opening)
    assert renewed.expires_on == next_expiry(timezone.localdate())
    client.post(link)
    assert again(acting, opening).version == renewed.version


def test_taken_fills_one_and_never_a_foreign_one(opening, acting, client):
    """The place is taken: that opening is filled; an opening of another organisation is out of reach."""
    ask_companies()
    link = the_link()
    with acting("placement"):
        foreign = Opening.objects.get(title__contains="Markeropeningclub")
    client.post(link, {"taken": str(foreign.pk)})
    assert again(acting, foreign).state == "open"
    assert client.post(link, {"taken": "nonsense"}).status_code == 404
    client.post(link, {"taken": str(opening.pk)})
    assert again(acting, opening).state == "filled"
    hashed = hash_of(link.strip("/").split("/")[-1])
    with acts(NOBODY):
        assert not fill_by_key(hashed, opening.pk)


def test_the_letter_opens_the_same_page(opening, signed_in, client):
    """The code of the letter is typed at a public page; a wrong one is refused."""
    answer = signed_in("placement").post(reverse("openings:letter", args=[opening.pk]))
    assert answer["Content-Type"] == "application/pdf"
    words = pypdfium2.PdfDocument(io.BytesIO(answer.content))[0].get_textpage().get_text_bounded()
    assert "Dachdecker" in words
    assert "Placement Cast" in words
    assert "Or call us, +49 2431 555" in " ".join(words.split())
    code = next(word for word in words.split() if len(word) == 14 and word.count("-") == 2)
    assert client.post(reverse("renewal_code"), {"code": "WRON-GCOD-E234"}).status_code == 422
    found = client.post(reverse("renewal_code"), {"code": code.lower()}, follow=True)
    assert found.redirect_chain == [(reverse("renewal_by_code"), 302)]
    assert "Dachdecker" in found.content.decode()


def test_codes_cannot_be_tried_out(client):
    """After thirty wrong codes no further one is looked up."""
    answers = {client.post(reverse("renewal_code"), {"code": f"X{n}"}).status_code for n in range(31)}
    assert answers == {422, 429}


def test_only_keepers_print_a_letter(opening, signed_in):
    """Who reads openings does not thereby speak for a company."""
    assert signed_in("lead").post(reverse("openings:letter", args=[opening.pk])).status_code == 403


@pytest.mark.parametrize("who", ["lead", "club", None])
def test_no_key_by_hand(opening, acting, who):
    """The function keeps no key for who may not change openings of that company; addresses leave to nobody else."""
    call = "SELECT gate.keep_renewal(gen_random_uuid(), %s, NULL, 'h'), (SELECT count(*) FROM gate.renewals_due())"
    with acting("trainer" if who == "club" else who) if who else acts(NOBODY), connection.cursor() as cursor:
        cursor.execute(call, [opening.organisation_id])
        assert cursor.fetchone() == (None, 0 if who else 1)


def test_the_table_is_shut(opening, acting):
    """The application reads and writes no key but by the functions."""
    with acting("placement"):
        for attempt in (RenewalKey.objects.count, RenewalKey.objects.all().delete):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                attempt()


def test_a_key_ends(opening, acting):
    """A key opens nothing after its last day, which is the last day of an opening or 30 days on."""
    ask_companies()
    with acts(NOBODY), connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.keep_renewal(gen_random_uuid(), %s, NULL, 'x')", [opening.organisation_id]
        )
        assert cursor.fetchone() == (None,)
    with acting("placement"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.keep_renewal(gen_random_uuid(), %s, NULL, 'x')", [opening.organisation_id]
        )
        (until,) = cursor.fetchone()
        assert until <= timezone.localdate() + timedelta(days=30)
        assert find_asked("x") is not None
        cursor.execute("SELECT set_config('throughgate.today', %s, true)", [str(until + timedelta(days=1))])
        assert find_asked("x") is None
