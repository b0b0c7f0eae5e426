"""`figures`: makes the rows of figures anew from the ledger, when one doubts them."""

import argparse
import time

from lianxin.figures import reader
from lianxin.server.console import tell

BETWEEN_TRIES = 0.05


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `figures`."""
    parser = commands.add_parser("figures", help="make the rows of figures anew from the ledger")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    while not reader.rebuild():
        # The loop of a running server holds the cursor for one batch at a time.
        time.sleep(BETWEEN_TRIES)
    count = 0
    while entries := reader.catch_up():
        count += entries
    tell(f"{count:,} entries read; figures stand as the ledger has them.")
    return 0
