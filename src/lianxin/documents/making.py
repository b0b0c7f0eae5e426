"""Makes a paper once: its serial, its content and its sheet in one transaction."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from typing import Any
from uuid import UUID

from django.db import transaction

from lianxin.cases.door.refolding import folded
from lianxin.database import locks
from lianxin.database.locks import Lock
from lianxin.documents import serials, templates_in_force
from lianxin.documents.facts_until import Dossier, happened
from lianxin.documents.gathering import gather
from lianxin.documents.layout import Laid, lay, masked
from lianxin.documents.masking import is_guarded, masks
from lianxin.documents.models import Paper
from lianxin.documents.pdf import pdf
from lianxin.documents.templates import Template, WordingSource
from lianxin.documents.which_papers import Sheet
from lianxin.files import attachments
from lianxin.files.ids import time_ordered
from lianxin.files.marks import marks as marks_of
from lianxin.ledger.journal import stream_of
from lianxin.ledger.reading import Entry
from lianxin.ledger.record import Author, Change, put
from lianxin.people.sealing import seal, unseal
from lianxin.rules.book import Book
from lianxin.rules.deciding.bodies import handling_leg
from lianxin.rules.refs import Ref
from lianxin.rules.state import CaseState

FAMILY = "paper"
SYSTEM = Author(person="system")
CONTENT = "content"
UNDATED = "　　　年　　月　　日"
"""Stands for the day of a paper that is not sent out yet."""


@dataclass(frozen=True, slots=True)
class Content:
    """What was laid out when a paper was made, and each personal value in it with its mask."""

    laid: Laid
    personal: tuple[tuple[str, str], ...]


def dossier_at(entries: Sequence[Entry], sheet: Sheet, *, book: Book, at: datetime) -> Dossier:
    """Return the case as a sheet sees it: up to its entry, or all of it for a draft."""
    entries_until = [entry for entry in entries if not sheet.entry or entry.sequence <= sheet.entry]
    fold = folded(entries_until[0].stream, entries_until)
    assert fold is not None, "a sheet belongs to a case"
    state = fold[0]
    template = templates_in_force.current()[sheet.document].template
    # In order of entries: of several papers of one kind the last one's serial is named.
    earlier = Paper.objects.filter(case=entries_until[0].stream).order_by("entry")
    return Dossier(
        state=state,
        facts=happened(entries_until),
        book=book,
        document=sheet.document,
        body=maker(template, sheet, state),
        at=sheet.made_at or at,
        serials=dict(earlier.values_list("document", "serial")),
    )


def maker(template: Template, sheet: Sheet, state: CaseState) -> str:
    """Return the body in whose name a paper goes out; what the clocks send, the centre sends."""
    leg = handling_leg(state)
    lead = leg.body if leg else state.house.registrar_body
    centre = state.house.centre or lead
    # A review is answered by whoever reviewed, not by whoever leads the matter now (article 35).
    if template.by == "reviewer":
        return _reviewer(template.code, state) or sheet.body or lead
    if template.by == "lead":
        return lead
    if template.by == "centre":
        return centre
    return sheet.body or (centre if template.for_whom == "body" else lead)


def _reviewer(code: str, state: CaseState) -> str | None:
    instrument = code.removesuffix("_opinion")
    bodies = [leg.body for leg in state.legs if leg.instrument == instrument]
    return bodies[-1] if bodies else None


def content(source: WordingSource, dossier: Dossier, *, draft: bool, serial: str = "") -> Content:
    """Return what stands on a paper. Raises laying.Lacking when the case does not tell it yet."""
    template = source.template
    values = gather(dossier, template.names) | {"paper.serial": serial}
    if draft:
        values["paper.date"] = UNDATED
    personal = tuple(masks(dossier))
    laid = lay(template, values, draft=draft)
    # Nobody complained of may read from a paper who complained (article 30).
    if template.for_whom != "petitioner" and is_guarded(dossier.state):
        laid = masked(laid, personal) | {"mark": laid["mark"]}
    return Content(laid, personal)


def make(entries: Sequence[Entry], sheet: Sheet, *, book: Book, at: datetime) -> Paper:
    """Return the paper of a sheet, made now if it is not there; whoever comes second waits.

    Raises laying.Lacking when the case does not tell what it must say.
    """
    case = entries[0].stream
    with transaction.atomic():
        # Locked before looking: two makers at once would each take a number of the series.
        _hold(case, sheet)
        made = Paper.objects.filter(case=case, document=sheet.document, entry=sheet.entry).first()
        return made or _made(entries, sheet, book=book, at=at)


def _hold(case: UUID, sheet: Sheet) -> None:
    locks.until_commit(Lock.PAPER, f"{case}/{sheet.document}/{sheet.entry}")


def _made(entries: Sequence[Entry], sheet: Sheet, *, book: Book, at: datetime) -> Paper:
    source = templates_in_force.current()[sheet.document]
    template = source.template
    dossier = dossier_at(entries, sheet, book=book, at=at)
    id_, year = time_ordered(at), serials.year_of(dossier.at)
    series = template.series or template.code
    # Taken inside the making transaction: a paper that cannot be made gives its number back.
    n = serials.next_number(dossier.body, series, year) if template.serial else None
    serial = serials.serial(template, body=dossier.body, year=year, n=n, book=book) if n else ""
    printable = content(source, dossier, draft=False, serial=serial)
    sheet_id = _stored(
        pdf(printable.laid, at=dossier.at, layout=source.layout), template, dossier, at
    )
    paper = Paper.objects.create(
        id=id_,
        case=entries[0].stream,
        document=sheet.document,
        entry=sheet.entry,
        template_id=templates_in_force.keep(source, at=at),
        body=dossier.body,
        series=series,
        year=year,
        n=n,
        serial=serial,
        made_at=dossier.at,
        content=_sealed(printable, owner=id_),
        sheet=sheet_id,
    )
    _record(paper, at=at)
    return paper


def _stored(made: bytes, template: Template, dossier: Dossier, at: datetime) -> UUID:
    name = f"{template.label.zh}-{dossier.state.number}.pdf"
    return attachments.keep(attachments.store(BytesIO(made), name=name), at=at)


def _record(paper: Paper, *, at: datetime) -> None:
    mark = marks_of([paper.sheet])[paper.sheet]
    payload: dict[str, Any] = {
        "case": str(paper.case),
        "document": paper.document,
        "entry": paper.entry,
        "serial": paper.serial,
        "n": paper.n,
        "template": paper.template_id,
        "sheet": Ref.of(paper.sheet, mark),
    }
    stream = stream_of(FAMILY, f"{paper.body}/{paper.series}/{paper.year}")
    put(Change(FAMILY, stream, "paper_made", payload), at=at, by=replace(SYSTEM, body=paper.body))


def _sealed(content: Content, *, owner: UUID) -> bytes:
    text = json.dumps([content.laid, content.personal], ensure_ascii=False, sort_keys=True)
    return seal(text, owner=owner, field=CONTENT)


def content_of(paper: Paper) -> Content:
    """Return what was laid out when a paper was made."""
    assert paper.content is not None, "a redacted paper has no content"
    laid, personal = json.loads(unseal(bytes(paper.content), owner=paper.id, field=CONTENT))
    return Content(laid, tuple((open_, shut) for open_, shut in personal))
