"""The register as a list: who sees whom, by which filter, on which page, and as a file."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape

from throughgate.ground.organisations import actions
from throughgate.ground.organisations.models import Organisation, keys_of


def test_register_lists_everybody(signed_in):
    """A case lead sees every organisation with kind, town and region."""
    answer = signed_in("lead").get(reverse("organisations:list"))
    assert answer.status_code == 200
    for words in (b"Prison South", b"Roth Roofing", b"Wassenberg", b"Rhine"):
        assert words in answer.content


def test_kind_is_said_in_the_words_of_the_reader():
    """A choice reads in the language of the page; what is none of the choices stands as it is, and nothing is nothing."""
    prison = Organisation(kind="prison")
    assert prison.get_kind_display() == "Prison"
    with translation.override("de"):
        assert prison.get_kind_display() == "Justizvollzugsanstalt"
    assert Organisation(kind="circus").get_kind_display() == "circus"
    assert Organisation(kind=None).get_kind_display() is None


def test_words_for_the_kinds_are_looked_up_for_their_rows_alone(monkeypatch):
    """A row asks for the word of its own kind, not for those of all kinds there are."""
    asked: list[str] = []
    monkeypatch.setattr(translation._trans, "gettext", lambda words: asked.append(words) or words)
    assert Organisation(kind="prison").get_kind_display() == "Prison"
    assert asked == ["Prison"]


@pytest.mark.parametrize("who", ["company", "admin"])
def test_company_and_mere_administrators_see_their_own_only(signed_in, who):
    """Who does not read the register finds their own organisation and no other, by list and by address."""
    client, own = signed_in(who), {"company": "roofing", "admin": "north"}[who]
    answer = client.get(reverse("organisations:list"))
    assert answer.status_code == 200
    assert b"Prison South" not in answer.content
    assert client.get(reverse("organisations:page", args=["south"])).status_code == 404
    assert client.get(reverse("organisations:page", args=[own])).status_code == 200


def test_list_is_narrowed_by_kind_region_and_name(signed_in):
    """Filters stand in the address; a name is found by the beginning of any of its words."""
    client = signed_in("lead")

    def shown(**query):
        return client.get(reverse("organisations:list"), query).content

    assert b"Roth Roofing" in shown(kind="company")
    assert b"Prison South" not in shown(kind="company")
    assert b"Roth Roofing" in shown(name="rooF")
    assert b"Roth Roofing" not in shown(name="prison")
    assert b"Roth Roofing" in shown(region="rhine")
    assert b"No organisation found" in shown(name="nobodyiscalledso")


@pytest.mark.parametrize("query", ["after=WyJ4Il0", "kind=nonsense", "region=zz", "sort=password"])
def test_nonsense_in_the_address_is_no_error(signed_in, query):
    """Whoever edits the address gets the list, not an error."""
    assert signed_in("lead").get(f"{reverse('organisations:list')}?{query}").status_code == 200


def test_long_register_is_paged_by_key(signed_in, cast):
    """The second page starts where the first one ended, and leads back."""
    region = cast.organisation("north").region
    Organisation.objects.bulk_create(
        Organisation(
            code=f"x{n:03}", kind="club", name=f"Xclub {n:03}", region=region, **keys_of(f"Xclub {n:03}")
        )
        for n in range(60)
    )
    client = signed_in("lead")
    first = client.get(reverse("organisations:list"), {"kind": "club"})
    table = first.context["table"]
    assert len(table.rows) == 50
    assert table.next
    assert not table.previous
    second = client.get(reverse("organisations:list") + table.next).context["table"]
    assert second.rows
    assert second.previous
    assert not {row.pk for row in table.rows} & {row.pk for row in second.rows}


def test_list_is_handed_over_as_shown(signed_in, cast):
    """A file has what the list shows, all pages of it; the filter narrows it; a company gets its own line alone."""
    client = signed_in("placement")
    text = client.post(reverse("organisations:export")).content.decode("utf-8-sig")
    assert text.splitlines()[0] == "Name;Kind;Town;Region"
    assert len(text.splitlines()) == 1 + 8
    assert "Markercontact" not in text
    prisons = client.post(reverse("organisations:export"), {"kind": "prison", "sort": "-name"})
    lines = prisons.content.decode("utf-8-sig").splitlines()[1:]
    assert [line.split(";")[0] for line in lines] == ["Prison South", "Prison North"]
    own = signed_in("company").post(reverse("organisations:export")).content.decode("utf-8-sig")
    assert [line.split(";")[0] for line in own.splitlines()[1:]] == ["Roth Roofing"]


def test_list_comes_back_as_one_left_it(signed_in):
    """Kind and order are kept for the membership, a typed name is not; taking filters away stays away."""
    here = reverse("organisations:list")
    client = signed_in("placement")
    client.get(here, {"kind": "prison", "name": "Nor", "sort": "-name"})
    assert "Nor" not in client.cookies["organisations_list"].value
    back = client.get(here)
    assert back.status_code == 302
    assert back.url == f"{here}?kind=prison&sort=-name"
    assert client.get(f"{here}?kind=").status_code == 200
    assert client.get(here).status_code == 200
    client.get(here, {"kind": "prison"})
    kept = client.cookies["organisations_list"].value
    other = signed_in("lead")
    other.cookies["organisations_list"] = kept
    assert other.get(here).status_code == 200


def test_organisations_stand_in_the_order_of_the_alphabet(signed_in, cast, acting):
    """Accents do not move a name, and no letter is taken for another: not by how names are searched."""
    names = [
        "Hoffmann & Söhne",
        "Hofmann",
        "Ionescu",
        "Ivanov",
        "Jäger",
        "Jónsson",
        "Kfz Kurz",
        "Yılmaz & Söhne",
        "Zorn",
    ]
    region = cast.organisation("north").region
    Organisation.objects.bulk_create(
        Organisation(code=f"z{n}", kind="club", name=name, region=region, **keys_of(name))
        for n, name in enumerate(reversed(names))
    )
    client, address = signed_in("lead"), reverse("organisations:list")
    listed = client.get(address, {"kind": "club"}).content.decode()
    at = [listed.index(f">{escape(name)}<") for name in names]
    assert at == sorted(at)


def test_a_new_name_moves_an_organisation_in_the_list(acting, cast):
    """The order follows the name when it is added and when it changes."""
    region = cast.organisation("north").region
    with acting("placement") as actor:
        added = actions.add_organisation(actor=actor, kind="company", name="Öztürk Bau", region=region)
        assert added.sort_key == "ozturk bau"
        actions.change_organisation(actor=actor, organisation=added, expected=1, name="Jansen")
    added.refresh_from_db()
    assert added.sort_key == "jansen"
