"""Addresses of the profile and of the letter made from it, included under `observations`."""

from __future__ import annotations

from django.urls import path

from throughgate.person.observations.profile import letters, views

urlpatterns = [
    path("people/<uuid:key>/profile/", views.profile, name="profile"),
    path("people/<uuid:key>/letters/", letters.letter_list, name="letters"),
    path("people/<uuid:key>/letters/write", letters.write_letter, name="write_letter"),
    path("people/<uuid:key>/letters/<uuid:row>/", letters.letter_page, name="letter"),
    path("people/<uuid:key>/letters/<uuid:row>/letter.pdf", letters.letter_paper, name="letter_pdf"),
]
