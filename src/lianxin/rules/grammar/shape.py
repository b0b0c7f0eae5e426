"""The shape of a procedure's file: its tables, the keys of each kind of row, and a draft of both."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from re import search
from typing import Any, get_args

from lianxin.rules.commands.papers import Means
from lianxin.rules.commands.sittings import SeatRole, SittingKind
from lianxin.rules.faults import Flaw
from lianxin.rules.grammar import values as read
from lianxin.rules.grammar.faults import FaultLog, WrongRow
from lianxin.rules.grammar.lines import RowPlace, TextPlaces, places
from lianxin.rules.grammar.values import Reader
from lianxin.rules.phases import Phase
from lianxin.rules.procedures import Card, Condition, Each, Ends, Label, Return, Roll

_CODES = read.many(read.code, empty=False)
_WHEN = read.many(read.condition)
_FACTS = read.many(read.fact, lone=True)
_NAMED: Mapping[str, Reader] = {"zh": read.text, "en": read.text}
RISKS = ("red", "yellow", "green")
PROGRESSES = ("A", "B", "C")
SHAPES: Mapping[str, Mapping[str, Reader]] = {
    "stages": {"code": read.code, "phase": read.one_of(get_args(Phase)), **_NAMED},
    "tracks": {
        "code": read.code,
        "steps": read.many(read.step, empty=False),
        "ordered": read.flag,
        "ends": read.many(read.code),
        "binding": read.flag,
        "offered": read.flag,
        **_NAMED,
    },
    "actions": {
        "do": read.code,
        "at": read.many(read.place, empty=False),
        "by": _CODES,
        "track": read.code,
        "stages": read.many(read.place, empty=False),
        "when": _WHEN,
        "needs": read.many(read.code),
        "papers": read.many(read.code, empty=False),
        "to": read.target,
        "source": read.note,
    },
    "clocks": {
        "code": read.code,
        "each": read.one_of(get_args(Each)),
        "limit": read.limits,
        "fallback": read.fallback,
        "start": _FACTS,
        "stop": _FACTS,
        "anew": read.grounds,
        "pause": _FACTS,
        "resume": _FACTS,
        "whose": read.code,
        "ends": read.one_of(get_args(Ends)),
        "roll": read.one_of(get_args(Roll)),
        "wall": read.flag,
        "window": read.flag,
        "promise": read.flag,
        "when": _WHEN,
        "extend": read.extension,
        "source": read.note,
        **_NAMED,
    },
    "breaches": {
        "clock": read.code,
        "at": read.offset,
        "do": read.code,
        "tell": read.many(read.code),
        "when": _WHEN,
        "trigger": read.code,
        "card": read.one_of(get_args(Card)),
    },
    "triggers": {
        "on": read.fact,
        "code": read.code,
        "when": _WHEN,
        "card": read.one_of(get_args(Card)),
    },
    "returns": {
        "on": read.fact,
        "to": read.one_of(get_args(Return.model_fields["to"].annotation)),
        "raise_after": read.times,
        "when": _WHEN,
        "source": read.note,
    },
    "risks": {"set": read.one_of(RISKS), "when": _WHEN, "source": read.note},
    "progresses": {"set": read.one_of(PROGRESSES), "when": _WHEN, "source": read.note},
    "sign_offs": {"document": read.code, "posts": _CODES},
    "deliveries": {
        "means": read.one_of(get_args(Means)),
        "proof": read.flag,
        "after_failure": read.flag,
        "period": read.limit,
        "source": read.note,
    },
    "papers": {"document": read.code, "tells": _FACTS, "source": read.note},
    "sittings": {
        "kind": read.one_of(get_args(SittingKind)),
        "quorum": read.times,
        "panel_min": read.times,
        "needs_sides": read.flag,
        "neutral": read.flag,
        "roles": read.many(read.one_of(get_args(SeatRole))),
        "asked_by": read.many(read.code),
        "binds": read.many(read.code),
        "source": read.note,
    },
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    "stages": ("code", "phase", "zh", "en"),
    "tracks": ("code",),
    "actions": ("do", "at", "by"),
    "clocks": ("code",),
    "breaches": ("clock", "at"),
    "triggers": ("on", "code"),
    "returns": ("on",),
    "risks": ("set",),
    "progresses": ("set",),
    "sign_offs": ("document", "posts"),
    "papers": ("document",),
    "deliveries": ("means",),
    "sittings": ("kind",),
}
_LISTS = read.many(read.place, empty=False)
_AT = r"at line (\d+), column (\d+)"


@dataclass(slots=True)
class DraftRow:
    """One row as written: its line, what was given, and whether any of it cannot stand."""

    line: int
    given: dict[str, Any]
    sound: bool = True


@dataclass(slots=True)
class ProcedureDraft:
    """A file whose shape was read; names are not looked up yet."""

    text: str
    places: TextPlaces = field(default_factory=TextPlaces)
    code: str = ""
    label: Label | None = None
    edition: str = ""
    extends: str | None = None
    kinds: tuple[str, ...] | None = None
    channels: tuple[str, ...] | None = None
    only_if: tuple[Condition, ...] = ()
    reception_is_agency: bool = False
    rows: dict[str, list[DraftRow]] = field(default_factory=dict)

    def said(self, noun: str, key: str = "code") -> frozenset[str]:
        """Return the codes that rows name, sound or not, so that one slip is told once."""
        codes = {row.given.get(key) for row in self.rows.get(noun, ())}
        return frozenset(code for code in codes if isinstance(code, str))


def plain(text: str) -> str:
    """Return the text without a byte order mark and with line feeds alone."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def draft_of(text: str, faults: FaultLog) -> ProcedureDraft:
    """Return the draft of a text; a text that is no TOML has its one fault and no rows."""
    draft = ProcedureDraft(text)
    try:
        document = tomllib.loads(text)
        text.encode()
    except (ValueError, RecursionError) as fault:
        _unreadable(fault, faults)
        return draft
    draft.places = places(text)
    _tables(document, draft, faults)
    _header(document.get("procedure"), draft, faults)
    rows = document.get("rows", {})
    for noun, rows_of_noun in rows.items() if isinstance(rows, dict) else ():
        _rows(noun, rows_of_noun, draft, faults)
    return draft


def _unreadable(fault: Exception, faults: FaultLog) -> None:
    if isinstance(fault, RecursionError):
        faults.add(1, Flaw("nested_too_deep"))
        return
    where = search(_AT, str(fault))
    line = int(where[1]) if where else len(faults.lines)
    faults.add(line, Flaw("syntax", problem=str(fault).split(" (at ")[0]))


def _tables(document: dict[str, Any], draft: ProcedureDraft, faults: FaultLog) -> None:
    for name, value in document.items():
        line = draft.places.keys.get((name, "")) or draft.places.key("", name)
        if name not in {"procedure", "rows"}:
            faults.add(line, Flaw("unknown_table", name=name), mark=name)
        elif not isinstance(value, dict):
            faults.add(line, Flaw("not_a_table", name=name))


def _header(header: Any, draft: ProcedureDraft, faults: FaultLog) -> None:
    if not isinstance(header, dict):
        faults.add(1, Flaw("missing_table"))
        return
    for key in ("code", "label"):
        if key not in header:
            line = draft.places.key("procedure", "")
            faults.add(line, Flaw("missing_header_key", key=key))
    for key, value in header.items():
        try:
            if key not in HEADER:
                raise WrongRow(Flaw("unknown_header_key", key=key, keys=tuple(HEADER)), mark=key)
            _keep(key, HEADER[key](value), draft)
        except WrongRow as wrong:
            faults.wrong(draft.places.key("procedure", key), wrong)


def _keep(key: str, value: Any, draft: ProcedureDraft) -> None:
    if key == "for":
        draft.kinds, draft.channels = value.get("kind"), value.get("channel")
    else:
        setattr(draft, key, value)


def _label(value: Any) -> Label:
    if not isinstance(value, dict) or set(value) != {"zh", "en"}:
        raise WrongRow(Flaw("wrong_label"))
    return Label(zh=read.text(value["zh"]), en=read.text(value["en"]))


def _for(value: Any) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, dict) or not set(value) <= {"kind", "channel"}:
        raise WrongRow(Flaw("wrong_for"))
    return {key: _LISTS(names) for key, names in value.items()}


HEADER: Mapping[str, Reader] = {
    "code": read.code,
    "label": _label,
    "edition": read.note,
    "extends": read.code,
    "for": _for,
    "only_if": _WHEN,
    "reception_is_agency": read.flag,
}


def _rows(noun: str, rows_given: Any, draft: ProcedureDraft, faults: FaultLog) -> None:
    line = draft.places.key("rows", noun)
    if noun not in SHAPES:
        faults.add(line, Flaw("unknown_list", name=noun, names=tuple(SHAPES)), mark=noun)
        return
    where = draft.places.rows.get(noun, [])
    if not isinstance(rows_given, list) or len(where) != len(rows_given):
        begins = draft.places.keys.get((f"rows.{noun}", ""), line)
        faults.add(begins, Flaw("not_rows", name=noun))
        return
    taken = 0
    for row, place in zip(rows_given, where, strict=True):
        _one_a_line(place, taken, faults)
        taken = place.last
        draft.rows.setdefault(noun, []).append(_row(noun, row, place.first, faults))


def _one_a_line(place: RowPlace, taken: int, faults: FaultLog) -> None:
    if place.first != place.last:
        faults.add(place.first, Flaw("row_runs_on", last=place.last))
    elif place.first == taken:
        faults.add(place.first, Flaw("one_row_a_line"))


def _row(noun: str, fields: dict[str, Any], line: int, faults: FaultLog) -> DraftRow:
    shape = SHAPES[noun]
    row = DraftRow(line, {})
    for key, value in fields.items():
        reader = shape.get(key)
        try:
            if reader is None:
                flaw = Flaw("unknown_key", rows=noun, key=key, keys=tuple(shape))
                raise WrongRow(flaw, mark=key)
            row.given[key] = reader(value)
        except WrongRow as wrong:
            row.sound = False
            faults.wrong(line, wrong if reader is None else _in_key(key, wrong))
    for key in NEEDED[noun]:
        if key not in fields:
            row.sound = False
            faults.add(line, Flaw("missing_key", rows=noun, key=key))
    return row


def _in_key(key: str, wrong: WrongRow) -> WrongRow:
    return WrongRow(wrong.flaw, mark=wrong.mark or key, key=key)
