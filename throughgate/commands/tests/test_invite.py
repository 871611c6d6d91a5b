"""The operator's way to an organisation's first administrator."""

from __future__ import annotations

import pytest

from throughgate.commands.invite import main
from throughgate.ground.accounts.actions.invitations import find_by_code
from throughgate.ground.organisations.models import Organisation

NEW = ["--organisation", "east", "--name", "Prison East", "--kind", "prison", "--region", "elbe"]
WHO = ["--given-names", "Eva", "--family-name", "Ost"]


@pytest.mark.django_db
def test_first_administrator_gets_a_code_that_works(capsys):
    """A new organisation is made, and the printed code finds the invitation of its administrator."""
    assert main([*NEW, *WHO]) == 0
    code = next(line.strip() for line in capsys.readouterr().out.splitlines() if line.startswith("    "))
    invitation = find_by_code(code)
    assert invitation is not None
    assert invitation.organisation == Organisation.objects.get(code="east")
    assert invitation.roles == ["administrator"]


@pytest.mark.django_db
def test_nobody_is_invited_past_an_administrator(capsys):
    """Where an administrator is, the operator's command invites nobody; where facts are missing, it says which."""
    assert main(["--organisation", "north", *WHO]) == 1
    assert "has an administrator" in capsys.readouterr().err
    assert main(["--organisation", "west", *WHO]) == 1
    assert "--kind" in capsys.readouterr().err
    assert not Organisation.objects.filter(code="west").exists()
