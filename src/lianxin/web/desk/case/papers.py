"""The papers of a case: how far each is, whose signature is missing, and its file for who may read."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.cases.reading.history import EntryView
from lianxin.cases.reading.queries import CaseView
from lianxin.documents import papers as kept
from lianxin.documents.papers import PaperLine
from lianxin.files.downloads import headers
from lianxin.files.kinds import MEDIA_TYPES
from lianxin.rules.state import CaseState, Document
from lianxin.web import dates, names, options
from lianxin.web.desk.case.texts import Lore
from lianxin.web.desk.session import Desk, officer


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature of a draft: the post, who signed, and whether it is this post's turn."""

    post: str
    who: str
    is_done: bool
    is_turn: bool


@dataclass(frozen=True, slots=True)
class CasePaper:
    """A paper in words; `entry` is 0 for a draft, `look` one of done, soon, blue and empty."""

    code: str
    name: str
    state: str
    look: str
    serial: str
    when: str
    proof: str
    entry: int
    signatures: tuple[Signature, ...]
    has_file: bool
    tries: tuple[str, ...] = ()


_STATES: Mapping[str, tuple[Callable[[], str], str]] = {
    "drafted": (lambda: _("起草，待审签"), "soon"),
    "signed": (lambda: _("已签，待签发"), "soon"),
    "issued": (lambda: _("已签发"), "blue"),
    "delivered": (lambda: _("已送达"), "done"),
    "void": (lambda: _("作废：主办单位已变更"), ""),
}

_OVER = frozenset({"done", ""})
"""How papers look that nobody has to do anything about any more."""


def sheets(view: CaseView, entries: Iterable[EntryView], lore: Lore, desk: Desk) -> list[CasePaper]:
    """Return the papers of a case, what is still on its way first, then the latest first."""
    state, listed = view.state, kept.listed_of(view)
    entries = tuple(entries)
    proofs = dict(_proofs(entries, lore))
    tries = tuple(_tries(entries, lore, desk))
    lines = [
        replace(_made(line, state, proofs, lore, desk), tries=_of_paper(line, tries))
        for line in listed
    ]
    printed = {line.code for line in listed}
    lines += [
        _unprinted(document, lore, desk)
        for document in state.documents
        if document.code not in printed
    ]
    return sorted(reversed(lines), key=lambda line: line.look in _OVER)


@require_safe
@officer
def paper(request: HttpRequest, desk: Desk, number: str, file: str) -> HttpResponse:
    """Hand out `<code>.pdf` or `<code>.docx` of a case, on record; 404 for whoever may not see it.

    `?look=1` lets the browser show a PDF instead of keeping it; `entry` names one of several.
    """
    code, form = kept.named(file)
    made = kept.printed(
        desk.actor, number.upper(), code, form=form, at=desk.at, entry=_entry(request)
    )
    in_viewer = form == "pdf" and request.GET.get("look") == "1"
    return HttpResponse(
        made.content, headers=headers(made.name, MEDIA_TYPES[form], in_viewer=in_viewer)
    )


def _entry(request: HttpRequest) -> int | None:
    number = request.GET.get("entry", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 8 else None


def _proofs(entries: Iterable[EntryView], lore: Lore) -> Iterator[tuple[tuple[str, datetime], str]]:
    """How each paper arrived: by paper and moment, the means and the proof in words."""
    for row in entries:
        payload: dict[str, Any] = row.payload or {}
        if row.fact == "delivered" and payload.get("delivered_at"):
            said = filter(
                None, [options.word("means", payload["means"]), lore.text(payload.get("proof"))]
            )
            at = datetime.fromisoformat(payload["delivered_at"])
            yield (str(payload["document"]), at), _("：").join(said)


def _tries(
    entries: Iterable[EntryView], lore: Lore, desk: Desk
) -> Iterator[tuple[str, datetime, str]]:
    """How a paper did not arrive, or was posted publicly: paper, moment of record, and words."""
    for row in entries:
        payload: dict[str, Any] = row.payload or {}
        if row.fact == "delivery_failed":
            said = (
                dates.moment(datetime.fromisoformat(payload["tried_at"]), now=desk.at),
                options.word("means", payload["means"]),
                options.word("reason", payload["reason"]),
                lore.text(payload.get("text")),
            )
            yield str(payload["document"]), row.at, _("未送达：") + _("，").join(filter(None, said))
        elif row.fact == "notice_posted":
            until = dates.moment(datetime.fromisoformat(payload["until"]), now=desk.at)
            words = _("已公告，%(until)s期满") % {"until": until}
            yield str(payload["document"]), row.at, words


def _of_paper(paper: PaperLine, tries: Iterable[tuple[str, datetime, str]]) -> tuple[str, ...]:
    """The tries of the sheet that was on its way then: after it was made, before it arrived."""
    if paper.made_at is None:
        return ()
    return tuple(words for code, at, words in tries if code == paper.code and paper.made_at <= at)


def _made(
    paper: PaperLine,
    state: CaseState,
    proofs: Mapping[tuple[str, datetime], str],
    lore: Lore,
    desk: Desk,
) -> CasePaper:
    said, look = _STATES[paper.state]
    when = paper.delivered_at or paper.made_at
    is_void = paper.state == "void"
    draft = state.document(paper.code) if not paper.entry and not is_void else None
    return CasePaper(
        code=paper.code,
        name=names.of(paper.zh, paper.en),
        state=said(),
        look=look,
        serial=paper.serial,
        when=dates.moment(when, now=desk.at) if when else "",
        proof=proofs.get((paper.code, paper.delivered_at), "") if paper.delivered_at else "",
        entry=paper.entry,
        signatures=tuple(_signatures(draft, lore, desk)) if draft else (),
        # What was never sent out and is void says nothing to anybody.
        has_file=bool(paper.entry) or not is_void,
    )


def _unprinted(document: Document, lore: Lore, desk: Desk) -> CasePaper:
    """A paper that has no wording of its own: its state is told all the same."""
    said, look = _STATES[document.state]
    return CasePaper(
        code=document.code,
        name=names.document(document.code),
        state=said(),
        look=look,
        serial="",
        when="",
        proof="",
        entry=0,
        signatures=tuple(_signatures(document, lore, desk)),
        has_file=False,
    )


def _signatures(paper: Document, lore: Lore, desk: Desk) -> Iterator[Signature]:
    done = len(paper.signed_by)
    for place, code in enumerate(paper.posts):
        post = desk.book.posts.get(code)
        name = names.of(post.zh, post.en) if post else names.post(code)
        body = names.body(post.body, desk.book) if post else ""
        yield Signature(
            post=f"{body} {name}".strip(),
            who=lore.name(paper.signers[place]) if place < len(paper.signers) else "",
            is_done=place < done,
            is_turn=code == paper.next_post and place == done,
        )
