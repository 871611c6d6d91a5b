"""The code on a printed form: nothing is stored for it, and a slip in typing is noticed.

Its last four signs follow from the first eight and the installation's secret. It opens a page for staff and nothing else.
"""

from __future__ import annotations

from typing import Final

from django.utils.crypto import salted_hmac

from throughgate.foundation.codes.secret import new_code
from throughgate.foundation.codes.signs import SHORT, made_from, read

_SALT: Final = "throughgate.register.form"


def form_code() -> str:
    """Return a code for one sheet."""
    body = new_code(length=SHORT)
    return body + _check(body)


def is_of_form(typed: str) -> bool:
    """Say whether a code, however it was typed, stands on a form of ours."""
    code = read(typed)
    return len(code) == SHORT + 4 and code[SHORT:] == _check(code[:SHORT])


def _check(body: str) -> str:
    return made_from(salted_hmac(_SALT, body, algorithm="sha256").digest(), 4)
