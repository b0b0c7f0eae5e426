"""`seal`: the daily seal made by hand, and its page to print and keep outside the machine."""

import argparse
from datetime import UTC, date, datetime, timedelta

from lianxin.ledger import seal
from lianxin.ledger.seal import Sealed
from lianxin.ledger.signing import BadSealKey
from lianxin.rules.time.calendar import CHINA
from lianxin.server.console import CommandFailed, complain, tell

GOOD, WRONG, MISUSED = 0, 1, 2


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `seal`."""
    parser = commands.add_parser("seal", help="seal the ledger up to a day, and print the page")
    parser.add_argument(
        "--day",
        type=_day,
        metavar="DAY",
        help="2026-03-02, or `today`; default: the last that ended",
    )
    parser.add_argument("--print", action="store_true", help="make none: print a seal's page again")
    parser.set_defaults(run=_run)


def _day(text: str) -> date:
    return _today() if text == "today" else date.fromisoformat(text)


def _today() -> date:
    return datetime.now(CHINA).date()


def _run(arguments: argparse.Namespace) -> int:
    if arguments.print:
        return _print(arguments.day)
    day = arguments.day or _today() - timedelta(days=1)
    if day > _today():
        complain(f"{day} has not come yet.")
        return MISUSED
    try:
        made = seal.make(day, at=datetime.now(UTC))
    except BadSealKey as wrong:
        raise CommandFailed(f"Nothing was sealed: {wrong}.") from None
    for sealed in made:
        tell(seal.printable(sealed))
    newest = seal.newest()
    assert newest is not None, "there is one now"
    if not made:
        tell(f"{day} is sealed already; the newest seal is No. {newest.number} of {newest.day}.")
    elif day == _today():
        tell("What is still recorded today comes under the seal of tomorrow.")
    return GOOD


def _print(day: date | None) -> int:
    day_seal = _of(day)
    if day_seal is None:
        complain(f"There is no seal of {day}." if day else "There is no seal yet.")
        return WRONG
    tell(seal.printable(day_seal))
    return GOOD


def _of(day: date | None) -> Sealed | None:
    if day is None:
        return seal.newest()
    return next((sealed for sealed in seal.seals() if sealed.day == day), None)
