"""All addresses. Every one is in the access matrix (tests/matrix)."""

from __future__ import annotations

from django.conf import settings
from django.urls import include, path

from throughgate.foundation.web.health import health, ready

urlpatterns = [
    path("health", health, name="health"),
    path("ready", ready, name="ready"),
    path("accounts/", include("allauth.urls")),
    path("", include("throughgate.ground.accounts.urls")),
    path("", include("throughgate.ground.organisations.urls")),
    path("vocabulary/", include("throughgate.ground.vocabulary.urls")),
    path("people/", include("throughgate.person.people.urls")),
    path("", include("throughgate.desk.urls")),
]
