"""What becomes of a matter when a remedy against its opinion is decided (articles 35 and 36)."""

from collections.abc import Mapping

from lianxin.rules.ask import Ask
from lianxin.rules.deciding.bodies import body_again, lead_leg
from lianxin.rules.deciding.carrying import lifted
from lianxin.rules.deciding.papers_needed import MAKERS, RE_REVIEW, REVIEW
from lianxin.rules.facts import Fact, recourse
from lianxin.rules.refs import Ref
from lianxin.rules.state import Document

FACTS: Mapping[str, type[recourse.ReviewDecided]] = {
    REVIEW: recourse.ReviewDecided,
    RE_REVIEW: recourse.ReReviewDecided,
}


def review_decided(
    tells: str, ask: Ask, *, document: str, outcome: str, fields: str, text: Ref
) -> Fact:
    """Return the decision on a remedy with the stage that it leads to, by the row of its command."""
    reviewer = lead_leg(ask).body
    revoked = outcome == "revoked"
    # What must be handled anew is not given back to a body that is shut out by now: whoever revoked it handles it.
    lead = (body_again(ask) or reviewer) if revoked else None
    stage = _stage(MAKERS[tells], outcome, ask)
    return FACTS[tells](
        outcome=outcome,
        body=reviewer,
        lead=lead,
        document=document,
        fields=fields,
        text=text,
        tasks=lifted(ask) if revoked else (),
        stage=stage,
        phase=ask.procedure.phase(stage) if stage else None,
    )


def taken_with(paper: Document, ask: Ask) -> tuple[Fact, ...]:
    """Return the decision that takes effect with the last signature under a paper, if one waits."""
    if paper.tells not in FACTS or paper.about:
        return ()
    return (
        review_decided(
            paper.tells,
            ask,
            document=paper.code,
            outcome=paper.outcome,
            fields=paper.fields,
            text=Ref(paper.text),
        ),
    )


def _stage(command: str, outcome: str, ask: Ask) -> str | None:
    for row in ask.procedure.action_index.get(command, ()):
        if ask.state.stage in row.at and row.to is not None:
            return row.to if isinstance(row.to, str) else row.to.get(outcome)
    return None
