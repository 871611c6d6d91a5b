-- What row policies compare with. An unset or once-used setting reads as '', hence nullif.
CREATE OR REPLACE FUNCTION gate.actor_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('throughgate.user', true), '')::uuid $$;
CREATE OR REPLACE FUNCTION gate.membership() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('throughgate.membership', true), '')::uuid $$;
CREATE OR REPLACE FUNCTION gate.organisation() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('throughgate.organisation', true), '')::uuid $$;
CREATE OR REPLACE FUNCTION gate.person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('throughgate.person', true), '')::uuid $$;
-- Which day it is where the house stands: by night nobody acts, and the server's own day may be another one.
CREATE OR REPLACE FUNCTION gate.day_by_clock() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT (now() AT TIME ZONE '{time_zone}')::date $$;
CREATE OR REPLACE FUNCTION gate.today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(nullif(current_setting('throughgate.today', true), '')::date, gate.day_by_clock()) $$;
-- Roles are held in an organisation; without one they open nothing.
CREATE OR REPLACE FUNCTION gate.roles() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN nullif(current_setting('throughgate.organisation', true), '') IS NOT NULL
               THEN string_to_array(nullif(current_setting('throughgate.roles', true), ''), ',') END $$;
-- Is anything at all said about who acts? The worker tidies up for nobody, and nobody else does.
CREATE OR REPLACE FUNCTION gate.somebody_acts() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT concat(current_setting('throughgate.user', true), current_setting('throughgate.membership', true),
                 current_setting('throughgate.organisation', true), current_setting('throughgate.roles', true),
                 current_setting('throughgate.person', true)) <> '' $$;
-- Refuse a change for a reason; without one, let it be. For triggers that hold what actions say in words.
CREATE OR REPLACE FUNCTION gate.refuse(reason text) RETURNS void LANGUAGE plpgsql IMMUTABLE AS
$$
BEGIN
  IF reason IS NOT NULL THEN
    RAISE EXCEPTION '%', reason USING ERRCODE = 'integrity_constraint_violation';
  END IF;
END
$$;
-- Does a user act? For guards of tables outside row security, which ask nobody where nothing at all is said: those pages
-- have a code, a link or a mail. Half a context, which names no user, is refused.
CREATE OR REPLACE FUNCTION gate.user_acts() RETURNS boolean LANGUAGE plpgsql STABLE AS
$$
BEGIN
  PERFORM gate.refuse(CASE WHEN gate.actor_user() IS NULL AND gate.somebody_acts() THEN 'a context without a user' END);
  RETURN gate.actor_user() IS NOT NULL;
END
$$;
-- What happened lies in the past: none of the days in the columns named is one to come.
CREATE OR REPLACE FUNCTION gate.keep_past() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
BEGIN
  PERFORM gate.refuse((SELECT name || ' lies in the future' FROM unnest(TG_ARGV) name
                       WHERE (to_jsonb(NEW) ->> name)::date > gate.today() LIMIT 1));
  RETURN NULL;
END
$$;
-- For triggers whose change must not stand in the name of whoever caused it: act for nobody, and say who it was before;
-- then act for them again.
CREATE OR REPLACE FUNCTION gate.act_again(who text[]) RETURNS void LANGUAGE plpgsql AS
$$
BEGIN
  PERFORM set_config('throughgate.membership', coalesce(who[1], ''), true),
          set_config('throughgate.organisation', coalesce(who[2], ''), true),
          set_config('throughgate.request', coalesce(who[3], ''), true);
END
$$;
CREATE OR REPLACE FUNCTION gate.act_for_nobody() RETURNS text[] LANGUAGE plpgsql AS
$$
DECLARE
  who constant text[] := ARRAY[current_setting('throughgate.membership', true),
    current_setting('throughgate.organisation', true), current_setting('throughgate.request', true)];
BEGIN
  PERFORM gate.act_again(ARRAY['', '', '']);
  RETURN who;
END
$$;
