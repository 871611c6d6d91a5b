-- Is a mark, as it is kept ("2-", "3.5", "14"), on its scale? Filled in from the packs, as `rules/scales.py` reads them.
CREATE OR REPLACE FUNCTION gate.is_on_scale(which text, mark text) RETURNS boolean
LANGUAGE sql IMMUTABLE {caller} AS
$$
  SELECT CASE WHEN mark ~ '^[0-9]{1,3}([.][0-9]{1,2})?[-+]?$' THEN EXISTS (
    SELECT FROM (VALUES {scales}) s (key, low, high, worst, step, tendencies),
      LATERAL (SELECT rtrim(mark, '-+')::numeric AS base, mark ~ '[-+]$' AS leans) m
    WHERE s.key = which AND m.base BETWEEN s.low AND s.high AND mod(m.base, s.step) = 0
      AND (NOT m.leans OR s.tendencies AND m.base <> s.worst AND mod(m.base, 1) = 0))
  ELSE false END
$$;
