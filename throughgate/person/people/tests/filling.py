"""Every form of a person's page, and what fills it in."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from throughgate.foundation.audit.models import Entry
from throughgate.person.people import models


def today():
    """Return today."""
    return timezone.localdate()


def iso(days):
    """Return a day from today on, as everybody may type it."""
    return (today() + timedelta(days=days)).isoformat()


def row_of(model, **which):
    """Return a function that finds the id of a row about a person."""
    return lambda person: model.objects.filter(person=person, **which).values_list("pk", flat=True).get()


STAY = row_of(models.Stay)
OWN_LINK = row_of(models.CaseLink, organisation__code="north")
FORMS = {
    # name of the page: (row, what is typed, the audit entry it leaves)
    "identity": (None, {"given_names": "Emre", "family_name": "Şahin", "birth": "1998"}, "person.change"),
    "number": (None, {"number": "N-77"}, "person.set_number"),
    "dates": (STAY, {"release_expected_on": iso(90), "why": "new calculation"}, "stay.change_dates"),
    "release": (STAY, {"released_on": iso(0)}, "stay.release"),
    "profile": (
        None,
        {"travel_reach_km": "30", "right_to_work": "clarifying", "has_licence": "none"},
        "person.change",
    ),
    "add-language": (None, {"language": "Arabisch", "level": ""}, "language.add"),
    "language": (
        row_of(models.SpokenLanguage, language="de"),
        {"language": "German", "level": "B1"},
        "language.change",
    ),
    "remove-language": (row_of(models.SpokenLanguage, language="de"), {}, "language.remove"),
    "add-qualification": (None, {"what": "Forklift licence", "seen_on": iso(0)}, "qualification.add"),
    "qualification": (row_of(models.Qualification), {"what": "Welder"}, "qualification.change"),
    "remove-qualification": (row_of(models.Qualification), {}, "qualification.remove"),
    "add-condition": (None, {"kind": "no_heights"}, "work_condition.add"),
    "condition": (
        row_of(models.WorkCondition),
        {"kind": "no_cash", "until_on": iso(30)},
        "work_condition.change",
    ),
    "remove-condition": (row_of(models.WorkCondition), {}, "work_condition.remove"),
    "after-release": (
        None,
        {"telephone": "0152 555", "preferred_channel": "telephone"},
        "after_release.change",
    ),
    "guardian": (None, {"family_name": "Şahin", "relation": "mother"}, "guardian.change"),
    "remove-guardian": (None, {}, "guardian.remove"),
    "ask-consent": (
        None,
        {"purpose": "contact_after_release", "explained_in": "Türkçe", "scope": "one call a month"},
        "consent.ask",
    ),
    "withdraw-consent": (
        row_of(models.Consent, state="given", purpose="neutral_profile"),
        {},
        "consent.withdraw",
    ),
    "end-link": (row_of(models.CaseLink, organisation__code="club"), {"last_day": iso(3)}, "case_link.end"),
    "unassign": (row_of(models.Assignment, link__organisation__code="north"), {}, "case_link.unassign"),
}
WITHOUT_VERSION = ("ask-consent", "remove-", "add-")
"""What adds or takes away has no version to be stale."""


class Pages:
    """The forms of one person for a signed-in member of the cast."""

    def __init__(self, client, acting, person):
        self.client, self.acting, self.person = client, acting, person

    def address(self, name):
        """Return the address of a form about the person, with the row as the lead sees it."""
        find = FORMS[name][0]
        if find is None:
            return reverse(f"people:{name}", args=[self.person])
        with self.acting("lead"):
            return reverse(f"people:{name}", args=[self.person, find(self.person)])

    def version(self, name):
        """Return the version that the form carries."""
        answer = self.client.get(self.address(name))
        assert answer.status_code == 200, name
        return answer.context["version"]

    def entries(self, name):
        """Return how many audit entries of this kind there are."""
        with self.acting("lead"):
            return Entry.objects.filter(action=FORMS[name][2], person_id=self.person).count()
