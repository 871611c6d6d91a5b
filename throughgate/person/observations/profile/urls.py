"""Addresses of the profile, of letters, and of how far ratings can be trusted; included under `observations`."""

from __future__ import annotations

from django.urls import path

from throughgate.person.observations.profile import issuers, letters, trust, views

urlpatterns = [
    path("sheets/agreement/", trust.agreement_page, name="agreement"),
    path("sheets/how-i-rate/", trust.feedback_page, name="feedback"),
    path("sheets/issuers/", issuers.Issuers.as_view(), name="issuers"),
    path("sheets/issuers/<uuid:key>/", issuers.Issuer.as_view(), name="issuer"),
    path("people/<uuid:key>/profile/", views.profile, name="profile"),
    path("people/<uuid:key>/letters/", letters.LetterList.as_view(), name="letters"),
    path("people/<uuid:key>/letters/write", letters.WriteLetter.as_view(), name="write_letter"),
    path("people/<uuid:key>/letters/<uuid:row>/", letters.LetterPage.as_view(), name="letter"),
    path("people/<uuid:key>/letters/<uuid:row>/letter.pdf", letters.letter_paper, name="letter_pdf"),
]
