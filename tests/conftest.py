"""Where the tests find their database: a server of their own in a home of their own.

LIANXIN_TEST_DATABASE_URL points to another server instead (a database `test_…` is made there and
dropped); LIANXIN_POSTGRES_BIN picks the programs of the server that is started.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import pytest

from lianxin.server import postgres
from tests import shares

HOME = Path(tempfile.mkdtemp(prefix="lianxin-test-"))
GIVEN = os.environ.get("LIANXIN_TEST_DATABASE_URL")

# The settings read these, and the conftest files further down may import models.
os.environ["LIANXIN_HOME"] = str(HOME)
os.environ["DATABASE_URL"] = GIVEN or postgres.future_address(HOME)
os.environ["DJANGO_SETTINGS_MODULE"] = "lianxin.server.settings"
django.setup()

# A test database is thrown away: it need not survive a power cut. Autovacuum holds a transaction
# open while it works; readers of what is settled (seal, loops) would wait for it, and a test that
# looks at once would find nothing.
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the choice of those tests that another PostgreSQL could break, and what tests cost."""
    parser.addoption(
        "--second-server", action="store_true", help="only tests that depend on the server"
    )
    parser.addoption("--shares", action="store_true", help="tell what each kind of test cost")


def pytest_configure(config: pytest.Config) -> None:
    """Measure the tests, where that was asked for."""
    if config.getoption("--shares"):
        config.pluginmanager.register(shares.Report())


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep only the tests that depend on the server, where that was asked for."""
    if config.getoption("--second-server"):
        chosen = [
            item for item in items if shares.is_of_the_server(item.path) and _uses_database(item)
        ]
        config.hook.pytest_deselected(items=[item for item in items if item not in chosen])
        items[:] = chosen


@pytest.fixture(scope="session")
def django_db_modify_db_settings() -> Iterator[None]:
    """Run the server from the first test that needs it to the end of the session."""
    if GIVEN:
        yield
        return
    with postgres.ensure(HOME, options=FAST):
        yield


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    postgres.remove(HOME)
    shutil.rmtree(HOME, ignore_errors=True)


def _uses_database(item: pytest.Item) -> bool:
    names = set(getattr(item, "fixturenames", ()))
    return (
        bool(names & {"db", "transactional_db"}) or item.get_closest_marker("django_db") is not None
    )
