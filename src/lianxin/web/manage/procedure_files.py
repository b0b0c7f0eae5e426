"""A new version of a procedure: checked whole, tried on last month's cases, then taken into use."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction

from lianxin.cases.reading.filters import Filters
from lianxin.cases.trial import tried
from lianxin.documents import templates_in_force
from lianxin.founding import load as org_load
from lianxin.founding.preset import with_grammar
from lianxin.founding.procedure_checks import unknown_names
from lianxin.founding.proofs import findings, put_in_force
from lianxin.ledger.record import Author
from lianxin.rules.book import Book
from lianxin.rules.faults import Fault, Faults, Flaw
from lianxin.rules.grammar.compile import shipped, warnings
from lianxin.rules.procedures import Procedure
from lianxin.rules.proving.telling import Trap
from lianxin.web import names
from lianxin.web.desk.session import Desk

FILE = "procedure.toml"
LONGEST = 300_000
"""Characters of a file; the statutory procedure has some thirty thousand."""
MONTH = timedelta(days=31)
MOST = 400
"""Cases of the last month on which a version is tried while somebody waits."""


@dataclass(frozen=True, slots=True)
class CheckedVersion:
    """A version that reads well: the digest of what it extends, what is odd in it, and its traps.

    It may be taken into use where it has none.
    """

    procedure: Procedure
    base: str | None
    odd: tuple[Fault, ...]
    traps: tuple[Trap, ...]


@dataclass(frozen=True, slots=True)
class TrialCounts:
    """What a trial came to: cases looked at and changed, and by clock, body and command how many."""

    cases: int
    changed: int
    late: tuple[tuple[str, int], ...]
    bodies: tuple[tuple[str, int], ...]
    barred: tuple[tuple[str, int], ...]
    left: int


def checked(text: str, book: Book) -> CheckedVersion:
    """Return a version as it would be used here. Raises Faults with everything that is wrong."""
    if len(text) > LONGEST:
        raise Faults([Fault(FILE, 0, "", Flaw("too_long", most=LONGEST))])

    def base(code: str) -> Procedure | None:
        digest = book.current.get(code)
        return book.procedures[digest] if digest else None

    procedure = with_grammar(shipped())(text, name=FILE, base=base)
    with transaction.atomic():
        whole = {table: dict(rows) for table, rows in org_load.rows_held().items()}
    unknown = unknown_names(procedure, whole, papers=set(templates_in_force.current()), file=FILE)
    org_load.refuse(list(unknown))
    below = book.current.get(procedure.extends) if procedure.extends else None
    traps = findings(procedure, file=FILE)
    return CheckedVersion(procedure, below, warnings(procedure, name=FILE), traps)


def trial(procedure: Procedure, desk: Desk) -> TrialCounts:
    """Return what a version would have changed in the cases of the last month, in numbers alone.

    Whoever manages procedures sees no case: which ones they were is for those who may see them.
    """
    wanted = Filters(since=desk.at - MONTH)
    trials = list(tried(procedure, book=desk.book, at=desk.at, most=MOST, wanted=wanted))
    late = Counter(
        code for trial_of_case in trials for code in {late.clock for late in trial_of_case.late}
    )
    bodies = Counter(
        late.body for trial_of_case in trials for late in trial_of_case.late if late.body
    )
    barred = Counter(no.command for trial_of_case in trials for no in trial_of_case.barred)
    return TrialCounts(
        len(trials),
        sum(bool(trial_of_case.late or trial_of_case.barred) for trial_of_case in trials),
        tuple((_clock(code, procedure), n) for code, n in late.most_common()),
        tuple((names.body(code, desk.book), n) for code, n in bodies.most_common()),
        tuple(barred.most_common()),
        sum(trial_of_case.left is not None for trial_of_case in trials),
    )


def _clock(code: str, procedure: Procedure) -> str:
    rule = procedure.clock_index.get(code)
    return names.of(rule.zh, rule.en) if rule and rule.zh else code


def take(version: CheckedVersion, text: str, *, desk: Desk, by: Author) -> bool:
    """Let new cases start with a version; cases under way keep theirs. False: it was so already.

    Raises Trapped for one that can trap a matter.
    """
    stamp: dict[str, Any] = {"at": desk.at, "by": by, "file": FILE}
    return put_in_force(version.procedure, text=text, base=version.base, **stamp)
