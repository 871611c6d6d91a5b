-- The four roles, once per cluster, as a superuser; safe to run again. Then run database.sql in the new database.
-- Nobody signs in as throughgate_owner: it owns tables and functions, migrates, loads and dumps.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'throughgate_owner') THEN
    CREATE ROLE throughgate_owner NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'throughgate_app') THEN
    CREATE ROLE throughgate_app LOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'throughgate_site') THEN
    CREATE ROLE throughgate_site LOGIN;
  END IF;
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'throughgate_reports') THEN
    CREATE ROLE throughgate_reports LOGIN;
  END IF;
END
$$;
ALTER ROLE throughgate_owner NOLOGIN BYPASSRLS NOSUPERUSER NOCREATEDB NOCREATEROLE;
ALTER ROLE throughgate_app NOBYPASSRLS NOSUPERUSER NOCREATEDB NOCREATEROLE;
ALTER ROLE throughgate_site NOBYPASSRLS NOSUPERUSER NOCREATEDB NOCREATEROLE;
ALTER ROLE throughgate_reports NOBYPASSRLS NOSUPERUSER NOCREATEDB NOCREATEROLE;
ALTER ROLE throughgate_app SET jit = off;
