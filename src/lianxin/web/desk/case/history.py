"""The way of a case at the desk: every entry in words, drawn from the ledger."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lianxin.cases.reading.history import EntryView
from lianxin.files import texts
from lianxin.people import officers
from lianxin.rules import facts
from lianxin.rules.book import Book
from lianxin.rules.commands import CLASSES
from lianxin.rules.naming import PERSONS, Kind, names_of
from lianxin.rules.procedures import Procedure
from lianxin.rules.refs import Ref
from lianxin.web import dates, names, options

LATE = "late-"
"""How the trigger of a matter pressed for a clock that ran out begins."""
PETITIONER = "petitioner"
_TOLD_BESIDE = {("decision_entered", "meeting")}
"""What the page tells beside the way, in words: which meeting of several matters it was."""
UNTOLD = frozenset({"rung", "restated"})
"""Facts of the clocks themselves, which the way leaves out."""
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One entry: what was done, by whom, with what was said; `late` marks a breach that rang."""

    number: int
    when: str
    at: datetime
    what: str
    who: str
    body: str
    lines: tuple[tuple[str, str], ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """What entries are told with: places and bodies, the case's own procedure, texts and names."""

    book: Book
    procedure: Procedure
    words: Mapping[UUID, str]
    people: Mapping[str, str]


def way(
    entries: Iterable[EntryView], book: Book, *, procedure: Procedure, now: datetime
) -> list[HistoryStep]:
    """Return every entry in words, oldest first; `procedure` names the tracks and their steps."""
    rows = [row for row in entries if row.fact not in UNTOLD]
    words = texts.read([id_ for row in rows for id_ in _texts(row.payload)])
    people = officers.names({row.person for row in rows} | {p for r in rows for p in _people(r)})
    lookups = _Known(book, procedure, words, people)
    return [_step(row, lookups, now) for row in rows]


def _step(row: EntryView, lookups: _Known, now: datetime) -> HistoryStep:
    payload = row.payload or {}
    return HistoryStep(
        number=row.sequence,
        when=dates.moment(row.at, now=now),
        at=row.at,
        what=what(row.fact),
        who=_who(row, lookups),
        body=row.body,
        lines=tuple(_lines(row.fact, payload, lookups)),
        files=tuple(str(Ref(ref).id) for ref in payload.get("attachments", ())),
    )


def _who(row: EntryView, lookups: _Known) -> str:
    if not row.person:
        return _("反映人")
    by_itself = {"system": _("系统"), "import": _("批量导入")}
    name = by_itself.get(row.person) or lookups.people.get(row.person, row.person)
    return f"{names.body(row.body, lookups.book)} {name}".strip()


@cache
def _by_fact() -> Mapping[str, type[Any]]:
    return {cls.fact: cls for cls in CLASSES.values()}


def what(fact: str) -> str:
    """Return what was done, by the name of its fact."""
    cls = _by_fact().get(fact)
    if cls is not None:
        return names.of(cls.zh, cls.en)
    label = facts.CLASSES[fact].label if fact in facts.CLASSES else None
    return names.of(*label) if label else fact.replace("_", " ").capitalize()


def _lines(fact: str, payload: Mapping[str, Any], lookups: _Known) -> Iterator[tuple[str, str]]:
    """What was said, each under its label; what stands on the page anyway is left out."""
    cls = _by_fact().get(fact)
    fields = cls.model_fields if cls is not None and fact != "registered" else {}
    for name, value in payload.items():
        info = fields.get(name) or fields.get({"assists": "assist"}.get(name, ""))
        if info is None or name == "attachments" or (fact, name) in _TOLD_BESIDE:
            continue
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        label = names.of(str(info.title or name), str(extra.get("en", name)))
        text = _step_name(name, payload, lookups) or _told(fact, name, value, lookups)
        if text:
            yield label, text


def _told(fact: str, name: str, value: Any, lookups: _Known) -> str:
    if isinstance(value, list):
        return _("；").join(filter(None, (_told(fact, name, item, lookups) for item in value)))
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if not isinstance(value, str):
        return str(value) if isinstance(value, int) else ""
    ref = Ref.parse(value)
    if ref is not None:
        return lookups.words.get(ref.id, _("（已隐去）"))
    if _MOMENT.fullmatch(value):
        return dates.full(datetime.fromisoformat(value))
    return _code(fact, name, value, lookups)


def _code(fact: str, name: str, value: str, lookups: _Known) -> str:
    kind = _kinds(fact).get(name)
    if kind == "body" or value in lookups.book.bodies:
        return names.body(value, lookups.book)
    if kind in PERSONS:
        return _("反映人") if value == PETITIONER else lookups.people.get(value, value)
    if name == "document":
        return names.document(value)
    if name == "clock" or value.startswith(LATE):
        return _clock(value, lookups)
    return options.word(name, value)


def _clock(value: str, lookups: _Known) -> str:
    rule = lookups.procedure.clock_index.get(value.removeprefix(LATE))
    called = names.of(rule.zh, rule.en) if rule and rule.zh else value
    return _("%(clock)s超期") % {"clock": called} if value.startswith(LATE) else called


def _step_name(name: str, payload: Mapping[str, Any], lookups: _Known) -> str:
    """A track and its step, as the case's own procedure calls them."""
    track = lookups.procedure.track_index.get(str(payload.get("track", "")))
    if track is None or name not in {"track", "step"}:
        return ""
    if name == "track":
        return names.of(track.zh, track.en) or track.code
    step = track.step(str(payload.get("step", "")))
    return names.of(step.zh, step.en) or names.sitting_step(step.code)


def _texts(payload: Mapping[str, Any] | None) -> Iterator[UUID]:
    for name, value in (payload or {}).items():
        if name != "attachments":
            yield from (ref.id for ref in Ref.within(value))


def _people(row: EntryView) -> Iterator[str]:
    for name, kind in _kinds(row.fact).items():
        value = (row.payload or {}).get(name) if kind in PERSONS else None
        for code in value if isinstance(value, list) else [value]:
            if isinstance(code, str):
                yield code


@cache
def _kinds(fact: str) -> Mapping[str, Kind]:
    """What the codes of a fact name, by field, as the fact declares it."""
    cls = facts.CLASSES.get(fact)
    return {name: mark.kind for name, mark in names_of(cls).items()} if cls else {}
