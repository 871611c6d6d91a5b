"""Keep a file encrypted: written once from front to back, read at any place, in little memory.

Each file has a key of its own (AES-256-GCM), which stands at its beginning, wrapped by the installation's key: who
copies the disk or a backup of it reads nothing, and with the file its key is gone. Pieces of 64 KB are sealed one by
one, with their place and whether they are the last: nothing can be cut off, moved or put in unseen.
"""

from __future__ import annotations

import io
import os
import secrets
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any, BinaryIO, Final, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PIECE: Final = 64 * 1024
_MARK: Final = b"TGSEAL1\n"
_NONCE, _TAG, _KEY = 12, 16, 32
_HEAD: Final = len(_MARK) + _NONCE + _KEY + _TAG


class Broken(OSError):
    """The file is not what was written, or was written under another key of the installation."""


def _installation() -> AESGCM:
    derive = HKDF(algorithm=hashes.SHA256(), length=_KEY, salt=None, info=b"throughgate files at rest")
    return AESGCM(derive.derive(settings.SECRET_KEY.encode()))


def _place(number: int, *, last: bool) -> tuple[bytes, bytes]:
    """Return nonce and associated data of a piece; under one key, no nonce is ever used twice."""
    return number.to_bytes(_NONCE, "big"), b"last" if last else b"more"


class Sealing:
    """Write a sealed file piece by piece; it is whole after `finish`."""

    def __init__(self, file: BinaryIO) -> None:
        key, nonce = secrets.token_bytes(_KEY), secrets.token_bytes(_NONCE)
        self._file, self._cipher = file, AESGCM(key)
        self._number, self._waiting = 0, bytearray()
        file.write(_MARK + nonce + _installation().encrypt(nonce, key, _MARK))

    def write(self, piece: bytes) -> None:
        """Take in more."""
        self._waiting += piece
        # One whole piece stays behind: it may be the last.
        while len(self._waiting) > PIECE:
            self._seal(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]

    def finish(self) -> None:
        """Write the last piece."""
        self._seal(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _seal(self, piece: bytes, *, last: bool) -> None:
        nonce, about = _place(self._number, last=last)
        self._file.write(self._cipher.encrypt(nonce, piece, about))
        self._number += 1


class _Unsealing(io.RawIOBase):
    """The plain bytes of a sealed file, at any place."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("rb")
        try:
            self._cipher = _cipher_of(self._file.read(_HEAD))
        except BaseException:
            self._file.close()
            raise
        sealed = path.stat().st_size - _HEAD
        self._pieces = max(1, -(-sealed // (PIECE + _TAG)))
        self._size = sealed - self._pieces * _TAG
        self._at, self._held, self._piece = 0, -1, b""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        self._at = max(0, offset + {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence])
        return self._at

    def readinto(self, buffer: Any) -> int:
        number, start = divmod(self._at, PIECE)
        if self._at >= self._size or number >= self._pieces:
            return 0
        if number != self._held:
            self._file.seek(_HEAD + number * (PIECE + _TAG))
            nonce, about = _place(number, last=number == self._pieces - 1)
            self._piece = _opened(self._cipher, nonce, self._file.read(PIECE + _TAG), about)
            self._held = number
        part = self._piece[start : start + len(buffer)]
        buffer[: len(part)] = part
        self._at += len(part)
        return len(part)

    def close(self) -> None:
        self._file.close()
        super().close()


def _cipher_of(head: bytes) -> AESGCM:
    if len(head) < _HEAD or not head.startswith(_MARK):
        raise Broken("not a sealed file")
    nonce, wrapped = head[len(_MARK) : len(_MARK) + _NONCE], head[len(_MARK) + _NONCE :]
    return AESGCM(_opened(_installation(), nonce, wrapped, _MARK))


def _opened(cipher: AESGCM, nonce: bytes, sealed: bytes, about: bytes) -> bytes:
    try:
        return cipher.decrypt(nonce, sealed, about)
    except (InvalidTag, ValueError) as error:
        raise Broken("cannot be unsealed") from error


@dataclass(frozen=True)
class _About:
    st_size: int


class Sealed:
    """A sealed file as the readers of tables take it: like a path, with plain content."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def open(
        self,
        mode: str = "rb",
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
    ) -> IO[Any]:
        """Open it for reading; raise OSError where it is gone or broken."""
        plain = io.BufferedReader(_Unsealing(self._path), PIECE)
        if "b" in mode:
            return plain
        return io.TextIOWrapper(plain, encoding=encoding, errors=errors, newline=newline)

    def stat(self) -> _About:
        """Return the size of the plain content."""
        with self.open() as file:
            return _About(file.seek(0, os.SEEK_END))

    def is_file(self) -> bool:
        """Say whether it is there."""
        return self._path.is_file()

    def nameless(self) -> BinaryIO:
        """Return the plain content in a file without a name, for a process that cannot unseal: gone when closed."""
        plain = tempfile.TemporaryFile(dir=self._path.parent)  # noqa: SIM115 - handed on open
        try:
            with self.open() as file:
                while piece := file.read(PIECE):
                    plain.write(piece)
            plain.flush()
        except BaseException:
            plain.close()
            raise
        return plain


class SealedWriter:
    """`with SealedWriter(path) as file:` writes a sealed file, and leaves nothing where that fails."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> Self:
        self._path.touch(mode=0o600, exist_ok=False)
        self._file = self._path.open("wb")
        self._sealing = Sealing(self._file)
        return self

    def write(self, piece: bytes) -> None:
        """Take in more."""
        self._sealing.write(piece)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                self._sealing.finish()
            self._file.close()
        except OSError:
            self._path.unlink(missing_ok=True)
            raise
        if kind is not None:
            self._path.unlink(missing_ok=True)
