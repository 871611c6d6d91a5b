"""The product's settings with one more page: the floor that the others are measured against."""

from __future__ import annotations

from throughgate.config.settings import *  # noqa: F403 - settings are names in a module
from throughgate.config.settings import INSTALLED_APPS as PRODUCT_APPS

INSTALLED_APPS = [*PRODUCT_APPS, "throughgate.bench"]
ROOT_URLCONF = "throughgate.bench.urls"
