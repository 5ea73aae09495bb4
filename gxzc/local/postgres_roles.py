"""The two roles: the owner migrates, the runtime role only reads and writes rows."""

from contextlib import closing
from pathlib import Path

import psycopg2
from psycopg2 import sql

OWNER = "gxzc_owner"
RUNTIME = "gxzc"
GRANTS = Path(__file__).with_name("roles.sql").read_text()


def ensure(port, admin, database, passwords):
    """Make roles, default privileges and database where they are missing. Passwords are set each time."""
    connect = {"host": "127.0.0.1", "port": port, "user": admin, "password": passwords["database_admin"]}
    with closing(psycopg2.connect(dbname="template1", **connect)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            ensure_role(cursor, OWNER, "CREATEDB", passwords["database_owner"])
            ensure_role(cursor, RUNTIME, "NOCREATEDB", passwords["database_runtime"])
            cursor.execute(GRANTS)
    # A database cannot be copied from template1 while a session is in it.
    with closing(psycopg2.connect(dbname="postgres", **connect)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            ensure_database(cursor, database)


def ensure_role(cursor, name, right, password):
    """Create the role unless it exists, and give it `right` and `password`."""
    cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
    verb = sql.SQL("ALTER" if cursor.fetchone() else "CREATE")
    cursor.execute(
        sql.SQL("{} ROLE {} LOGIN {} PASSWORD %s").format(verb, sql.Identifier(name), sql.SQL(right)),
        [password],
    )


def ensure_database(cursor, name):
    """Create the database, owned by the owner role, unless it exists."""
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    if not cursor.fetchone():
        cursor.execute(
            sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(name), sql.Identifier(OWNER))
        )
