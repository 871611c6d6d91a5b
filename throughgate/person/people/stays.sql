-- Take back the end of a stay in one's own prison, while nothing was built on it: no later stay, and after a move nobody
-- in the other prison who looks after the person, no organisation that it let take part. The other prison's link goes
-- with the move; one's own has no end again. Returns nothing, or why the end stays.
CREATE OR REPLACE FUNCTION gate.take_back_end(stay uuid, expected integer) RETURNS text
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  this people_stay;
  other people_caselink;
BEGIN
  SELECT * INTO this FROM people_stay s WHERE s.id = stay AND s.organisation_id = gate.organisation() FOR UPDATE;
  IF this.id IS NULL OR NOT gate.writes('stay')
     OR NOT gate.sees_as(this.person_id, gate.reach(), ARRAY['custody']) THEN
    {not_allowed};
  END IF;
  IF this.version <> expected OR this.ended_on IS NULL THEN
    RETURN 'stale';
  END IF;
  IF this.id <> (SELECT s.id FROM people_stay s WHERE s.person_id = this.person_id
                 ORDER BY {latest_stay s} LIMIT 1) THEN
    RETURN 'built_on';
  END IF;
  IF this.ended_by = 'transferred' THEN
    SELECT * INTO other FROM people_caselink l
    WHERE l.person_id = this.person_id AND l.organisation_id <> this.organisation_id AND l.role = 'custody'
      AND l.basis = 'statute' AND l.shared_from_id IS NULL AND l.until_on IS NULL AND l.from_on <= this.ended_on
    ORDER BY l.from_on DESC, l.id DESC LIMIT 1 FOR UPDATE;
    IF EXISTS (SELECT FROM people_assignment a WHERE a.link_id = other.id AND a.from_on >= this.ended_on)
       OR EXISTS (SELECT FROM people_caselink l WHERE l.shared_from_id = other.id AND l.from_on >= this.ended_on) THEN
      RETURN 'built_on';
    END IF;
    IF other.version = 1 AND other.from_on = this.ended_on THEN
      DELETE FROM people_visibility WHERE link_id = other.id;
      DELETE FROM people_caselink WHERE id = other.id;
    ELSE
      -- It took part before: an earlier end that the move had lifted holds again.
      UPDATE people_caselink SET version = version + 1, until_on = coalesce(
        (SELECT (h.before ->> 'until_on')::date FROM audit_history h
         WHERE h.row_id = other.id AND h.table_name = 'people_caselink' AND h.operation = 'update'
         ORDER BY h.id DESC LIMIT 1), greatest(gate.today() - 1, other.from_on))
      WHERE id = other.id;
    END IF;
    UPDATE people_caselink SET until_on = NULL, version = version + 1 WHERE id = (
      SELECT l.id FROM people_caselink l
      WHERE l.person_id = this.person_id AND l.organisation_id = this.organisation_id AND l.role = 'custody'
        AND l.basis = 'statute' AND l.shared_from_id IS NULL AND l.until_on >= gate.today()
      ORDER BY l.from_on DESC, l.id DESC LIMIT 1);
  END IF;
  UPDATE people_stay SET ended_on = NULL, ended_by = '', version = version + 1 WHERE id = this.id;
  RETURN '';
END
$$;
