"""All addresses. Every one is in the access matrix (tests/matrix)."""

from __future__ import annotations

from django.urls import include, path

from throughgate.desk import cards
from throughgate.foundation.declared import modules
from throughgate.foundation.web import styleguide
from throughgate.foundation.web.health import health, ready
from throughgate.ground.accounts.views import own

handler400 = "throughgate.foundation.web.errors.bad_request"
handler500 = "throughgate.foundation.web.errors.server_error"

urlpatterns = [
    path("health", health, name="health"),
    path("ready", ready, name="ready"),
    path("style/", styleguide.page, name="style"),
    path("language/", own.choose_language, name="set_language"),
    path("accounts/login/", cards.sign_in, name="account_login"),
    path("demo/sign-in/<str:username>/", cards.sign_in_as, name="demo_sign_in"),
    path("", include("throughgate.ground.accounts.signin_urls")),
    path("members/", include("throughgate.person.people.leaving.urls")),
    path("renew/", include("throughgate.work.openings.renewal.urls")),
    path("join/", include("throughgate.work.register.joining_urls")),
    path("after-start/", include("throughgate.work.followups.key_urls")),
    path("", include("throughgate.work.placements.company_urls")),
    path("", include("throughgate.work.placements.key_urls")),
    path("oversight/", include("throughgate.desk.oversight.urls")),
    # Each app's own, under the prefix that its `urls.py` names.
    *(path(getattr(app, "PREFIX", ""), include(app)) for app in modules("urls")),
]
