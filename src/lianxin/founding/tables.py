"""The tables an organisation is described in: their columns, keys and references (CONTRACTS 8).

`replace` may stand in every table: in a preset, a row with `yes` takes the place of a row that an
included preset gives.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from lianxin.org.versions import Part

Name = Literal[
    "areas",
    "bodies",
    "posts",
    "people",
    "appointments",
    "categories",
    "duties",
    "rosters",
    "stations",
    "boundaries",
]
NAMES: tuple[Name, ...] = get_args(Name)
REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `blank` columns may be empty or missing; `refers` maps a column to a table.

    `counts` are columns of whole numbers. `told` are the columns that its facts carry: codes and dates, never a name or a telephone.
    """

    columns: tuple[str, ...]
    key: tuple[str, ...]
    part: Part
    blank: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    counts: frozenset[str] = frozenset()
    refers: Mapping[str, Name] = field(default_factory=dict)
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row of a table as read: where it stands and its trimmed values by column."""

    table: Name
    file: str
    row: int
    values: Mapping[str, str]

    @property
    def key(self) -> tuple[str, ...]:
        """The values that name the row."""
        return tuple(self.values[column] for column in TABLES[self.table].key)


TABLES: Mapping[Name, Table] = {
    "areas": Table(
        # How many households live there and where the doors are; never who they are.
        columns=("code", "parent", "level", "zh", "en", "households", "address"),
        key=("code",),
        part="org",
        blank=frozenset({"parent", "en", "households", "address"}),
        words=frozenset({"level"}),
        counts=frozenset({"households"}),
        refers={"parent": "areas"},
        told=("code", "parent", "level", "households"),
    ),
    "bodies": Table(
        columns=("code", "area", "kind", "upper_gov", "upper_line", "successor", "zh", "en"),
        key=("code",),
        part="org",
        blank=frozenset({"upper_gov", "upper_line", "successor", "en"}),
        words=frozenset({"kind"}),
        refers={
            "area": "areas",
            "upper_gov": "bodies",
            "upper_line": "bodies",
            "successor": "bodies",
        },
        told=("code", "area", "kind", "upper_gov", "upper_line", "successor"),
    ),
    "posts": Table(
        columns=("code", "body", "area", "role", "zh", "en"),
        key=("code",),
        part="org",
        # An empty area is that of the body.
        blank=frozenset({"area", "en"}),
        words=frozenset({"role"}),
        refers={"body": "bodies", "area": "areas"},
        told=("code", "body", "area", "role"),
    ),
    "people": Table(
        columns=("code", "zh", "badge"),
        key=("code",),
        part="access",
        blank=frozenset({"badge"}),
        told=("code",),
    ),
    "appointments": Table(
        columns=("person", "post", "since", "until", "stands_in_for"),
        key=("person", "post", "since"),
        part="access",
        blank=frozenset({"until", "stands_in_for"}),
        refers={"person": "people", "post": "posts", "stands_in_for": "people"},
        told=("person", "post", "since", "until", "stands_in_for"),
    ),
    "categories": Table(
        columns=("code", "parent", "zh", "en"),
        key=("code",),
        part="org",
        blank=frozenset({"parent", "en"}),
        refers={"parent": "categories"},
        told=("code", "parent"),
    ),
    "duties": Table(
        columns=("category", "area", "lead", "assists", "article"),
        key=("category", "area"),
        part="duties",
        blank=frozenset({"assists", "article"}),
        refers={"category": "categories", "area": "areas", "lead": "bodies"},
        told=("category", "area", "lead", "assists"),
    ),
    "rosters": Table(
        columns=("post", "person", "rule", "place", "since", "until"),
        key=("post", "person", "rule", "since"),
        part="org",
        blank=frozenset({"person", "place", "until"}),
        refers={"post": "posts", "person": "people"},
        told=("post", "person", "rule", "since", "until"),
    ),
    "stations": Table(
        columns=("code", "area", "level", "zh", "en", "address", "phone", "hours"),
        key=("code",),
        part="org",
        blank=frozenset({"en", "address", "phone", "hours"}),
        words=frozenset({"level"}),
        refers={"area": "areas"},
        told=("code", "area", "level"),
    ),
    "boundaries": Table(
        # A GeoJSON geometry; which place moved is told, its hundreds of corners are not.
        columns=("code", "shape"),
        key=("code",),
        part="org",
        refers={"code": "areas"},
        told=("code",),
    ),
}
