"""Databases for stories, one set for the session: fixtures for every folder that plays."""

from collections.abc import Iterator
from typing import Any

import pytest

from lianxin.stories.databases import Databases
from lianxin.stories.templates import drop_templates


@pytest.fixture(scope="session")
def databases(django_db_modify_db_settings: None, django_db_blocker: Any) -> Iterator[Databases]:
    """Databases that hold the preset and nothing else; dropped at the end with their templates."""
    with django_db_blocker.unblock():
        found = Databases()
    yield found
    with django_db_blocker.unblock():
        found.__exit__(None, None, None)
        drop_templates()


@pytest.fixture(autouse=True)
def unblocked(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let a test that plays reach the database; it leads Django there and back itself."""
    if "databases" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("databases")
    with request.getfixturevalue("django_db_blocker").unblock():
        yield
