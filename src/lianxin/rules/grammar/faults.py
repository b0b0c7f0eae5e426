"""Collects what is wrong with a procedure's file: every fault with its place."""

from dataclasses import dataclass, field
from re import escape, search

from lianxin.rules.faults import Fault, Faults, Flaw


class WrongRow(Exception):
    """A value that cannot stand; `mark` is the text in the line that is meant, `key` its key."""

    def __init__(self, flaw: Flaw, *, mark: str = "", key: str = "") -> None:
        super().__init__(flaw.code)
        self.flaw = flaw
        self.mark = mark
        self.key = key


@dataclass(slots=True)
class FaultLog:
    """Collects the faults of one file."""

    file: str
    lines: tuple[str, ...]
    faults: list[Fault] = field(default_factory=list)

    def add(self, line: int, flaw: Flaw, *, mark: str = "", key: str = "") -> None:
        """Note a fault; its position is that of `mark` in the line, where it stands there."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        place = search(rf"(?<![\w-]){escape(mark)}(?![\w-])", text) if mark else None
        position = place.start() + 1 if place else None
        self.faults.append(Fault(self.file, line, key, flaw, position))

    def wrong(self, line: int, wrong: WrongRow) -> None:
        """Note a value that cannot stand."""
        self.add(line, wrong.flaw, mark=wrong.mark, key=wrong.key)

    def refuse(self) -> None:
        """Raise Faults when anything was found."""
        if self.faults:
            raise Faults(self.faults)
