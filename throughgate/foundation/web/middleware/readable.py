"""Refuse what cannot be read before anything is asked of it: other charsets, broken forms, signs that are no text.

An error page must not stumble over the form again, so what could not be read counts as an empty form from then on.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Mapping
from typing import NoReturn

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.http import parse_header_parameters

from throughgate.foundation.database.text import is_text

GetResponse = Callable[[HttpRequest], HttpResponse]


class Request(WSGIRequest):
    """A request that is made whatever its content type says: what is wrong with it is answered by a page."""

    def _set_content_type_params(self, meta: Mapping[str, str]) -> None:
        try:
            self.content_type, self.content_params = parse_header_parameters(meta.get("CONTENT_TYPE", ""))
        except ValueError:
            self.content_type, self.content_params = "", {"charset": "unknown"}


class RefuseUnreadable:
    """Answer 400 to an address or a content type that is no UTF-8 text; pass over such cookies.

    It stands before whatever looks into session or form.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at what came before the body."""
        try:
            # Django reads address and form in the charset that was named, and knows UTF-8 by one of its names only.
            request.encoding = None  # type: ignore[assignment]
            said = [request.path_info, *said_in(request.GET)]
        except SuspiciousOperation:
            refuse(request)
        if not is_utf8(request.content_params) or not all(map(is_text, said)):
            refuse(request)
        # They may come from another program of this host.
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if is_text(value)}
        return self.get_response(request)


class ReadForm:
    """Read the form, or answer 400. It stands behind sign-in and the limit of length: files reach the disk here."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at names and values; what is in a file is for whoever takes it."""
        try:
            said = [*said_in(request.POST), *request.FILES]
        except (BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError, ValueError):
            refuse(request)
        if not all(map(is_text, said)):
            refuse(request)
        return self.get_response(request)


def refuse(request: HttpRequest) -> NoReturn:
    """Raise BadRequest, and let nobody read the form again."""
    request._mark_post_parse_error()  # type: ignore[attr-defined]
    raise BadRequest


def is_utf8(parameters: Mapping[str, str] | None) -> bool:
    """Say whether a content type names no charset, or UTF-8 by one of its names."""
    charset = (parameters or {}).get("charset", "utf-8")
    try:
        return codecs.lookup(charset).name == "utf-8"
    except (LookupError, ValueError):
        return False


def said_in(form: QueryDict) -> Iterator[str]:
    """Yield the names and values of a form."""
    for name, values in form.lists():
        yield name
        yield from values
