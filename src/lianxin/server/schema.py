"""`migrate`: the database brought to the shape this version of the product expects."""

import argparse
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from lianxin.database import locks
from lianxin.database.locks import Lock
from lianxin.ledger import rights
from lianxin.server.console import tell

# Any number, the same in every version: it keeps two nodes from migrating at the same time.


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `migrate`."""
    parser = commands.add_parser("migrate", help="bring the database up to date")
    parser.add_argument("--check", action="store_true", help="change nothing; 1 if it is behind")
    parser.set_defaults(run=_run)


def migrate() -> int:
    """Apply what is missing, one process at a time, and return how many steps it was.

    Leaves nobody but the owner the right to change what is only added to.
    """
    with locks.held(Lock.MIGRATING):
        missing = len(_missing())
        call_command("migrate", interactive=False, verbosity=0)
        rights.narrow()
    return missing


def _run(arguments: argparse.Namespace) -> int:
    if arguments.check:
        missing = _missing()
        tell(f"{len(missing)} migrations missing." if missing else "The database is up to date.")
        return 1 if missing else 0
    tell(f"{migrate()} migrations applied; the database is up to date.")
    return 0


def _missing() -> list[Any]:
    executor = MigrationExecutor(connection)
    return executor.migration_plan(executor.loader.graph.leaf_nodes())
