-- What a company with an account is asked at its own desk about one introduction: milestones of who began there, while they are open and
-- the person agrees that the company knows of them. By the introduction, which leads to nobody.
DROP FUNCTION IF EXISTS gate.own_follow_ups();  -- it told of all of them
CREATE OR REPLACE FUNCTION gate.own_follow_ups(which uuid)
RETURNS TABLE (introduction uuid, milestone varchar, title varchar, called text, started_on date, since date, answered boolean)
LANGUAGE sql STABLE {definer} AS
$$
  SELECT i.id, f.milestone, o.title, coalesce(i.profile ->> 'called', ''), p.started_on, f.company_asked_on,
         EXISTS (SELECT FROM followups_feedback b WHERE b.follow_up_id = f.id AND b.whose = 'company')
  FROM placements_introduction i JOIN placements_placement p ON p.introduction_id = i.id
  JOIN followups_followup f ON f.placement_id = p.id JOIN openings_opening o ON o.id = i.opening_id
  WHERE i.id = which AND gate.reads('own_introduction') AND i.organisation_id = gate.organisation() AND p.state IN ({running})
    AND f.company_asked_on IS NOT NULL AND f.closed_on IS NULL AND gate.may_ask_company(p.id)
  ORDER BY f.company_asked_on, i.id, f.due_on
$$;
-- What of that waits on Today, of all of them: what nobody answered, the longest first, with what it is called for the first `named`. What
-- goes on there and what is asked stand in two indexes.
CREATE OR REPLACE FUNCTION gate.own_follow_ups_that_wait(named integer)
RETURNS TABLE (introduction uuid, milestone varchar, since date, title varchar, called text)
LANGUAGE plpgsql STABLE {definer} {planned} AS
$$
BEGIN
  IF NOT gate.reads('own_introduction') THEN
    RETURN;
  END IF;
  RETURN QUERY
  WITH going_on AS MATERIALIZED (
    SELECT p.id, p.introduction_id, p.consent_id FROM placements_placement p
    WHERE p.organisation_id = gate.organisation() AND p.state IN ({running})
  ), counted AS MATERIALIZED (
    SELECT g.introduction_id, f.milestone, f.company_asked_on,
           row_number() OVER (ORDER BY f.company_asked_on, g.introduction_id, f.milestone COLLATE "C") AS place
    FROM followups_followup f JOIN going_on g ON g.id = f.placement_id
    JOIN people_consent c ON c.id = g.consent_id AND c.state = 'given' AND (c.expires_on IS NULL OR c.expires_on >= gate.today())
    WHERE f.placement_id = ANY (ARRAY(SELECT o.id FROM going_on o)) AND f.company_asked_on IS NOT NULL AND f.closed_on IS NULL
      AND NOT EXISTS (SELECT FROM followups_feedback b WHERE b.follow_up_id = f.id AND b.whose = 'company')
  )
  SELECT c.introduction_id, c.milestone, c.company_asked_on, o.title, coalesce(i.profile ->> 'called', '')
  FROM counted c LEFT JOIN placements_introduction i ON i.id = CASE WHEN c.place <= named THEN c.introduction_id END
  LEFT JOIN openings_opening o ON o.id = i.opening_id ORDER BY c.place;
END
$$;
-- Answer there, once. Returns the state that the placement has moved to (empty: it has not); null where no answer is taken any more.
CREATE OR REPLACE FUNCTION gate.company_says(which uuid, stage text, there text, going text, calls boolean) RETURNS text
LANGUAGE plpgsql {definer} AS
$$
DECLARE
  asked uuid;
BEGIN
  IF NOT gate.writes('own_introduction') THEN
    {not_allowed};
  END IF;
  SELECT f.id INTO asked FROM gate.own_follow_ups(which) w
    JOIN placements_placement p ON p.introduction_id = w.introduction
    JOIN followups_followup f ON f.placement_id = p.id AND f.milestone = w.milestone
    WHERE w.milestone = stage AND NOT w.answered;
  RETURN CASE WHEN asked IS NOT NULL
    THEN gate.keep_said(asked, 'company', company_says.there, company_says.going, company_says.calls) END;
END
$$;
