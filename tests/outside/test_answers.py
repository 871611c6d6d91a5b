"""What pages answer to scripts and other programs: JSON, plain text, tables, squares on paper, cookies, log lines."""

from __future__ import annotations

import csv
import io
import logging
import re

import segno
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from tests.cast import PASSWORD
from tests.matrix.reading import text_of
from tests.outside import inside
from tests.outside.pinning import shape

CHANGING = re.compile(r"'nonce-[^']+'|[0-9a-f]{8}-[0-9a-f-]{27}|\w{3}, \d\d \w{3} \d{4} [\d:]+ GMT")
"""What is another one each time: nonces, ids of requests, times."""
CODE = re.compile(r"\b[2-9A-Z]{4}(?:-[2-9A-Z]{4}){1,2}\b")


def told(answer):
    """Return status, kind and shape of an answer."""
    kind = answer.headers["Content-Type"].partition(";")[0]
    said = shape(answer.json()) if kind == "application/json" else answer.content.decode()
    return {"status": answer.status_code, "type": kind, "says": said}


def test_answers_for_machines(pinned, signed_in, client, acting, cast):
    """Health, suggestions, and the cell of a sheet that is saved, outdated, refused and closed."""
    found = {f"GET {path}": told(client.get(path)) for path in ("/health", "/ready")}
    sheet, cells = inside.draft_sheet(acting, [cast.key("emre")])
    client = signed_in("officer")
    for name, typed in (("places", "Wassen"), ("occupations", "roof"), ("languages", "Ger")):
        asked = client.get(f"/vocabulary/{name}/", {"q": typed}, headers={"Accept": "application/json"})
        found[f"GET /vocabulary/{name}/"] = told(asked)
    person, competency = cells[0]
    cell = {"of": person, "competency": competency, "version": 0, "level": "3"}
    for what, more in (
        ("saved", {}),
        ("changed by somebody else", {"level": "1"}),
        ("no level of the scale", {"version": 1, "level": "77"}),
    ):
        found[f"POST /sheets/.../cell, {what}"] = told(client.post(f"/sheets/{sheet}/cell", {**cell, **more}))
    client.post(reverse("observations:discard", args=[sheet]), {"version": 1})
    found["POST /sheets/.../cell, closed"] = told(
        client.post(f"/sheets/{sheet}/cell", {**cell, "version": 1})
    )
    pinned("answers", found)


def test_headings_of_downloads(pinned, signed_in, acting, cast):
    """Columns of every list to hand over, and of the sheet that comes back filled in."""
    found = {}
    for who, route in (("lead", "people"), ("placement", "organisations"), ("placement", "openings")):
        answer = signed_in(who).post(f"/{route}/export/", {"format": "csv"})
        found[route] = {
            "file": without_days(answer["Content-Disposition"]),
            "columns": next(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")),
        }
    sheet, _cells = inside.draft_sheet(acting, [cast.key("emre")])
    answer = signed_in("officer").get(f"/sheets/{sheet}/sheet.xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    found["sheet"] = {
        "file": without_days(answer["Content-Disposition"]),
        "columns": {name: book.get_sheet_by_name(name).to_python()[0] for name in book.sheet_names},
    }
    pinned("downloads", found)


def without_days(text):
    return re.sub(r"\d{4}-\d\d-\d\d", "DAY", text)


def test_squares_and_codes_on_paper(pinned, signed_in, acting, cast, monkeypatch):
    """The address in each square that is scanned from paper, and how the code beside it is written."""
    squares: list[str] = []
    make = segno.make_qr
    monkeypatch.setattr(
        segno, "make_qr", lambda content, **more: squares.append(content) or make(content, **more)
    )
    sheet, _cells = inside.draft_sheet(acting, [cast.key("emre")])
    papers = {"sheet": signed_in("officer").get(f"/sheets/{sheet}/sheet.pdf")}
    client = signed_in("lead")
    slip = client.post(f"/people/{cast.key('emre')}/slips/", {"kind": "self_rating"})
    papers["slip"] = client.get(slip["Location"])
    client = signed_in("admin")
    new = {"given_names": "Eva", "family_name": "New", "roles": "observer"}
    papers["invitation"] = client.post("/members/invite/", new)
    papers["password"] = client.post(f"/members/{cast.actor('colleague').membership.pk}/password-code/")
    client = signed_in("placement")
    opening = re.search(r"/openings/[0-9a-f-]{36}/", client.get("/openings/").content.decode())
    papers["renewal"] = client.post(f"{opening.group()}letter/")
    found = {}
    for name, answer in papers.items():
        address = squares.pop(0) if name != "password" else "none"
        code = CODE.search(text_of(answer.content))
        found[name] = {
            "code": re.sub(r"\w", "#", code.group()),
            "square": address.replace(code.group().replace("-", ""), "CODE"),
        }
    found["invitation"]["square"] = re.sub(r"[\w-]{43}/$", "TOKEN/", found["invitation"]["square"])
    assert squares == []
    pinned("papers", found)


def test_cookies(pinned, signed_in):
    """Names of cookies, where they are sent, and whether scripts read them."""
    client = signed_in("lead")
    answers = [
        Client().post("/accounts/login/", {"login": "lead", "password": PASSWORD}),
        client.get("/account/"),
        client.get("/people/", {"show": "all"}),
        client.get("/organisations/", {"kind": "prison"}),
        client.get("/openings/", {"kind": "job"}),
        client.post("/language/", {"language": "de"}),
        client.post("/account/names/", {"given_names": "Lea", "family_name": "Cast", "version": 1}),
    ]
    found = {}
    for name, cookie in (pair for answer in answers for pair in answer.cookies.items()):
        kept = "kept" if cookie["max-age"] else "until the browser closes"
        hidden = "hidden from scripts" if cookie["httponly"] else "readable by scripts"
        found[name] = f"{cookie['path']} {cookie['samesite']}, {hidden}, {kept}"
    pinned("cookies", found)


def test_headers(pinned, signed_in):
    """What browsers and proxies are told with every page."""
    answers = {
        "page": signed_in("lead").get("/"),
        "sign-in": Client().get("/accounts/login/"),
        "sent to sign-in": Client().get("/people/"),
        "nothing there": signed_in("lead").get("/nowhere/"),
        "wrong method": signed_in("lead").post("/health"),
        "health": Client().get("/health"),
    }
    pinned(
        "headers",
        {what: {"status": answer.status_code, **headers_of(answer)} for what, answer in answers.items()},
    )


def headers_of(answer):
    """Return the headers, without what is new each time; of a list of directives or names the order says nothing."""
    told = {
        name: CHANGING.sub("...", value) for name, value in sorted(answer.items()) if name != "Content-Length"
    }
    for name, mark in (("Content-Security-Policy", "; "), ("Vary", ", ")):
        if name in told:
            told[name] = mark.join(sorted(told[name].split(mark)))
    return told


def test_lines_of_the_log(pinned, signed_in, caplog):
    """What stands in the line of each request."""
    caplog.set_level(logging.INFO)
    signed_in("lead").get("/")
    lines = [record.msg for record in caplog.records if record.name == "throughgate.request"]
    pinned("log", shape(lines))
