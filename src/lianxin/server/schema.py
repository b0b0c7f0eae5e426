"""`migrate`: the database brought to the shape this version of the product expects."""

import argparse
from datetime import UTC, datetime

from django.core.management import call_command

from lianxin.cases import fitness, rebuild
from lianxin.database import locks
from lianxin.database.fitness import missing_migrations
from lianxin.database.locks import Lock
from lianxin.database.unfit import OlderDatabase
from lianxin.ledger import rights
from lianxin.server.console import complain, tell
from lianxin.server.watching import Watching


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `migrate`."""
    parser = commands.add_parser("migrate", help="bring the database up to date")
    parser.add_argument("--check", action="store_true", help="change nothing; 1 if it is behind")
    parser.set_defaults(run=_run)


def migrate() -> int:
    """Apply what is missing, one process at a time, and return how many steps it was.

    Folds anew what older folds left. Leaves nobody but the owner the right to change what is only
    added to. Raises NewerDatabase with nothing changed.
    """
    with locks.held(Lock.MIGRATING):
        fitness.refuse_newer()
        missing = len(missing_migrations())
        call_command("migrate", interactive=False, verbosity=0)
        rights.narrow()
        _fold_anew()
    return missing


def _fold_anew() -> None:
    """Fold every case of an older fold version anew: no door may ever decide on what it says."""
    fitness.begin_folding(at=_now())
    older = rebuild.older()
    if older:
        tell(f"The folds have changed: {older:,} cases are folded anew from their entries.")
    folding = Watching(f"of {older:,} cases folded anew")
    stumbled = rebuild.fold_older_anew(progress=folding.count)
    folding.end()
    for case, no in stumbled.items():
        # It stays as it is, and the door refuses it: one damaged case must not keep a county out.
        complain(f"stream {case} cannot be folded: {no}. `lianxin verify` names what is wrong.")
    fitness.end_folding(at=_now())
    if older:
        tell(f"{older - len(stumbled):,} cases were folded anew.")


def _now() -> datetime:
    return datetime.now(UTC)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.check:
        return _check()
    tell(f"{migrate()} migrations applied; the database is up to date.")
    return 0


def _check() -> int:
    try:
        fitness.refuse_unfit()
    except OlderDatabase as behind:
        missing = len(missing_migrations())
        tell(f"{missing} migrations missing." if missing else str(behind))
        return 1
    tell("The database is up to date.")
    return 0
