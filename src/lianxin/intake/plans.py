"""A plan: how one file's rows become commands, made from its headings, its map and the book."""

import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from pydantic import ValidationError

from lianxin.files.spreadsheets import unguarded
from lianxin.intake.headings import LABELS, MOMENTS, NEUTRAL_KIND, TRUTHS, USUAL, YES_NO
from lianxin.intake.maps import ColumnMap, Value, nested
from lianxin.intake.moments import moment
from lianxin.intake.sheets import Cell, DataSheet, SheetRow, plain
from lianxin.people.identity import normal_phone
from lianxin.rules.commands.intake import EXTERNAL, Register
from lianxin.rules.faults import Fault, Faults, Flaw

LONGEST_TITLE = 40
"""Characters of the first sentence that stand for a missing title."""
_ENDS = frozenset("。！？!?；;\n\r")


class UnreadableRow(ValueError):
    """A row that cannot become a case; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A row as a command; `key` names the matter in its source, `asked` what was said of it."""

    row: SheetRow
    command: Register
    key: str
    asked: bytes


@dataclass(frozen=True, slots=True)
class Labels:
    """What the county calls its places and subjects: code by name, for names that are unique."""

    areas: Mapping[str, str] = field(default_factory=dict)
    categories: Mapping[str, str] = field(default_factory=dict)


@dataclass
class ReadingPlan:
    """How the rows of one file are read; `unknown` counts labels that said nothing to us."""

    columns: Mapping[str, int]
    width: int
    readers: Mapping[str, Callable[[Cell], object]]
    defaults: Mapping[str, Value]
    unused: tuple[str, ...] = ()
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)

    def ready(self, row: SheetRow, *, at: datetime) -> Ready:
        """Return a row as a command. Raises Wrong with everything that is wrong in it."""
        if len(row.cells) != self.width:
            raise UnreadableRow(f"has {len(row.cells)} cells where the heading has {self.width}")
        fields = self._told(row)
        _fill_texts(fields)
        _code_external(fields)
        raised = fields.get("raised_at")
        if isinstance(raised, datetime) and raised > at:
            raise UnreadableRow("raised_at: lies in the future")
        mark = sha256(_exact(fields)).digest()
        try:
            command = Register.model_validate(nested(fields))
        except ValidationError as wrong:
            reasons = (
                f"{'.'.join(map(str, error['loc']))}: {error['msg']}" for error in wrong.errors()
            )
            raise UnreadableRow("; ".join(reasons)) from None
        key = f"{command.channel}:{command.external_id or mark.hex()}"
        return Ready(row, command, key, mark)

    def _told(self, row: SheetRow) -> dict[str, object]:
        fields: dict[str, object] = dict(self.defaults)
        wrong = []
        for name, place in self.columns.items():
            cell = row.cells[place]
            if isinstance(cell, str):
                cell = unguarded(cell.strip())
            if not cell:
                continue
            try:
                value = self.readers.get(name, str)(cell)
            except ValueError as no:
                wrong.append(f"{name}: {no}")
                continue
            if value is None:
                self.unknown[name, str(cell)] += 1
            else:
                fields[name] = value
        if wrong:
            raise UnreadableRow("; ".join(wrong))
        return fields


def plan_for(
    sheet: DataSheet, column_map: ColumnMap, *, labels: Labels, channel: str | None
) -> ReadingPlan:
    """Return the plan for a file. Raises Faults where its columns cannot make a case."""
    columns, faults = _columns(sheet, column_map)
    if not faults and not columns.keys() & {"text", "title"}:
        flaw = Flaw("no_text_column", headings="、".join(sheet.headings))
        faults.append(Fault(sheet.name, 1, "", flaw))
    if faults:
        raise Faults(faults)
    used = set(columns.values())
    return ReadingPlan(
        columns=columns,
        width=len(sheet.headings),
        readers=_readers(column_map, labels),
        defaults={
            "kind": NEUTRAL_KIND,
            "channel": channel or column_map.channel or "import",
            **column_map.defaults,
            **({"channel": channel} if channel else {}),
        },
        unused=tuple(name for place, name in enumerate(sheet.headings) if place not in used),
    )


def _columns(sheet: DataSheet, column_map: ColumnMap) -> tuple[dict[str, int], list[Fault]]:
    places: dict[str, int] = {}
    for place, heading in enumerate(sheet.headings):
        places.setdefault(plain(heading), place)
    if column_map.columns:
        missing = [
            Fault(sheet.name, 1, heading, Flaw("mapped_column_missing"))
            for heading in column_map.columns
            if plain(heading) not in places
        ]
        chosen = {
            name: places[plain(heading)]
            for heading, name in column_map.columns.items()
            if plain(heading) in places
        }
        return chosen, missing
    usual_places = {}
    for name, headings in USUAL.items():
        usual = next((heading for heading in headings if heading in places), None)
        if usual is not None:
            usual_places[name] = places[usual]
    return usual_places, []


def _readers(column_map: ColumnMap, labels: Labels) -> dict[str, Callable[[Cell], object]]:
    """The reader of each field that is more than its text; None from one: an unknown label."""
    readers: dict[str, Callable[[Cell], object]] = {
        **{name: _moments(column_map.times) for name in MOMENTS},
        **{
            name: _truths({**LABELS.get(name, {}), **column_map.values.get(name, {})})
            for name in TRUTHS
        },
        "petitioner.phone": _phone,
        "head_count": _whole,
        "lat": _degrees,
        "lon": _degrees,
    }
    tables: dict[str, Mapping[str, Value]] = {
        name: {**LABELS[name], **{str(value): value for value in LABELS[name].values()}}
        for name in ("kind", "channel")
    }
    tables["area"] = {**labels.areas, **{code: code for code in labels.areas.values()}}
    tables["category"] = {
        **labels.categories,
        **{code: code for code in labels.categories.values()},
        **column_map.categories,
    }
    for name in {*tables, *column_map.values} - TRUTHS:
        readers[name] = {**tables.get(name, {}), **column_map.values.get(name, {})}.get  # type: ignore[assignment]  # a cell that is no text is no key either
    return readers


def _moments(forms: tuple[str, ...]) -> Callable[[Cell], object]:
    def read(cell: Cell) -> datetime:
        try:
            return moment(cell, forms=forms)
        except (ValueError, OverflowError):
            raise ValueError(f"{cell} is no time that can be read") from None

    return read


def _truths(table: Mapping[str, Value]) -> Callable[[Cell], object]:
    def read(cell: Cell) -> object:
        value = table.get(str(cell), YES_NO.get(str(cell).lower()))
        if value is None:
            raise ValueError(f"{cell} is neither 是 nor 否")
        return value

    return read


def _phone(cell: Cell) -> str:
    return normal_phone(str(cell))


def _whole(cell: Cell) -> int:
    text = unicodedata.normalize("NFKC", str(cell)).removesuffix("人")
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"{cell} is no whole number")
    return int(text)


def _degrees(cell: Cell) -> float:
    try:
        return float(str(cell))
    except ValueError:
        raise ValueError(f"{cell} is no number of degrees") from None


def _code_external(fields: dict[str, object]) -> None:
    """A number with words in it becomes a code: the ledger keeps no words, the list shows no more."""
    external_id = fields.get("external_id")
    if isinstance(external_id, str) and not EXTERNAL.fullmatch(external_id):
        fields["external_id"] = f"x-{sha256(external_id.encode()).hexdigest()[:40]}"


def _fill_texts(fields: dict[str, object]) -> None:
    """A text stands for a missing title and a title for a missing text."""
    text, title = str(fields.get("text") or ""), str(fields.get("title") or "")
    if not text and not title:
        raise UnreadableRow("has neither text nor title")
    fields["text"] = text or title
    fields["title"] = title or first_sentence(text)


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, at most 40 characters of it."""
    start = text.lstrip()[: LONGEST_TITLE + 1]
    end = next(
        (place for place, character in enumerate(start) if character in _ENDS and place), None
    )
    return start[: min(LONGEST_TITLE, end if end is not None else LONGEST_TITLE)].strip()


def _exact(fields: Mapping[str, object]) -> bytes:
    """The values in the one form that is hashed; moments are in UTC already."""
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, default=_iso)
    return text.encode("utf-8", "surrogatepass")


def _iso(value: object) -> str:
    assert isinstance(value, datetime)
    return value.isoformat()
