"""Whatever is sent, a page answers: never does a form, an address or a header break the page that says so."""

from __future__ import annotations

import io

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=b"
ADDRESSES = (
    *("/accounts/login/", "/accounts/password/reset/", "/accounts/password/code/", "/invitation/"),
    *("/renew/", "/language/", "/", "/people/", "/imports/add/", "/sheets/code", "/nowhere/"),
)
TOKEN = "a" * 32


@pytest.fixture
def send(db):
    """Give a function that sends a request as it comes from the network: (address, ...) to status, headers and page."""
    from throughgate.config.wsgi import application

    # They would close the connection of the test's own transaction.
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)

    def send(address, *, method="POST", body=b"login=x", query="", **headers):
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": address,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost",
            "HTTP_COOKIE": f"csrftoken={TOKEN}",
            "CONTENT_TYPE": FORM,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
            **headers,
        }
        said = []
        page = b"".join(application(environ, lambda status, headers: said.append((status, dict(headers)))))
        (status, told), *_ = said
        return int(status[:3]), told, page.decode()

    yield send
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


def parts(head: str, value: bytes = b"x") -> bytes:
    """Return a form in parts with one part."""
    return b"--b\r\n" + head.encode() + b"\r\n\r\n" + value + b"\r\n--b--\r\n"


def is_refused(answer) -> bool:
    """Say whether this is the page about requests that cannot be read, with the headers of every page."""
    status, headers, page = answer
    assert "Content-Security-Policy" in headers
    assert headers["X-Request-Id"]
    return status == 400 and "This request cannot be read" in page


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "charset", ["iso-8859-1", "utf-7", "utf-16", "hex", "unknown-42", "undefined", "é", '""']
)
def test_a_form_in_another_charset(send, address, charset):
    """A form in any charset but UTF-8 is refused by a page, on every address, whoever sends it."""
    assert is_refused(send(address, CONTENT_TYPE=f"{FORM}; charset={charset}"))
    assert is_refused(send(address, CONTENT_TYPE=f"{PARTS}; charset={charset}", body=parts("X: y")))


@pytest.mark.parametrize("charset", ["iso-8859-1", "hex", "idna", "undefined"])
def test_an_address_in_another_charset(send, charset):
    """Nor is an address read in it, with any method that a page has."""
    for method in ("GET", "HEAD", "OPTIONS", "POST"):
        answer = send(
            "/accounts/login/", method=method, query="next=%ff", CONTENT_TYPE=f"text/plain; charset={charset}"
        )
        assert answer[0] == 400, method


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "utf8", '"utf-8"', "U8"])
def test_utf_8_by_any_of_its_names(signed_in, charset):
    """UTF-8 is taken however it is written, and umlauts arrive."""
    client = signed_in("lead")
    answer = client.generic(
        "POST",
        "/account/names/",
        b"given_names=J%C3%B6rg&family_name=M%C3%BCller",
        content_type=f"{FORM}; charset={charset}",
    )
    assert answer.status_code == 302
    assert "Jörg Müller" in client.get("/account/").content.decode()


@pytest.mark.parametrize(
    "content_type",
    [
        f"{FORM}; charset*=unknown''utf-8",
        f"{FORM}; charset*=undefined''utf-8",
        f"{FORM}; a*0*=hex''%41; a*1=b",
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "multipart/form-data; boundary*=undefined''b",
        f"multipart/form-data; boundary={'b' * 5000}",
        "multipart/form-data; boundary=bé",
    ],
)
def test_a_broken_content_type(send, content_type):
    """A content type that cannot be read is no fault of ours."""
    assert send("/accounts/login/", CONTENT_TYPE=content_type, body=parts("X: y"))[0] in (400, 403)


@pytest.mark.parametrize(
    "body",
    [
        parts('Content-Disposition: form-data; name="login"\r\nContent-Type: text/plain; charset=utf-16', "x".encode("utf-16")),
        parts("Content-Disposition: form-data; name*=utf-7''%2B2AA-"),
        parts('Content-Disposition: form-data; name="login"\r\nContent-Transfer-Encoding: base64', b"AA=="),
        parts('Content-Disposition: form-data; name="a\0b"'),
        parts(
            'Content-Disposition: form-data; name="f"; filename="x"\r\nContent-Transfer-Encoding: base64', b"AAA"
        ),
    ],
)  # fmt: skip
def test_broken_parts(send, body):
    """Parts with their own charset, name or encoding are read as UTF-8 or refused."""
    assert send("/accounts/login/", CONTENT_TYPE=PARTS, body=body)[0] in (400, 403)


@pytest.mark.parametrize("field", ["login=a%00b", "a%00b=login", "login=%00"])
def test_nul(send, field):
    """A NUL is no text: neither in a field nor in its name, neither in a form nor in an address."""
    assert is_refused(send("/accounts/login/", body=field.encode()))
    assert is_refused(send("/people/", method="GET", body=b"", query=field))


@pytest.mark.parametrize(
    "address", ["/invitation/a\0b/", "/organisations/a\0/", "/renew/\0/", "/static/\0", "/\0"]
)
def test_nul_in_an_address(send, address):
    """Nor is it the name of a page."""
    assert is_refused(send(address, method="GET", body=b""))


@pytest.mark.parametrize("number", [2_001, 5_000])
def test_too_many_fields(send, number):
    """A form or an address with thousands of fields is refused by a page."""
    said = "&".join(f"a{n}=1" for n in range(number))
    assert is_refused(send("/accounts/login/", body=said.encode()))
    assert is_refused(send("/accounts/login/", method="GET", body=b"", query=said))


def test_a_cookie_that_is_no_text(send):
    """A session cookie with a NUL in it is nobody's, and nothing breaks."""
    status, headers, _page = send(
        "/people/", method="GET", body=b"", HTTP_COOKIE='sessionid="aaaaaaaaaaaa\\000"'
    )
    assert (status, headers["Location"]) == (302, "/accounts/login/?next=/people/")


def test_a_foreign_host_with_a_broken_form(send):
    """Two faults at once are still one page."""
    for content_type in (f"{FORM}; charset=hex", "multipart/form-data"):
        assert is_refused(send("/accounts/login/", HTTP_HOST="elsewhere.example", CONTENT_TYPE=content_type))


def test_a_broken_form_of_somebody_signed_in(signed_in):
    """Who is signed in gets the same page, in their language."""
    client = signed_in("lead")
    client.post("/language/", {"language": "de"})
    answer = client.generic("POST", "/account/names/", b"given_names=a%00", content_type=FORM)
    assert answer.status_code == 400
    assert '<html lang="de"' in answer.content.decode()


def test_the_page_of_an_error_asks_nothing(rf):
    """The page about our own fault is made without the form, a session or the database."""
    from throughgate.foundation.web.errors import server_error

    answer = server_error(rf.post("/", b"x", content_type="multipart/form-data"))
    assert answer.status_code == 500
    assert "Something went wrong here" in answer.content.decode()


def test_csrf_still_counts(db):
    """Reading the form first does not take a form without a token."""
    assert Client(enforce_csrf_checks=True).post("/language/", {"language": "de"}).status_code == 403
