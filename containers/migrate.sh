#!/bin/sh
# May run again: what is there stays.
set -eu
export PGHOST="${PGHOST:-postgres}" PGUSER=postgres PGPASSWORD="$POSTGRES_PASSWORD"
psql --quiet --set ON_ERROR_STOP=1 --set user="$MANNA_LEDGER_USER" \
  --set secret="$MANNA_LEDGER_PASSWORD" <<'END'
SELECT format('CREATE ROLE %I LOGIN', :'user')
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'user') \gexec
ALTER ROLE :"user" PASSWORD :'secret';
SELECT format('CREATE DATABASE manna OWNER %I', :'user')
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'manna') \gexec
END
echo "the database manna belongs to $MANNA_LEDGER_USER"
