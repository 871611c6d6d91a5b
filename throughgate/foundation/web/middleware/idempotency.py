"""A double click or a resend is one change: the second one gets the first one's answer.

Forms carry a random key (`{% once %}`). The key is stored in the same transaction as the change, so that it exists
exactly when the change does; a second request with the key waits for the first and then answers as it did.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable

from django.contrib import messages
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from throughgate.foundation.database.keys import read_key
from throughgate.foundation.web.post_search import is_counted, only_reads

FIELD = "once"


class Idempotency:
    """Keep the answer to a change under the key of its form."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a repeated change from the first one's answer; refuse a key used for something else."""
        key = self.key(request)
        user = getattr(request, "user", None)
        if key is None or user is None or not user.is_authenticated:
            return self.get_response(request)
        body = digest(request)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO web_once (key, user_id, digest, location, at) VALUES (%s, %s, %s, '', now()) "
                "ON CONFLICT (key) DO NOTHING",
                [key, user.pk, body],
            )
            if not cursor.rowcount:
                cursor.execute("SELECT user_id, digest, location FROM web_once WHERE key = %s", [key])
                owner, first, location = cursor.fetchone()
                if owner != user.pk or first != body or not location:
                    return render(request, "422.html", status=422)
                messages.info(request, _("This was already saved."))
                return HttpResponseRedirect(location)
        response = self.get_response(request)
        if 300 <= response.status_code < 400 and not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE web_once SET location = %s WHERE key = %s", [response["Location"], key]
                )
        elif not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM web_once WHERE key = %s", [key])
        return response

    @staticmethod
    def key(request: HttpRequest) -> uuid.UUID | None:
        """Return the form's key, or None where the form has none."""
        if only_reads(request) or is_counted(request):
            return None
        return read_key(request.POST.get(FIELD))


def digest(request: HttpRequest) -> str:
    """Return a hash of where the form goes and what it says, leaving the token out."""
    said = hashlib.sha256(request.path.encode())
    for name in sorted(request.POST):
        if name != "csrfmiddlewaretoken":
            for value in request.POST.getlist(name):
                said.update(f"\0{name}\0{value}".encode("utf-8", "surrogatepass"))
    for name in sorted(request.FILES):
        for upload in request.FILES.getlist(name):
            said.update(f"\0{name}\0{upload.name}\0{upload.size}".encode("utf-8", "surrogatepass"))
    return said.hexdigest()
