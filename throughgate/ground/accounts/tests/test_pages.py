"""The pages of one's own account."""

from __future__ import annotations

from django.urls import reverse


def test_my_account_shows_where_i_work(signed_in):
    """The page names the organisation, the roles and the sign-in name."""
    page = signed_in("lead").get(reverse("accounts:mine"))
    assert page.status_code == 200
    assert b"Prison North" in page.content
    assert b"Case lead" in page.content
