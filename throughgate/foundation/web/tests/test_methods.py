"""What every answer says to browsers, and ways to ask that nobody answers."""

from __future__ import annotations

import pytest

ADDRESSES = [
    "/",
    "/accounts/login/",
    "/people/",
    "/nothing/there/",
    "/health",
    "/ready",
    "/static/web/css/base.css",
]
UNKNOWN = [
    "TRACE",
    "CONNECT",
    "TRACK",
    "DEBUG",
    "PROPFIND",
    "MOVE",
    "trace",
    "GET2",
    "A" * 500,
]


@pytest.mark.parametrize("method", UNKNOWN)
@pytest.mark.parametrize("address", ADDRESSES)
def test_unknown_methods_are_refused_on_a_page(signed_in, client, address, method):
    """No page repeats what was sent, nor does anything else: 405 with words and what is allowed, signed in or not."""
    for visitor in (client, signed_in("lead")):
        answer = visitor.generic(method, address, b"said", HTTP_COOKIE2="said", HTTP_X_SAID="said")
        assert answer.status_code == 405
        assert answer["Allow"] == "GET, HEAD, POST, OPTIONS"
        assert b"This address cannot be opened like this" in answer.content
        assert b"said" not in answer.content
        assert "default-src 'none'" in answer["Content-Security-Policy"]


def test_the_refusal_speaks_the_readers_language(client, db):
    """In what the browser asks for, and the next page in its own."""
    answer = client.generic("TRACE", "/health", headers={"accept-language": "de"})
    assert "Diese Adresse kann so nicht geöffnet werden" in answer.content.decode()
    answer = client.generic("TRACE", "/health")
    assert "This address cannot be opened like this" in answer.content.decode()


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_forbids_devices(signed_in, client, address, method):
    """Pages, files, refusals, redirects, what is not there: camera, position and the rest stay out of reach."""
    for visitor in (client, signed_in("lead")):
        answer = visitor.generic(method, address)
        list(answer)  # a file is closed when it has been read
        policy = answer["Permissions-Policy"].split(", ")
        assert {"camera=()", "microphone=()", "geolocation=()", "usb=()"} <= set(policy)


def test_a_broken_page_forbids_devices(client, monkeypatch):
    """The page that says we are at fault, too; and the one sent to TLS."""
    from throughgate.foundation.web import health

    def breaks(_self, _request):
        raise RuntimeError

    monkeypatch.setattr(health.Probes, "__call__", breaks)
    client.raise_request_exception = False
    answer = client.get("/health")
    assert answer.status_code == 500
    assert "camera=()" in answer["Permissions-Policy"]


def test_the_way_to_tls_forbids_devices(client, settings):
    """A redirect that the framework makes before any page is asked."""
    settings.SECURE_SSL_REDIRECT = True
    answer = client.get("/accounts/login/")
    assert answer.status_code == 301
    assert "camera=()" in answer["Permissions-Policy"]
