"""The pages of the register of people."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext_lazy as _

from throughgate.foundation.web.catalogue import Page

_page = partial(Page, opened_by="case_lead")
_person = partial(_page, row="person")

PAGES = (
    _page("people:list", _("List of people")),
    _page("people:export", _("List of people, downloaded"), gives="post"),
    _page("people:unassigned", _("People whom nobody looks after yet"), opened_by="tso_worker"),
    _page("people:add", _("Register a person")),
    _person("people:purpose", _("Question for the purpose")),
    _person("people:close-purpose", _("Look closed early"), gives="post"),
    _person("people:identity", _("Names and birth date")),
    _person("people:number", _("Number in your organisation")),
    _person("people:admit", _("Begin a stay")),
    _page("people:dates", _("Release dates"), row="stay"),
    _page("people:arrival", _("Correct the arrival"), row="stay"),
    _page("people:release", _("Record the release"), row="stay"),
    _page("people:transfer", _("Move to another prison"), row="stay"),
    _page("people:take-back", _("Release or move taken back"), row="stay:ended"),
    _person("people:profile", _("Home, work and wishes")),
    _person("people:add-language", _("Add a language")),
    _page("people:language", _("Change a language"), row="language"),
    _page("people:remove-language", _("Remove a language"), row="language"),
    _person("people:add-qualification", _("Add a qualification")),
    _page("people:qualification", _("Change a qualification"), row="qualification"),
    _page("people:remove-qualification", _("Remove a qualification"), row="qualification"),
    _person("people:add-condition", _("Add a work condition")),
    _page("people:condition", _("Change a work condition"), row="condition"),
    _page("people:remove-condition", _("Remove a work condition"), row="condition"),
    _person("people:after-release", _("Contact after release")),
    _person("people:guardian", _("Guardian")),
    _person("people:remove-guardian", _("Remove the guardian")),
    _person("people:ask-consent", _("Ask for a consent")),
    # Answers and withdrawals read alike: that somebody took a consent back is not for the log of looks.
    _page("people:answer-consent", _("Consents"), row="consent:asked"),
    _page("people:withdraw-consent", _("Consents"), row="consent:given"),
    _person("people:add-link", _("Add an organisation")),
    _page("people:end-link", _("End the part of an organisation"), row="link"),
    _page("people:assign", _("Who looks after this person?"), row="link"),
    _page("people:unassign", _("End an assignment"), row="assignment"),
    _page("leaving:end", _("End of a membership"), opened_by="administrator", row="member"),
)
