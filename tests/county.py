"""The invented county Qinghe in a database of its own, for tests that need a whole county.

The preset is loaded once a session. `county` undoes whatever a test does in it; `open_county` is a
copy in which commits are real. A conftest takes the fixtures in by importing them.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

import pytest
from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from lianxin.cases import book, door
from lianxin.cases.door import Passed
from lianxin.cases.reading import queries
from lianxin.cases.reading.queries import CaseView
from lianxin.founding.preset import load_preset
from lianxin.ledger.record import Author
from lianxin.people import actors
from lianxin.rules import commands
from lianxin.rules.actor import Actor
from lianxin.rules.commands.intake import Register
from lianxin.rules.grammar.compile import compile_procedure
from lianxin.rules.grammar.names import shipped
from lianxin.rules.time.calendar import CHINA

T = TypeVar("T")
LOADED = datetime(2026, 1, 1, tzinfo=UTC)
AT = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
"""Monday 2 March 2026, 08:30 in China."""
BY = Author("clerk-petition")
PLAIN = {
    "channel": "hotline",
    "kind": "complaint",
    "title": "夜间施工噪声",
    "text": "工地夜间施工，无法休息。",
    "area": "liuyin",
    "category": "c-01",
    "petitioner": {"name": "赵一", "phone": "13800002210"},
}


@pytest.fixture(scope="session")
def county_template(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A database with the county and nothing else, to be copied."""
    with django_db_blocker.unblock():
        own = str(connection.settings_dict["NAME"])
        name = f"{own}_county"
        connection.close()
        copy(own, name)
        with inside(name):
            compiled = partial(compile_procedure, known=shipped())
            load_preset("qinghe", at=LOADED, by=BY, compile=compiled)
        yield name
        drop(name)


@pytest.fixture
def county(county_template: str, db: None) -> Iterator[str]:
    """The county; what the test does to it is undone."""
    with inside(county_template), transaction.atomic():
        yield county_template
        transaction.set_rollback(True)


@pytest.fixture
def open_county(county_template: str, db: None) -> Iterator[str]:
    """A copy of the county in which commits are real; thrown away after the test."""
    name = f"{county_template}_open"
    copy(county_template, name)
    with inside(name):
        yield name
    drop(name)


def officer(person: str, *, at: datetime = AT) -> Actor:
    """Return a person of the preset with the posts of that day; without any, as a resident."""
    posts = actors.posts_held(person, on=at.astimezone(CHINA).date())
    return Actor(person, kind="officer" if posts else "petitioner", posts=posts)


def token_for(person: str, *verbs: actors.Verb, body: str | None = None) -> str:
    """Return the secret of a new token; without verbs, of all."""
    return actors.give_token(
        person, label="test", verbs=verbs or actors.VERBS, at=LOADED, by=BY, body=body
    )


def opened_by(code: str, *, at: datetime = AT) -> CaseView:
    """The case that a query code opens, as the petitioner sees it."""
    actor = queries.petitioner_by_code(code)
    return queries.view(actor, actor.case, at=at)


def register(person: str = "operator-1", /, *, at: datetime = AT, **fields: Any) -> Passed:
    """Put a plain complaint on record, with other fields where given."""
    command = Register.model_validate({**PLAIN, **fields})
    return door.register(command, actor=officer(person, at=at), at=at)


def give(person: str, number: str, name: str, /, *, at: datetime = AT, **fields: Any) -> Passed:
    """Give a command to a case as a person of the preset."""
    command: Any = commands.parse(name, fields)
    return door.record(number, command, actor=officer(person, at=at), at=at)


def petitioner(number: str) -> Actor:
    """Return the bearer of a case's query code."""
    return Actor(person="", kind="petitioner", case=number)


def at_once(database: str, *jobs: Callable[[], T]) -> list[T | Exception]:
    """Do all jobs at the same moment, each on a thread and a connection of its own.

    Returns what each gave, in their order; what was raised instead.
    """
    start = threading.Barrier(len(jobs))

    def one(job: Callable[[], T]) -> T | Exception:
        connections["default"] = other = _other(database)
        try:
            other.ensure_connection()
            start.wait(timeout=120)
            return job()
        except Exception as no:
            return no
        finally:
            other.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(one, jobs))


def _other(name: str) -> BaseDatabaseWrapper:
    other = connections.create_connection("default")
    other.settings_dict = {**connections["default"].settings_dict, "NAME": name}
    return other


@contextmanager
def inside(name: str) -> Iterator[None]:
    """Work in another database of the same server, on a connection of its own."""
    before, other = connections["default"], _other(name)
    connections["default"] = other
    book.forget()
    try:
        yield
    finally:
        other.close()
        connections["default"] = before
        book.forget()


def copy(template: str, name: str) -> None:
    """Make a database as another one is; nobody may be connected to that one."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def drop(name: str) -> None:
    """Throw a database away, whoever is connected."""
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
