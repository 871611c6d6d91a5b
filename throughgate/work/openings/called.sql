DROP FUNCTION IF EXISTS gate.has_words(varchar, text, varchar, text[]);  -- it was given the organisation's name before
DROP FUNCTION IF EXISTS gate.openings_called(text[], integer);  -- it did not know the order before

-- Whether in title, other words or the organisation's name a word begins with each of these. A name is read only of the
-- organisations of `named`, or of all where it is NULL: most names say nothing of it, and a list walks through hundreds of
-- openings. No plain SQL: the planner takes it for something that many rows have, and reads them in order.
CREATE OR REPLACE FUNCTION gate.has_words(title varchar, said text, organisation uuid, words text[], named uuid[])
RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE {caller} AS
$$
DECLARE
  word text;
  name text;
BEGIN
  FOREACH word IN ARRAY words LOOP
    IF NOT (' ' || title LIKE '% ' || word || '%' OR said LIKE '% ' || word || '%') THEN
      IF name IS NULL AND (named IS NULL OR organisation = ANY (named)) THEN
        SELECT ' ' || g.name_key INTO name FROM organisations_organisation g WHERE g.id = organisation;
      END IF;
      IF name IS NULL OR name NOT LIKE '% ' || word || '%' THEN
        RETURN false;
      END IF;
    END IF;
  END LOOP;
  RETURN true;
END
$$;

-- Openings in whose title, description or organisation's name a word begins with each of these: keys of letters and digits.
-- `keys` is NULL where they are more than `most`, or where of the newest so many have the words that whoever asks finds a
-- page soon by reading in order; for the `newest_first`, with nothing else to narrow them, that is looked at before the
-- trigrams, which are read to the end before the first row comes. `named` are the organisations whose names may say a word,
-- NULL where these are too many.
-- LIKE is not leakproof: behind the policies it could not use the trigrams. What comes back is looked at by the policies
-- once more, so nothing is seen by it.
CREATE OR REPLACE FUNCTION gate.openings_called(
  words text[], most integer, newest_first boolean DEFAULT false, OUT keys uuid[], OUT named uuid[])
RETURNS SETOF record LANGUAGE plpgsql STABLE {definer} {planned} ROWS 1
-- As not all may be read, the planner would read the whole table and hope to find enough soon.
SET enable_seqscan = off AS
$$
DECLARE
  mine CONSTANT uuid := CASE WHEN NOT gate.reads('opening') THEN gate.organisation() END;
  word text;
  firms uuid[];
  key uuid;
  too_many boolean := false;
  asked text := '';
BEGIN
  IF NOT (gate.reads('opening') OR gate.reads('own_opening')) THEN
    RETURN;
  END IF;
  named := '{}';
  FOREACH word IN ARRAY words LOOP
    firms := ARRAY(
      SELECT g.id FROM organisations_organisation g
      WHERE (g.name_key LIKE word || '%' OR g.name_key LIKE '% ' || word || '%') AND (mine IS NULL OR g.id = mine)
      LIMIT most + 1);
    IF cardinality(firms) > most THEN
      too_many := true;  -- a name as most have it narrows nothing
    ELSE
      named := named || firms;
      asked := asked || format(
        ' AND (o.title_key LIKE %L OR o.title_key LIKE %L OR o.words_key LIKE %2$L %s)', word || '%', '% ' || word || '%',
        CASE WHEN firms <> '{}' THEN format('OR o.organisation_id = ANY (%L)', firms) ELSE '' END);
    END IF;
  END LOOP;
  IF too_many THEN
    named := NULL;
  END IF;
  IF asked <> '' AND NOT (newest_first AND mine IS NULL AND gate.are_common(words, named)) THEN
    keys := '{}';
    FOR key IN EXECUTE format(
      'SELECT o.id FROM openings_opening o WHERE ($3 IS NULL OR o.organisation_id = $3) %s '
      'AND gate.has_words(o.title_key, o.words_key, o.organisation_id, $1, $2)', asked)
      USING words, named, mine
    LOOP
      keys := keys || key;
      IF cardinality(keys) > most OR cardinality(keys) = 100 AND gate.are_common(words, named) THEN
        keys := NULL;
        EXIT;
      END IF;
    END LOOP;
  END IF;
  RETURN NEXT;
END
$$;

-- Whether at least one in twenty of the newest openings has the words.
CREATE OR REPLACE FUNCTION gate.are_common(words text[], named uuid[]) RETURNS boolean
LANGUAGE sql STABLE {caller} AS
$$
  SELECT count(*) >= 5 FROM (
    SELECT FROM (SELECT * FROM openings_opening ORDER BY id DESC LIMIT 100) o
    WHERE gate.has_words(o.title_key, o.words_key, o.organisation_id, words, named)
    LIMIT 5) found
$$;
