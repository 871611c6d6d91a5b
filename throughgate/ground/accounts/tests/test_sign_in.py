"""Signing in: password, second factor, recovery codes, lock-out, other sessions, and which pages exist at all."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.urls import NoReverseMatch, reverse

from tests.cast import PASSWORD
from throughgate.foundation.outbox.models import Mail
from throughgate.foundation.outbox.tests.delivering import sent_mails
from throughgate.ground.accounts.adapter import Adapter
from throughgate.ground.accounts.models import User

LOGIN = "/accounts/login/"


def code_now(secret: str) -> str:
    """Return what an authenticator app would show now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def sign_in(client, login="lead", password=PASSWORD):
    return client.post(LOGIN, {"login": login, "password": password})


@pytest.fixture
def sends_here(settings):
    """Let the worker's mails end up in `mail.outbox`."""
    settings.EMAIL_BACKEND = "throughgate.foundation.outbox.backend.Outbox"
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def with_factor(client, cast):
    """Set up the second factor of the case lead in the browser; gives the secret and the recovery codes."""
    sign_in(client)
    page = client.get("/")
    assert page["Location"] == reverse("mfa_activate_totp")
    form = client.get(page["Location"])
    assert form.status_code == 200
    secret = form.context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert answer.status_code == 302, answer.context["form"].errors
    shown = client.get(answer["Location"])
    assert shown.status_code == 200
    codes = list(shown.context["unused_codes"])
    assert len(codes) == 10
    # A code counts once: an app shows a new one half a minute later, here the memory of it is taken away.
    from django.core.cache import cache

    cache.clear()
    return secret, codes


def test_role_that_sees_people_needs_a_second_factor(client, cast):
    """With the password alone a case lead reaches the set-up of the second factor and nothing else."""
    assert sign_in(client).status_code == 302
    for address in ("/", "/people/", "/organisations/", "/account/"):
        assert client.get(address)["Location"] == reverse("mfa_activate_totp")
    assert client.post("/account/names/", {"given_names": "X"})["Location"] == reverse("mfa_activate_totp")


def test_whole_way_with_the_second_factor(with_factor, client):
    """After the set-up the pages open; the next sign-in asks for the code, and a wrong one opens nothing."""
    secret, _codes = with_factor
    assert client.get("/organisations/").status_code == 200
    client.post(reverse("account_logout"))
    assert sign_in(client)["Location"] == reverse("mfa_authenticate")
    assert client.get("/organisations/")["Location"].startswith(LOGIN)
    assert client.get(reverse("mfa_authenticate")).status_code == 200
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    assert client.get("/organisations/")["Location"].startswith(LOGIN)
    assert client.post(reverse("mfa_authenticate"), {"code": code_now(secret)}).status_code == 302
    assert client.get("/organisations/").status_code == 200


def test_recovery_code_works_once(with_factor, client):
    """A code from paper opens the account without the phone, once."""
    _secret, codes = with_factor
    for expected in (302, 200):
        client.post(reverse("account_logout"))
        sign_in(client)
        assert client.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == expected


def test_second_factor_stays_while_a_role_sees_people(with_factor, client):
    """It cannot be taken away as long as a role needs it."""
    answer = client.post(reverse("mfa_deactivate_totp"))
    assert answer.status_code in (200, 403)
    user = User.objects.get(username="lead")
    assert Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def test_guessing_the_second_factor_is_limited(with_factor, client):
    """After five wrong codes even the right one is refused for a while."""
    secret, _codes = with_factor
    client.post(reverse("account_logout"))
    sign_in(client)
    for _ in range(5):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert client.get("/organisations/")["Location"].startswith(LOGIN)


def test_five_failures_lock_the_name_for_a_while(client, cast):
    """The sixth attempt is refused although the password is right; other names are not touched by it."""
    for _ in range(5):
        assert sign_in(client, password="wrong-password-9").status_code == 200
    locked = sign_in(client)
    assert locked.status_code == 200
    assert "sessionid" not in client.cookies or not client.session.get("_auth_user_id")
    assert "Too many" in locked.content.decode()
    assert sign_in(client, login="colleague", password="wrong-password-9").status_code == 200


def test_success_does_not_count_as_an_attempt(client, cast):
    """Signing in ten times a morning locks nobody out."""
    for _ in range(8):
        assert sign_in(client).status_code == 302
        client.post(reverse("account_logout"))


def test_unknown_names_get_the_same_answer_and_the_same_work(client, cast, monkeypatch):
    """Neither words nor time tell whether a sign-in name exists: one password is hashed each time."""
    hashed = []
    from django.contrib.auth import hashers

    class Counting(hashers.ScryptPasswordHasher):
        def encode(self, password, salt, *args, **kwargs):
            hashed.append(password)
            return super().encode(password, salt, *args, **kwargs)

    monkeypatch.setattr(hashers, "get_hashers", lambda: [Counting()])
    monkeypatch.setattr(hashers, "get_hasher", lambda algorithm="default": Counting())
    monkeypatch.setattr(hashers, "identify_hasher", lambda encoded: Counting())

    def words(login):
        answer = sign_in(client, login=login, password="wrong-password-9")
        return answer.status_code, answer.context["form"].errors.as_text()

    known = words("lead")
    work_for_known = len(hashed)
    assert words("nobody.at.all") == known
    assert len(hashed) == 2 * work_for_known


@pytest.mark.parametrize("login", ["lead", "nobody.at.all", "lead@example.org"])
def test_endless_password_is_refused_before_hashing(client, cast, monkeypatch, login):
    """A password longer than any we take costs no hash."""
    from django.contrib.auth import hashers

    def must_not(*_args, **_kwargs):
        raise AssertionError("hashed")

    monkeypatch.setattr(hashers.ScryptPasswordHasher, "encode", must_not)
    answer = sign_in(client, login=login, password="x" * 5000)
    assert answer.status_code == 200
    assert answer.context["form"].errors


def test_sign_in_by_e_mail(client, cast):
    """Where an account has an address, it serves as sign-in name, in any case of letters."""
    User.objects.filter(username="lead").update(email="lead@example.org")
    assert sign_in(client, login="Lead@Example.org").status_code == 302


def test_inactive_account_stays_out(client, cast):
    """A closed account does not sign in."""
    User.objects.filter(username="lead").update(is_active=False)
    sign_in(client)
    assert not client.session.get("_auth_user_id")


def test_sign_out_elsewhere(with_factor, client):
    """The list shows both places, and one button ends the other one."""
    secret, _codes = with_factor
    from django.core.cache import cache

    other = Client()
    sign_in(other)
    other.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    cache.clear()
    assert other.get("/organisations/").status_code == 200
    assert len(client.get(reverse("usersessions_list")).context["sessions"]) == 2
    client.post(reverse("usersessions_list"))
    assert other.get("/organisations/").status_code == 302
    assert client.get("/organisations/").status_code == 200


def reset_mails(client, *emails, **headers):
    """Ask for a new password for each address; return the answers and the mails that the worker sends."""
    answers = [
        client.post(reverse("account_reset_password"), {"email": email}, follow=True, headers=headers)
        for email in emails
    ]
    return answers, sent_mails()


def test_forgotten_password_by_mail_tells_nobody_who_has_an_account(client, cast, sends_here):
    """The answer is the same for a known and an unknown address; only the known one gets a mail."""
    User.objects.filter(username="lead").update(email="lead@example.org")
    answers, (message,) = reset_mails(client, "lead@example.org", "nobody@example.org")
    assert [len(a.redirect_chain) for a in answers] == [1, 1]
    assert answers[0].content.count(b"<p>") == answers[1].content.count(b"<p>")
    assert message.to == ["lead@example.org"]
    link = next(word for word in message.body.split() if "/password/reset/key/" in word)
    form = client.get(link, follow=True)
    assert form.status_code == 200
    new = "long-enough-horse-9"
    address = form.redirect_chain[-1][0]
    assert client.post(address, {"password1": new, "password2": new}).status_code == 302
    assert User.objects.get(username="lead").check_password(new)
    assert not client.session.get("_auth_user_id")


@pytest.mark.parametrize(
    "headers",
    [
        {"host": "localhost:9999"},
        {"host": "127.0.0.1"},
        {"x-forwarded-host": "other.example", "x-forwarded-port": "9", "x-forwarded-proto": "https"},
        {"forwarded": "host=other.example;proto=https"},
        {"host": "testserver:65000", "origin": "http://other.example"},
    ],
)
def test_mail_for_a_new_password_follows_no_header(client, cast, settings, sends_here, headers):
    """Whatever the request calls us, the mail leads to the address that was set, and names no other."""
    settings.ADDRESS = "https://throughgate.example"
    User.objects.filter(username="lead").update(email="lead@example.org")
    _answers, (message,) = reset_mails(client, "lead@example.org", **headers)
    links = [word for word in message.body.split() if "://" in word]
    assert len(links) == 1
    assert links[0].startswith("https://throughgate.example/accounts/password/reset/key/")
    said = f"{message.subject} {message.body}"
    assert not any(
        word in said for word in ("localhost", "127.0.0.1", "other.example", "testserver", "65000")
    )


@pytest.mark.parametrize(
    ("own", "page", "subject", "words"),
    [
        ("de", "en", "Ein neues Passwort", "Ihr Name zum Anmelden ist lead."),
        ("en", "de", "A new password", "Your sign-in name is lead."),
        ("", "de", "Ein neues Passwort", "Ihr Name zum Anmelden ist lead."),
        ("", "en", "A new password", "Your sign-in name is lead."),
    ],
)
def test_mail_for_a_new_password_speaks_our_words(client, cast, sends_here, own, page, subject, words):
    """In the language of the account, else in that of the page; with nothing of the library's before or after."""
    User.objects.filter(username="lead").update(email="lead@example.org", language=own)
    _answers, (message,) = reset_mails(client, "lead@example.org", **{"accept-language": page})
    assert message.subject == subject
    assert words in message.body
    assert "Hello from" not in message.body


def test_mail_for_a_new_password_goes_to_the_address_of_the_account(client, cast, sends_here):
    """An address that somebody had before leads nowhere any more."""
    user = User.objects.get(username="lead")
    EmailAddress.objects.create(user=user, email="old@example.org", primary=True, verified=True)
    User.objects.filter(pk=user.pk).update(email="lead@example.org")
    _answers, sent = reset_mails(client, "old@example.org")
    assert [message.to for message in sent] == [["lead@example.org"]]


@pytest.mark.parametrize(
    "name",
    ["unknown_account", "password_changed", "email_confirmation", "account_already_exists", "login_code"],
)
def test_mails_without_words_of_ours_are_refused(cast, name):
    """What may be switched on one day is refused until somebody has written it."""
    with pytest.raises(LookupError, match=name):
        Adapter().send_mail(f"account/email/{name}", "lead@example.org", {})
    assert not Mail.objects.exists()


def test_password_change_ends_the_other_sessions(with_factor, client):
    """Who changes the password after a theft throws the thief out."""
    secret, _codes = with_factor
    other = Client()
    sign_in(other)
    other.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    new = "long-enough-horse-9"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post(reverse("account_change_password"), data).status_code == 302
    assert other.get("/organisations/").status_code == 302


def test_every_sign_in_page_opens(with_factor, client):
    """No template misses an address that is not offered."""
    names = (
        *("account_change_password", "account_reauthenticate", "account_address", "account_invitation"),
        *("mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "usersessions_list"),
        *("account_logout", "mfa_deactivate_totp", "account_password_code", "mfa_download_recovery_codes"),
    )
    for name in names:
        assert client.get(reverse(name)).status_code in (200, 403), name
    out = Client()
    for name in (
        "account_login",
        "account_reset_password",
        "account_reset_password_done",
        "account_inactive",
        "account_reset_password_from_key_done",
    ):
        assert out.get(reverse(name)).status_code == 200, name
    assert out.get("/accounts/password/reset/key/abc-def-ghi/").status_code == 200


@pytest.mark.parametrize(
    "name", ["account_signup", "account_email", "account_confirm_login_code", "mfa_trust", "mfa_add_webauthn"]
)
def test_what_is_not_offered_has_no_address(name):
    """Sign-up without invitation and e-mail management do not exist."""
    with pytest.raises(NoReverseMatch):
        reverse(name)


def test_app_role_keeps_limits_in_the_cache(cast):
    """The application's role reads and writes the cache table of rate limits."""
    from django.core.cache import cache

    assert cache.add("one", 1, 60)
    assert not cache.add("one", 2, 60)
    assert cache.get("one") == 1
    cache.delete("one")


def test_totp_is_the_standard_one():
    """The codes are those of RFC 6238 with SHA-1, which every authenticator app shows."""
    assert TOTP  # the class is used by name above
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    assert format_hotp_value(hotp_value(secret, 59 // 30)) == "287082"
