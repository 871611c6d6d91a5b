"""What somebody saw stays in no browser, and what others typed is never markup."""

from __future__ import annotations

from django import forms
from django.template import Context, Template
from django.test import Client
from django.urls import reverse

LINE = '<i hx-post="/accounts/logout/" hx-trigger="load">'


class Sample(forms.Form):
    """A hint that quotes a cell of somebody's file, at each kind of field."""

    town = forms.CharField(help_text=f"Not known: {LINE}")
    agreed = forms.BooleanField(help_text=LINE)
    work = forms.ChoiceField(choices=[("y", "Yes")], widget=forms.RadioSelect, help_text=LINE)


def test_a_hint_is_text():
    """Markup in a hint is shown, not run."""
    html = Template("{% load web %}{{ form }}").render(Context({"form": Sample()}))
    assert "hx-trigger" in html
    assert "<i " not in html


def test_pages_of_people_are_not_kept(signed_in):
    """No page stays in the browser's store; what was searched stays until one signs out."""
    client = signed_in("lead")
    for address in ("/", reverse("people:list"), reverse("organisations:list")):
        assert "no-store" in client.get(address)["Cache-Control"], address
    found = client.post(reverse("desk:search"), {"q": "sahin"})
    assert found["Cache-Control"] == "private, no-cache"
    assert client.post(reverse("account_logout"))["Clear-Site-Data"] == '"cache"'
    assert "Clear-Site-Data" not in Client().get(reverse("account_login"))


def test_large_files_are_taken_from_members_only(db, signed_in):
    """Somebody not signed in is refused by the announced length; the body is not read."""
    address = reverse("imports:add")
    large = {"CONTENT_LENGTH": str(30 << 20)}
    assert Client().post(address, b"", content_type="text/plain", **large).status_code == 413
    assert signed_in("lead").post(address, b"", content_type="text/plain", **large).status_code != 413
