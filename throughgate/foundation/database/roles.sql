-- What a database administrator runs once per installation, as a superuser, connected to the new database.
-- Safe to run again. The application never connects as the owner: nobody signs in as throughgate_owner.
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
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS unaccent;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO throughgate_owner;
GRANT USAGE ON SCHEMA public TO throughgate_app, throughgate_site, throughgate_reports;
CREATE SCHEMA IF NOT EXISTS gate AUTHORIZATION throughgate_owner;
GRANT USAGE ON SCHEMA gate TO throughgate_app, throughgate_site, throughgate_reports;
