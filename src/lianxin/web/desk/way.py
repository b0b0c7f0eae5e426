"""The way of a case at the desk: every entry in words, drawn from the ledger."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from lianxin.cases.history import EntryView
from lianxin.files import texts
from lianxin.people import officers
from lianxin.rules.book import Book
from lianxin.rules.commands import CLASSES
from lianxin.web import dates, names, options

REF = 37
"""A reference is the id of a text, a number sign, and its digest."""
_BODIES = frozenset({"lead", "body", "before", "suggested", "reviewer"})
_PERSONS = frozenset({"agent", "responsible", "person", "lawyer", "expert", "approver"})


@dataclass(frozen=True, slots=True)
class Step:
    """One entry: what was done, by whom, with what was said; `late` marks a breach that rang."""

    number: int
    when: str
    at: datetime
    what: str
    who: str
    lines: tuple[tuple[str, str], ...]
    files: tuple[str, ...]


def way(entries: Iterable[EntryView], book: Book, *, now: datetime) -> list[Step]:
    """Return every entry in words, oldest first."""
    rows = [row for row in entries if row.fact not in {"rung", "restated"}]
    words = texts.read([UUID(one) for row in rows for one in _texts(row.payload)])
    people = officers.names({row.person for row in rows} | {p for r in rows for p in _people(r)})
    return [_step(row, book, words, people, now) for row in rows]


def _step(
    row: EntryView, book: Book, words: Mapping[UUID, str], people: Mapping[str, str], now: datetime
) -> Step:
    payload = row.payload or {}
    return Step(
        number=row.sequence,
        when=dates.moment(row.at, now=now),
        at=row.at,
        what=_what(row.fact),
        who=_who(row, book, people),
        lines=tuple(_lines(row.fact, payload, book, words, people)),
        files=tuple(str(ref).partition("#")[0] for ref in payload.get("attachments", ())),
    )


def _who(row: EntryView, book: Book, people: Mapping[str, str]) -> str:
    if not row.person:
        return _("反映人")
    by_itself = {"system": _("系统"), "import": _("批量导入")}
    name = by_itself.get(row.person) or people.get(row.person, row.person)
    return f"{names.body(row.body, book)} {name}".strip()


@cache
def _by_fact() -> Mapping[str, type[Any]]:
    return {cls.fact: cls for cls in CLASSES.values()}


def _what(fact: str) -> str:
    cls = _by_fact().get(fact)
    if cls is not None:
        return names.of(cls.zh, cls.en)
    found = _WITHOUT_COMMAND.get(fact)
    return found() if found else fact.replace("_", " ").capitalize()


_WITHOUT_COMMAND = {
    "took_in": lambda: _("并入一件"),
    "split_off": lambda: _("拆分出来"),
    "tasked": lambda: _("交办事项"),
    "merged": lambda: _("并入另一件"),
}


def _lines(
    fact: str,
    payload: Mapping[str, Any],
    book: Book,
    words: Mapping[UUID, str],
    people: Mapping[str, str],
) -> Iterator[tuple[str, str]]:
    """What was said, each under its label; what stands on the page anyway is left out."""
    cls = _by_fact().get(fact)
    fields = cls.model_fields if cls is not None and fact != "registered" else {}
    for name, value in payload.items():
        info = fields.get(name) or fields.get({"assists": "assist"}.get(name, ""))
        if info is None or name == "attachments":
            continue
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        label = names.of(str(info.title or name), str(extra.get("en", name)))
        told = _told(name, value, book, words, people)
        if told:
            yield label, told


def _told(
    name: str,
    value: Any,
    book: Book,
    words: Mapping[UUID, str],
    people: Mapping[str, str],
) -> str:
    if isinstance(value, list):
        return _("；").join(filter(None, (_told(name, one, book, words, people) for one in value)))
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if not isinstance(value, str):
        return str(value) if isinstance(value, int) else ""
    if _is_ref(value):
        return words.get(UUID(value[:36]), _("（已隐去）"))
    if name in _BODIES or value in book.bodies:
        return names.body(value, book)
    if name in _PERSONS:
        return people.get(value, value)
    if name == "document":
        return names.document(value)
    return options.word(name, value)


def _is_ref(value: str) -> bool:
    return len(value) > REF and value[36] == "#" and value[8] == value[13] == "-"


def _texts(payload: Mapping[str, Any] | None) -> Iterator[str]:
    for name, value in (payload or {}).items():
        if name == "attachments":
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, str) and _is_ref(one):
                yield one[:36]


def _people(row: EntryView) -> Iterator[str]:
    for name in _PERSONS:
        value = (row.payload or {}).get(name)
        if isinstance(value, str):
            yield value
