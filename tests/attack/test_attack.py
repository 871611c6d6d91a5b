"""Expected behaviour of the attack on a demo: a sound one holds, what is wrong is found, and nothing else is attacked."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests import database
from tests.journeys.server import Server
from throughgate.bench.attack import headers, hostile, pages
from throughgate.bench.attack.addresses import parts_of
from throughgate.bench.attack.asking import Answer, Case, as_commands
from throughgate.bench.attack.attack import Attack
from throughgate.bench.attack.house import House
from throughgate.bench.attack.marks import text_of
from throughgate.bench.attack.processes import find_demo
from throughgate.bench.attack.report import Tally
from throughgate.bench.attack.run import SHARES, begin, run
from throughgate.bench.attack.target import NotOurs, Target, place_of
from throughgate.commands import check
from throughgate.foundation.web.routes import routes

TRAINED = """
INSERT INTO observations_observertraining (id, trained_on, by_whom, from_paper, recorded_at, membership_id, organisation_id, recorded_by_id)
SELECT gen_random_uuid(), current_date - 9, '', false, now(), m.id, m.organisation_id, m.id
FROM accounts_membership m WHERE roles @> '{observer}'
"""


@pytest.fixture(scope="module")
def demo() -> Iterator[Server]:
    """Give a demo with the cast behind its sign-in cards, and its observers trained."""
    import conftest

    started = Server(conftest.CLUSTER, conftest.TEMPLATE, f"{database.CLONE}_demo", demo=True)
    started.change("UPDATE accounts_user SET username = 'demo.' || username")
    started.change(TRAINED)
    yield started
    started.stop()


@pytest.fixture
def attack(demo: Server) -> Iterator[Attack]:
    """Give an attack on it that has not begun."""
    begun = begun_on(demo, 0)
    yield begun
    begun.end()


def begun_on(demo: Server, requests: int) -> Attack:
    """Look at the demo."""
    url = demo.cluster.admin_url(demo.name)
    return begin(demo.address, url, database.VAR, requests=requests, seed=1, quiet=True)


def test_the_house_holds(demo: Server, tmp_path: Path) -> None:
    """A few hundred requests of every kind but kills find nothing, and reach pages as well as refusals."""
    begun = begun_on(demo, 440)
    tally = run(begun, [kind for kind in SHARES if kind != "kills"])
    begun.end()
    assert not tally.findings, tally.report(demo.address, tmp_path)
    assert tally.requests >= 400
    assert tally.statuses[200] > 50
    assert tally.statuses[403] + tally.statuses[404] > 50
    assert tally.lines["races"].held == tally.lines["races"].limits > 0


def test_what_one_may_read_another_may_not(attack: Attack) -> None:
    """The page of somebody's own case is no leak for them, and is one for whoever works in the other prison."""
    person = attack.house.one("SELECT id FROM people_person WHERE family_name = 'Markeremrefamily'")
    lead = attack.target.member("demo.lead@north")
    stranger = attack.target.member("demo.stranger@south")
    own = Case("access", "demo.stranger@south", "GET", "/")
    leaked = set()
    for part in ("", "work/", "facts/"):
        case = Case("access", "demo.lead@north", "GET", f"/people/{person}/{part}")
        page = attack.target.ask(case)
        assert page.status == 200
        assert attack.marks.leaks(lead, case, page) == []
        leaked |= {mark.kind for mark in attack.marks.leaks(stranger, own, page)}
    assert leaked >= {"", "person", "number", "profile"}


def test_what_one_typed_is_no_leak(attack: Attack) -> None:
    """A name that comes back because it was sent tells nothing; the id beside it does."""
    stranger = attack.target.member("demo.stranger@south")
    asked = Case("access", "demo.stranger@south", "POST", "/search/", b"q=Markeremregiven+Markeremrefamily")
    person = attack.house.one("SELECT id FROM people_person WHERE family_name = 'Markeremrefamily'")
    echo = b"<p>Nobody is called Markeremregiven Markeremrefamily.</p>"
    assert attack.marks.leaks(stranger, asked, Answer(200, body=echo)) == []
    found = attack.marks.leaks(
        stranger, asked, Answer(200, body=echo + f'<a href="/people/{person}/">'.encode())
    )
    assert [mark.kind for mark in found] == [""]


@pytest.mark.parametrize(("answer", "what"), [
    (Answer(500), "500, GET desk:today"),
    (Answer(0, why="TimeoutError"), "no answer (TimeoutError), GET desk:today"),
    (Answer(200, (("X-Forged", "1"),)), "a header of the visitor's making, GET desk:today"),
])  # fmt: skip
def test_faults_are_kept(attack: Attack, answer: Answer, what: str) -> None:
    """A 5xx, no answer, and a header that a visitor made are findings."""
    attack.judge(Case("headers", "", "GET", "/"), answer, may_fail=False)
    assert [one.what for one in attack.tally.findings] == [what]


@pytest.mark.parametrize(("method", "status", "is_found"), [
    ("TRACE", 200, True), ("PUT", 204, True), ("FOO", 403, True), ("CONNECT", 404, True),
    ("TRACE", 405, False), ("PUT", 403, False), ("DELETE", 200, True),
    ("X" * 40, 400, False), ("PRI", 0, False), ("get", 200, False), ("OPTIONS", 200, False),
])  # fmt: skip
def test_unknown_methods_have_to_be_refused(attack: Attack, method: str, status: int, is_found: bool) -> None:
    """Whatever else is answered to them is found: a page, a way on, and also that something is not there."""
    headers.look_at(attack, Case("headers", "", method, "/"), Answer(status))
    assert [found.what for found in attack.tally.findings] == [
        f"{method} is answered {status}, {method} desk:today"
    ] * is_found


def test_an_unbroken_refusal_is_no_fault_while_something_is_killed(attack: Attack) -> None:
    """While a process is killed the house may say that it cannot answer; it may not break."""
    case = Case("kills", "", "GET", "/")
    for status in (0, 503, 500):
        attack.judge(case, Answer(status), may_fail=True)
    assert [one.what for one in attack.tally.findings] == ["500, GET desk:today"]


@pytest.mark.parametrize("url", [
    "http://example.org", "https://localhost:8000", "http://localhost.example.org", "http://127.0.0.2:8000",
    "http://user@localhost:8000", "http://localhost:8000/people/", "http://localhost:x", "localhost:8000", "",
])  # fmt: skip
def test_other_machines_are_not_attacked(url: str) -> None:
    """Only localhost and 127.0.0.1 are, and the sentence says so."""
    with pytest.raises(NotOurs, match="only a demo on this machine is"):
        place_of(url)


def test_the_command_refuses_other_machines(capsys: pytest.CaptureFixture[str]) -> None:
    """The command ends with 2 and a sentence before anything is sent."""
    assert check.main(["--attack", "--url", "http://example.org"]) == 2
    assert "only a demo on this machine is" in capsys.readouterr().err


class Stranger(BaseHTTPRequestHandler):
    """A page that anybody may have on this machine."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"<h1>Something else</h1>")

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


def test_what_is_no_demo_is_not_attacked() -> None:
    """A server without sign-in cards is left alone."""
    with HTTPServer(("127.0.0.1", 0), Stranger) as server:
        Thread(target=server.handle_request).start()
        with pytest.raises(NotOurs, match="shows no sign-in cards"):
            Target(f"http://127.0.0.1:{server.server_port}", House(""))


def test_a_demo_with_another_database_is_not_attacked(demo: Server) -> None:
    """What people see is compared with a database: it must be the demo's."""
    with pytest.raises(NotOurs, match="has another database"):
        begin(demo.address, demo.cluster.admin_url(database.CLONE), database.VAR, requests=0, seed=1)


def test_nothing_there_is_said(tmp_path: Path) -> None:
    """Where nothing listens the sentence says how to start a demo."""
    with pytest.raises(NotOurs, match="throughgate demo"):
        Target("http://localhost:9", House(""))
    assert find_demo(tmp_path) is None


def test_every_id_of_an_address_has_rows() -> None:
    """A new kind of id in an address must be added to `PLACES`, or nobody attacks it."""
    for route in routes():
        parts_of(route)


def test_a_finding_can_be_sent_again(attack: Attack, tmp_path: Path) -> None:
    """The printed lines sign in and send the request, however long it is."""
    fields = [
        ("csrfmiddlewaretoken", b"a" * 32),
        ("given_names", "'\\é\n$x".encode() + b"x" * 900),
        ("family_name", b""),
    ]
    case = Case("forms", "demo.lead@north", "POST", "/account/names/", pages.urlencoded(fields), FORM)
    lines = as_commands(case, attack.target.address, tmp_path)
    said = subprocess.run(["bash", "-c", lines], capture_output=True, check=True).stdout.decode()
    assert said.startswith("HTTP/1.1 422")
    assert "x" * 900 in said


@pytest.mark.parametrize(
    "given",
    [b"plain", b"it's $x `y` \\n", b"\xff\xe4\x80\x01", "ä\u202e\r\n".encode(), b"a\0b", b"x" * 9_000],
)
def test_what_was_sent_is_written_down_to_the_byte(tmp_path: Path, given: bytes) -> None:
    """A shell reads the bytes back as they were, from the line or from the file that the line names."""
    case = Case("forms", "", "POST", "/", given)
    line = as_commands(case, "", tmp_path).replace("curl", "printf '%s\\0'", 1)
    words = subprocess.run(["bash", "-c", line], capture_output=True, check=True).stdout.split(b"\0")
    sent = words[words.index(b"--data-binary") + 1]
    assert (Path(sent[1:].decode()).read_bytes() if sent.startswith(b"@") else sent) == given


FORM = (("Content-Type", "application/x-www-form-urlencoded"),)


def test_forms_are_read_as_a_browser_reads_them() -> None:
    """Chosen options, ticked boxes, texts and where buttons lead are what a browser would send."""
    text = (
        '<form method="post" action="?a=1"><input name="csrfmiddlewaretoken" value="old"><input name="t" value="&lt;é">'
        '<select name="s"><option value="1"><option value="2" selected></select><select name="f"><option value="x"></select>'
        '<input type="checkbox" name="c" value="a" checked><input type="checkbox" name="c" value="b"><textarea name="l">'
        'two\nlines</textarea><input type="file" name="file"><button name="do" value="go" formaction="/else/">go</button>'
        '</form><form method="post" action="/language/"></form><a href="/list/?after=1&sort=name">next</a>'
    )
    forms, links = pages.read(text, "/list/")
    assert [form.is_of_page for form in forms] == [True, False]
    assert forms[0].action == "/list/?a=1"
    assert dict(forms[0].filled(t="new")) == {
        "csrfmiddlewaretoken": b"a" * 32, "t": b"new", "s": b"2", "f": b"x", "c": b"a", "l": b"two\nlines",
    }  # fmt: skip
    assert forms[0].buttons == [("do", "go", "/else/")]
    assert pages.questions(forms, links, "/list/") == {"after", "sort"}


def test_a_choice_of_nothing_is_sent_as_nothing() -> None:
    """As browsers do: what is chosen with an empty value, "on" where none stands, nothing of what is not chosen."""
    text = """<form method="post"><input type="radio" name="a" value="" checked><input type="radio" name="a" value="1">
        <input type="checkbox" name="b" checked><input type="checkbox" name="c"><input type="radio" name="d" value="2" checked>
        <input type="radio" name="e" value="3"></form>"""
    (form,), _links = pages.read(text, "/")
    assert form.filled() == [("a", b""), ("b", b"on"), ("d", b"2")]
    assert form.filled(a="1") == [("a", b"1"), ("b", b"on"), ("d", b"2")]


def test_the_same_seed_spoils_the_same(attack: Attack) -> None:
    """What a seed chose it chooses again."""
    fields = [("name", b"Ada"), ("day", b"2026-05-01")]
    first, again = (hostile.spoil(fields, attack.choice("forms", 7)) for _ in range(2))
    assert first == again
    assert any(hostile.spoil(fields, attack.choice("forms", n)) != first for n in range(9))


def test_findings_alike_are_printed_thrice_and_kept_whole(tmp_path: Path) -> None:
    """Of many alike three are printed; a file has them all."""
    tally = Tally()
    for number in range(5):
        tally.find("keys", "500, GET openings:list", Case("keys", "", "GET", f"/openings/?after={number}"))
    said = tally.report("http://localhost:1", tmp_path)
    assert said.count("curl") == 3
    assert "2 more like keys: 500, GET openings:list" in said
    assert (tmp_path / "findings.txt").read_text().count("curl") == 5


def test_names_in_cells_beside_each_other_are_no_name() -> None:
    """Tags within a name do not hide it; two names in a row of a table make no third."""
    told = text_of(Answer(200, body="<td>Jansen, <b>Götz</b></td><td>Köhler, Niklas</td>".encode()))
    assert "jansen, götz" in told
    assert "götz köhler" not in told
