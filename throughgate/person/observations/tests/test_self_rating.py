"""How people rate themselves: on every framework and every scale, on the page and on paper."""

from __future__ import annotations

import copy
import io
import tomllib

import pypdfium2
import pytest
from django.db import connections
from django.urls import reverse

from tests.fixtures import Cast
from throughgate.person.observations.loading import FRAMEWORKS, publish, scales
from throughgate.person.observations.models import Competency, FrameworkVersion, SelfRating, Slip
from throughgate.person.observations.rules.frameworks import read_framework

STANDARD = tomllib.loads((FRAMEWORKS / "standard.toml").read_text())


@pytest.fixture
def versions(fresh_database):
    """Publish frameworks with Italian and German marks, and a second version of the standard one."""
    made = {}
    for key, scale, number in (
        ("marks-it", "marks-it", 1),
        ("marks-de", "marks-de", 1),
        ("standard", "five", 2),
    ):
        competency = copy.deepcopy(STANDARD["competencies"][0])
        if scale != "five":
            for language in ("en", "de"):
                words = competency[f"levels_{language}"]
                competency[f"levels_{language}"] = {str(level): words[str(min(level, 5))] + f" {level}"
                                                    for level in scales()[scale].levels}  # fmt: skip
        data = {
            **STANDARD,
            "key": key,
            "number": number,
            "scale": scale,
            "title_en": f"Framework {key} {number}",
            "title_de": f"Framework {key} {number}",
            "competencies": [competency],
        }
        made[key] = publish(read_framework(data, scales()), using="owner").pk
    made["old"] = FrameworkVersion.objects.using("owner").get(framework__key="standard", number=1).pk
    yield made
    connections["owner"].close()


@pytest.fixture
def cast(versions):
    return Cast()


@pytest.fixture
def lead(client, cast):
    """A client that is signed in as the case lead."""
    client.force_login(cast.actor("lead").user, backend="throughgate.ground.accounts.backend.Backend")
    session = client.session
    session["second_factor"] = True
    session.save()
    return client


def page(cast, version):
    return f"{reverse('observations:self', args=[cast.key('emre')])}?framework={version}"


@pytest.mark.parametrize(
    ("key", "level", "beyond", "widget"),
    [
        ("marks-it", "10", "11", 'type="number"'),
        ("marks-de", "6", "7", 'value="6"'),
        ("standard", "5", "6", 'value="5"'),
        ("old", "1", "6", 'value="1"'),
    ],
)
def test_every_scale_is_typed_in(lead, cast, versions, key, level, beyond, widget):
    """Each level of the scale can be given, a level beyond it is refused and nothing typed is lost."""
    address = page(cast, versions[key])
    shown = lead.get(address).content.decode()
    assert widget in shown
    said = {"teamwork": beyond, "rated_on": "20.11.2026"}
    refused = lead.post(address, said)
    assert refused.status_code == 422
    assert "not on the scale" in refused.content.decode()
    assert lead.post(address, {**said, "teamwork": level}).status_code == 302
    with cast.acting("lead"):
        row = SelfRating.objects.get()
        assert str(row.level) == level
        assert Competency.objects.get(pk=row.competency_id).framework_version_id == versions[key]


def test_frameworks_are_offered(lead, cast, versions):
    """The newest version of each framework stands there to choose; what is no framework does not exist."""
    shown = lead.get(page(cast, "")).content.decode()
    for key in ("marks-it", "marks-de", "standard"):
        assert f"framework={versions[key]}" in shown
    assert f"framework={versions['old']}" not in shown
    for nothing in ("x", versions["old"].hex[::-1]):
        assert lead.get(page(cast, nothing)).status_code == 404


@pytest.mark.parametrize(
    ("key", "says"), [("marks-it", "1 to 10"), ("marks-de", "1 to 6"), ("old", "1 to 5")]
)
def test_slips_are_for_the_framework_asked_for(lead, cast, versions, key, says):
    """A slip keeps its framework whatever is published since, says its scale, and its code leads back to it."""
    address = reverse("observations:slip", args=[cast.key("emre")])
    made = lead.post(address, {"kind": "self_rating", "framework": versions[key]})
    document = pypdfium2.PdfDocument(io.BytesIO(lead.get(made["Location"]).content))
    assert says in " ".join(p.get_textpage().get_text_bounded() for p in document)
    with cast.acting("lead"):
        slip = Slip.objects.get()
        assert slip.framework_version_id == versions[key]
    led = lead.post(reverse("observations:code"), {"code": slip.code})
    assert led["Location"] == page(cast, versions[key])
    assert lead.post(address, {"kind": "self_rating", "framework": "x"}).status_code == 404


@pytest.mark.parametrize(("language", "words"), [("de", "Wie ich mich sehe"), ("en", "How I see myself")])
def test_a_slip_speaks_the_language_of_the_person(lead, cast, language, words):
    """Whoever prints a self-rating says in which language, whatever their own is."""
    address = reverse("observations:slip", args=[cast.key("emre")])
    answer = lead.post(address, {"kind": "self_rating", "language": language}, follow=True)
    page_one = pypdfium2.PdfDocument(io.BytesIO(answer.content))[0]
    assert words in page_one.get_textpage().get_text_bounded()
