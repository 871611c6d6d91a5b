"""Load frameworks from their files. Runs as the owner, safe to run again; what is published is left as it is."""

from __future__ import annotations

import tomllib
from pathlib import Path

from django.db import transaction

from throughgate.person.observations.models import Competency, Framework, FrameworkVersion, Level
from throughgate.person.observations.rules.frameworks import FrameworkText, read_framework
from throughgate.person.observations.rules.scales import Scale, read_scales

FRAMEWORKS = Path(__file__).parent / "frameworks"
SCALES = "scales.toml"


class Changed(ValueError):
    """A published version whose file has other words now: it needs a new number."""


def scales() -> dict[str, Scale]:
    """Return the scales that the product ships."""
    return read_scales(tomllib.loads((FRAMEWORKS / SCALES).read_text()))


def load_frameworks(folder: Path = FRAMEWORKS, *, using: str = "owner") -> list[FrameworkVersion]:
    """Load every framework in a folder; return the versions that are new."""
    made = []
    for path in sorted(folder.glob("*.toml")):
        if path.name != SCALES:
            version = publish(read_framework(tomllib.loads(path.read_text()), scales()), using=using)
            made += [version] if version else []
    return made


def publish(text: FrameworkText, *, using: str) -> FrameworkVersion | None:
    """Store one version; return None where it is there, raise Changed where it is there with other words."""
    with transaction.atomic(using=using):
        framework, _ = Framework.objects.using(using).get_or_create(key=text.key)
        there = FrameworkVersion.objects.using(using).filter(framework=framework, number=text.number).first()
        if there is not None:
            if there.digest != text.digest:
                raise Changed(f"framework {text.key} {text.number} is published: raise its number")
            return None
        version = FrameworkVersion(
            framework=framework,
            number=text.number,
            titles=dict(text.titles),
            scale_key=text.scale.key,
            scale_names=dict(text.scale.names),
            lowest=text.scale.lowest,
            highest=text.scale.highest,
            best=text.scale.best,
            digest=text.digest,
        )
        version.save(using=using, force_insert=True)
        _write_competencies(version, text, using)
        # Published last: from now on the database refuses any change to its words.
        FrameworkVersion.objects.using(using).filter(pk=version.pk).update(published_on=text.published_on)
        version.published_on = text.published_on
        return version


def _write_competencies(version: FrameworkVersion, text: FrameworkText, using: str) -> None:
    for position, words in enumerate(text.competencies, 1):
        competency = Competency(
            framework_version=version,
            key=words.key,
            position=position,
            names=dict(words.names),
            definitions=dict(words.definitions),
            situations={language: dict(texts) for language, texts in words.situations.items()},
            esco=list(words.esco),
        )
        competency.save(using=using, force_insert=True)
        Level.objects.using(using).bulk_create(
            Level(competency=competency, level=level, anchors=anchors)
            for level, anchors in sorted(words.anchors_by_level().items())
        )
