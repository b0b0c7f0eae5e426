"""What a paper tells, in whose name it goes out, and what must be there before it does.

A paper that tells a decision waits for that decision; its procedure says which (`papers`).
"""

from typing import NoReturn

from lianxin.rules.ask import Ask
from lianxin.rules.deciding.papers_needed import MAKERS, who_may
from lianxin.rules.refusals import Refused
from lianxin.rules.state import CaseState, Document, TakenDecision

# By the fact that a paper tells: the command that takes the decision.
_TAKEN_BY = {
    **MAKERS,
    "registered": "register",
    "referred": "refer",
    "assigned": "assign",
    "accepted": "accept",
    "declined": "decline",
    "extended": "extend",
    "procedure_ended": "end_procedure",
    "sitting_ordered": "order_sitting",
    "word_taken_down": "take_down",
}


def decision_told(document: str, ask: Ask) -> TakenDecision | None:
    """Return the decision that a paper tells, the latest of several; None where it tells none.

    Refused `unmet` while no such decision was taken, with the step that takes it and who may.
    """
    row = ask.procedure.paper_index.get(document)
    if row is None or not row.tells:
        return None
    taken = [
        decision
        for name, _, qualifier in (token.partition(":") for token in row.tells)
        if (decision := ask.state.decision(name, qualifier)) is not None
    ]
    if not taken:
        _refuse_untaken(document, row.tells, row.source, ask)
    return max(taken, key=lambda decision: decision.n)


def _refuse_untaken(document: str, tells: tuple[str, ...], source: str, ask: Ask) -> NoReturn:
    steps = {_TAKEN_BY[token.partition(":")[0]] for token in tells}
    condition = {
        "code": f"told:{document}",
        "zh": "文书告知的决定已经作出",
        "en": "the decision that the paper tells is taken",
        "who": sorted({who for step in steps for who in who_may(ask, step)}),
        "article": source,
        "stage": ask.state.stage,
    }
    raise Refused("unmet", document=document, conditions=[condition])


def refuse_stranger(paper: Document, ask: Ask) -> None:
    """Refused `not_yours` to whoever belongs neither to the body of a paper nor to the centre."""
    if not paper.body or paper.body in ask.actor.bodies or "centre" in ask.standings:
        return
    raise Refused("not_yours", by=[], document=paper.code)


def body_for(document: str, decision: TakenDecision | None, ask: Ask) -> str:
    """Return in whose name a paper goes out that nobody drafted before.

    That is the lead, or whoever took the decision it tells. Refused `not_yours` to a body that
    lost the matter.
    """
    lead, bodies = ask.state.lead, ask.actor.bodies
    if lead is not None and lead.body in bodies:
        return lead.body
    own = decision.body if decision is not None and decision.body in bodies else None
    body = own or ask.acting_post()[1]
    if lost(ask.state, body):
        raise Refused("not_yours", by=["lead"], document=document)
    return body


def lost(state: CaseState, body: str) -> bool:
    """Whether a body had the matter and was relieved of it."""
    own = [leg for leg in state.legs if leg.body == body]
    return bool(own) and own[-1].role == "lead" and own[-1].state == "released"
