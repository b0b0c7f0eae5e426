"""Where the database of a command is, and that it runs while the command does."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import django
import psycopg

from lianxin.database import releases
from lianxin.server import postgres
from lianxin.server.console import tell
from lianxin.server.home import home_folder


@contextmanager
def database() -> Iterator[str]:
    """Give the address of the database: DATABASE_URL, else the home's own, running meanwhile.

    The address stands in DATABASE_URL too, for settings and child processes.
    """
    address_set = os.environ.get("DATABASE_URL")
    if address_set:
        yield address_set
        return
    with postgres.ensure(home_folder()) as address:
        os.environ["DATABASE_URL"] = address
        try:
            yield address
        finally:
            del os.environ["DATABASE_URL"]


@contextmanager
def product(*, current: bool = True) -> Iterator[None]:
    """Run the database and set Django up, for a command that needs them only in some of its uses.

    Raises UnfitDatabase as `refuse_unfit` does.
    """
    with database():
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lianxin.server.settings")
        django.setup()
        refuse_unfit(current=current)
        yield


def remark_release(address: str) -> None:
    """Tell the operator where the server at an address is behind its minor releases."""
    with psycopg.connect(address) as connection:
        server = connection.info.server_version
    remark = releases.remark(server, today=datetime.now(UTC).date())
    if remark is not None:
        tell(remark)


def refuse_unfit(*, current: bool = True) -> None:
    """Raise UnfitDatabase for a database of a newer version; if it must be `current`, of an older one too.

    Django must be set up.
    """
    # Models can be imported once Django is set up, not before.
    from lianxin.cases import fitness  # noqa: PLC0415 - see above

    if current:
        fitness.refuse_unfit()
    else:
        fitness.refuse_newer()
