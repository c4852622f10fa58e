#!/bin/sh
# Run once by the postgres image: Steadyback owns its database and nothing else, and nobody signs in as the superuser.
set -e
psql -v ON_ERROR_STOP=1 -v password="$STEADYBACK_PASSWORD" --username postgres <<'SQL'
CREATE ROLE steadyback LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE DATABASE steadyback OWNER steadyback;
REVOKE CONNECT ON DATABASE steadyback FROM PUBLIC;
ALTER ROLE postgres PASSWORD NULL;
SQL
