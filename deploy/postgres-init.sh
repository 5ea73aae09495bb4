#!/bin/sh
# Runs once, when the database container starts with an empty volume: two roles, one database, their rights.
set -eu
psql -v ON_ERROR_STOP=1 -U postgres -v owner_password="$GXZC_OWNER_PASSWORD" -v runtime_password="$GXZC_RUNTIME_PASSWORD" <<'SQL'
CREATE ROLE gxzc_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE gxzc LOGIN PASSWORD :'runtime_password';
CREATE DATABASE gxzc OWNER gxzc_owner;
SQL
psql -v ON_ERROR_STOP=1 -U postgres -d gxzc -f /roles.sql
