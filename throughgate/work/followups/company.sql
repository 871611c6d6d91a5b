-- What a company with an account is asked at its own desk: milestones of those who began there, while they are open and the person
-- agrees that the company knows of them. By the introduction, which leads to nobody.
CREATE OR REPLACE FUNCTION gate.own_follow_ups()
RETURNS TABLE (introduction uuid, milestone varchar, title varchar, called text, started_on date, since date, answered boolean)
LANGUAGE sql STABLE {definer} AS
$$
  SELECT i.id, f.milestone, o.title, coalesce(i.profile ->> 'called', ''), p.started_on, f.company_asked_on,
         EXISTS (SELECT FROM followups_feedback b WHERE b.follow_up_id = f.id AND b.whose = 'company')
  FROM placements_introduction i JOIN placements_placement p ON p.introduction_id = i.id
  JOIN followups_followup f ON f.placement_id = p.id JOIN openings_opening o ON o.id = i.opening_id
  WHERE gate.reads('own_introduction') AND i.organisation_id = gate.organisation() AND p.state IN ({running})
    AND f.company_asked_on IS NOT NULL AND f.closed_on IS NULL AND gate.may_ask_company(p.id)
  ORDER BY f.company_asked_on, i.id, f.due_on
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
  SELECT f.id INTO asked FROM gate.own_follow_ups() w
    JOIN placements_placement p ON p.introduction_id = w.introduction
    JOIN followups_followup f ON f.placement_id = p.id AND f.milestone = w.milestone
    WHERE w.introduction = which AND w.milestone = stage AND NOT w.answered;
  RETURN CASE WHEN asked IS NOT NULL
    THEN gate.keep_said(asked, 'company', company_says.there, company_says.going, company_says.calls) END;
END
$$;
