"""The rows that could not be taken, beside the file they came from, each with line and reason."""

import csv
from pathlib import Path
from types import TracebackType

from lianxin.intake.sheets import SheetRow
from lianxin.rules.faults import Fault, Faults, Flaw

OWN = ("line", "reason")


def place_of(path: Path) -> Path:
    """Return where the rejects of a file are written."""
    return path.with_name(f"{path.name}.rejects.csv")


class Rejects:
    """Writes rejects as they come; under its name stands a whole file, or none when all was well.

    The rows stand in it as they were, so that it can be put right and read in again.
    """

    def __init__(self, path: Path, *, headings: tuple[str, ...]) -> None:
        self.place = place_of(path)
        self.count = 0
        self._draft = self.place.with_name(f"{self.place.name}.draft")
        try:
            self._out = self._draft.open("w", encoding="utf-8-sig", newline="")
        except OSError as problem:
            flaw = Flaw("unwritable", problem=str(problem.strerror))
            raise Faults([Fault(self.place.name, 0, "", flaw)]) from None
        self._writer = csv.writer(self._out)
        # A file of rejects read in again gives its own two columns anew.
        self._width = len(headings)
        self._kept = [place for place, name in enumerate(headings) if name not in OWN]
        self._writer.writerow([*OWN, *(headings[place] for place in self._kept)])

    def add(self, row: SheetRow, *, reason: str) -> None:
        """Write one row with the reason why it was not taken."""
        self.count += 1
        cells = [row.cells[place] for place in self._kept if place < len(row.cells)]
        self._writer.writerow([row.line, reason, *cells, *row.cells[self._width :]])

    def __enter__(self) -> "Rejects":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._out.close()
        if self.count:
            self._draft.replace(self.place)
            return
        self._draft.unlink()
        if kind is None and _is_ours(self.place):
            self.place.unlink()


def _is_ours(place: Path) -> bool:
    if not place.is_file():
        return False
    with place.open(encoding="utf-8-sig", errors="replace") as source:
        return source.readline().startswith(",".join(OWN))
