"""Papers in a proof: which act makes one, and which step needs it there."""

from collections.abc import Iterator, Mapping

from lianxin.rules.conditions.meanings import Abstract
from lianxin.rules.folding.papers import EXCLUSIVE
from lianxin.rules.procedures import Procedure
from lianxin.rules.proving.steps import MADE_BY, SIGNED_ON_THE_WAY, Step

SENT = frozenset({"issue", "deliver"})
"""Commands that send a paper out."""


def flags_of(procedure: Procedure, papers: tuple[str, ...]) -> Mapping[str, Abstract]:
    """Return for each paper what makes it, signs it and brings it into somebody's hand."""
    found: dict[str, Abstract] = {}
    for paper in papers:
        signed = paper in procedure.sign_off_index
        made = MADE_BY.get(paper)
        draft = (made,) if made else (f"drafted:{paper}",)
        found[f"draft:{paper}"] = Abstract("done", draft)
        by: tuple[str, ...]
        if signed:
            by = (f"signed:{paper}",)
            by += ("signed:complete",) if paper == SIGNED_ON_THE_WAY else ()
        else:
            by = draft if made else (f"issued:{paper}",)
        # A paper that is drafted anew waits for its signatures anew.
        found[f"paper:{paper}"] = Abstract("done", by, draft if signed else ())
        found[f"hand:{paper}"] = Abstract("done", by, (*draft, f"delivered:{paper}"))
        found[f"told:{paper}"] = Abstract("done", (f"delivered:{paper}",))
        rule = procedure.paper_index.get(paper)
        if rule is not None and rule.tells and not made:
            # A matter is registered before there is anything else.
            at_first = any(decision.startswith("registered") for decision in rule.tells)
            names = {decision.partition(":")[0] for decision in rule.tells}
            # What begins anew is neither accepted nor refused any more.
            undone = ("reopened:anew",) if names <= EXCLUSIVE else ()
            found[f"decided:{paper}"] = Abstract("done", rule.tells, undone, at_first)
    return found


def needed_by(step: Step, procedure: Procedure) -> Iterator[str]:
    """Yield the papers that a step needs, as flags; a paper needs the decision that it tells."""
    yield from (f"paper:{paper}" for paper in step.row.needs)
    paper = step.outcome
    rule = procedure.paper_index.get(paper) if step.do in SENT else None
    if rule is not None and rule.tells and paper not in MADE_BY:
        yield f"decided:{paper}"
    if step.do == "deliver" and paper:
        # What is in somebody's hand is not delivered a second time.
        yield f"hand:{paper}"
    elif step.do == "sign" and paper not in {"complete", "refused"}:
        yield f"draft:{paper}" if paper else "draft:opinion"
    elif step.do == "sign":
        yield f"draft:{SIGNED_ON_THE_WAY}"
    elif step.do == "issue" and paper and (paper in MADE_BY or paper in procedure.sign_off_index):
        yield f"paper:{paper}"
    elif step.do == "end_procedure":
        yield "told:re_review_opinion"
