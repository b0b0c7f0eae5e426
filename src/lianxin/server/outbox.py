"""`outbox`: work that the loops gave up, listed, and tried once more when its cause is mended."""

import argparse

from lianxin.ledger import aside
from lianxin.server.console import tell

GOOD, WRONG = 0, 1


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `outbox`."""
    parser = commands.add_parser("outbox", help="list what the loops could not do, or try it again")
    parser.add_argument(
        "--retry", action="store_true", help="let the loops try all of it once more"
    )
    parser.add_argument(
        "--reader", default="", metavar="NAME", help="with --retry: of this reader alone"
    )
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.retry:
        tell(f"{aside.retry(arguments.reader):,} lines are tried again by the loops.")
        return GOOD
    for line in aside.listed():
        entry = f"stream {line.stream}, entry {line.sequence}"
        tell(f"{line.reader}  {entry}: failed {line.tries} times  ({line.fault})")
    count = aside.count()
    tell(f"{count:,} lines are set aside." if count else "Nothing is set aside.")
    return WRONG if count else GOOD
