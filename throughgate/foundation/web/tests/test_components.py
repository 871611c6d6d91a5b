"""Components escape what they are given and refuse kinds that do not exist."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.http import Http404
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from throughgate.foundation.web import fonts, styleguide
from throughgate.foundation.web.components import address_with
from throughgate.foundation.web.tables import Column, Table
from throughgate.foundation.web.templatetags.web import Fixed, browser, drawn, facts, initials, reasons, tag
from throughgate.ground.accounts.models import User


def test_names_are_escaped_in_every_component() -> None:
    """A name with a script in it stays text."""
    bad = "<script>alert(1)</script>"
    for html in (
        tag(bad),
        reasons([("fits", bad)]),
        facts([(bad, bad)]),
        Template("{% load web %}{% empty bad bad %}{% button bad %}{% crumbs bad '#' %}").render(
            Context({"bad": bad})
        ),
    ):
        assert "<script>" not in html


def test_unknown_kinds_are_refused() -> None:
    """A typing error in a kind is found at once, not on paper."""
    with pytest.raises(TemplateSyntaxError, match="'lat' is none of"):
        tag("late", "lat")


def test_empty_facts_read_not_known() -> None:
    """Nothing is shown as a blank, but nought is a value."""
    html = facts([("Home", ""), ("Reach", None), ("Seats", 0)])
    assert html.count("not known") == 2
    assert "<dd>0</dd>" in html


def test_reasons_speak_without_their_signs() -> None:
    """The sign before a reason is also said in words."""
    assert "missing: </span>B1 wanted" in reasons([("gap", "B1 wanted")])


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Maria Lenz", "ML"), ("Emre", "E"), ("Ana-Maria Ștefania Popescu", "AP"), ("", ""), ("Þóra", "Þ")],
)
def test_initials(name: str, letters: str) -> None:
    """First letter of the first and of the last word."""
    assert initials(name) == letters


@given(st.text())
def test_initials_take_any_name(name: str) -> None:
    """No name is too strange."""
    assert isinstance(initials(name), str)


def test_browsers_have_their_own_names() -> None:
    """Every browser claims to be others too; the most telling word wins."""
    assert (
        browser("Mozilla/5.0 (Windows NT 10.0; rv:115.0) Gecko/20100101 Firefox/115.0") == "Firefox, Windows"
    )
    assert browser("Mozilla/5.0 (X11; Linux x86_64) Chrome/120.0 Safari/537.36 Edg/120.0") == "Edge, Linux"
    assert browser("") == "another browser"


def test_a_drawn_picture_stands_in_the_page() -> None:
    """The XML head goes, the picture is hidden from screen readers."""
    html = drawn("<?xml version='1.0' encoding='UTF-8'?>\n<svg width='1'><path/></svg>")
    assert html.startswith('<svg aria-hidden="true"')


def test_sort_links_turn_around_and_start_paging_anew() -> None:
    """The column in force offers the other direction; keys of another order are dropped."""
    request = RequestFactory().get("/people/?ward=A&sort=name&after=key")
    table = Table.of(
        request,
        caption="",
        columns=[Column("Name", sort="name"), Column("Days", sort="days"), Column("State")],
        rows=[],
        sort="name",
        after="next",
    )
    assert [h.direction for h in table.headings] == ["ascending", "", ""]
    assert [h.address for h in table.headings] == ["?ward=A&sort=-name", "?ward=A&sort=days", ""]
    assert table.next == "?ward=A&sort=name&after=next"
    assert table.previous == ""


def test_a_whole_table_has_one_order_and_no_other_page() -> None:
    """Every row is drawn, escaped, with its heading beside each cell; nothing is to be sorted."""
    table = Table.whole(
        "Figures", [Column("Name", value=str.title), Column("Size", value=len, number=True)], ["a<b"]
    )
    html = render_to_string("web/components/table.html", {"table": table})
    assert "<caption>Figures</caption>" in html
    assert '<th scope="row">A&lt;B</th><td class="number" data-label="Size">3</td>' in html
    assert "aria-sort" not in html
    assert (table.previous, table.next) == ("", "")


def test_an_address_without_parameters_is_the_page_itself() -> None:
    """Taking away the last filter leads to the plain list."""
    assert address_with(RequestFactory().get("/people/?ward=A"), ward=None) == "/people/"


@pytest.mark.parametrize("code", ["400", "403", "403_csrf", "404", "409", "413", "429", "500"])
def test_error_pages_need_nothing(code: str) -> None:
    """They are drawn without a request, a user or a database."""
    html = render_to_string(f"{code}.html")
    assert html.count("<h1>") == 1
    assert "nonce" not in html


def test_stale_form_shows_both_versions() -> None:
    """Mine, theirs, who saved it, and a way to keep either."""
    request = RequestFactory().get("/")
    values = styleguide.context(request)
    html = render_to_string(
        "409.html",
        {"conflicts": values["conflicts"], "form": values["form"], "version": 3, "back_address": "/people/1"},
    )
    for words in ("14 March 2027", "30 April 2027", "Jonas Adler", "Save mine over it", "Keep theirs"):
        assert words in html
    assert 'name="version" value="3"' in html


def test_style_guide_is_hidden_from_the_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """It exists in the demo and while developing only."""
    monkeypatch.setattr(settings, "DEBUG", False)
    monkeypatch.setattr(settings, "DEMO", False)
    with pytest.raises(Http404):
        styleguide.page(RequestFactory().get("/style/"))


def test_fonts_are_made_once_and_carry_all_our_letters(tmp_path: Path) -> None:
    """Letters of all our languages are in the subset; a second run is idle."""
    from fontTools.ttLib import TTFont

    made = fonts.make(tmp_path)
    assert [path.name for path in made] == [f"source-sans-{w}.woff2" for w in ("regular", "semibold", "bold")]
    letters = {ord(letter) for letter in "äöüßșțşğıİłđčžšíÞðæΩαЖщ–„“…✓"}
    with TTFont(made[0]) as font:
        assert letters <= set(font.getBestCmap())
    before = made[0].stat().st_mtime_ns
    fonts.make(tmp_path)
    assert made[0].stat().st_mtime_ns == before


def test_a_piece_is_drawn_once_for_each_value_and_language_and_sees_nothing_else() -> None:
    """What one page shows never stands in another: the piece hangs on what it is given alone."""
    piece = Template("{% load web %}{% fixed name=who.name %}{{ name }}{{ secret }}{{ who }}|{% endfixed %}")

    def shown(name: str) -> str:
        return piece.render(Context({"who": {"name": name}, "secret": "of this page", "name": "another"}))

    assert [shown(name) for name in ("<Ayşe>", "Bo", "<Ayşe>")] == ["&lt;Ayşe&gt;|", "Bo|", "&lt;Ayşe&gt;|"]
    words = Template("{% load web i18n %}{% fixed n=n %}{% translate 'Sign out' %} {{ n }}{% endfixed %}")
    with translation.override("de"):
        assert words.render(Context({"n": 1})) == "Abmelden 1"
    with translation.override("en"):
        assert words.render(Context({"n": 1})) == "Sign out 1"


def test_no_row_is_drawn_once() -> None:
    """A row equals itself by its key, whatever was changed in it: what it shows would stay as it was."""
    piece = Template("{% load web %}{% fixed who=who %}{{ who }}{% endfixed %}")
    with pytest.raises(TemplateSyntaxError, match="drawn once"):
        piece.render(Context({"who": User(given_names="Ayşe")}))


def test_pieces_do_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of everybody who ever signed in a few are remembered."""
    monkeypatch.setattr("throughgate.foundation.web.templatetags.web.MOST_DRAWN", 3)
    piece = Template("{% load web %}{% fixed n=n %}{{ n }}{% endfixed %}")
    assert [piece.render(Context({"n": n})) for n in range(10)] == [str(n) for n in range(10)]
    node = piece.nodelist[-1]
    assert isinstance(node, Fixed)
    assert len(node.drawn) <= 3
