"""The pages of sheets, profiles and reference letters."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.catalogue import Page

_page = partial(Page, opened_by="case_lead")
_person = partial(_page, row="person")
_observer = partial(Page, opened_by="observer")
_draft = partial(_observer, row="sheet:draft")
_signed = partial(_observer, row="sheet:signed")
_keeper = partial(Page, opened_by="administrator")

PAGES = (
    _observer("observations:list", _("Sheets")),
    _observer("observations:start", _("Start a sheet")),
    _observer("observations:code", _("Enter a code")),
    _observer("observations:groups", _("Groups")),
    _observer("observations:group", _("Group"), row="group"),
    _observer("observations:members", _("Group"), row="group", gives="post"),
    _page("observations:unseen", _("People without a recent sheet")),
    _keeper("observations:training", _("Training of observers")),
    _page("observations:objections", _("Objections")),
    _page("observations:agreement", _("How far observers agree")),
    _observer("observations:feedback", _("How one rates")),
    _draft("observations:sheet", _("Sheet")),
    _draft("observations:cell", _("Sheet"), gives="post"),
    _draft("observations:details", _("People and details of a sheet")),
    _draft("observations:people", _("People and details of a sheet"), gives="post"),
    _draft("observations:paper", _("Print of a sheet"), gives="file"),
    _draft("observations:xlsx", _("Sheet as a spreadsheet"), gives="file"),
    _draft("observations:upload", _("Sheet as a spreadsheet")),
    _draft("observations:discard", _("Discard the draft")),
    _signed("observations:amend", _("Begin a new version")),
    _signed("observations:retract", _("Take the sheet back")),
    _page("observations:line", _("A person's part of a sheet"), row="line"),
    _page("observations:remark", _("What the person says about the sheet"), row="line"),
    _page("observations:answer", _("Answer the objection"), row="objection"),
    _person("observations:self", _("Self-rating")),
    _person("observations:slip", _("Slips for a person"), gives="post"),
    _page("observations:slip_pdf", _("Print of a slip"), row="slip", gives="file"),
    _person("observations:profile", _("Profile of competencies")),
    _person("observations:letters", _("Reference letters")),
    _person("observations:write_letter", _("Reference letters")),
    _page("observations:letter", _("Reference letter"), row="letter:draft"),
    _page("observations:letter_pdf", _("Print of a reference letter"), row="letter:approved", gives="file"),
    _keeper("observations:issuers", _("Who signs letters")),
    _keeper("observations:issuer", _("Who signs letters"), row="issuer"),
)
