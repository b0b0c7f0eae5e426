"""Puts the rows of a file on record through the door, batch by batch; again takes nothing twice."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from lianxin.cases import book as books
from lianxin.cases.door import Key, Registration
from lianxin.intake.maps import NO_MAP, ColumnMap
from lianxin.intake.plans import Labels, ReadingPlan, Ready, UnreadableRow, plan_for
from lianxin.intake.recording import recorded
from lianxin.intake.rejects import Rejects
from lianxin.intake.sheets import DataSheet, SheetRow, read
from lianxin.org import snapshot
from lianxin.rules.actor import Actor
from lianxin.rules.book import Book
from lianxin.rules.routing import suggest

CALLER = "import"
BATCH = 200
"""Cases a transaction: larger ones are hardly faster and hold what others wait for."""


@dataclass
class Progress:
    """How far an import is. `again`: rows that stood on record already; `unrouted`: new cases
    without a duty line, which wait for a person to say whose they are."""

    total: int
    done: int = 0
    new: int = 0
    again: int = 0
    rejected: int = 0
    unrouted: int = 0
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)
    unused: tuple[str, ...] = ()
    rejects: Path | None = None
    stopped: bool = False

    @property
    def routable(self) -> int:
        """New cases whose category has a duty line."""
        return self.new - self.unrouted


def _silent(progress: Progress) -> None:
    """Nobody watches."""


def _never() -> bool:
    return False


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Outside:
    """What an import asks of the world: the time, whether to stop, and who watches it."""

    clock: Callable[[], datetime] = _now
    stop: Callable[[], bool] = _never
    report: Callable[[Progress], None] = _silent


ALONE = Outside()


def import_cases(
    path: Path,
    *,
    actor: Actor,
    column_map: ColumnMap = NO_MAP,
    channel: str | None = None,
    outside: Outside = ALONE,
) -> Progress:
    """Register every good row of a file; wrong ones go to `<file>.rejects.csv` with their reason.

    Raises Faults, with nothing changed, where the file cannot be read or its columns make no case.
    An import that was stopped goes on where it was when it is run again.
    """
    sheet = read(path, form=column_map.form)
    plan = plan_for(sheet, column_map, labels=county_labels(), channel=channel)
    progress = Progress(sheet.count, unknown=plan.unknown, unused=plan.unused)
    with Rejects(path, headings=sheet.headings) as rejects:
        run = _Run(actor, outside, progress, rejects, _router(books.fresh()))
        run.all(_batches(sheet, plan, run), count=sheet.count)
        if rejects.count:
            progress.rejects = rejects.place
    return progress


def county_labels() -> Labels:
    """Return the county's codes by name, where a name means one only, and by code."""
    parts = snapshot.load()
    areas = {code: area.zh for code, area in parts.areas.items()}
    categories = {code: zh for code, (zh, _) in parts.category_labels.items()}
    return Labels(_by_name(areas), _by_name(categories))


def _by_name(names: Mapping[str, str]) -> dict[str, str]:
    often = Counter(names.values())
    unique = {zh: code for code, zh in names.items() if zh and often[zh] == 1}
    return unique | {code: code for code in names}


def _router(book: Book) -> Callable[[str | None, str | None], bool]:
    @lru_cache(maxsize=10_000)
    def routable(category: str | None, area: str | None) -> bool:
        return suggest(book, category=category, area=area) is not None

    return routable


@dataclass(frozen=True, slots=True)
class _Run:
    actor: Actor
    outside: Outside
    progress: Progress
    rejects: Rejects
    routable: Callable[[str | None, str | None], bool]

    def reject(self, row: SheetRow, *, reason: str) -> None:
        self.rejects.add(row, reason=reason)
        self.progress.rejected += 1
        self.progress.done += 1

    def all(self, batches: Iterable[Sequence[Ready]], *, count: int) -> None:
        """Record batch after batch until somebody stops it; what was begun is counted to its end."""
        begun: deque[Sequence[Ready]] = deque()

        def wanted() -> Iterator[list[Registration]]:
            for batch in batches:
                begun.append(batch)
                at = self.outside.clock()
                yield [
                    Registration(ready.command, at, Key(CALLER, ready.key, ready.asked))
                    for ready in batch
                ]
                if self.outside.stop():
                    self.progress.stopped = True
                    return

        for outcomes in recorded(wanted(), actor=self.actor, count=count):
            for ready, outcome in zip(begun.popleft(), outcomes, strict=True):
                if isinstance(outcome, str):
                    self.reject(ready.row, reason=outcome)
                else:
                    self._count(ready, again=outcome)
            self.outside.report(self.progress)

    def _count(self, ready: Ready, *, again: bool) -> None:
        progress = self.progress
        progress.done += 1
        if again:
            progress.again += 1
            return
        progress.new += 1
        if not self.routable(ready.command.category, ready.command.area):
            progress.unrouted += 1


def _batches(sheet: DataSheet, plan: ReadingPlan, run: _Run) -> Iterator[list[Ready]]:
    batch: list[Ready] = []
    keys: set[str] = set()
    for row in sheet.rows():
        try:
            ready = plan.ready(row, at=run.outside.clock())
        except UnreadableRow as no:
            run.reject(row, reason=str(no))
            continue
        # The door looks keys up before it writes: a repeated one must come in a later batch.
        if len(batch) == BATCH or ready.key in keys:
            yield batch
            batch, keys = [], set()
        batch.append(ready)
        keys.add(ready.key)
    if batch:
        yield batch
