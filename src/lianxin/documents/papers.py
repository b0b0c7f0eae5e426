"""The papers of a case for those who may read them: listed, printed, each reading on record."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction

from lianxin.cases import book as books
from lianxin.cases.reading import queries
from lianxin.cases.reading.history import PARTY
from lianxin.cases.reading.queries import CaseView
from lianxin.documents import templates_in_force
from lianxin.documents.facts_until import happened
from lianxin.documents.fields import FIELDS
from lianxin.documents.layout import Lacking, masked
from lianxin.documents.making import Content, content, content_of, dossier_at, make
from lianxin.documents.masking import sees_identity
from lianxin.documents.models import Paper
from lianxin.documents.pdf import pdf
from lianxin.documents.stored import sheet_of
from lianxin.documents.which_papers import Sheet, sheets
from lianxin.documents.word import word
from lianxin.ledger import reading
from lianxin.ledger.journal import stream_of
from lianxin.ledger.reading import Entry
from lianxin.ledger.record import Author, Change, put
from lianxin.rules.actor import Actor
from lianxin.rules.refusals import Refused
from lianxin.rules.standings import concerned

Form = Literal["pdf", "docx"]
FAMILY = "reading"
FILE = re.compile(r"([a-z][a-z0-9_]{0,59})\.(pdf|docx)")
TO_PARTY = frozenset({"petitioner", "parties", "public"})
"""Whom a paper is for, if the petitioner may have it."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper in the list of a case; `entry` is 0 for a draft, `serial` empty until it is made."""

    code: str
    zh: str
    en: str
    state: str
    entry: int
    serial: str
    made_at: datetime | None
    delivered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper as a file; `is_masked` when it does not say whose matter it is."""

    name: str
    content: bytes
    is_masked: bool


@dataclass(frozen=True, slots=True)
class _Shelf:
    """A case with its papers, as one reader sees them."""

    view: CaseView
    entries: list[Entry]
    sheets: list[Sheet]


def named(file: str) -> tuple[str, Form]:
    """Return the name and the form of a file asked for; refused `not_visible` for any other."""
    match = FILE.fullmatch(file)
    if match is None:
        raise Refused("not_visible")
    form: Form = "pdf" if match[2] == "pdf" else "docx"
    return match[1], form


def listed(actor: Actor, number: str, *, at: datetime) -> list[PaperLine]:
    """Return the papers of a case, oldest first. Refused `not_visible` to an outsider.

    The petitioner sees those addressed to him that were delivered.
    """
    return listed_of(queries.view(actor, number, at=at))


def listed_of(view: CaseView) -> list[PaperLine]:
    """Return the papers of a case that was looked at already, as its reader may see them."""
    shelf = _shelf_of(view)
    made = {
        (row.document, row.entry): row.serial
        for row in Paper.objects.filter(case=UUID(shelf.view.state.id)).only(
            "document", "entry", "serial"
        )
    }
    sources = templates_in_force.current()
    return [
        PaperLine(
            code=sheet.document,
            zh=sources[sheet.document].template.label.zh,
            en=sources[sheet.document].template.label.en,
            state=sheet.state,
            entry=sheet.entry,
            serial=made.get((sheet.document, sheet.entry), ""),
            made_at=sheet.made_at,
            delivered_at=sheet.delivered_at,
        )
        for sheet in shelf.sheets
    ]


def printed(
    actor: Actor, number: str, code: str, *, form: Form, at: datetime, entry: int | None = None
) -> Printed:
    """Return a paper of a case: the one of that entry, else the last. Each reading is recorded.

    What was issued comes as it went out; a draft is laid out anew. Refused `not_visible` to an
    outsider and for a paper that is not there, `document_missing` where the case does not tell yet
    what the paper must say.
    """
    shelf = _shelf(actor, number, at)
    sheets_of_code = [
        sheet
        for sheet in shelf.sheets
        if sheet.document == code and entry in (None, sheet.entry) and not sheet.is_void_draft
    ]
    # The same refusal for a paper that is not there and one that is not for this reader.
    if not sheets_of_code:
        raise Refused("not_visible")
    sheet = sheets_of_code[-1]
    is_open = sees_identity(shelf.view.state, shelf.view.standings)
    try:
        made = _printed(shelf, sheet, form=form, at=at, is_open=is_open)
    except Lacking as lacking:
        names = [FIELDS[name].zh for name in lacking.names]
        raise Refused("document_missing", document=code, lacking=names) from None
    # A party reads the own name; anybody else who reads it leaves a trace.
    if is_open and not shelf.view.standings <= PARTY:
        _record(actor, shelf.view, sheet, form=form, at=at)
    # Named as the paper is called, with the number: a name or an address in it would stay on
    # disks.
    zh = templates_in_force.current()[code].template.label.zh
    return Printed(f"{zh}-{shelf.view.state.number}.{form}", made, is_masked=not is_open)


def _shelf(actor: Actor, number: str, at: datetime) -> _Shelf:
    return _shelf_of(queries.view(actor, number, at=at))


def _shelf_of(view: CaseView) -> _Shelf:
    entries = reading.entries(UUID(view.state.id))
    templates = {code: source.template for code, source in templates_in_force.current().items()}
    listed = sheets(happened(entries), view.state, templates.values())
    listed = [sheet for sheet in listed if sheet.document in templates]
    # A draft is the office's until it is delivered, and a paper between bodies stays theirs.
    if view.standings <= PARTY:
        listed = [
            sheet
            for sheet in listed
            if sheet.state == "delivered" and templates[sheet.document].for_whom in TO_PARTY
        ]
    return _Shelf(view, entries, listed)


def _printed(shelf: _Shelf, sheet: Sheet, *, form: Form, at: datetime, is_open: bool) -> bytes:
    book = books.current()
    if sheet.entry:
        paper = make(shelf.entries, sheet, book=book, at=at)
        # The very bytes that went out: setting it anew could differ from the sheet on record.
        if form == "pdf" and is_open:
            return sheet_of(paper)
        # In the look of its time: the wording in force now may be another.
        source = templates_in_force.version(paper.template_id)
        return _rendered(
            content_of(paper), form, paper.made_at, source.layout, source.word, is_open
        )
    source = templates_in_force.current()[sheet.document]
    dossier = dossier_at(shelf.entries, sheet, book=book, at=at)
    draft = content(source, dossier, draft=True)
    return _rendered(draft, form, at, source.layout, source.word, is_open)


def _rendered(
    content: Content, form: Form, at: datetime, layout: str, own: bytes, is_open: bool
) -> bytes:
    laid = content.laid if is_open else masked(content.laid, content.personal)
    return pdf(laid, at=at, layout=layout) if form == "pdf" else word(laid, at=at, form=own)


def _record(actor: Actor, view: CaseView, sheet: Sheet, *, form: Form, at: datetime) -> None:
    post = actor.post_for(*concerned(view.state))
    by = Author(actor.person, post.post if post else "", post.body if post else "")
    payload = {"document": sheet.document, "entry": sheet.entry, "form": form}
    stream = stream_of(FAMILY, view.state.id)
    with transaction.atomic():
        put(Change(FAMILY, stream, "paper_read", payload), at=at, by=by)
