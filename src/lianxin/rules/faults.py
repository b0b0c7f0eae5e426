"""What is wrong in a file: a code and its values, with the place where it stands.

A fault is found where the file is read and put into words where somebody reads of it: the sentence
of each code stands in `fault_sentences`, in both languages.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from typing_extensions import override

from lianxin.rules.fault_sentences import sentence

Value = str | int | tuple[str, ...]
Kept = dict[str, Any]


@dataclass(frozen=True, slots=True, init=False)
class Flaw:
    """What is wrong, without its place: a code, and the values that its sentence names."""

    code: str
    why: tuple[tuple[str, Value], ...]

    def __init__(self, code: str, **why: Value) -> None:
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "why", tuple(sorted(why.items())))

    def sentence(self, lang: str = "en") -> str:
        """Return the flaw in words, in Chinese (`zh…`) or English."""
        return sentence(self.code, dict(self.why), lang)


class Unfit(ValueError):
    """A value that cannot stand, with its flaw; whoever knows the place makes a fault of it."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.sentence())
        self.flaw = flaw


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the file (or sheet), the line, the column or key, and the flaw.

    Lines begin with 1, and a table's heading is one; 0 is the whole file. `position` is where in
    its line the text stands that is meant, from 1, where that is known.
    """

    file: str
    line: int
    column: str
    flaw: Flaw
    position: int | None = None

    @property
    def code(self) -> str:
        """Return the code of the flaw."""
        return self.flaw.code

    @property
    def why(self) -> Mapping[str, Value]:
        """Return the values of the flaw."""
        return dict(self.flaw.why)

    def sentence(self, lang: str = "en") -> str:
        """Return what is wrong in words, without the place."""
        return self.flaw.sentence(lang)

    @override
    def __str__(self) -> str:
        """Return the fault as compilers write it: `file:line:position: column: sentence`."""
        return f"{self._place}: {self._told}"

    @property
    def _place(self) -> str:
        numbers = (self.line, self.position) if self.line else ()
        return ":".join([self.file, *(str(number) for number in numbers if number)])

    @property
    def _told(self) -> str:
        return f"{self.column}: {self.sentence()}" if self.column else self.sentence()

    @property
    def order(self) -> tuple[str, int, str, int]:
        """Return what faults are listed by: file and line, then what is said."""
        return self.file, self.line, self._told, self.position or 0

    def kept(self) -> Kept:
        """Return the fault as plain values that JSON can hold; `of_kept` reads them."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "code": self.code,
            "why": self.why,
        }

    @classmethod
    def of_kept(cls, kept: Kept | Sequence[Any]) -> "Fault":
        """Return a fault that was kept; versions before its codes kept file, line, column, words."""
        if not isinstance(kept, Mapping):
            file, line, column, words = kept
            return cls(file, line, column, Flaw("kept_words", words=words))
        why = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in kept["why"].items()
        }
        return cls(kept["file"], kept["line"], kept["column"], Flaw(kept["code"], **why))


class Faults(Exception):
    """Nothing was taken; `faults` holds everything that is wrong, in order of file and line."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults), key=lambda fault: fault.order))
        super().__init__("\n".join(map(str, self.faults)))
