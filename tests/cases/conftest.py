"""The county, empty or with every shipped story played in it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from tests.cases import tables
from tests.cases.plays import play_all
from tests.county import copy, county, county_template, drop, inside

__all__ = ["county", "county_template"]


@pytest.fixture(scope="session")
def open_template(county_template: str, django_db_blocker: Any) -> Iterator[tuple[str, int]]:
    """A copy of the county, and the transaction from which on whatever is in it is a test's."""
    name = f"{county_template}_cases"
    with django_db_blocker.unblock():
        copy(county_template, name)
        with inside(name):
            since = int(tables.row("SELECT pg_current_xact_id()::text AS tx")["tx"])
        yield name, since
        drop(name)


@pytest.fixture
def open_county(open_template: tuple[str, int], db: None) -> Iterator[str]:
    """The county with real commits; a copy for each test would cost a second of its own."""
    name, since = open_template
    with inside(name):
        yield name
    with inside(name):
        tables.empty(since)


@pytest.fixture(scope="session")
def played_template(county_template: str, django_db_blocker: Any) -> Iterator[tuple[str, Any]]:
    """A database in which all stories were played, and the last passage of each case."""
    name = f"{county_template}_played"
    with django_db_blocker.unblock():
        copy(county_template, name)
        with inside(name):
            last = play_all()
        yield name, last
        drop(name)


@pytest.fixture
def played(played_template: tuple[str, Any], db: None) -> Iterator[dict[str, Any]]:
    """The last passage of each played case by number; what the test does is undone."""
    name, last = played_template
    with inside(name), transaction.atomic():
        yield last
        transaction.set_rollback(True)
