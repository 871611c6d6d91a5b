"""The product's settings with one more page: the floor that the others are measured against."""

from __future__ import annotations

from pathlib import Path

from throughgate.config.settings import *  # noqa: F403 - settings are names in a module
from throughgate.config.settings import TEMPLATES as PRODUCT_TEMPLATES

# No app of the house: it declares nothing and has no tables.
TEMPLATES = [{**PRODUCT_TEMPLATES[0], "DIRS": [Path(__file__).parent / "templates"]}]
ROOT_URLCONF = "throughgate.bench.urls"
