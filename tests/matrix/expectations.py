"""What every address answers to every member of the cast: the one file to change when a page comes or goes.

A route not listed here fails `test_every_address_is_listed`. Each entry is a rule of `rules.py`: which right of the access
table it takes, for whom the row in the address exists, and what GET (200) and POST (405) answer those. Pages about a
person are asked about Emre, whom `lead` leads, who is shared with probation (`aftercare`), by consent with the chamber
(`placement`) and the club (`trainer`), whose share with `tso` has run out, and whom `stranger`'s prison does not know.
Everybody has named a purpose beforehand; `test_colleague_is_asked_for_a_purpose` looks at those who have not. Forms are
sent empty, or as `FORMS` in `tests/samples.py` says, so 422 (or 409, 302) says "has the right" and 403 or 404 "has not".

To add a page: ask what each role may by the access table, write it down, then run
`pytest tests/matrix -k <name of the route>`. Which row stands in the address, the page's entry in the catalogue says.
"""

from __future__ import annotations

from tests.cast import STAFF
from tests.matrix.markers import can, sees
from tests.matrix.rules import (
    Rule,
    about,
    everybody,
    listed,
    literally,
    may,
    members,
    of_row,
    only,
    own,
    within,
)
from tests.matrix.schooling import SCHOOLING

# Sign-in: shows nobody but the one who signs in; its answers depend on passwords and devices, so that only what they
# show is looked at here, not the status.
SIGN_IN = ("account_", "mfa_", "usersessions_")
# Answered outside of a transaction with a context, because they read no case data and some GETs must write there (rate
# limits, sessions). Everything else that is read runs READ ONLY.
OUTSIDE = (
    *SIGN_IN,
    *("renewal_", "joining_", "introduction_", "asked_", "feedback_", "health", "ready"),
)

# How lists and searches are asked, besides the plain page: nobody finds by asking whom they may not see.
QUERIES: dict[str, tuple[dict[str, str], ...]] = {
    "people:list": (
        {"show": "all"},
        {"show": "mine", "release": "90"},
        {"show": "all", "lead": "none"},  # where a count on Today leads
        {"show": "all", "name": "Marker"},
    ),
    "desk:search": ({"q": "Markeremrefamily"},),
    "organisations:list": ({"q": "Markercontact"}, {"q": "Prison"}),
    "organisations:suggest": ({"q": "Prison"}, {"q": "Marker"}),
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
    "oversight:person": ({"q": "Markeremrefamily"}, {"q": "Markeranafamily"}),
}

# What is told to whoever holds the link, signed in or not.
BY_HOLDING = {
    "renewal_by_link": {"openingroofing"},
    "joining_by_link": {"contactroofing"},
    "introduction_by_link": {"openingroofing"},
}

SHEETS = "write sheet or write own_voice"
OPENINGS = "read opening or read own_opening"
KEEPS_OPENINGS = "write opening or write own_opening"
KEEPS_ENTRIES = "write registration or write own_registration"
IMPORTS = (
    "write import_people or write import_companies or write import_openings or write import_own_openings or "
    "write import_levels or write import_marks"
)


def lists_of_north(get: int = 200, post: int = 405) -> Rule:
    """An import of people at Prison North: whoever imports anything asks, whoever imports people there sees it."""
    return of_row(
        lambda who: STAFF[who][0] == "north" and may(who, "write import_people"), IMPORTS, get, post
    )


def entry(get: int, post: int) -> Rule:
    """The roofer's entry in the register: officers keep all of them, an organisation its own."""
    return of_row(
        lambda who: may(who, "write registration") or STAFF[who][0] == "roofing", KEEPS_ENTRIES, get, post
    )


def moved_on() -> Rule:
    """Emre's introduction goes on: by the placement officers who keep it, though others stand beside him as well."""
    get, post = about("emre", "write placement", 405, 302)
    return Rule(get, {**post, **dict.fromkeys(("lead", "colleague", "aftercare"), 403)})


def asked_by_custody() -> Rule:
    """What is printed to ask Emre: by custody, which asks him; others who take answers see him, and are told so."""
    rule = about("emre", "write answer", 405, 409)
    return Rule(rule.get, {**rule.post, "lead": 200, "colleague": 200})


EXPECTED: dict[str, Rule] = {
    "health": everybody(200),
    "ready": everybody(200),
    "style": members(404, 404),
    "set_language": everybody(405, 302),
    "demo_sign_in": everybody(404, 404),
    # One's own account, and members
    "accounts:mine": members(),
    "accounts:names": members(post=422),
    "accounts:switch": own("lead", "read own_organisation", 405, 302),
    "accounts:members": listed("write membership"),
    "accounts:invite": listed("write membership", post=422),
    "accounts:roles": within("north", "write membership", post=422),
    "accounts:password-code": within("north", "write membership", 405, 200),
    "accounts:renew-invitation": within("north", "write membership", 405, 302),
    "accounts:withdraw-invitation": within("north", "write membership", 405, 302),
    # The member is looked for first. It is `colleague`, who may leave.
    #                       lead       officer     admin       stranger    placement   tso
    #                           colleague   teacher     dpo         aftercare   trainer     company
    "leaving:end": literally(
        "403 200 403 403 200 403 404 404 404 404 404 404 | in",
        "403 422 403 403 422 403 404 404 404 404 404 404 | in",
    ),
    "organisations:list": members(),
    "organisations:export": members(405, 200),
    "organisations:cards-of-list": members(405, 200),
    "organisations:suggest": members(),
    "organisations:add": listed("write organisation", post=422),
    "organisations:page": of_row(
        lambda who: STAFF[who][0] == "north" or may(who, "read organisation"), "read own_organisation"
    ),
    "organisations:contacts": of_row(
        lambda who: STAFF[who][0] == "north" or may(who, "read organisation"), "read own_organisation"
    ),
    "organisations:cards": of_row(
        lambda who: STAFF[who][0] == "north" or may(who, "read organisation"),
        "read own_organisation",
        405,
        200,
    ),
    "organisations:card": of_row(
        lambda who: STAFF[who][0] == "north" or may(who, "read organisation"),
        "read own_organisation",
        405,
        200,
    ),
    "accounts:colleagues": within("north", "read own_organisation"),
    "organisations:change": within("north", "write own_organisation", post=422),
    "organisations:add-site": within("north", "write own_organisation", post=422),
    "organisations:site": within("north", "write own_organisation", post=422),
    "organisations:remove-site": within("north", "write own_organisation", 405, 302),
    "organisations:add-contact": within("north", "write own_organisation", post=422),
    "organisations:contact": within("north", "write own_organisation", post=422),
    "organisations:remove-contact": within("north", "write own_organisation", 405, 302),
    "vocabulary:search": members(),
    "vocabulary:suggest-places": members(),
    "vocabulary:suggest-occupations": members(),
    "vocabulary:suggest-languages": members(),
    # Everybody who may look at something of sheets is led to it.
    #                              lead       officer     admin       stranger    placement   tso
    #                                  colleague   teacher     dpo         aftercare   trainer     company
    "observations:list": literally(
        "302 302 200 403 302 403 302 302 403 403 403 403 | in",
        "405 405 405 405 405 405 405 405 405 405 405 405 | in",
    ),
    "observations:start": listed("write sheet", post=422),
    "observations:code": listed(SHEETS, post=422),
    "observations:groups": listed("write person_group", post=422),
    "observations:group": within("north", "write person_group", post=422),
    "observations:members": within("north", "write person_group", 405, 302),
    "observations:unseen": listed(SHEETS),
    # Not for the administrator of a company: nobody observes there.
    "observations:training": only("admin", post=422),
    "observations:issuers": only("admin", post=422),
    "observations:issuer": only("admin", post=422),
    "observations:objections": listed("write own_voice"),
    "observations:agreement": listed("read agreement"),
    "observations:feedback": listed("write sheet"),
    "observations:sheet": own("officer", "write sheet", post=302),
    "observations:cell": own("officer", "write sheet", 405, 200),
    "observations:details": own("officer", "write sheet", post=422),
    "observations:people": own("officer", "write sheet", 405, 302),
    "observations:paper": own("officer", "write sheet"),
    "observations:xlsx": own("officer", "write sheet"),
    "observations:upload": own("officer", "write sheet", post=422),
    "observations:discard": own("officer", "write sheet", post=302),
    "observations:amend": own("officer", "write sheet", post=422),
    "observations:retract": own("officer", "write sheet", post=422),
    "observations:line": about("emre", "read sheet"),
    "observations:remark": about("emre", "write own_voice", post=422),
    "observations:answer": within("north", "write own_voice", post=422),
    "observations:self": about("emre", "write own_voice", post=422),
    "observations:slip": about("emre", "write own_voice", 405, 302),
    "observations:slip_pdf": within("north", "write own_voice"),
    "observations:profile": about("emre", "read competencies"),
    "observations:letters": about("emre", "write reference_letter"),
    "observations:write_letter": about("emre", "write reference_letter", post=422),
    # Read wherever the person is seen, moved where it was written.
    "observations:letter": Rule(
        about("emre", "write reference_letter").get,
        within("north", "write reference_letter", post=422).post,
    ),
    "observations:letter_pdf": about("emre", "write reference_letter"),
    **SCHOOLING,
    "people:list": listed("read person", post=302),
    "people:export": listed("read person", 405, 200),
    "people:unassigned": listed("write assignment", post=422),
    "people:add": listed("write person", post=422),
    "people:purpose": about("emre", "read person", 302, 302),
    "people:close-purpose": about("emre", "read person", 405, 302),
    "people:identity": about("emre", "write person", post=422),
    "people:number": about("emre", "write number", post=422),
    "people:admit": about("emre", "write stay", post=422),
    "people:dates": about("emre", "write stay", post=409),
    "people:release": about("emre", "write stay", post=422),
    "people:arrival": about("emre", "write stay", post=422),
    "people:transfer": about("emre", "write stay", post=422),
    # Emre's stay goes on; Milan's ended.
    "people:take-back": about("milan", "write stay", post=409),
    "people:profile": about("emre", "write profile", post=409),
    "people:add-language": about("emre", "write profile", post=422),
    "people:language": about("emre", "write profile", post=422),
    "people:remove-language": about("emre", "write profile", post=302),
    "people:add-qualification": about("emre", "write profile", post=422),
    "people:qualification": about("emre", "write profile", post=422),
    "people:remove-qualification": about("emre", "write profile", post=302),
    "people:add-condition": about("emre", "write work_condition", post=422),
    "people:condition": about("emre", "write work_condition", post=422),
    "people:remove-condition": about("emre", "write work_condition", post=302),
    "people:after-release": about("emre", "write after_release", post=409),
    "people:guardian": about("emre", "write guardian", post=422),
    "people:remove-guardian": about("emre", "write guardian", post=302),
    "people:ask-consent": about("emre", "write consent", post=422),
    "people:answer-consent": within("north", "write consent", post=422),
    "people:withdraw-consent": within("north", "write consent", post=409),
    "people:add-link": about("emre", "write case_link", post=422),
    "people:end-link": within("north", "write case_link", post=422),
    "people:assign": within("north", "write case_link", post=422),
    "people:unassign": within("north", "write case_link", post=409),
    "openings:list": listed(OPENINGS),
    "openings:export": listed(OPENINGS, 405, 200),
    # A company is led on, as there is nothing to choose.
    #                         lead       officer     admin       stranger    placement   tso
    #                             colleague   teacher     dpo         aftercare   trainer     company
    "openings:postings": listed(OPENINGS, 405, 200),
    "openings:dates": listed(OPENINGS, 405, 409),
    "openings:date": listed(OPENINGS, 405, 409),
    "openings:good-to-know": listed(OPENINGS),
    "openings:add": literally(
        "403 403 403 403 403 403 403 403 200 403 403 302 | in",
        "405 405 405 405 405 405 405 405 405 405 405 405 | in",
    ),
    "openings:add-for": listed(KEEPS_OPENINGS, post=422),
    "openings:page": listed(OPENINGS),
    "openings:change": listed(KEEPS_OPENINGS, post=422),
    "openings:posting": listed(OPENINGS, 405, 409),
    "openings:renew": listed(KEEPS_OPENINGS, 405, 409),
    "openings:letter": listed(KEEPS_OPENINGS, 405, 200),
    "openings:move": listed(KEEPS_OPENINGS, 405, 302),
    # For companies without an account: a code or a link opens, whoever holds it.
    "renewal_code": everybody(200, 422),
    "renewal_by_code": everybody(302, 302),
    "renewal_by_link": everybody(200, 302),
    # The register: officers keep all of it, an organisation its own entry, which this is.
    "register:list": listed("read registration"),
    "register:export": listed("read registration", 405, 200),
    "register:type": listed("write registration", post=422),
    "register:others": listed("read own_registration"),
    "register:first-weeks": listed("read organisation or write own_opening"),
    "register:page": of_row(lambda who: may(who, "write registration"), KEEPS_ENTRIES),
    "register:verify": listed("write registration", post=302),
    "register:refuse": listed("write registration", post=422),
    "register:change": entry(200, 422),
    "register:refresh": entry(405, 409),
    "register:move": entry(405, 302),
    "register:proposal": listed("write registration"),
    "register:take-over": listed("write registration", 405, 409),
    "register:refuse-proposal": listed("write registration", 405, 409),
    "register:letter": listed("write registration", 405, 200),
    "register:entry": of_row(
        lambda who: STAFF[who][0] == "roofing" or may(who, "read organisation"), "read own_organisation"
    ),
    "merging:merge": listed("write organisation", post=422),
    # Introductions of Emre: by the chamber to the roofer; seen by those who see him, moved on by placement officers.
    "placements:list": listed("read placement"),
    "placements:of-person": about("emre", "read placement"),
    "placements:propose": about("emre", "write introduction", post=422),
    "placements:page": about("emre", "read placement"),
    "placements:ask": about("emre", "write introduction", post=409),
    "placements:ask-person": about("emre", "write answer", post=422),
    "placements:ask-custody": about("emre", "write custody_answer", post=422),
    "placements:ask-company": about("emre", "write introduction", post=422),
    "placements:invite": about("emre", "write introduction", post=422),
    "placements:start": about("emre", "write introduction", post=422),
    "placements:end": about("emre", "write placement", post=422),
    "placements:contact": about("emre", "write introduction", post=409),
    "placements:move": moved_on(),
    "placements:message": about("emre", "write introduction", 405, 422),
    # The roofer's own side of it; what is printed for the roofer by the chamber, for Emre by custody, who asks him.
    "introductions:list": listed("read own_introduction"),
    "introductions:page": within("roofing", "read own_introduction", post=302),
    "introductions:letter": about("emre", "write introduction", 405, 200),
    "introductions:sheet": asked_by_custody(),
    "introduction_code": everybody(200, 422),
    "introduction_by_code": everybody(302, 302),
    "introduction_by_link": everybody(200, 302),
    "asked_code": everybody(200, 422),
    "asked_by_code": everybody(302, 302),
    # What was written down of the roofer, by the chamber: read by those who look for places, changed there.
    "contact_log:list": listed("read company_log"),
    "contact_log:add": listed("write company_log", post=422),
    "contact_log:note": within("chamber", "write company_log", post=422),
    "contact_log:dates": listed("read company_log", 405, 200),
    "contact_log:dates-of-note": within("chamber", "write company_log", 405, 200),
    "contact_log:finish": within("chamber", "write company_log", 405, 302),
    "contact_log:add-agreement": listed("write company_log", post=422),
    "contact_log:agreement": within("chamber", "write company_log", post=422),
    "contact_log:finish-agreement": within("chamber", "write company_log", 405, 302),
    # After a start: a code or a link opens three questions, whoever holds it.
    "followups:list": about("emre", "read follow_up"),
    "followups:type": about("emre", "write follow_up", post=422),
    "followups:sheet": about("emre", "write follow_up", 405, 200),
    # What the company said there is for the placement officer and the volunteer beside him: 409, as no version is sent.
    "followups:seen": of_row(lambda who: who in ("placement", "trainer"), "write follow_up", 405, 409),
    "followups:own": within("roofing", "read own_introduction", post=422),
    "feedback_code": everybody(200, 422),
    "feedback_by_code": everybody(302, 302),
    "feedback_by_link": everybody(200, 302),
    "joining_form": everybody(200, 422),
    "joining_sent": everybody(200),
    "joining_paper": everybody(200),
    "joining_code": everybody(200, 422),
    "joining_by_code": everybody(302, 302),
    "joining_by_link": everybody(200, 302),
    "imports:list": listed(IMPORTS),
    "imports:add": listed(IMPORTS, post=422),
    "imports:page": lists_of_north(),
    "imports:columns": lists_of_north(post=422),
    "imports:reading": lists_of_north(405, 302),
    "imports:move": lists_of_north(405, 302),
    "imports:download": lists_of_north(405, 200),
    "imports:row": lists_of_north(post=422),
    "oversight:looks": listed("read access_log"),
    "oversight:export-looks": listed("read access_log", 405, 200),
    "oversight:person": listed("read access_log", post=200),
    "oversight:purposes": listed("read access_log"),
    "oversight:export-purposes": listed("read access_log", 405, 200),
    "oversight:outside": listed("read access_log"),
    "oversight:changes": listed("read access_log"),
    "oversight:export-changes": listed("read access_log", 405, 200),
    "desk:today": members(),
    # Whose release date moved; the other parts are looked at in the tests of Today.
    "desk:waiting": listed("read history"),
    "desk:person": about("emre", "read person"),
    "desk:person-work": about("emre", "read profile"),
    "desk:person-sharing": about("emre", "read consent or read case_link"),
    "desk:person-facts": about("emre", "read person"),
    "desk:near": about("emre", "read profile"),
    "desk:beside": about("emre", "read profile"),
    "desk:disclosure": about("emre", "read profile"),
    "desk:disclosure-print": listed("read profile"),
    "desk:suiting": listed("write opening"),
    "chain:plan": about("emre", "read chain"),
    "chain:begin": within("north", "write chain", 405, 422),
    # Steps of the case lead: for those who answer for the whole plan.
    **{
        f"chain:{name}": of_row(
            lambda who: sees(who, "emre") and can(who, "write", "chain"), "write chain_step", get, post
        )
        for name, get, post in (("do", 405, 302), ("undo", 405, 302), ("skip", 200, 422))
    },
    "desk:planning": listed("write regional_plan"),
    "desk:plan-start": listed("write regional_plan", 405, 302),
    "desk:plan": within("chamber", "write regional_plan"),
    "desk:plan-try": within("chamber", "write regional_plan", 405, 302),
    "desk:plan-stop": within("chamber", "write regional_plan", 405, 409),
    "desk:path_pdf": about("emre", "read profile"),
    # A company sees its own, which this is.
    "desk:organisation-openings": listed(OPENINGS),
    "desk:search": members(post=200),
}
