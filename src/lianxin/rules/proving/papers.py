"""Papers in a proof: which act makes one, and which step needs it there."""

from collections.abc import Iterator, Mapping

from lianxin.rules.conditions.meanings import Abstract
from lianxin.rules.procedures import Procedure
from lianxin.rules.proving.steps import MADE_BY, SIGNED_ON_THE_WAY, Step


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
    return found


def needed_by(step: Step, procedure: Procedure) -> Iterator[str]:
    """Yield the papers that a step needs, as flags."""
    yield from (f"paper:{paper}" for paper in step.row.needs)
    paper = step.outcome
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
