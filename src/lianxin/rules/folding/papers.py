"""Folds of facts about documents and clocks."""

from collections.abc import Mapping
from typing import Any

from lianxin.rules.ask import Stamp
from lianxin.rules.facts import papers as facts
from lianxin.rules.folding.shapes import Fold
from lianxin.rules.state import CaseState, Document


def drafted_paper(
    state: CaseState, code: str, *, fields: str, posts: tuple[str, ...], outcome: str = ""
) -> tuple[Document, ...]:
    """Return the documents with a fresh draft; without posts to sign it is signed at once."""
    paper = Document(
        code=code,
        state="drafted" if posts else "signed",
        fields=fields,
        posts=posts,
        outcome=outcome,
    )
    return (*(kept for kept in state.documents if kept.code != code), paper)


def _drafted(state: CaseState, fact: facts.Drafted, stamp: Stamp) -> dict[str, Any]:
    return {"documents": drafted_paper(state, fact.document, fields=fact.fields, posts=fact.posts)}


def _signed(state: CaseState, fact: facts.Signed, stamp: Stamp) -> dict[str, Any]:
    # A refusal sends the whole paper back: what earlier signers saw will be another text.
    if not fact.approve:
        return {"documents": tuple(kept for kept in state.documents if kept.code != fact.document)}
    paper = state.document(fact.document)
    signed_by = (*(paper.signed_by if paper else ()), fact.post)
    return _paper(
        state,
        fact.document,
        {
            "signed_by": signed_by,
            "signers": (*(paper.signers if paper else ()), stamp.person),
            "state": "signed" if fact.complete else "drafted",
        },
    )


def _issued(state: CaseState, fact: facts.Issued, stamp: Stamp) -> dict[str, Any]:
    if state.document(fact.document) is None:
        made = Document(code=fact.document, state="issued", fields=fact.fields)
        return {"documents": (*state.documents, made)}
    return _paper(state, fact.document, {"state": "issued", "fields": fact.fields})


def _delivered(state: CaseState, fact: facts.Delivered, stamp: Stamp) -> dict[str, Any]:
    update = _paper(state, fact.document, {"state": "delivered"})
    # An opinion answers the claim whole, whatever was replied before (article 32).
    if fact.document == "opinion":
        points = tuple(range(1, state.matter.points + 1))
        update["handling"] = {"replied": True, "answered_points": points}
    return update


def _paper(state: CaseState, code: str, update: dict[str, Any]) -> dict[str, Any]:
    return {
        "documents": tuple(
            paper.model_copy(update=update) if paper.code == code else paper
            for paper in state.documents
        )
    }


def _rung(state: CaseState, fact: facts.Rung, stamp: Stamp) -> dict[str, Any]:
    return {
        "clocks": tuple(
            clock.model_copy(
                update={
                    "ring": fact.next_ring,
                    "late": clock.late or fact.overdue,
                    "rung": (*clock.rung, fact.moment),
                }
            )
            if (clock.code, clock.about) == (fact.clock, fact.about) and clock.stopped_at is None
            else clock
            for clock in state.clocks
        )
    }


FOLDS: Mapping[str, Fold] = {
    "drafted": _drafted,
    "signed": _signed,
    "issued": _issued,
    "delivered": _delivered,
    "rung": _rung,
}
