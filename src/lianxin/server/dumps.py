"""The database as one file, by PostgreSQL's own pg_dump and pg_restore."""

import os
import re
import subprocess
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from lianxin.server import programs
from lianxin.server.console import CommandFailed

_OF = re.compile(r"Dumped from database version: (\d+)")
EPOCH = 1 << 32  # transactions in one epoch
_TABLES = """
SELECT to_regclass('django_migrations') IS NOT NULL, to_regclass('cases_folding') IS NOT NULL
"""
# What Django brings of its own is not what makes a database newer than this code.
_APPLIED = """
SELECT app || '.' || name FROM django_migrations
WHERE app NOT IN ('auth', 'contenttypes', 'sessions') ORDER BY 1
"""
_FOLDS = "SELECT coalesce(max(version), 0) FROM cases_folding"


def dump(address: str, *, into: Path) -> None:
    """Write the whole database, as it is at one moment, into a file of pg_dump's own form."""
    options = ("--format=custom", "--no-owner", "--no-privileges", f"--file={into}")
    _run("pg_dump", *options, address=address)


def load(path: Path, *, address: str) -> None:
    """Fill an empty database from a dump, all or nothing."""
    options = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
    database = str(conninfo_to_dict(address)["dbname"])
    _run("pg_restore", *options, f"--dbname={database}", str(path), address=address)


def contents(path: Path) -> int:
    """Return how many things a dump lists. Raises CommandFailed for a file that is no whole dump."""
    return sum(not line.startswith(";") for line in _listed(path))


def made_by(path: Path) -> int:
    """Return the major version of the server a dump is of; no older one need understand it."""
    server = next((match for line in _listed(path) if (match := _OF.search(line))), None)
    return int(server[1]) if server else programs.FLOOR


def _listed(path: Path) -> list[str]:
    newest = programs.newest(programs.FLOOR)
    done = subprocess.run(  # noqa: S603 - a PostgreSQL program that we looked up
        [newest["pg_restore"], "--list", path], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise CommandFailed(f"The dump cannot be read: {done.stderr.strip()}")
    return done.stdout.splitlines()


def transaction(address: str) -> int:
    """Return the number the next transaction of this server will have, its epochs included."""
    with psycopg.connect(address) as connection:
        row = connection.execute("SELECT pg_snapshot_xmax(pg_current_snapshot())::text").fetchone()
    assert row is not None
    return int(row[0])


def standing(address: str) -> tuple[tuple[str, ...], int]:
    """Return how far a database has come: its own migrations, and the newest fold version at work in it."""
    with psycopg.connect(address) as connection:
        there = connection.execute(_TABLES).fetchone()
        assert there is not None
        applied = connection.execute(_APPLIED).fetchall() if there[0] else []
        newest = connection.execute(_FOLDS).fetchone() if there[1] else None
    return tuple(name for (name,) in applied), newest[0] if newest else 0


def is_empty(address: str) -> bool:
    """Say whether the database has no table yet."""
    tables = "SELECT 1 FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    with psycopg.connect(address) as connection:
        return connection.execute(tables).fetchone() is None


def _run(name: str, *options: str, address: str) -> None:
    """The address goes through the environment: the list of processes shows arguments to all."""
    with psycopg.connect(address) as connection:
        major = connection.info.server_version // 10_000
    program = programs.for_server(major)[name]
    done = subprocess.run(  # noqa: S603 - a PostgreSQL program that we looked up
        [program, *options],
        env={**os.environ, **_environment(address)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise CommandFailed(f"{name} failed: {done.stderr.strip()}")


def _environment(address: str) -> dict[str, str]:
    names = {"host": "PGHOST", "port": "PGPORT", "user": "PGUSER", "dbname": "PGDATABASE"}
    names |= {"password": "PGPASSWORD", "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT"}
    parts = conninfo_to_dict(make_conninfo(address))
    return {name: str(parts[key]) for key, name in names.items() if parts.get(key)}
