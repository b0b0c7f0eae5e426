"""`init` and `calendar`: the county's own data, loaded from a preset and from a holiday notice."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from lianxin.founding import preset as presets
from lianxin.founding.files import decoded
from lianxin.ledger.record import Author
from lianxin.org import calendar
from lianxin.rules.faults import Faults
from lianxin.server.console import complain, tell
from lianxin.server.schema import migrate

GOOD, WRONG = 0, 1
BY = Author(person="system")


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `init` and `calendar`."""
    init = commands.add_parser("init", help="load a preset: a county as data")
    init.add_argument("--preset", required=True, metavar="P", help="its code, or its folder")
    init.set_defaults(run=_init)
    days = commands.add_parser("calendar", help="days off and made up")
    load = days.add_subparsers(required=True).add_parser("load", help="load a file of days")
    load.add_argument("file", type=Path, metavar="FILE", help="CSV of date,is_workday,name")
    load.set_defaults(run=_load)


def _init(arguments: argparse.Namespace) -> int:
    name = arguments.preset
    preset = Path(name) if "/" in name or Path(name).is_dir() else name
    migrate()
    try:
        loaded = presets.load(preset, at=datetime.now(UTC), by=BY)
    except Faults as wrong:
        complain(f"{wrong}\nNothing was loaded.")
        return WRONG
    for table, counts in loaded.tables.items():
        tell(f"{table}: {counts.new} new, {counts.changed} changed, {counts.same} as before.")
    return GOOD


def _load(arguments: argparse.Namespace) -> int:
    name = arguments.file.name
    try:
        text = decoded(arguments.file.read_bytes())
        count = calendar.load_days(text, source=name, at=datetime.now(UTC), by=BY)
    except OSError as problem:
        complain(f"{name} cannot be read: {problem.strerror}")
        return WRONG
    except UnicodeDecodeError:
        complain(f"{name} is neither UTF-8 nor GB18030.")
        return WRONG
    except Faults as wrong:
        complain(f"{wrong}\nNothing was loaded.")
        return WRONG
    tell(f"{count} days loaded; provisional clocks are counted again by the loops.")
    return GOOD
