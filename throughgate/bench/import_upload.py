"""Upload a file through the whole web application in a process of its own."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
import uuid
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

from throughgate.bench.import_run import CODE, peak


def upload(path: Path) -> dict[str, Any]:
    """Upload the file through the whole web application in a process of its own, and open the page of its columns."""
    code = (
        "from throughgate.commands.environment import set_up_django; set_up_django(); "
        f"from throughgate.bench.import_upload import upload_here; upload_here({str(path)!r})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, stdout=subprocess.PIPE, text=True, env=os.environ
    )
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def upload_here(path: str) -> None:
    """Do so in this process; print seconds and peak memory."""
    from django.core.wsgi import get_wsgi_application

    from throughgate.foundation.database.context import acting
    from throughgate.foundation.imports.models import Import

    application: Any = get_wsgi_application()
    actor = _case_lead()
    cookie = _session(actor)
    call(application, "GET", "/imports/add/", cookie)
    start = time.monotonic()
    status, headers = call(application, "POST", "/imports/add/", cookie, Path(path))
    if status != 302:
        raise RuntimeError(f"the upload was answered {status}")
    call(application, "GET", headers["Location"], cookie)
    seconds = round(time.monotonic() - start, 1)
    with acting(actor.context):
        from throughgate.foundation.imports import actions

        for job in Import.objects.filter(state="uploaded"):
            actions.cancel(actor=actor, job=job)
    print(json.dumps({"seconds": seconds, "peak_mb": peak()}))


def _case_lead() -> Any:
    """Return somebody of the organisation who may sign in; the account that the command imports as may not."""
    from django.utils import timezone

    from throughgate.ground.accounts.models import Membership, User
    from throughgate.ground.acting.actor import Actor
    from throughgate.ground.organisations.models import Organisation

    user, _ = User.objects.get_or_create(
        username="bench.lead", defaults={"given_names": "Bench", "family_name": "Lead"}
    )
    member, _ = Membership.objects.get_or_create(
        user=user,
        organisation=Organisation.objects.select_related("region").get(code=CODE),
        defaults={"roles": ["case_lead", "administrator"], "starts_on": timezone.localdate()},
    )
    return Actor(user=user, membership=member)


def _session(actor: Any) -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(actor.user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = actor.user.get_session_auth_hash()
    session["membership"] = str(actor.membership.pk)
    session["second_factor"] = True
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; csrftoken={'a' * 32}"


def call(
    application: Any, method: str, address: str, cookie: str, file: Path | None = None
) -> tuple[int, dict[str, str]]:
    """Ask the application for a page as a server does; a file is read from the disk piece by piece."""
    SimpleCookie(cookie)
    body, length, kind = io.BytesIO(), 0, ""
    stream: Any = body
    if file is not None:
        stream, length, kind = _multipart(file)
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": address, "QUERY_STRING": "", "SERVER_NAME": "localhost",
        "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost", "HTTP_COOKIE": cookie,
        "CONTENT_LENGTH": str(length), "CONTENT_TYPE": kind, "wsgi.input": stream, "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http", "wsgi.version": (1, 0), "wsgi.multithread": False, "wsgi.multiprocess": False,
        "wsgi.run_once": False, "REMOTE_ADDR": "127.0.0.1",
    }  # fmt: skip
    answer: list[Any] = []
    response = application(environ, lambda status, headers, *_more: answer.extend((status, dict(headers))))
    for _piece in response:
        pass
    response.close()
    return int(answer[0].split()[0]), answer[1]


def _multipart(file: Path) -> tuple[Any, int, str]:
    boundary = "x" * 24
    fields = {"csrfmiddlewaretoken": "a" * 32, "kind": "people", "once": str(uuid.uuid4())}
    head = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    head += f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="list.csv"\r\n\r\n'
    target = file.with_suffix(".body")
    with target.open("wb") as out, file.open("rb") as source:
        out.write(head.encode())
        while piece := source.read(1 << 20):
            out.write(piece)
        out.write(f"\r\n--{boundary}--\r\n".encode())
    stream = target.open("rb")
    target.unlink()
    return stream, os.fstat(stream.fileno()).st_size, f"multipart/form-data; boundary={boundary}"
