-- What the new database itself needs, as a superuser, connected to it; safe to run again.
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS btree_gin;
CREATE EXTENSION IF NOT EXISTS unaccent;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO throughgate_owner;
GRANT USAGE ON SCHEMA public TO throughgate_app, throughgate_site, throughgate_reports;
CREATE SCHEMA IF NOT EXISTS gate AUTHORIZATION throughgate_owner;
GRANT USAGE ON SCHEMA gate TO throughgate_app, throughgate_site, throughgate_reports;
