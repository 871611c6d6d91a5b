"""Files at rest: nobody reads them beside the installation, and nothing about them can be changed unseen."""

from __future__ import annotations

import os
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughgate.foundation.imports.encrypted_file import PIECE, Broken, Sealed, SealedWriter


def write(path, pieces):
    with SealedWriter(path) as file:
        for piece in pieces:
            file.write(piece)


def sealed(path, *pieces):
    """Write a sealed file."""
    write(path, pieces)
    return Sealed(path)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 17])
def test_what_was_written_is_read(tmp_path, size):
    """Any length comes back, in pieces of any length, and as a file without a name."""
    content = random.Random(size).randbytes(size)
    cuts = sorted(random.Random(7).sample(range(size), min(5, size)))
    stored = sealed(tmp_path / "one", *[content[a:b] for a, b in zip([0, *cuts], [*cuts, size], strict=True)])
    with stored.open() as file:
        assert file.read() == content
    assert stored.stat().st_size == size
    with stored.nameless() as plain:
        plain.seek(0)
        assert plain.read() == content


@given(places=st.lists(st.tuples(st.integers(0, 3 * PIECE), st.integers(0, 2 * PIECE)), max_size=12))
def test_every_place_can_be_read(tmp_path_factory, places):
    """Reading anywhere gives what stands there."""
    content = random.Random(1).randbytes(2 * PIECE + 333)
    stored = sealed(tmp_path_factory.mktemp("sealed") / "one", content)
    with stored.open() as file:
        for at, length in places:
            file.seek(at)
            assert file.read(length) == content[at : at + length]


def test_the_disk_holds_nothing_readable(tmp_path):
    """Neither content nor key stand in the file; two files of one content differ."""
    content = b"Name;Vorname\r\n" + b"Markersealed;Anna\r\n" * 9_000
    sealed(tmp_path / "one", content)
    sealed(tmp_path / "two", content)
    one, two = (tmp_path / "one").read_bytes(), (tmp_path / "two").read_bytes()
    assert b"Markersealed" not in one
    assert one[8:] != two[8:]
    assert (tmp_path / "one").stat().st_mode & 0o777 == 0o600


def test_another_installation_reads_nothing(tmp_path, settings):
    """With another secret key the file is broken."""
    stored = sealed(tmp_path / "one", b"x" * 100)
    settings.SECRET_KEY = "another key of another installation, long enough"
    with pytest.raises(Broken):
        stored.open()


@pytest.mark.parametrize("how", ["bit", "short", "piece", "swapped", "head"])
def test_a_changed_file_is_broken(tmp_path, how):
    """A bit turned, an end cut off at a piece or inside it, pieces in another order: all are seen."""
    path = tmp_path / "one"
    stored = sealed(path, os.urandom(3 * PIECE))
    raw, step = bytearray(path.read_bytes()), PIECE + 16
    head = len(raw) - 3 * step
    if how == "bit":
        raw[head + 5] ^= 1
    elif how == "short":
        del raw[-10:]
    elif how == "piece":
        del raw[-step:]
    elif how == "head":
        raw[20] ^= 1
    else:
        raw[head : head + step], raw[head + step : head + 2 * step] = (
            raw[head + step : head + 2 * step],
            raw[head : head + step],
        )
    path.write_bytes(raw)
    with pytest.raises(Broken), stored.open() as file:
        file.read()


def test_nothing_stays_of_a_file_that_fails(tmp_path):
    """Where writing ends in an error, the file is gone."""

    def sent():
        yield b"x" * 200_000
        raise ValueError("the sender is gone")

    with pytest.raises(ValueError, match="sender"):
        write(tmp_path / "one", sent())
    assert list(tmp_path.iterdir()) == []
