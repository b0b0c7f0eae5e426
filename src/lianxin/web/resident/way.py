"""The way of a matter in plain words: who did what and when, as its petitioner may know it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext as _

from lianxin.cases.reading.history import EntryView
from lianxin.files import texts
from lianxin.rules.book import Book
from lianxin.rules.facts.meaning import Filling, Spoken
from lianxin.rules.refs import Ref
from lianxin.web import dates, names, options


@dataclass(frozen=True, slots=True)
class WayStep:
    """One step: a sentence, what was written with it, and the files that came with it."""

    at: datetime
    said: str
    text: str
    files: tuple[str, ...] = ()


def way(entries: Iterable[EntryView], book: Book) -> tuple[WayStep, ...]:
    """Return the steps that mean something to a resident, oldest first."""
    spoken = [(entry, entry.spoken) for entry in entries if entry.spoken is not None]
    words = texts.read(Ref(ref).id for _entry, sentence in spoken for ref in sentence.texts)
    return tuple(
        WayStep(
            entry.at,
            said(sentence, book),
            "\n".join(filter(None, (words.get(Ref(ref).id) for ref in sentence.texts))),
            _files(entry),
        )
        for entry, sentence in spoken
    )


def said(sentence: Spoken, book: Book) -> str:
    """Return a sentence in the language of the page, its gaps filled with what codes are called."""
    values = {gap: _FILLED[kind](value, book) for gap, (kind, value) in sentence.values.items()}
    return names.of(sentence.zh, sentence.en) % values


def _files(entry: EntryView) -> tuple[str, ...]:
    attachments = (entry.payload or {}).get("attachments", ())
    return tuple(str(Ref(ref).id) for ref in attachments)


def _bodies(codes: Iterable[str], book: Book) -> str:
    return _("、").join(names.body(code, book) for code in codes)


def _route(code: str, book: Book) -> str:
    # The word of a route begins with its number in the article, which a resident need not know.
    return options.word("route", code).partition(" ")[2]


_FILLED: Mapping[Filling, Callable[[Any, Book], str]] = MappingProxyType(
    {
        "body": names.body,
        "bodies": _bodies,
        "document": lambda code, book: names.document(code),
        "sitting": lambda code, book: options.word("kind", code),
        "moment": lambda moment, book: dates.full(moment),
        "route": _route,
    }
)
