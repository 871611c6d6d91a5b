"""Addresses of the register. The person's own page is put together at the desk (`desk:person`)."""

from __future__ import annotations

from django.urls import path

from throughgate.foundation.web.post_search import asked_by_form
from throughgate.person.people.views import (
    adding,
    case,
    identity,
    profile,
    purpose,
    unassigned,
)
from throughgate.person.people.views.listing import PeopleList

app_name = "people"
PREFIX = "people/"
withdraw_consent = case.WithdrawConsent.as_view()
# That the person said no is for the one who took it, also in the log that the data-protection officer reads.
withdraw_consent.logged_as = "people:answer-consent"  # type: ignore[attr-defined]
urlpatterns = [
    path("", asked_by_form(PeopleList.as_view()), name="list"),
    path("export/", PeopleList.as_file(), name="export"),
    path("add/", adding.add_person, name="add"),
    path("unassigned/", unassigned.UnassignedPage.as_view(), name="unassigned"),
    path("<uuid:key>/purpose", purpose.purpose, name="purpose"),
    path("<uuid:key>/purpose/close", purpose.close, name="close-purpose"),
    path("<uuid:key>/identity", identity.Identity.as_view(), name="identity"),
    path("<uuid:key>/number", identity.Number.as_view(), name="number"),
    path("<uuid:key>/admit", identity.Admit.as_view(), name="admit"),
    path("<uuid:key>/stays/<uuid:row>/dates", identity.ReleaseDatesPage.as_view(), name="dates"),
    path("<uuid:key>/stays/<uuid:row>/release", identity.Release.as_view(), name="release"),
    path("<uuid:key>/stays/<uuid:row>/arrival", identity.Arrival.as_view(), name="arrival"),
    path("<uuid:key>/stays/<uuid:row>/take-back", identity.TakeBack.as_view(), name="take-back"),
    path("<uuid:key>/stays/<uuid:row>/transfer", identity.Transfer.as_view(), name="transfer"),
    path("<uuid:key>/profile", profile.Profile.as_view(), name="profile"),
    path("<uuid:key>/languages/add", profile.Language.as_view(), name="add-language"),
    path("<uuid:key>/languages/<uuid:row>", profile.Language.as_view(), name="language"),
    path("<uuid:key>/languages/<uuid:row>/remove", profile.RemoveLanguage.as_view(), name="remove-language"),
    path("<uuid:key>/qualifications/add", profile.QualificationPage.as_view(), name="add-qualification"),
    path("<uuid:key>/qualifications/<uuid:row>", profile.QualificationPage.as_view(), name="qualification"),
    path(
        "<uuid:key>/qualifications/<uuid:row>/remove",
        profile.RemoveQualification.as_view(),
        name="remove-qualification",
    ),
    path("<uuid:key>/conditions/add", profile.Condition.as_view(), name="add-condition"),
    path("<uuid:key>/conditions/<uuid:row>", profile.Condition.as_view(), name="condition"),
    path(
        "<uuid:key>/conditions/<uuid:row>/remove", profile.RemoveCondition.as_view(), name="remove-condition"
    ),
    path("<uuid:key>/after-release", profile.AfterReleasePage.as_view(), name="after-release"),
    path("<uuid:key>/guardian", profile.GuardianPage.as_view(), name="guardian"),
    path("<uuid:key>/guardian/remove", profile.RemoveGuardian.as_view(), name="remove-guardian"),
    path("<uuid:key>/consents/ask", case.AskConsent.as_view(), name="ask-consent"),
    path("<uuid:key>/consents/<uuid:row>/answer", case.AnswerConsent.as_view(), name="answer-consent"),
    path("<uuid:key>/consents/<uuid:row>/withdraw", withdraw_consent, name="withdraw-consent"),
    path("<uuid:key>/links/add", case.AddLink.as_view(), name="add-link"),
    path("<uuid:key>/links/<uuid:row>/end", case.EndLink.as_view(), name="end-link"),
    path("<uuid:key>/links/<uuid:row>/assign", case.Assign.as_view(), name="assign"),
    path("<uuid:key>/assignments/<uuid:row>/end", case.Unassign.as_view(), name="unassign"),
]
