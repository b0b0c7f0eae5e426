"""`import`: cases from a file of another system, and the tables of an organisation."""

import argparse
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import get_args

from lianxin.cases import book as books
from lianxin.founding.load import import_org
from lianxin.intake.importing import ALONE, Outside, Progress, import_cases
from lianxin.intake.maps import NO_MAP, ColumnMap, read_map
from lianxin.ledger.record import Author
from lianxin.people import actors
from lianxin.people.models import Officer
from lianxin.rules.actor import Actor
from lianxin.rules.commands.intake import Channel
from lianxin.rules.faults import Faults
from lianxin.rules.refusals import Refused
from lianxin.rules.time.calendar import CHINA
from lianxin.server.console import complain, tell

GOOD, WRONG, MISUSED, INTERRUPTED = 0, 1, 2, 130
IMPORT = "import"
"""Whose name new cases bear when no officer is named."""
BAR = 30
PLAIN_PAUSE = 5.0  # seconds between lines of progress where no terminal watches
MOST_LABELS = 20


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `import`."""
    parser = commands.add_parser("import", help="take in files of other systems")
    kinds = parser.add_subparsers(required=True)
    cases = kinds.add_parser("cases", help="register the rows of a CSV file or workbook")
    cases.add_argument("file", type=Path, metavar="FILE")
    cases.add_argument("--map", type=Path, metavar="MAP", help="which column is which field (TOML)")
    cases.add_argument("--channel", choices=get_args(Channel), help="how the matters came in")
    cases.add_argument("--as", dest="officer", metavar="PERSON", help="the importing officer")
    cases.add_argument("--post", metavar="POST", help="with --as: from this one of the posts held")
    cases.set_defaults(run=_cases)
    org = kinds.add_parser("org", help="load areas, bodies, posts, people, duties")
    org.add_argument("path", type=Path, metavar="DIR|FILE")
    org.set_defaults(run=_org)


def _cases(arguments: argparse.Namespace) -> int:
    try:
        column_map = read_map(arguments.map, book=books.current()) if arguments.map else NO_MAP
    except Faults as wrong:
        complain(f"{wrong}\nNothing was imported.")
        return MISUSED
    person = arguments.officer or column_map.as_
    try:
        actor = _actor(person).acting_from(arguments.post)
    except Refused as no:
        complain(f"There is no {no.why['kind']} {no.why['name']}. Nothing was imported.")
        return MISUSED
    try:
        with _stopping() as stop:
            done = _import(arguments, column_map, actor, stop)
    except Faults as wrong:
        complain(f"{wrong}\nNothing was imported.")
        return WRONG
    _summary(done, actor)
    if done.stopped:
        return INTERRUPTED
    return WRONG if done.rejected else GOOD


def _import(
    arguments: argparse.Namespace, column_map: ColumnMap, actor: Actor, stop: "list[int]"
) -> Progress:
    display = _Shown(sys.stdout.isatty())
    outside = Outside(clock=ALONE.clock, stop=lambda: bool(stop), report=display.report)
    try:
        return import_cases(
            arguments.file,
            actor=actor,
            column_map=column_map,
            channel=arguments.channel,
            outside=outside,
        )
    finally:
        display.end()


def _actor(person: str) -> Actor:
    if not person:
        return Actor(IMPORT)
    if not Officer.objects.filter(pk=person).exists():
        raise Refused("no_such", name=person, kind="person")
    return Actor(person, posts=actors.posts_held(person, on=datetime.now(CHINA).date()))


@contextmanager
def _stopping() -> "Iterator[list[int]]":
    """Gather Ctrl-C, so that a batch under way is ended first; a second one breaks it off."""
    signals: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        if signals:
            raise KeyboardInterrupt
        signals.append(number)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield signals
    finally:
        signal.signal(signal.SIGINT, before)


class _Shown:
    """Progress: a bar on a terminal, otherwise a line now and then."""

    def __init__(self, on_terminal: bool) -> None:
        self._on_terminal = on_terminal
        self._began = self._told = time.monotonic()

    def report(self, progress: Progress) -> None:
        now = time.monotonic()
        rate = progress.done / max(now - self._began, 0.001)
        counted = f"{progress.done} of {progress.total} rows, {rate:.0f} a second"
        if self._on_terminal:
            full = BAR * progress.done // max(progress.total, 1)
            sys.stdout.write(f"\r[{'█' * full}{'·' * (BAR - full)}] {counted}\x1b[K")
            sys.stdout.flush()
        elif now - self._told >= PLAIN_PAUSE:
            self._told = now
            tell(counted)

    def end(self) -> None:
        if self._on_terminal:
            sys.stdout.write("\r\x1b[K")
            sys.stdout.flush()


def _summary(done: Progress, actor: Actor) -> None:
    tell(
        f"{done.new} new ({done.routable} with a duty line, {done.unrouted} unrouted),"
        f" {done.again} already there, {done.rejected} rejected."
    )
    if actor.person == IMPORT and done.new:
        tell("They are registered in the name of the import: --as PERSON names an officer.")
    if done.unused:
        tell(f"Columns not used: {'、'.join(done.unused)}.")
    for (field, label), count in done.unknown.most_common(MOST_LABELS):
        tell(f"{field} “{label}” means nothing here and was left empty {count} times.")
    if len(done.unknown) > MOST_LABELS:
        tell(f"… and {len(done.unknown) - MOST_LABELS} further labels.")
    if done.rejects is not None:
        tell(f"Rejected rows with their reasons: {done.rejects}")
    if done.stopped:
        tell(f"Stopped after {done.done} of {done.total} rows; the same command goes on from here.")


def _org(arguments: argparse.Namespace) -> int:
    try:
        loaded = import_org(arguments.path, at=datetime.now(UTC), by=Author(person="system"))
    except Faults as wrong:
        complain(f"{wrong}\nNothing was loaded.")
        return WRONG
    books.forget()
    for table, counts in loaded.tables.items():
        tell(f"{table}: {counts.new} new, {counts.changed} changed, {counts.same} as before.")
    return GOOD
