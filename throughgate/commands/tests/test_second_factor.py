"""The operator's help for somebody who lost both phone and recovery codes."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.usersessions.models import UserSession
from django.urls import reverse

from throughgate.commands.second_factor import main


def test_lost_factor_is_taken_away_and_sessions_end(cast, client):
    """Afterwards the factor is gone and the old session is signed out."""
    user = cast.actor("lead").user
    TOTP.activate(user, generate_totp_secret())
    client.force_login(user, backend="throughgate.ground.accounts.backend.Backend")
    UserSession.objects.create(
        user=user, session_key=client.session.session_key, ip="127.0.0.1", user_agent=""
    )
    assert client.get("/").status_code == 200
    assert main(["lead", "--why", "identity card seen by the gate"]) == 0
    assert not Authenticator.objects.filter(user=user).exists()
    answer = client.get("/")
    assert answer.status_code == 302
    assert (
        reverse("account_login") in answer["Location"] or reverse("mfa_activate_totp") in answer["Location"]
    )


def test_unknown_name_is_said(db, capsys):
    """A name that nobody has changes nothing."""
    assert main(["nobody-here", "--why", "test"]) == 1
    assert "Nobody" in capsys.readouterr().err
