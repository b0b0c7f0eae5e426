"""A template database for each preset: what it holds is migrated and loaded once, then copied."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from psycopg import sql

from lianxin.cases import book
from lianxin.database import locks
from lianxin.database.locks import Lock
from lianxin.founding import generating
from lianxin.founding import preset as presets
from lianxin.ledger.record import Author
from lianxin.org.preset_folders import FILE, folder_of

Server = psycopg.Connection[Any]
TEMPLATE = "lianxin_template"
KINDS = frozenset({".csv", ".toml", ".typ", ".docx", ".py"})
LOADED_AT = datetime(2026, 1, 1, tzinfo=UTC)


@contextmanager
def maintenance() -> Iterator[Server]:
    """Give a connection to the same server from which databases can be made and dropped."""
    params: dict[str, Any] = {**connection.get_connection_params(), "dbname": "postgres"}
    for name in ("context", "cursor_factory", "pool", "prepare_threshold", "server_side_binding"):
        params.pop(name, None)
    with psycopg.connect(**params, autocommit=True) as server:
        yield server


def copy(preset: str, *, name: str) -> None:
    """Make a database that is a copy of the preset's template, which is made if there is none.

    Raises Faults for a faulty preset.
    """
    folder = folder_of(preset)
    template = f"{TEMPLATE}_{folder.name.replace('-', '_')[:30]}_{_digest(folder)}"
    with maintenance() as server:
        if not _is_there(server, template):
            with _locked(server, shared=False):
                if not _is_there(server, template):
                    _make(server, template, folder)
        with _locked(server, shared=True):
            server.execute(_create(name, template))
        server.execute(_careless(name))


def drop(name: str, *, server: Server) -> None:
    """Drop a database, whoever is still connected to it."""
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def drop_templates() -> int:
    """Drop every template of this server and return how many there were."""
    with maintenance() as server, _locked(server, shared=False):
        names = _names(server, f"{TEMPLATE}_")
        for name in names:
            drop(name, server=server)
    return len(names)


@contextmanager
def led_to(name: str) -> Iterator[None]:
    """Lead Django into another database of the same server, and back at the end."""
    before = str(connection.settings_dict["NAME"])
    _lead_to(name)
    try:
        yield
    finally:
        _lead_to(before)


def _lead_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    book.forget()


def _make(server: Server, name: str, folder: Path) -> None:
    for old in _names(server, name.rsplit("_", 1)[0] + "_"):
        drop(old, server=server)
    draft = f"{name}_d"
    server.execute(_create(draft, "template1"))
    server.execute(_careless(draft))
    with led_to(draft):
        call_command("migrate", interactive=False, verbosity=0)
        presets.load(folder, at=LOADED_AT, by=Author(person="system"))
    # Only a whole template bears the name that is looked for.
    server.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
            sql.Identifier(draft), sql.Identifier(name)
        )
    )


def _create(name: str, template: str) -> sql.Composed:
    return sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
        sql.Identifier(name), sql.Identifier(template)
    )


def _careless(name: str) -> sql.Composed:
    # A play is thrown away: it need not survive a power cut.
    return sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(sql.Identifier(name))


def _digest(folder: Path) -> str:
    """The content of the preset, of what it includes, of what generates rows, of every migration."""
    hash_so_far = sha256(Path(generating.__file__).read_bytes())
    for place in (*_folders(folder), *_migrations()):
        for file in sorted(place.rglob("*")):
            if file.is_file() and file.suffix in KINDS:
                hash_so_far.update(f"{file.name}\0".encode() + file.read_bytes())
    return hash_so_far.hexdigest()[:12]


def _folders(folder: Path) -> Iterator[Path]:
    yield folder
    try:
        includes = tomllib.loads((folder / FILE).read_text(encoding="utf-8")).get("includes", ())
    except (OSError, ValueError):
        # What is wrong with it is told when it is loaded.
        return
    for code in includes:
        beside = folder.parent / code
        yield from _folders(beside if (beside / FILE).exists() else folder_of(code))


def _migrations() -> Iterator[Path]:
    for app in apps.get_app_configs():
        place = Path(app.path) / "migrations"
        if app.name.startswith("lianxin.") and place.is_dir():
            yield place


@contextmanager
def _locked(server: Server, *, shared: bool) -> Iterator[None]:
    """Nobody drops a template while another copies it."""
    server.execute(locks.taking(Lock.COPYING, shared=shared))
    try:
        yield
    finally:
        server.execute(locks.giving_back(Lock.COPYING, shared=shared))


def _is_there(server: Server, name: str) -> bool:
    return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).rowcount > 0


def _names(server: Server, prefix: str) -> list[str]:
    rows = server.execute("SELECT datname FROM pg_database ORDER BY 1").fetchall()
    return [row[0] for row in rows if row[0].startswith(prefix)]
