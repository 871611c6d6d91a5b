-- What row policies compare with. An unset or once-used setting reads as '', hence nullif.
CREATE OR REPLACE FUNCTION gate.actor_user() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('throughgate.user', true), '')::uuid $$;
CREATE OR REPLACE FUNCTION gate.membership() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('throughgate.membership', true), '')::uuid $$;
CREATE OR REPLACE FUNCTION gate.organisation() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('throughgate.organisation', true), '')::uuid $$;
CREATE OR REPLACE FUNCTION gate.person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('throughgate.person', true), '')::uuid $$;
CREATE OR REPLACE FUNCTION gate.today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(nullif(current_setting('throughgate.today', true), '')::date, current_date) $$;
CREATE OR REPLACE FUNCTION gate.roles() RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT string_to_array(nullif(current_setting('throughgate.roles', true), ''), ',') $$;
