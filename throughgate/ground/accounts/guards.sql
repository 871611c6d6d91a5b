-- Accounts, memberships and invitations stand outside row security, for they are read before anybody is known. What
-- somebody who is signed in changes there is held here, as the actions hold it. Pages for those who cannot sign in act for
-- nobody and are not asked: there a code, a link or a mail is the right.

-- Roles are given only where the work is done that they are for.
CREATE OR REPLACE FUNCTION gate.keep_roles() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
BEGIN
  PERFORM gate.refuse(CASE WHEN gate.user_acts() AND NOT NEW.roles <@ (
    SELECT CASE o.kind {roles_of_kind} END::varchar[]
    FROM organisations_organisation o WHERE o.id = NEW.organisation_id
  ) THEN 'a role that this organisation does not give' END);
  RETURN NULL;
END
$$;

-- Does the actor administer this organisation?
CREATE OR REPLACE FUNCTION gate.administers(organisation uuid) RETURNS boolean
LANGUAGE sql STABLE {caller} AS
$$ SELECT coalesce(organisation = gate.organisation(), false) AND gate.writes('membership') $$;

-- An invitation is made by an administrator in the own name, for two weeks. Whoever takes it up says so for themselves
-- alone, while it is open, and it is no invitation of their own.
CREATE OR REPLACE FUNCTION gate.keep_invitation() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
DECLARE
  taken constant text[] := ARRAY['accepted_at', 'accepted_by_id', 'version'];
  renewed constant text[] := ARRAY['token_hash', 'code_hash', 'expires_at', 'invited_by_id', 'withdrawn_at', 'version'];
BEGIN
  IF NOT gate.user_acts() THEN
    RETURN NULL;
  END IF;
  PERFORM gate.refuse('not an invitation: ' || CASE
    WHEN TG_OP = 'INSERT' THEN CASE
      WHEN NOT gate.administers(NEW.organisation_id) OR NEW.invited_by_id IS DISTINCT FROM gate.membership()
        THEN 'by nobody who may'
      WHEN NEW.expires_at > clock_timestamp() + interval '{invitation_lasts}' THEN 'for too long'
      WHEN NEW.accepted_at IS NOT NULL THEN 'taken up already' END
    WHEN (to_jsonb(NEW) - taken) = (to_jsonb(OLD) - taken) THEN CASE
      WHEN OLD.accepted_at IS NOT NULL OR OLD.withdrawn_at IS NOT NULL OR OLD.expires_at <= clock_timestamp()
        THEN 'not open'
      WHEN NEW.accepted_by_id IS DISTINCT FROM gate.actor_user() OR EXISTS (
        SELECT FROM accounts_membership m WHERE m.id = OLD.invited_by_id AND m.user_id = gate.actor_user())
        THEN 'not for this one' END
    WHEN NOT gate.administers(OLD.organisation_id) OR (to_jsonb(NEW) - renewed) IS DISTINCT FROM (to_jsonb(OLD) - renewed)
      THEN 'another one'
    WHEN NEW.expires_at > clock_timestamp() + interval '{invitation_lasts}' THEN 'for too long'
  END);
  RETURN NULL;
END
$$;

-- A code for a new password is made by an administrator, for a colleague who works nowhere else and is no program, for two
-- days; afterwards it only ends.
CREATE OR REPLACE FUNCTION gate.keep_password_code() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
DECLARE
  ends constant text[] := ARRAY['expires_at', 'used_at'];
BEGIN
  IF NOT gate.user_acts() THEN
    RETURN NULL;
  END IF;
  PERFORM gate.refuse('not a code: ' || CASE
    WHEN TG_OP = 'UPDATE' THEN CASE
      WHEN (to_jsonb(NEW) - ends) IS DISTINCT FROM (to_jsonb(OLD) - ends) OR NEW.expires_at > OLD.expires_at
        OR NEW.used_at IS NULL AND OLD.used_at IS NOT NULL THEN 'it only ends' END
    WHEN NEW.made_by_id IS DISTINCT FROM gate.membership() OR NOT EXISTS (
      SELECT FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id
      WHERE m.id = NEW.membership_id AND gate.administers(m.organisation_id)
        AND m.user_id <> gate.actor_user() AND NOT u.is_service
        AND NOT EXISTS (SELECT FROM accounts_membership e
                        WHERE e.user_id = m.user_id AND e.organisation_id <> m.organisation_id
                          AND {employed e}))
      THEN 'for nobody who may have one'
    WHEN NEW.expires_at > clock_timestamp() + interval '{code_lasts}' THEN 'for too long'
  END);
  RETURN NULL;
END
$$;

-- What ends stays: memberships, invitations, codes.
CREATE OR REPLACE FUNCTION gate.keep_ended() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
BEGIN
  PERFORM gate.refuse(CASE WHEN gate.user_acts() THEN 'it ends, and stays' END);
  RETURN NULL;
END
$$;

-- Whoever is signed in changes their own account alone: its password, names, address; nobody removes one.
CREATE OR REPLACE FUNCTION gate.keep_account() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
BEGIN
  PERFORM gate.refuse('not this account: ' || CASE
    WHEN NOT gate.user_acts() THEN NULL
    WHEN TG_OP = 'DELETE' THEN 'none is removed'
    WHEN NEW.id <> gate.actor_user() THEN 'it is somebody else''s'
    WHEN (NEW.username, NEW.is_active, NEW.is_service) <> (OLD.username, OLD.is_active, OLD.is_service)
      THEN 'it stays what it is'
  END);
  RETURN NULL;
END
$$;

-- Second factors, addresses and sessions, kept by allauth: whoever is signed in has their own alone. Its pages write while
-- nobody acts.
CREATE OR REPLACE FUNCTION gate.keep_own() RETURNS trigger
LANGUAGE plpgsql {caller} AS
$$
BEGIN
  PERFORM gate.refuse(CASE WHEN gate.user_acts() AND (
    TG_OP <> 'INSERT' AND OLD.user_id IS DISTINCT FROM gate.actor_user()
    OR TG_OP <> 'DELETE' AND NEW.user_id IS DISTINCT FROM gate.actor_user()
  ) THEN 'it is somebody else''s' END);
  RETURN NULL;
END
$$;
