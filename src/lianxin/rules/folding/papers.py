"""Folds of facts about documents and clocks."""

from collections.abc import Mapping
from typing import Any

from lianxin.rules.ask import Stamp
from lianxin.rules.facts import Fact
from lianxin.rules.facts import papers as facts
from lianxin.rules.folding.shapes import Fold
from lianxin.rules.state import CaseState, Clock, Document, TakenDecision

OPINION = "opinion_proposed"
"""The fact that makes the answer to the whole claim (article 32)."""
EXTENDED = "extended"
EXCLUSIVE = frozenset({"accepted", "declined"})
"""Decisions of which the later takes the place of the earlier."""


def decided(state: CaseState, fact: Fact, stamp: Stamp) -> tuple[TakenDecision, ...]:
    """Return the decisions with that of a fact, which takes the place of the same one before it."""
    gone = EXCLUSIVE if fact.name in EXCLUSIVE else frozenset()
    qualifier = fact.qualifier or ""
    kept = (
        one
        for one in state.decisions
        if one.fact not in gone and (one.fact, one.qualifier) != (fact.name, qualifier)
    )
    new = TakenDecision(
        fact=fact.name, qualifier=qualifier, n=state.fact_count + 1, body=stamp.body
    )
    return (*kept, new)


def passed_on(before: CaseState, after: CaseState) -> CaseState:
    """Return a case in which papers that a former lead has not delivered are void.

    What the very fact made stays: who reviewed and sends the matter back owes its own answer.
    """
    old, new = before.last_lead, after.lead
    if old is None or new is None or old.body == new.body:
        return after
    documents = tuple(
        paper.model_copy(update={"state": "void"})
        if paper.body == old.body and paper.state != "delivered" and paper.about != after.fact_count
        else paper
        for paper in after.documents
    )
    return after if documents == after.documents else after.with_changes({"documents": documents})


def drafted_paper(
    state: CaseState,
    code: str,
    stamp: Stamp,
    *,
    fields: str,
    posts: tuple[str, ...],
    body: str = "",
    outcome: str = "",
    tells: str = "",
) -> tuple[Document, ...]:
    """Return the documents with a fresh draft; without posts to sign it is signed at once.

    One that `tells` is made by the decision itself; any other says so when it is issued.
    """
    paper = Document(
        code=code,
        state="drafted" if posts else "signed",
        fields=fields,
        posts=posts,
        body=body or stamp.body,
        outcome=outcome,
        tells=tells,
        about=state.fact_count + 1 if tells else 0,
    )
    return (*_others(state, code), paper)


def _others(state: CaseState, code: str) -> tuple[Document, ...]:
    """Every paper but the one of that code; what is void stays to be seen."""
    return tuple(paper for paper in state.documents if paper.code != code or paper.state == "void")


def _drafted(state: CaseState, fact: facts.Drafted, stamp: Stamp) -> dict[str, Any]:
    return {
        "documents": drafted_paper(
            state, fact.document, stamp, fields=fact.fields, posts=fact.posts, body=fact.body
        )
    }


def _signed(state: CaseState, fact: facts.Signed, stamp: Stamp) -> dict[str, Any]:
    # A refusal sends the whole paper back: what earlier signers saw will be another text.
    if not fact.approve:
        return {"documents": _others(state, fact.document)}
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
    paper = state.document(fact.document)
    told = {"tells": fact.tells, "about": fact.about} if fact.tells else {}
    issued: dict[str, Any] = {
        "state": "issued",
        "fields": fact.fields,
        "entry": state.fact_count + 1,
        "issued_at": stamp.at,
        **told,
    }
    if paper is not None and paper.state != "delivered":
        return _paper(state, fact.document, issued)
    # Issued anew after the one before had arrived: by a new lead, in its own name.
    made = Document(code=fact.document, body=fact.body or stamp.body, **issued)
    return {"documents": (*_others(state, fact.document), made)}


def _delivered(state: CaseState, fact: facts.Delivered, stamp: Stamp) -> dict[str, Any]:
    paper = state.document(fact.document)
    update = _paper(state, fact.document, {"state": "delivered"})
    if fact.tells == EXTENDED:
        update["clocks"] = _told_of(state, fact.about)
    # An opinion answers the claim whole, whatever was replied before (article 32).
    if paper is not None and paper.tells == OPINION:
        points = tuple(range(1, state.matter.points + 1))
        update["handling"] = {"replied": True, "answered_points": points}
    return update


def _failed(state: CaseState, fact: facts.DeliveryFailed, stamp: Stamp) -> dict[str, Any]:
    paper = state.document(fact.document)
    return _paper(state, fact.document, {"failed": (paper.failed if paper else 0) + 1})


def _posted(state: CaseState, fact: facts.NoticePosted, stamp: Stamp) -> dict[str, Any]:
    return _paper(state, fact.document, {"posted_at": fact.posted_at, "until": fact.until})


def _told_of(state: CaseState, about: int) -> tuple[Clock, ...]:
    """The clocks after the petitioner was told of an extension: from then on it counts."""
    told = next((one.qualifier for one in state.decisions if one.n == about), "")
    return tuple(
        clock.model_copy(update={"untold_due": None}) if clock.code == told else clock
        for clock in state.clocks
    )


def _paper(state: CaseState, code: str, update: dict[str, Any]) -> dict[str, Any]:
    return {
        "documents": tuple(
            paper.model_copy(update=update)
            if paper.code == code and paper.state != "void"
            else paper
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


def _corrected(state: CaseState, fact: facts.Corrected, stamp: Stamp) -> dict[str, Any]:
    return {"handling": {"filing": "corrected"}} if fact.filing else {}


FOLDS: Mapping[str, Fold] = {
    "drafted": _drafted,
    "signed": _signed,
    "issued": _issued,
    "delivered": _delivered,
    "delivery_failed": _failed,
    "notice_posted": _posted,
    "corrected": _corrected,
    "rung": _rung,
}
