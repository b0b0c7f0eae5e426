"""Makes the rows of a network too wide to write by hand: places, bodies, stations, posts, people.

A preset says under `generate` how many there are and where; the same words give the same rows on
every machine. A name comes from the seed and the code it is for, so a new row renames nobody.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from pydantic import ValidationError

from lianxin.founding.generating_shapes import (
    AreaRow,
    BodyOf,
    Generate,
    GeneratedRow,
    PostRow,
    StationRow,
    Way,
)
from lianxin.founding.tables import REPLACE, TABLES, Name, TableLine
from lianxin.rules.faults import Fault, Flaw, Unfit
from lianxin.rules.model_faults import of_model

COLUMN = "generate"
Share = tuple[str, int]


def generated(
    section: Mapping[str, Any], *, lines: Sequence[TableLine], file: str
) -> tuple[list[TableLine], list[Fault]]:
    """Return the rows that `generate` asks for beside those written, and what is wrong with it."""
    try:
        wishes = Generate.model_validate(section)
    except ValidationError as wrong:
        return [], [_shape_fault(error, file) for error in wrong.errors(include_url=False)]
    making = _Making(wishes, file)
    for line in lines:
        making.know(line)
    for noun, rows, make in (
        ("areas", wishes.areas, making.make_areas),
        ("posts", wishes.posts, making.make_posts),
        ("stations", wishes.stations, making.make_stations),
    ):
        making.each(noun, rows, make)
    return making.made, making.faults


def spread(count: int, places: Sequence[str]) -> list[Share]:
    """Return how many fall to each place: as evenly as may be, the first ones get what is over."""
    share, over = divmod(count, len(places))
    return [(place, share + (number < over)) for number, place in enumerate(places)]


def _shape_fault(wrong: Any, file: str) -> Fault:
    place = ".".join(str(part) for part in (COLUMN, *wrong["loc"]))
    return Fault(file, 0, place, of_model(wrong))


@dataclass
class _Making:
    """The rows known so far, those made among them, by what the next ones are hung on."""

    asked: Generate
    file: str
    made: list[TableLine] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    names: dict[str, Mapping[str, str]] = field(default_factory=dict)
    paths: dict[str, tuple[str, ...]] = field(default_factory=dict)
    areas: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    bodies: dict[str, list[Mapping[str, str]]] = field(default_factory=lambda: defaultdict(list))
    roles: dict[tuple[str, str], str] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)
    count: Counter[str] = field(default_factory=Counter)
    drawn: Counter[str] = field(default_factory=Counter)
    numbered: Counter[tuple[str, ...]] = field(default_factory=Counter)
    orders: dict[str, list[Way]] = field(default_factory=dict)

    def each(self, noun: str, rows: Iterable[GeneratedRow], make: Callable[[Any], None]) -> None:
        """Make the rows of a kind, and note those that cannot be made."""
        for number, row in enumerate(rows):
            try:
                make(row)
            except Unfit as unfit:
                place = f"{COLUMN}.{noun}.{number}"
                self.faults.append(Fault(self.file, 0, place, unfit.flaw))

    def know(self, line: TableLine) -> None:
        """Take a row into account, so that what follows can be hung on it."""
        values = line.values
        if line.table == "areas":
            self.names[values["code"]] = values
            self.areas[values["level"]].append(values["code"])
        elif line.table == "bodies":
            self.bodies[values["kind"]].append(values)
        elif line.table == "posts":
            self.roles.setdefault((values["body"], values["role"]), values["code"])
            self.count[values["role"]] += 1
        elif line.table == "appointments":
            self.held.setdefault(values["post"], values["person"])
        elif line.table == "stations":
            self.count["stations"] += 1

    def make_areas(self, row: AreaRow) -> None:
        """Make places, each with its body, below those of a level or below one."""
        if row.under not in self.names:
            raise Unfit(Flaw("not_among", name=row.under, table="areas"))
        above = self._places(row.under, row.beneath) if row.beneath else [row.under]
        width, number = len(str(row.count)), 0
        for parent, count in spread(row.count, above):
            for _ in range(count):
                number += 1
                code = f"{row.under}-{row.code}{number:0{width}d}"
                zh, en = self._place_name(row.under)
                words = {"zh": row.zh.replace("{name}", zh), "en": row.en.replace("{name}", en)}
                self._add("areas", code=code, parent=parent, level=row.level, **words)
                if row.body is not None:
                    self._make_body(row.body, area=code, parent=parent, zh=zh, en=en)

    def _make_body(self, of: BodyOf, *, area: str, parent: str, zh: str, en: str) -> None:
        above = [body["code"] for body in self.bodies[of.above] if body["area"] == parent]
        if not above:
            raise Unfit(Flaw("no_body_above", kind=of.above, parent=parent))
        words = {"zh": of.zh.replace("{name}", zh), "en": of.en.replace("{name}", en)}
        self._add("bodies", code=area, area=area, kind=of.kind, upper_gov=above[0], **words)

    def make_posts(self, row: PostRow) -> None:
        """Make posts in the bodies of a kind, each with its person."""
        bodies = [
            body["code"] for body in self.bodies[row.kind] if self._is_under(body["area"], row)
        ]
        if not bodies:
            raise Unfit(Flaw("no_body_under", kind=row.kind, under=row.under or ""))
        for body, count in self._shares(row, bodies, of=row.role):
            for _ in range(count):
                self._make_post(row, body)

    def _make_post(self, row: PostRow, body: str) -> None:
        self.numbered[row.role, body] += 1
        number = self.numbered[row.role, body]
        post = f"{body}-{row.role.replace('_', '-')}-{number}"
        if row.held_by is None:
            person = f"{row.role.replace('_', '-')}-{body}-{number}"
            self._add("people", code=person, zh=self._person_name(person))
        else:
            person = self.held.get(self.roles.get((body, row.held_by), ""), "")
            if not person:
                raise Unfit(Flaw("nobody_holds", role=row.held_by, body=body))
        self._add("posts", code=post, body=body, role=row.role, zh=row.zh, en=row.en)
        self._add("appointments", person=person, post=post, since=row.since.isoformat())

    def make_stations(self, row: StationRow) -> None:
        """Make stations in the places of a level."""
        places = self._places(row.under, row.at)
        for area, count in self._shares(row, places, of="stations"):
            for _ in range(count):
                self.numbered["stations", area] += 1
                number = self.numbered["stations", area]
                zh, en = self.names[area]["zh"], self.names[area]["en"]
                self._add(
                    "stations",
                    code=f"{area}-{row.level.replace('_', '-')}-{number}",
                    area=area,
                    level=row.level,
                    zh=row.zh.replace("{name}", zh),
                    en=row.en.replace("{name}", en),
                    phone=row.phone,
                    hours=row.hours,
                )

    def _shares(self, row: PostRow | StationRow, places: Sequence[str], *, of: str) -> list[Share]:
        if row.each is not None:
            return [(place, row.each) for place in places]
        if row.count is not None:
            return spread(row.count, places)
        assert row.total is not None, "a row has one of each, count and total"
        if self.count[of] > row.total:
            raise Unfit(Flaw("more_than_total", count=self.count[of], total=row.total))
        return spread(row.total - self.count[of], places)

    def _places(self, under: str | None, level: str) -> list[str]:
        places = [code for code in self.areas[level] if not under or under in self._path(code)]
        if not places:
            raise Unfit(Flaw("no_area_under", level=level, under=under or ""))
        return places

    def _is_under(self, area: str, row: PostRow) -> bool:
        return not row.under or row.under in self._path(area)

    def _path(self, area: str) -> tuple[str, ...]:
        """The areas from one upward; a circle, told elsewhere, ends it."""
        if area not in self.paths:
            way = [area]
            while (parent := self.names.get(way[-1], {}).get("parent")) and parent not in way:
                way.append(parent)
            self.paths[area] = tuple(way)
        return self.paths[area]

    def _place_name(self, under: str) -> tuple[str, str]:
        """The next name for a place, none given twice below one area."""
        ways = self.asked.place_ways
        if self.drawn[under] >= len(ways):
            raise Unfit(Flaw("too_few_names", count=len(ways), area=under))
        if under not in self.orders:
            self.orders[under] = sorted(ways, key=lambda way: self._draw(f"{under}/{way}"))
        (zh, en), (zh_end, en_end) = self.orders[under][self.drawn[under]]
        self.drawn[under] += 1
        return zh + zh_end, en + en_end

    def _person_name(self, person: str) -> str:
        drawn = self._draw(person)
        surnames, given_names = self.asked.people.surnames, self.asked.people.given
        return surnames[drawn % len(surnames)] + given_names[drawn // 997 % len(given_names)]

    def _draw(self, key: str) -> int:
        return int.from_bytes(sha256(f"{self.asked.seed}/{key}".encode()).digest()[:8])

    def _add(self, table: Name, **values: str) -> None:
        row = dict.fromkeys((*TABLES[table].columns, REPLACE), "") | values
        line = TableLine(table, self.file, 0, row)
        self.made.append(line)
        self.know(line)
