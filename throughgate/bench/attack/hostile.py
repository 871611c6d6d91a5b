"""Values and bodies that nobody sends by mistake."""

from __future__ import annotations

import json
import random
from collections.abc import Callable

from throughgate.bench.attack.pages import Fields, urlencoded

BIDI = "\u202e\u2066evil\u2069\u202c"
TEXTS = (
    "", " ", "\t\r\n", "\0", "a\0b", "\x1b[31mred\x1b[0m", "\x7f", "\x85\u2028\u2029", "\ufeffbom", "\ufffe\uffff",
    "\u200b\u200d\u2060", BIDI, f"Ann{BIDI}", "e\u0301" * 40, "Z" + "\u0310\u0353" * 400, "ﷺ" * 60, "ı İ ß ẞ ﬃ",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U000e0041\U000e0042", "مرحبا", "שלום", "汉字", "🏳️‍🌈" * 30,
    "=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(A1)", "\t=1+1", "＝1+1", "\u200b=1+1", '=HYPERLINK("http://x")',
    "<script>alert(1)</script>", "\"'><img src=x onerror=alert(1)>", "javascript:alert(1)", "</textarea><b>", "{{7*7}}",
    "{% debug %}", "${7*7}", "%s%s%n", "%(a)s", "{0.__class__}", "#{1+1} *bold* $x$", "'; DROP TABLE people_person; --",
    "' OR ''='", "\\", "\\u0000", "\\x00", "%00", "%", "%ZZ", "%ed%a0%80", "../../../../etc/passwd", "..\\..\\con",
    "file:///etc/passwd", "//evil.example/", "https://evil.example/", "/\\evil.example", "http:evil", "null",
    "undefined", "None", "True", "NaN", "Infinity", "-Infinity", "1e400", "-0", "0", "-1", "1.5", "1,5", "0x10", "1_000",
    "٣", "²", "Ⅷ", "９", "2147483647", "2147483648", "9223372036854775807", "9223372036854775808", "9" * 40, "9" * 5000,
    "0" * 300, "1" + "0" * 400, "0001-01-01", "9999-12-31", "10000-01-01", "2026-02-30", "2026-13-01", "31.12.9999",
    "1.1.1", "00.00.0000", "29.2.2027", "99", "0000", "2026-W53-7", "2026-05-01T25:61", "-5000-01-01", "today", "tomorrow",
    "01999999-9999-7999-8999-999999999999", "00000000-0000-0000-0000-000000000000", "{" + "f" * 32 + "}", "urn:uuid:1",
    "f" * 32, "[]", "{}", "[[1]]", "[" * 900, '{"a":' * 900, "a" * 129, "a" * 256, "a" * 2_001, "ä" * 10_000,
    "a" * 100_000, "a " * 50_000, "@" * 300, "a@b", "a@" + "b" * 300 + ".de", '"a b"@x.de', "a@[127.0.0.1]", "++49" * 30,
    "a,b;c\td|e", '"', '"""', "line\r\nSet-Cookie: forged=1", "line\nX-Forged: 1", "de", "xx-YY", "en\0", "constructor",
)  # fmt: skip
BYTES = (
    b"\xed\xa0\x80", b"\xed\xb0\x80x", b"\xff\xfe", b"\xc0\xaf", b"\xf8\x88\x80\x80\x80", b"\x80" * 30, b"\xf4\x90\x80\x80",
    b"M\xfcller", "Müller".encode("utf-16"), b"\xe2\x82", b"\x00\xd8",
)  # fmt: skip
VALUES = (*(text.encode("utf-8", "surrogatepass") for text in TEXTS), *BYTES)
NAMES = ("once", "version", "csrfmiddlewaretoken", "next", "do", "whose", "look-purpose", "another", "__proto__", "a" * 5_000,
         "a[b][c]", "a.b", "form-TOTAL_FORMS", "_method", "\0", "id", "pk", "sort", "after")  # fmt: skip
TYPES = (
    "application/x-www-form-urlencoded; charset=iso-8859-1",
    "application/x-www-form-urlencoded; charset=utf-7",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=no-such",
    'application/x-www-form-urlencoded; charset="',
    "application/x-www-form-urlencoded; charset=idna",
    "application/x-www-form-urlencoded; charset=hex",
    "APPLICATION/X-WWW-FORM-URLENCODED;;;=",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=ä",
    "multipart/form-data; boundary=" + "b" * 300,
    "multipart/form-data; boundary=x; charset=utf-16",
    "application/json", "text/xml", "text/plain", "application/octet-stream", "", "/", "multipart/mixed; boundary=x",
)  # fmt: skip
FILES = (
    b"", b"\0" * 3_000, b"\xff\xfe" + b"a\0" * 900, b"PK\x03\x04" + b"\0" * 60, b"PK\x05\x06" + b"\0" * 18,
    b"%PDF-1.7\n", b"<html><script>alert(1)</script>", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    b"Name;Vorname\n" + b"=1+1;@x\n" * 40, b"a" * 200_000, b"\n" * 5_000, b'"' * 5_000, b";" * 20_000 + b"\n",
    b"Name;Name;Name\nA;B;C\n", b"Nachname,Vorname,Geburtsdatum\nM\xfcller,J\xf6rg,31.02.1990\n" * 20,
    "Nachname;Vorname;Geburtsdatum\nŞahin\u202e;Emre\0;99.99.9999\n".encode() * 20,
    "Nachname\tVorname\r\nA\tB\r\n".encode("utf-16"), b'Nachname;Vorname\n"offen;Anna\n' + b"x;y\n" * 300,
)  # fmt: skip
FILE_NAMES = ("list.csv", "list.xlsx", "../../etc/passwd", "a\u202ecsv.exe", "n" * 300, "", '"; x="', "list.csv\0.exe",
              "CON", ".", "%00", "ä.csv")  # fmt: skip
Sent = tuple[str, bytes]
"""The type of a body and the body."""


def value(choice: random.Random) -> bytes:
    """Return one hostile value."""
    return choice.choice(VALUES)


def spoil(fields: Fields, choice: random.Random) -> Fields:
    """Return a form with one thing wrong with it, now and then with several."""
    found = list(fields)
    for _ in range(choice.choice((1, 1, 1, 1, 2, 4))):
        choice.choice(WAYS)(found, choice)
    return found


def _replace(fields: Fields, choice: random.Random) -> None:
    open_ones = [n for n, (name, _) in enumerate(fields) if name != "csrfmiddlewaretoken"]
    if open_ones:
        number = choice.choice(open_ones)
        fields[number] = fields[number][0], value(choice)


def _append(fields: Fields, choice: random.Random) -> None:
    if fields:
        number = choice.randrange(len(fields))
        name, given = fields[number]
        fields[number] = name, (given + value(choice))[:200_000]


def _twice(fields: Fields, choice: random.Random) -> None:
    if fields:
        name, given = choice.choice(fields)
        fields.append((name, choice.choice((given, value(choice)))))


def _leave_out(fields: Fields, choice: random.Random) -> None:
    if fields:
        fields.pop(choice.randrange(len(fields)))


def _add(fields: Fields, choice: random.Random) -> None:
    fields.append((choice.choice(NAMES), value(choice)))


def _flood(fields: Fields, choice: random.Random) -> None:
    fields += [(f"x{number}", b"") for number in range(choice.choice((100, 2_100)))]


WAYS: tuple[Callable[[Fields, random.Random], None], ...] = (
    *(_replace,) * 10, *(_append,) * 3, _twice, _twice, _leave_out, _leave_out, _add, _flood,
)  # fmt: skip


def packed(fields: Fields, choice: random.Random, *, multipart: bool, files: list[str]) -> Sent:
    """Return the body in the way that the form asks for, now and then in another."""
    if choice.random() < 0.1:
        return _mistyped(fields, choice)
    if multipart or choice.random() < 0.08:
        return _multipart(fields, choice, files)
    return "application/x-www-form-urlencoded", urlencoded(fields)


def _mistyped(fields: Fields, choice: random.Random) -> Sent:
    kind = choice.choice(TYPES)
    if kind == "application/json":
        deep = choice.choice(("[" * 20_000, '{"a":' * 5_000, "[" * 400 + "]" * 400, "1e9999", '"\\ud800"'))
        return kind, deep.encode() if choice.random() < 0.6 else json.dumps(
            {name: given.decode("utf-8", "replace") for name, given in fields}
        ).encode()
    if "boundary=x" in kind:
        return kind, _multipart(fields, choice, [], boundary="x")[1]
    return kind, urlencoded(fields)


def _multipart(
    fields: Fields, choice: random.Random, files: list[str], boundary: str = "attackattack"
) -> Sent:
    parts = []
    for name, given in fields:
        if name not in files:
            called = name.replace('"', "%22").replace("\0", "%00")
            head = f'--{boundary}\r\nContent-Disposition: form-data; name="{called}"\r\n'
            if choice.random() < 0.03:
                head += choice.choice(ODD_PARTS)
            parts.append(head.encode() + b"\r\n" + given + b"\r\n")
    for name in files:
        called = choice.choice(FILE_NAMES).replace('"', "%22")
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{called}"\r\n\r\n'
        parts.append(head.encode() + choice.choice(FILES) + b"\r\n")
    body = b"".join(parts) + f"--{boundary}--\r\n".encode()
    if choice.random() < 0.05:
        body = body[: choice.randrange(len(body))]
    return f"multipart/form-data; boundary={boundary}", body


ODD_PARTS = (
    "Content-Type: text/plain; charset=utf-7\r\n", "Content-Type: text/plain; charset=no-such\r\n",
    "Content-Transfer-Encoding: base64\r\n", "Content-Transfer-Encoding: no-such\r\n", "X: " + "y" * 2_000 + "\r\n",
    "Content-Disposition: form-data; filename*=utf-7''x\r\n", "Content-Disposition: form-data; filename*=UTF-8''%ed%a0%80\r\n",
)  # fmt: skip
