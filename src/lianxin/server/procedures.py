"""`procedure`: a procedure's file checked, drawn, tried on cases of the past, or walked."""

import argparse
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path

from django.db import connection, transaction

from lianxin.cases import book as books
from lianxin.cases.reading.filters import Filters
from lianxin.cases.trial import Tried, tried
from lianxin.founding.proofs import findings
from lianxin.org import procedures
from lianxin.org.preset_folders import PRESETS
from lianxin.rules.drawing.draw import draw
from lianxin.rules.faults import Faults
from lianxin.rules.grammar.compile import compile_procedure, parse, shipped, warnings
from lianxin.rules.procedures import Procedure
from lianxin.rules.time.calendar import CHINA
from lianxin.server import walking
from lianxin.server.address import product
from lianxin.server.console import CommandFailed, complain, tell

GOOD, WRONG = 0, 1
BASE = PRESETS / "base" / "procedures"


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `procedure`."""
    parser = commands.add_parser("procedure", help="check, draw, try or walk a procedure")
    kinds = parser.add_subparsers(required=True)
    check = kinds.add_parser(
        "check", help="name every fault with its line, and prove that it holds"
    )
    check.add_argument("files", type=Path, metavar="FILE", nargs="+")
    check.add_argument("--lang", choices=("zh", "en"), default="en")
    check.set_defaults(run=_check)
    drawn = kinds.add_parser("draw", help="write it as a drawing (SVG)")
    drawn.add_argument("file", type=Path, metavar="FILE")
    drawn.add_argument("--out", type=Path, metavar="SVG", help="default: beside the file")
    drawn.add_argument("--lang", choices=("zh", "en"), default="zh")
    drawn.set_defaults(run=_draw)
    past = kinds.add_parser("try", help="what it would have changed in past cases; writes nothing")
    past.add_argument("file", type=Path, metavar="FILE")
    past.add_argument("--most", type=int, default=10_000, metavar="N", help="newest N cases")
    past.add_argument("--since", type=_day, metavar="DAY", help="registered on or after this day")
    past.add_argument("--until", type=_day, metavar="DAY", help="registered before this day")
    past.set_defaults(run=_try)
    walking.register(kinds)


def _day(text: str) -> datetime:
    """The first moment of a day of China."""
    return datetime.combine(date.fromisoformat(text), time(), tzinfo=CHINA)


def _check(arguments: argparse.Namespace) -> int:
    results = [_checked(file, arguments.lang) for file in arguments.files]
    return max(results)


def _checked(file: Path, lang: str) -> int:
    procedure = _compiled(file, kept=None)
    if procedure is None:
        return WRONG
    for odd in warnings(procedure, name=str(file)):
        tell(f"{odd}")
    found = findings(procedure, file=str(file))
    for one in found:
        place = f"{file}:{one.fault.line}" if one.fault.line else f"{file}"
        complain(f"{place}: {one.told(lang)}")
    if found:
        complain(f"{len(found)} findings: no matter may be trusted to it.")
        return WRONG
    summary = f"{len(procedure.stages)} stages, {len(procedure.actions)} actions"
    tell(
        f"{procedure.code} is sound: {summary}, {len(procedure.clocks)} clocks ({procedure.digest})."
    )
    return GOOD


def _draw(arguments: argparse.Namespace) -> int:
    procedure = _compiled(arguments.file, kept=None)
    if procedure is None:
        return WRONG
    out = arguments.out or arguments.file.with_suffix(".svg")
    try:
        out.write_text(draw(procedure, arguments.lang), encoding="utf-8")
    except OSError as problem:
        raise CommandFailed(f"{out} cannot be written: {problem.strerror}") from None
    tell(f"{out}")
    return GOOD


def _try(arguments: argparse.Namespace) -> int:
    with product(), transaction.atomic():
        with connection.cursor() as cursor:
            # Not a promise but a lock: the database itself refuses to write anything from here on.
            cursor.execute("SET TRANSACTION READ ONLY")
        procedure = _compiled(arguments.file, kept=_in_force)
        if procedure is None:
            return WRONG
        wanted = Filters(since=arguments.since, until=arguments.until)
        book, at, most = books.current(), datetime.now(UTC), arguments.most
        trials = list(tried(procedure, book=book, at=at, most=most, wanted=wanted))
    changed = [trial for trial in trials if trial.late or trial.barred]
    for trial in changed:
        _tell_case(trial, procedure)
    _tell_clocks(trials, procedure)
    late, barred = (
        sum(len(trial.late) for trial in trials),
        sum(len(trial.barred) for trial in trials),
    )
    tell(
        f"{len(trials)} cases of {procedure.code} tried, {len(changed)} would have gone otherwise:"
        f" {late} clocks late, {barred} commands refused. Nothing was written."
    )
    return WRONG if changed else GOOD


def _tell_case(trial: Tried, procedure: Procedure) -> None:
    for late in trial.late:
        due, until = late.due.astimezone(CHINA), late.until.astimezone(CHINA)
        ending = "done" if late.stopped else "still open"
        tell(
            f"{trial.number}: {_named(late.clock, procedure)} late: due {due:%Y-%m-%d %H:%M},"
            f" {ending} {until:%Y-%m-%d %H:%M}{f', {late.body}' if late.body else ''}"
        )
    for barred in trial.barred:
        tell(f"{trial.number}: entry {barred.sequence}: {barred.command} refused ({barred.code})")
    if trial.left is not None:
        tell(f"{trial.number}: followed as far as entry {trial.left} only")


def _tell_clocks(trials: Sequence[Tried], procedure: Procedure) -> None:
    """How many cases each clock would have caught, the most first."""
    counted = Counter(code for trial in trials for code in {late.clock for late in trial.late})
    for code, number in counted.most_common():
        tell(f"{_named(code, procedure)}: {number} of {len(trials)} cases would have run late")


def _named(code: str, procedure: Procedure) -> str:
    rule = procedure.clock_index.get(code)
    return f"{code} ({rule.zh})" if rule is not None and rule.zh else code


BaseOf = Callable[[str], Procedure | None]


def _compiled(file: Path, *, kept: BaseOf | None) -> Procedure | None:
    """The procedure of a file, or None after its faults were told."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise CommandFailed(f"{file} cannot be read: {problem}") from None
    try:
        return compile_procedure(text, name=str(file), base=_bases(file, kept), known=shipped())
    except Faults as wrong:
        for fault in wrong.faults:
            complain(str(fault))
        complain(f"{len(wrong.faults)} faults.")
        return None


def _bases(file: Path, kept: BaseOf | None) -> BaseOf:
    """Where what a file extends is looked for: in force here, beside it, among those we ship."""

    def base(code: str) -> Procedure | None:
        procedure = kept(code) if kept else None
        if procedure is not None:
            return procedure
        for other in (*sorted(file.parent.glob("*.toml")), *sorted(BASE.glob("*.toml"))):
            text = other.read_text(encoding="utf-8")
            if other.resolve() != file.resolve() and _code(text) == code:
                return compile_procedure(text, name=str(other), base=base, known=shipped())
        return None

    return base


def _code(text: str) -> str:
    try:
        return parse(text, name="").code
    except Faults:
        return ""


def _in_force(code: str) -> Procedure | None:
    digest = procedures.current().get(code)
    return books.current().procedures[digest] if digest else None
