"""`bench`: measures the product in a database of its own and tells it beside bare SQL."""

import argparse
import os
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from lianxin.cases import book as books
from lianxin.rules.time.moments import whole
from lianxin.server.bench import (
    alarms,
    figures,
    machine,
    memory,
    place,
    reads,
    seeding,
    web,
    writes,
)
from lianxin.server.bench.figures import Measurement
from lianxin.server.bench.invented import Inventor
from lianxin.server.bench.lives import BenchCounty
from lianxin.server.bench.raw import Bare
from lianxin.server.bench.setting import BenchSetting
from lianxin.server.console import tell

CASES, PLAYED, SEED = 100_000, 10_000, 12345
MEASURES = ("import", "register", "command", "list", "clocks", "verify")
COMPARED = 4000
"""So many cases are written again by bare SQL."""


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `bench`."""
    parser = commands.add_parser("bench", help="measure the product on this machine")
    parser.add_argument("--cases", type=_positive, default=CASES, help=f"default: {CASES:,}")
    parser.add_argument(
        "--played",
        type=_positive,
        default=PLAYED,
        help=f"so many of them through the door, the others copies of rows; default: {PLAYED:,}",
    )
    parser.add_argument("--seconds", type=float, default=10.0, help="of each load; default: 10")
    parser.add_argument("--only", type=_measures, default=MEASURES, help=", ".join(MEASURES))
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures there too")
    parser.add_argument("--profile", action="store_true", help="tell where the time goes")
    parser.add_argument("--memory", action="store_true", help="also 100,000 requests (long)")
    parser.add_argument("--keep", action="store_true", help="leave the database to look at")
    parser.add_argument("--part", help=argparse.SUPPRESS)
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    if arguments.part:
        count, _, seed = arguments.part.partition(":")
        seeding.play_part(int(count), seed=int(seed), at=_now())
        return 0
    with place.prepared(keep=arguments.keep) as name:
        if arguments.keep:
            tell(f"The database {name} stays.")
        lines = _measured(arguments)
        about = machine.this()
    played = min(arguments.cases, arguments.played)
    tell("")
    tell(figures.table(lines))
    tell("")
    tell(_explained(about, cases=arguments.cases, played=played))
    if arguments.json:
        setting = {"cases": arguments.cases, "played": played, "seconds": arguments.seconds,
                   "web_workers": web.WORKERS, "measured_at": _now().isoformat()}  # fmt: skip
        arguments.json.write_text(figures.as_json(lines, machine=about, setting=setting))
    return 0


@dataclass
class _Bench:
    """One run: what it is asked for, and what it made ready so far."""

    asked: argparse.Namespace
    setting: BenchSetting
    stack: ExitStack
    held_web: web.Web | None = None
    held_bare: Bare | None = None

    def web(self) -> web.Web:
        """Return the web server, started at first use."""
        if self.held_web is None:
            self.held_web = self.stack.enter_context(web.running())
        return self.held_web

    def bare(self) -> Bare:
        """Return the bare tables, made from what the product registered."""
        if self.held_bare is None:
            self.setting.steps(COMPARED if self.asked.cases > COMPARED else self.asked.cases)
            self.held_bare = Bare(COMPARED)
        return self.held_bare


def _measured(arguments: argparse.Namespace) -> list[Measurement]:
    setting = BenchSetting(
        at=_now(),
        seconds=arguments.seconds,
        county=BenchCounty(_now()),
        inventor=Inventor(books.current(), seed=SEED),
        say=tell,
        profile=arguments.profile,
    )
    with ExitStack() as stack:
        bench = _Bench(arguments, setting, stack)
        lines = _filled(bench)
        for name, measure in _measures_of(bench).items():
            if name in arguments.only or (name == "memory" and arguments.memory):
                tell(f"{name} …")
                lines += measure()
        return lines


def _filled(bench: _Bench) -> list[Measurement]:
    """Fill the database; a list is measured half-way too where many more cases follow."""
    cases = bench.asked.cases
    played = min(cases, bench.asked.played)
    tell(f"seeding {played:,} cases through the door, {cases - played:,} copies …")
    seeding.play(played, seed=SEED, workers=os.cpu_count() or 1, say=tell)
    if cases < 2 * CASES or "list" not in bench.asked.only:
        seeding.copy(cases, say=tell)
        seeding.settle()
        return []
    seeding.copy(CASES, say=tell)
    seeding.settle()
    before = reads.listed(bench.setting, None)
    seeding.copy(cases, say=tell)
    seeding.settle()
    return reads.grown(before, reads.listed(bench.setting, None))


def _measures_of(bench: _Bench) -> "dict[str, Callable[[], list[Measurement]]]":
    setting = bench.setting
    return {
        "list": lambda: reads.listed(setting, bench.web()),
        "import": lambda: writes.imported(setting, bench.bare()),
        "register": lambda: writes.registered(setting, bench.bare(), bench.web()),
        "command": lambda: writes.commanded(setting, bench.bare(), bench.web()),
        "clocks": lambda: alarms.rung(setting, bench.bare()),
        "verify": lambda: reads.verified(setting),
        "memory": lambda: memory.worker_memory(setting, bench.web()),
    }


def _explained(about: machine.Machine, *, cases: int, played: int) -> str:
    return (
        f"{about.cores} cores of {about.processor}, {about.memory:,} MiB,"
        f" PostgreSQL {about.postgresql} ({about.durable}), Python {about.python}"
        + (f", commit {about.commit}" if about.commit else "")
        + f".\nClient, {web.WORKERS} web workers and database share these cores."
        f"\n{played:,} cases were played through the door; {cases - played:,} are copies of their"
        " case, leg and party rows without entries,\nthere to make lists and indexes long."
        "\nraw: the same rows by bare prepared SQL in the same run, into tables of their own;"
        " ratio: what is left of its speed."
    )


def _measures(text: str) -> Sequence[str]:
    names = tuple(text.split(","))
    unknown = [name for name in names if name not in MEASURES]
    if unknown:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: one of {', '.join(MEASURES)}")
    return names


def _positive(text: str) -> int:
    number = int(text.replace("_", "").replace(",", ""))
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _now() -> datetime:
    return whole(datetime.now(UTC))
