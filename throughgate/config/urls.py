"""All addresses. Every one is in the access matrix (tests/matrix)."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from throughgate.foundation.web import styleguide
from throughgate.foundation.web.health import health, ready

urlpatterns = [
    path("health", health, name="health"),
    path("ready", ready, name="ready"),
    path("style/", styleguide.page, name="style"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("accounts/", include("allauth.urls")),
    path("", include("throughgate.ground.accounts.urls")),
    path("", include("throughgate.ground.organisations.urls")),
    path("vocabulary/", include("throughgate.ground.vocabulary.urls")),
    path("people/", include("throughgate.person.people.urls")),
    path("", include("throughgate.desk.urls")),
]
