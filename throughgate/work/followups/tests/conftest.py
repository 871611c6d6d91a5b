"""A placement that the tests of this folder start from."""

from __future__ import annotations

import pytest
from django.utils import timezone

from throughgate.person.people.actions.cases import end_case_link
from throughgate.person.people.models import CaseLink
from throughgate.work.followups.actions import clock
from throughgate.work.followups.tests.making import begun


@pytest.fixture
def placement(cast):
    """Let Emre have begun at the roofer's today, and have been asked."""
    key = begun(cast, timezone.localdate())
    clock.pass_a_day()
    return key


@pytest.fixture
def without_companion(cast):
    """Let nobody of the club stand beside Emre any more: the prison takes the share back."""
    with cast.acting("lead") as actor:
        link = CaseLink.objects.get(person_id=cast.key("emre"), organisation__code="club")
        end_case_link(actor=actor, link=link, expected=link.version)
