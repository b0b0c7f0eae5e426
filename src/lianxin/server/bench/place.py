"""A database of the bench's own, in the cluster in use, fully durable, gone when the bench ends."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import psycopg
from django.db import connection
from psycopg import sql
from psycopg.conninfo import make_conninfo

from lianxin.cases import book
from lianxin.founding import preset as presets
from lianxin.ledger.record import Author
from lianxin.server.schema import migrate

PREFIX = "lianxin_bench_"
PRESET = "qinghe"
LOADED_AT = datetime(2026, 1, 1, tzinfo=UTC)
AUTHOR = "bench"


@contextmanager
def prepared(*, keep: bool = False) -> Iterator[str]:
    """Lead this process, and those it starts, into a new database with the preset loaded.

    Gives the database's name; it is dropped at the end unless `keep`.
    """
    name = f"{PREFIX}{secrets.token_hex(5)}"
    drop_forgotten()
    _server(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        with _led_to(name):
            migrate()
            presets.load(PRESET, at=LOADED_AT, by=Author(person=AUTHOR))
            yield name
    finally:
        if not keep:
            _server(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def drop_forgotten() -> int:
    """Drop what a killed bench left behind and nobody is connected to; returns how many."""
    with _elsewhere() as server:
        rows = server.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s) AND NOT EXISTS"
            " (SELECT FROM pg_stat_activity AS busy WHERE busy.datname = pg_database.datname)",
            [PREFIX],
        ).fetchall()
        for (name,) in rows:
            server.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
    return len(rows)


def raw_connection() -> "psycopg.Connection[Any]":
    """Return a bare connection to the bench's database, each statement its own transaction."""
    return psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, prepare_threshold=0)


@contextmanager
def _led_to(name: str) -> Iterator[None]:
    address = os.environ["DATABASE_URL"]
    before = str(connection.settings_dict["NAME"])
    # Children read their database from the environment.
    os.environ["DATABASE_URL"] = make_conninfo(address, dbname=name)
    _lead_to(name)
    try:
        yield
    finally:
        os.environ["DATABASE_URL"] = address
        _lead_to(before)


def _lead_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    book.forget()


@contextmanager
def _elsewhere() -> "Iterator[psycopg.Connection[Any]]":
    where = make_conninfo(os.environ["DATABASE_URL"], dbname="postgres")
    with psycopg.connect(where, autocommit=True) as server:
        yield server


def _server(statement: sql.Composed) -> None:
    with _elsewhere() as server:
        server.execute(statement)
