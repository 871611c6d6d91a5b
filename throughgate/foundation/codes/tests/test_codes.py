"""Codes survive paper, follow their form, and are counted before they are looked up."""

from __future__ import annotations

import uuid
import xml.etree.ElementTree as ET

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from throughgate.foundation.codes import secret, signs
from throughgate.foundation.codes.printed import code_words, square_on_page
from throughgate.foundation.codes.tries import OF_STRANGERS, Tries, too_many


@given(st.binary(min_size=32, max_size=32))
def test_codes_survive_paper(randomness):
    """However a code is copied, in small letters, without hyphens, with spaces, it is read as the same code."""
    code = signs.made_from(randomness)
    assert len(code) == signs.LONG
    written = signs.written(code)
    for typed in (written, written.lower(), written.replace("-", " "), f" {code} "):
        assert signs.read(typed) == code


def test_secrets_follow_the_form_and_not_each_other():
    """One form gives one code; token and code differ; without a form's key they are random."""
    key = uuid.uuid4()
    assert secret.new_code(key) == secret.new_code(key)
    assert secret.new_token(key) == secret.new_token(key)
    assert secret.new_code(None) != secret.new_code(None)
    assert secret.hash_of(secret.new_token(key)) != secret.hash_of_code(secret.new_code(key))
    # Only random keys count: an address-like key would be guessable.
    assert secret.new_code(uuid.UUID(int=1)) != secret.new_code(uuid.UUID(int=1))


@pytest.mark.parametrize("length", [signs.SHORT, signs.LONG, 16])
def test_a_code_is_as_long_as_asked_for(length):
    """Signs that look alike on paper are in none."""
    code = secret.new_code(length=length)
    assert len(code) == length
    assert set(code) <= set(signs.ALPHABET)
    assert not set("01OILU") & set(signs.ALPHABET)


def test_a_long_text_is_no_longer_code():
    """What is looked up has an end, whatever is pasted."""
    assert signs.read("a" * 500) == "A" * signs.LONGEST_TYPED
    assert signs.read("ä-–_ 2\u00a03\n") == "23"


def test_what_stands_at_a_code():
    """Signs in groups of four, what to do with them, a square with an alternative in words."""
    words = code_words("ABCD2345", "https://house.example/code", hint="until Friday")
    assert words["code"] == "ABCD-2345"
    assert words["code_hint"] == "until Friday"
    assert "square" in code_words("ABCD2345", "https://house.example/code")["code_hint"]
    assert words["square_alt"]
    for picture in (words["square"], square_on_page("https://house.example/code")):
        assert ET.fromstring(picture).tag.endswith("svg")


def asking(address="192.0.2.7"):
    request = RequestFactory().post("/", REMOTE_ADDR=address)
    request.user = AnonymousUser()
    return request


@pytest.mark.django_db
def test_tries_are_counted_before_a_code_is_looked_up():
    """After the last one nothing more is begun; a right code is taken back where it does not count; others may go on."""
    tries = Tries("test_code", 3, "ip")
    right = tries.begin(asking())
    assert [tries.begin(asking()) is None for _ in range(2)] == [False, False]
    assert right is not None
    assert tries.begin(asking()) is None
    right.rollback()
    assert tries.begin(asking()) is not None
    assert tries.begin(asking()) is None
    assert tries.begin(asking("192.0.2.8")) is not None
    assert OF_STRANGERS.begin(asking()) is not None, "each kind is counted by itself"


@pytest.mark.django_db
def test_too_many_tries_say_so():
    """429, on a page."""
    answer = too_many(asking())
    assert answer.status_code == 429
    assert b"<h1>" in answer.content


def test_a_square_is_what_every_telephone_reads():
    """Never a Micro QR code, which few read: even one letter gets the 21 modules of the smallest QR code, and a border of 2."""
    from throughgate.foundation.codes.printed import square

    for picture in (square("A"), square_on_page("A")):
        assert (
            'width="25"' in picture or 'viewBox="0 0 25 25"' in picture or 'viewBox="0 0 100 100"' in picture
        ), picture
