"""What is wrong with a procedure's file: every fault with its place and its reason."""

from dataclasses import dataclass, field
from re import escape, search

from typing_extensions import override


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault: where it stands (lines and columns from 1), a code for machines, a sentence."""

    file: str
    line: int
    column: int | None
    code: str
    reason: str

    @override
    def __str__(self) -> str:
        """Return the fault as compilers write it: `file:line:column: reason`."""
        place = f"{self.line}" if self.column is None else f"{self.line}:{self.column}"
        return f"{self.file}:{place}: {self.reason}"


class GrammarFaults(Exception):
    """All faults of a file at once, in order of line."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class Wrong(Exception):
    """A value that cannot stand; `mark` is the text in the line that is meant."""

    def __init__(self, code: str, reason: str, *, mark: str = "") -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason
        self.mark = mark


@dataclass(slots=True)
class FaultLog:
    """Collects the faults of one file."""

    file: str
    lines: tuple[str, ...]
    faults: list[Fault] = field(default_factory=list)

    def add(self, line: int, code: str, reason: str, *, mark: str = "") -> None:
        """Note a fault; the column is that of `mark` in the line, where it stands there."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        place = search(rf"(?<![\w-]){escape(mark)}(?![\w-])", text) if mark else None
        column = place.start() + 1 if place else None
        fault = Fault(self.file, line, column, code, reason)
        if fault not in self.faults:
            self.faults.append(fault)

    def wrong(self, line: int, wrong: Wrong) -> None:
        """Note a value that cannot stand."""
        self.add(line, wrong.code, wrong.reason, mark=wrong.mark)

    def refuse(self) -> None:
        """Raise GrammarFaults when anything was found."""
        if self.faults:
            raise GrammarFaults(
                tuple(sorted(self.faults, key=lambda fault: (fault.line, fault.reason)))
            )
