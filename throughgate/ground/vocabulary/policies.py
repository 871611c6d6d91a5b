"""Say that the vocabulary is public: nothing here is about a person, and pages only read it. And how far places are apart."""

from __future__ import annotations

from throughgate.foundation.database.policies import Open
from throughgate.ground.vocabulary.rules.distance import EARTH_RADIUS_KM

_PUBLIC = "public words from GeoNames, ISCO-08 and ESCO; no personal data"

PROTECTED = ()
OPEN = tuple(
    Open(f"vocabulary_{table}", _PUBLIC, "SELECT")
    for table in ("place", "postcode", "occupation", "occupationword", "skill", "loaded")
)

SQL = f"""
-- The great-circle distance in km (haversine), as `rules.distance_km` computes it. Rounding may push the sum a hair above one.
CREATE OR REPLACE FUNCTION gate.distance_km(
  latitude_a double precision, longitude_a double precision, latitude_b double precision, longitude_b double precision)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$
  SELECT 2 * {EARTH_RADIUS_KM} * asin(least(1.0, sqrt(
    power(sin(radians(latitude_b - latitude_a) / 2), 2) + cos(radians(latitude_a))
    * cos(radians(latitude_b)) * power(sin(radians(longitude_b - longitude_a) / 2), 2))))
$$;
"""
