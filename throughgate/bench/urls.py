"""All addresses of the product, and the floor."""

from __future__ import annotations

from django.urls import path

from throughgate.bench.floor import floor
from throughgate.config.urls import urlpatterns as product

urlpatterns = [path("bench/floor", floor, name="bench_floor"), *product]
