"""Statements over rows of one kind, each in two forms made from one list of columns.

Few rows stand in a statement as values, which costs the server half of what arrays of one do;
any number of rows comes as one array a column, so that one prepared text serves them all.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

ANY_NUMBER = 0
"""Stands where a number of rows may: the statement reads arrays."""


@dataclass(frozen=True, eq=False)
class RowStatement:
    """A statement whose `{rows}` are rows of the caller, and whose `{columns}` are their names.

    `prefix` tells its parameters from those of others in one text; `columns` gives each its type;
    `values` turns a row into its values in that order.
    """

    sql: str
    prefix: str
    columns: Mapping[str, str]
    values: Callable[[Any], Sequence[Any]] = tuple

    def text(self, count: int = ANY_NUMBER) -> str:
        """Return the statement for so many rows."""
        rows = self._listed(count) if count else self._unnested()
        names = ", ".join(f'"{name}"' for name in self.columns)
        return self.sql.format(columns=names, rows=rows)

    def parameters(self, rows: Sequence[Any], *, count: int = ANY_NUMBER) -> dict[str, Any]:
        """Return the values for `text(count)`; arrays of no rows write nothing."""
        lines = map(self.values, rows)
        if count:
            marks = [mark for place in range(count) for mark in self._marks(place)]
            return dict(zip(marks, chain.from_iterable(lines), strict=True))
        arrays = zip(*lines, strict=True) if rows else ((),) * len(self.columns)
        return dict(zip(self._array_marks, map(list, arrays), strict=True))

    @cached_property
    def _array_marks(self) -> tuple[str, ...]:
        return tuple(f"{self.prefix}_{name}" for name in self.columns)

    def _marks(self, place: int) -> list[str]:
        return [f"{mark}_{place}" for mark in self._array_marks]

    def _listed(self, count: int) -> str:
        kinds = tuple(self.columns.values())
        lines = (
            ", ".join(
                f"%({mark})s::{kind}" for mark, kind in zip(self._marks(place), kinds, strict=True)
            )
            for place in range(count)
        )
        return f"VALUES {', '.join(f'({line})' for line in lines)}"

    def _unnested(self) -> str:
        kinds = self.columns.values()
        arrays = (
            f"%({mark})s::{kind}[]" for mark, kind in zip(self._array_marks, kinds, strict=True)
        )
        return f"SELECT * FROM unnest({', '.join(arrays)})"  # noqa: S608 - columns of our own code
