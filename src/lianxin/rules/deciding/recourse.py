"""Decisions about the remedies against an opinion (articles 35 and 36)."""

from typing import Any, assert_never

from lianxin.rules.ask import Ask
from lianxin.rules.commands import recourse as commands
from lianxin.rules.deciding.bodies import handling_leg, lead_leg, review_leg, upper
from lianxin.rules.deciding.papers import fields_digest, signing_posts
from lianxin.rules.deciding.papers_needed import (
    RE_REVIEW,
    REVIEW,
    needed,
    paper_of,
    refuse_undelivered,
)
from lianxin.rules.facts import Fact, recourse
from lianxin.rules.refusals import Refused
from lianxin.rules.state import Leg


def decide(command: commands.Recourse, ask: Ask) -> tuple[Fact, ...]:
    """Return the facts of a remedy (articles 35 and 36)."""
    match command:
        case commands.RequestReview():
            return (recourse.ReviewRequested(**_request(handling_leg(ask.state), ask)),)
        case commands.RequestReReview():
            return (recourse.ReReviewRequested(**_request(review_leg(ask.state), ask)),)
        case commands.DecideReview():
            return (recourse.ReviewDecided(**_decision(command, ask, paper_of(REVIEW, ask))),)
        case commands.DecideReReview():
            return (recourse.ReReviewDecided(**_decision(command, ask, paper_of(RE_REVIEW, ask))),)
        case commands.EndProcedure():
            paper = needed(ask, paper_of(RE_REVIEW, ask))
            if paper.state != "delivered":
                # Nobody's procedure ends before the last answer is in hand.
                refuse_undelivered(ask, paper, article="条例36")
            return (recourse.ProcedureEnded(ground=ask.ref("ground")),)
        case _:
            assert_never(command)


def _request(last: Leg | None, ask: Ask) -> dict[str, str]:
    if last is None:
        raise Refused("not_now", stage=ask.state.stage)
    return {
        "reviewer": upper(ask.state, last.body, ask.book),
        "reason": ask.ref("reason"),
    }


def _decision(
    command: commands.DecideReview | commands.DecideReReview, ask: Ask, document: str
) -> dict[str, Any]:
    leg = handling_leg(ask.state)
    revoked = command.outcome == "revoked"
    return {
        "outcome": command.outcome,
        "body": lead_leg(ask).body,
        "lead": leg.body if revoked and leg else None,
        "document": document,
        "fields": fields_digest(ask, document, outcome=command.outcome, text=ask.ref("text")),
        "posts": signing_posts(ask, document, lead_leg(ask).body),
        "text": ask.ref("text"),
    }
