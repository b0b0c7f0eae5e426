"""What is wrong in a file that was to be loaded, every fault with its place."""

from collections.abc import Iterable
from dataclasses import dataclass

from typing_extensions import override


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: the file (or sheet), the row (the header is 1; 0 for the whole file), the column."""

    file: str
    row: int
    column: str
    reason: str

    @override
    def __str__(self) -> str:
        place = ":".join([self.file, *([str(self.row)] if self.row else [])])
        return (
            f"{place}: {self.column}: {self.reason}" if self.column else f"{place}: {self.reason}"
        )


class Faults(Exception):
    """Nothing was loaded; `faults` holds everything that is wrong, in order of file and row."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))
