"""Addresses of the vocabulary; all of them for people who are signed in, all of them reading only."""

from __future__ import annotations

from django.urls import path

from . import views

app_name = "vocabulary"
PREFIX = "vocabulary/"
urlpatterns = [
    path("", views.search, name="search"),
    path("places/", views.suggest_place_names, name="suggest-places"),
    path("occupations/", views.suggest_occupation_words, name="suggest-occupations"),
    path("languages/", views.suggest_language_names, name="suggest-languages"),
]
