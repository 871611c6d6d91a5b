"""What every address answers to every member of the cast: the one file to change when a page comes or goes.

A route not listed here fails `test_every_address_is_listed`. Each entry is `name: (GET, POST)`, and each of the two is
one status per member in the order of the heading below, then, after the bar, for somebody not signed in (`in` is a
redirect to sign-in). Pages about a person are asked about Emre, whom `lead` leads, who is shared with probation
(`aftercare`), by consent with the chamber (`placement`) and the club (`trainer`), whose share with `tso` has run out, and
whom `stranger`'s prison does not know. Everybody has named a purpose beforehand; `test_purpose.py` looks at those who
have not. Forms are sent empty, so 422 (or 409, 302) says "has the right" and 403 or 404 "has not".

To add a page: ask what each role may by the access table, write it down, then run
`pytest tests/matrix -k <name of the route>`. Which row stands in the address, the page's entry in the catalogue says.
"""

from __future__ import annotations

from tests.matrix.house import EVERYBODY

IN = "in"
Row = dict[str, int | str]


def row(statuses: str) -> Row:
    """Return a status per member from the line of a table."""
    cells = statuses.replace("|", " ").split()
    return dict(zip(EVERYBODY, (cell if cell == IN else int(cell) for cell in cells), strict=True))


def everybody(status: int) -> Row:
    """Return the same for all, signed in or not."""
    return dict.fromkeys(EVERYBODY, status)


def members(status: int) -> Row:
    """Return the same for all who are signed in; others are led to sign-in."""
    return {**dict.fromkeys(EVERYBODY, status), "anonymous": IN}


# Sign-in: shows nobody but the one who signs in; its answers depend on passwords and devices, so that only what they
# show is looked at here, not the status.
SIGN_IN = ("account_", "mfa_", "usersessions_")
# Answered outside of a transaction with a context, because they read no case data and some GETs must write there (rate
# limits, sessions). Everything else that is read runs READ ONLY.
OUTSIDE = (*SIGN_IN, "renewal_", "health", "ready")

# How lists and searches are asked, besides the plain page: nobody finds by asking whom they may not see.
QUERIES: dict[str, tuple[dict[str, str], ...]] = {
    "people:list": (
        {"show": "all"},
        {"show": "mine", "release": "90"},
        {"show": "all", "name": "Marker"},
    ),
    "desk:search": ({"q": "Markeremrefamily"},),
    "desk:today": ({"within": "90"},),
    "organisations:list": ({"q": "Markercontact"}, {"q": "Prison"}),
    "vocabulary:search": ({"q": "Marker"},),
}

# Searches that are sent as a form, so that what is typed stands in no address. They answer 200, change nothing, and
# are READ ONLY as a GET is; sent empty, a list leads to its address.
TYPED: dict[str, tuple[dict[str, str], ...]] = {
    "people:list": (
        {"name": "Marker"},
        {"show": "all", "name": "Markere"},
        {"show": "all", "name": "Markeranafamily"},
        {"show": "all", "release": "90", "sort": "-release", "name": "Marker"},
    ),
    "desk:search": (
        {"q": "Markeremrefamily"},
        {"q": "Markeranafamily"},
        {"q": "Markerfamily"},
        {"q": "Markercontactnorth"},
    ),
}

#                     lead       officer     admin       stranger    placement   tso
#                         colleague   teacher     dpo         aftercare   trainer     company
EXPECTED: dict[str, tuple[Row, Row]] = {
    "health": (everybody(200), everybody(405)),
    "ready": (everybody(200), everybody(405)),
    "style": (members(404), members(404)),
    "set_language": (everybody(405), everybody(302)),
    "demo_sign_in": (everybody(404), everybody(404)),
    "accounts:mine": (members(200), members(405)),
    "accounts:names": (members(200), members(422)),
    "accounts:switch": (members(405), members(404)),
    "accounts:members": (
        row("403 403 403 403 200 403 403 403 403 403 403 200 | in"),
        members(405),
    ),
    "accounts:invite": (
        row("403 403 403 403 200 403 403 403 403 403 403 200 | in"),
        row("403 403 403 403 422 403 403 403 403 403 403 422 | in"),
    ),
    "accounts:roles": (
        row("403 403 403 403 200 403 403 403 403 403 403 404 | in"),
        row("403 403 403 403 422 403 403 403 403 403 403 404 | in"),
    ),
    "accounts:password-code": (
        members(405),
        row("403 403 403 403 200 403 403 403 403 403 403 404 | in"),
    ),
    "accounts:renew-invitation": (
        members(405),
        row("403 403 403 403 302 403 403 403 403 403 403 404 | in"),
    ),
    "accounts:withdraw-invitation": (
        members(405),
        row("403 403 403 403 302 403 403 403 403 403 403 404 | in"),
    ),
    "organisations:list": (members(200), members(405)),
    "organisations:export": (members(405), members(200)),
    "organisations:add": (
        row("403 403 403 403 403 403 403 403 200 403 403 403 | in"),
        row("403 403 403 403 403 403 403 403 422 403 403 403 | in"),
    ),
    "organisations:page": (
        row("200 200 200 200 200 200 200 200 200 200 200 404 | in"),
        members(405),
    ),
    "organisations:change": (
        row("403 403 403 403 200 403 403 403 403 403 403 404 | in"),
        row("403 403 403 403 422 403 403 403 403 403 403 404 | in"),
    ),
    "organisations:add-site": (
        row("403 403 403 403 200 403 403 403 403 403 403 404 | in"),
        row("403 403 403 403 422 403 403 403 403 403 403 404 | in"),
    ),
    "organisations:site": (
        row("403 403 403 403 200 403 403 403 403 403 403 404 | in"),
        row("403 403 403 403 422 403 403 403 403 403 403 404 | in"),
    ),
    "organisations:remove-site": (
        members(405),
        row("403 403 403 403 302 403 403 403 403 403 403 404 | in"),
    ),
    "organisations:add-contact": (
        row("403 403 403 403 200 403 403 403 403 403 403 404 | in"),
        row("403 403 403 403 422 403 403 403 403 403 403 404 | in"),
    ),
    "organisations:contact": (
        row("403 403 403 403 200 403 403 403 403 403 403 404 | in"),
        row("403 403 403 403 422 403 403 403 403 403 403 404 | in"),
    ),
    "organisations:remove-contact": (
        members(405),
        row("403 403 403 403 302 403 403 403 403 403 403 404 | in"),
    ),
    "vocabulary:search": (members(200), members(405)),
    "vocabulary:suggest-places": (members(200), members(405)),
    "vocabulary:suggest-occupations": (members(200), members(405)),
    "vocabulary:suggest-languages": (members(200), members(405)),
    "observations:profile": (
        row("200 200 403 200 403 200 404 200 403 403 403 403 | in"),
        members(405),
    ),
    "observations:list": (
        row("302 302 200 403 302 403 302 302 403 403 403 403 | in"),
        members(405),
    ),
    "observations:start": (
        row("403 403 200 403 403 403 403 403 403 403 403 403 | in"),
        row("403 403 422 403 403 403 403 403 403 403 403 403 | in"),
    ),
    "observations:code": (
        row("200 200 200 403 403 403 200 200 403 403 403 403 | in"),
        row("422 422 422 403 403 403 422 422 403 403 403 403 | in"),
    ),
    "observations:groups": (
        row("403 403 200 403 403 403 403 403 403 403 403 403 | in"),
        row("403 403 422 403 403 403 403 403 403 403 403 403 | in"),
    ),
    "observations:group": (
        row("403 403 404 403 403 403 403 403 403 403 403 403 | in"),
        row("403 403 404 403 403 403 403 403 403 403 403 403 | in"),
    ),
    "observations:members": (
        members(405),
        row("403 403 404 403 403 403 403 403 403 403 403 403 | in"),
    ),
    "observations:training": (
        row("403 403 403 403 200 403 403 403 403 403 403 403 | in"),
        row("403 403 403 403 422 403 403 403 403 403 403 403 | in"),
    ),
    "observations:objections": (
        row("200 200 403 403 403 403 200 200 403 403 403 403 | in"),
        members(405),
    ),
    "observations:sheet": (
        row("403 403 404 403 403 403 403 403 403 403 403 403 | in"),
        row("403 403 404 403 403 403 403 403 403 403 403 403 | in"),
    ),
    "observations:cell": (
        members(405),
        row("403 403 404 403 403 403 403 403 403 403 403 403 | in"),
    ),
    "observations:details": (
        row("403 403 404 403 403 403 403 403 403 403 403 403 | in"),
        row("403 403 404 403 403 403 403 403 403 403 403 403 | in"),
    ),
    "observations:people": (
        members(405),
        row("403 403 404 403 403 403 403 403 403 403 403 403 | in"),
    ),
    "observations:amend": (
        row("403 403 404 403 403 403 403 403 403 403 403 403 | in"),
        row("403 403 404 403 403 403 403 403 403 403 403 403 | in"),
    ),
    "observations:retract": (
        row("403 403 404 403 403 403 403 403 403 403 403 403 | in"),
        row("403 403 404 403 403 403 403 403 403 403 403 403 | in"),
    ),
    "observations:discard": (
        row("403 403 404 403 403 403 403 403 403 403 403 403 | in"),
        row("403 403 404 403 403 403 403 403 403 403 403 403 | in"),
    ),
    "observations:line": (
        row("404 404 404 403 403 404 404 404 403 403 403 403 | in"),
        members(405),
    ),
    "observations:remark": (
        row("404 404 403 403 403 403 404 404 403 403 403 403 | in"),
        row("404 404 403 403 403 403 404 404 403 403 403 403 | in"),
    ),
    "observations:answer": (
        row("404 404 403 403 403 403 404 404 403 403 403 403 | in"),
        row("404 404 403 403 403 403 404 404 403 403 403 403 | in"),
    ),
    "observations:self": (
        row("200 200 403 403 403 403 404 200 403 403 403 403 | in"),
        row("422 422 403 403 403 403 404 422 403 403 403 403 | in"),
    ),
    "observations:letters": (
        row("200 200 403 403 403 403 404 200 403 403 403 403 | in"),
        members(405),
    ),
    "observations:write_letter": (
        row("200 200 403 403 403 403 404 200 403 403 403 403 | in"),
        row("422 422 403 403 403 403 404 422 403 403 403 403 | in"),
    ),
    "observations:letter": (
        row("404 404 403 403 403 403 404 404 403 403 403 403 | in"),
        row("404 404 403 403 403 403 404 404 403 403 403 403 | in"),
    ),
    "observations:letter_pdf": (
        row("404 404 403 403 403 403 404 404 403 403 403 403 | in"),
        members(405),
    ),
    "observations:paper": (
        row("403 403 404 403 403 403 403 403 403 403 403 403 | in"),
        members(405),
    ),
    "observations:slip": (
        members(405),
        row("404 404 403 403 403 403 404 404 403 403 403 403 | in"),
    ),
    "observations:slip_pdf": (
        row("404 404 403 403 403 403 404 404 403 403 403 403 | in"),
        members(405),
    ),
    "observations:xlsx": (
        row("403 403 404 403 403 403 403 403 403 403 403 403 | in"),
        members(405),
    ),
    "observations:upload": (
        row("403 403 404 403 403 403 403 403 403 403 403 403 | in"),
        row("403 403 404 403 403 403 403 403 403 403 403 403 | in"),
    ),
    "observations:unseen": (
        row("200 200 200 403 403 403 200 200 403 403 403 403 | in"),
        members(405),
    ),
    "observations:issuers": (
        row("403 403 403 403 200 403 403 403 403 403 403 403 | in"),
        row("403 403 403 403 422 403 403 403 403 403 403 403 | in"),
    ),
    "observations:issuer": (
        row("403 403 403 403 404 403 403 403 403 403 403 403 | in"),
        row("403 403 403 403 404 403 403 403 403 403 403 403 | in"),
    ),
    "observations:agreement": (
        row("200 200 403 403 403 403 200 403 403 403 403 403 | in"),
        members(405),
    ),
    "observations:feedback": (
        row("403 403 200 403 403 403 403 403 403 403 403 403 | in"),
        members(405),
    ),
    "leaving:end": (
        row("403 200 403 403 200 403 404 404 404 404 404 404 | in"),
        row("403 422 403 403 422 403 404 404 404 404 404 404 | in"),
    ),
    "people:list": (
        row("200 200 200 200 403 200 200 200 200 200 200 403 | in"),
        row("302 302 302 302 403 302 302 302 302 302 302 403 | in"),
    ),
    "people:export": (
        members(405),
        row("200 200 200 200 403 200 200 200 200 200 200 403 | in"),
    ),
    "people:add": (
        row("200 200 403 403 403 403 200 200 403 403 403 403 | in"),
        row("422 422 403 403 403 403 422 422 403 403 403 403 | in"),
    ),
    "people:purpose": (
        row("302 302 302 302 403 302 404 302 302 302 404 403 | in"),
        row("302 302 302 302 403 302 404 302 302 302 404 403 | in"),
    ),
    "people:close-purpose": (
        members(405),
        row("302 302 302 302 403 302 404 302 302 302 404 403 | in"),
    ),
    "people:unassigned": (
        row("200 200 403 403 403 403 200 200 200 403 200 403 | in"),
        row("422 422 403 403 403 403 422 422 422 403 422 403 | in"),
    ),
    "people:identity": (
        row("200 200 403 403 403 403 404 200 403 403 403 403 | in"),
        row("422 422 403 403 403 403 404 422 403 403 403 403 | in"),
    ),
    "people:number": (
        row("200 200 403 403 403 403 404 200 403 403 403 403 | in"),
        row("422 422 403 403 403 403 404 422 403 403 403 403 | in"),
    ),
    "people:admit": (
        row("200 200 403 403 403 403 404 403 403 403 403 403 | in"),
        row("422 422 403 403 403 403 404 403 403 403 403 403 | in"),
    ),
    "people:dates": (
        row("200 200 403 403 403 403 404 403 403 403 403 403 | in"),
        row("409 409 403 403 403 403 404 403 403 403 403 403 | in"),
    ),
    "people:release": (
        row("200 200 403 403 403 403 404 403 403 403 403 403 | in"),
        row("422 422 403 403 403 403 404 403 403 403 403 403 | in"),
    ),
    "people:arrival": (
        row("200 200 403 403 403 403 404 403 403 403 403 403 | in"),
        row("422 422 403 403 403 403 404 403 403 403 403 403 | in"),
    ),
    # Milan's stay: his prison alone knows him.
    "people:take-back": (
        row("200 200 403 403 403 403 404 403 403 403 403 403 | in"),
        row("409 409 403 403 403 403 404 403 403 403 403 403 | in"),
    ),
    "people:transfer": (
        row("200 200 403 403 403 403 404 403 403 403 403 403 | in"),
        row("422 422 403 403 403 403 404 403 403 403 403 403 | in"),
    ),
    "people:profile": (
        row("200 200 403 200 403 403 404 200 200 403 403 403 | in"),
        row("409 409 403 409 403 403 404 409 409 403 403 403 | in"),
    ),
    "people:add-language": (
        row("200 200 403 200 403 403 404 200 200 403 403 403 | in"),
        row("422 422 403 422 403 403 404 422 422 403 403 403 | in"),
    ),
    "people:language": (
        row("200 200 403 200 403 403 404 200 200 403 403 403 | in"),
        row("422 422 403 422 403 403 404 422 422 403 403 403 | in"),
    ),
    "people:remove-language": (
        row("200 200 403 200 403 403 404 200 200 403 403 403 | in"),
        row("302 302 403 302 403 403 404 302 302 403 403 403 | in"),
    ),
    "people:add-qualification": (
        row("200 200 403 200 403 403 404 200 200 403 403 403 | in"),
        row("422 422 403 422 403 403 404 422 422 403 403 403 | in"),
    ),
    "people:qualification": (
        row("200 200 403 200 403 403 404 200 200 403 403 403 | in"),
        row("422 422 403 422 403 403 404 422 422 403 403 403 | in"),
    ),
    "people:remove-qualification": (
        row("200 200 403 200 403 403 404 200 200 403 403 403 | in"),
        row("302 302 403 302 403 403 404 302 302 403 403 403 | in"),
    ),
    "people:add-condition": (
        row("200 200 403 403 403 403 404 403 403 403 403 403 | in"),
        row("422 422 403 403 403 403 404 403 403 403 403 403 | in"),
    ),
    "people:condition": (
        row("200 200 403 403 403 403 404 403 403 403 403 403 | in"),
        row("422 422 403 403 403 403 404 403 403 403 403 403 | in"),
    ),
    "people:remove-condition": (
        row("200 200 403 403 403 403 404 403 403 403 403 403 | in"),
        row("302 302 403 403 403 403 404 403 403 403 403 403 | in"),
    ),
    "people:after-release": (
        row("200 200 403 403 403 403 404 200 403 403 403 403 | in"),
        row("409 409 403 403 403 403 404 409 403 403 403 403 | in"),
    ),
    "people:guardian": (
        row("200 200 403 403 403 403 404 200 403 403 403 403 | in"),
        row("422 422 403 403 403 403 404 422 403 403 403 403 | in"),
    ),
    "people:remove-guardian": (
        row("200 200 403 403 403 403 404 200 403 403 403 403 | in"),
        row("302 302 403 403 403 403 404 302 403 403 403 403 | in"),
    ),
    "people:ask-consent": (
        row("200 200 403 403 403 403 404 200 200 403 403 403 | in"),
        row("422 422 403 403 403 403 404 422 422 403 403 403 | in"),
    ),
    "people:answer-consent": (
        row("200 200 403 403 403 403 404 404 404 403 403 403 | in"),
        row("422 422 403 403 403 403 404 404 404 403 403 403 | in"),
    ),
    "people:withdraw-consent": (
        row("200 200 403 403 403 403 404 404 404 403 403 403 | in"),
        row("409 409 403 403 403 403 404 404 404 403 403 403 | in"),
    ),
    "people:add-link": (
        row("200 200 403 403 403 403 404 200 403 403 403 403 | in"),
        row("422 422 403 403 403 403 404 422 403 403 403 403 | in"),
    ),
    "people:end-link": (
        row("200 200 403 403 403 403 404 404 403 403 403 403 | in"),
        row("422 422 403 403 403 403 404 404 403 403 403 403 | in"),
    ),
    "people:assign": (
        row("200 200 403 403 403 403 404 404 403 403 403 403 | in"),
        row("422 422 403 403 403 403 404 404 403 403 403 403 | in"),
    ),
    "people:unassign": (
        row("200 200 403 403 403 403 404 404 403 403 403 403 | in"),
        row("409 409 403 403 403 403 404 404 403 403 403 403 | in"),
    ),
    "openings:list": (
        row("200 200 200 200 403 200 200 200 200 403 200 200 | in"),
        members(405),
    ),
    "openings:export": (
        members(405),
        row("200 200 200 200 403 200 200 200 200 403 200 200 | in"),
    ),
    "openings:add": (
        row("403 403 403 403 403 403 403 403 200 403 403 302 | in"),
        members(405),
    ),
    "openings:add-for": (
        row("403 403 403 403 403 403 403 403 200 403 403 200 | in"),
        row("403 403 403 403 403 403 403 403 422 403 403 422 | in"),
    ),
    "openings:page": (
        row("200 200 200 200 403 200 200 200 200 403 200 200 | in"),
        members(405),
    ),
    "openings:change": (
        row("403 403 403 403 403 403 403 403 200 403 403 200 | in"),
        row("403 403 403 403 403 403 403 403 422 403 403 422 | in"),
    ),
    "openings:renew": (
        members(405),
        row("403 403 403 403 403 403 403 403 409 403 403 409 | in"),
    ),
    "openings:letter": (
        members(405),
        row("403 403 403 403 403 403 403 403 200 403 403 200 | in"),
    ),
    "openings:move": (members(405), members(404)),
    # For companies without an account: a code or a link opens, whoever holds it.
    "renewal_code": (everybody(200), everybody(422)),
    "renewal_by_code": (everybody(302), everybody(302)),
    "renewal_by_link": (everybody(200), everybody(302)),
    "imports:list": (
        row("200 200 200 403 403 403 200 200 200 403 403 403 | in"),
        members(405),
    ),
    "imports:add": (
        row("200 200 200 403 403 403 200 200 200 403 403 403 | in"),
        row("422 422 422 403 403 403 422 422 422 403 403 403 | in"),
    ),
    "imports:page": (
        row("404 404 404 403 403 403 404 404 404 403 403 403 | in"),
        members(405),
    ),
    "imports:columns": (
        row("404 404 404 403 403 403 404 404 404 403 403 403 | in"),
        row("404 404 404 403 403 403 404 404 404 403 403 403 | in"),
    ),
    "imports:reading": (
        members(405),
        row("404 404 404 403 403 403 404 404 404 403 403 403 | in"),
    ),
    "imports:move": (
        members(405),
        row("404 404 404 403 403 403 404 404 404 403 403 403 | in"),
    ),
    "imports:download": (
        members(405),
        row("404 404 404 403 403 403 404 404 404 403 403 403 | in"),
    ),
    "imports:row": (
        row("404 404 404 403 403 403 404 404 404 403 403 403 | in"),
        row("404 404 404 403 403 403 404 404 404 403 403 403 | in"),
    ),
    "oversight:looks": (
        row("403 403 403 403 403 200 403 403 403 403 403 403 | in"),
        members(405),
    ),
    "oversight:purposes": (
        row("403 403 403 403 403 200 403 403 403 403 403 403 | in"),
        members(405),
    ),
    "oversight:outside": (
        row("403 403 403 403 403 200 403 403 403 403 403 403 | in"),
        members(405),
    ),
    "oversight:changes": (
        row("403 403 403 403 403 200 403 403 403 403 403 403 | in"),
        members(405),
    ),
    "desk:today": (members(200), members(405)),
    "desk:person": (
        row("200 200 200 200 403 200 404 200 200 200 404 403 | in"),
        members(405),
    ),
    "desk:near": (
        row("200 200 200 200 403 200 404 200 200 403 404 403 | in"),
        members(405),
    ),
    "desk:path_pdf": (
        row("200 200 200 200 403 200 404 200 200 403 404 403 | in"),
        members(405),
    ),
    "desk:search": (members(200), members(200)),
}
