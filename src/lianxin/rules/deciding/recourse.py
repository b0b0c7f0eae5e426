"""Decisions about the remedies against an opinion (articles 35 and 36)."""

from typing import assert_never

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
from lianxin.rules.deciding.reviewing import review_decided
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
            return (_decided(command, REVIEW, ask),)
        case commands.DecideReReview():
            return (_decided(command, RE_REVIEW, ask),)
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


def _decided(
    command: commands.DecideReview | commands.DecideReReview, tells: str, ask: Ask
) -> Fact:
    """A decision that nobody has to sign holds at once; any other with its last signature."""
    document, body = paper_of(tells, ask), lead_leg(ask).body
    fields = fields_digest(ask, document, outcome=command.outcome, text=ask.ref("text"))
    # A body above the county may have nobody on record who could sign for it here.
    posts = signing_posts(ask, document, body) if ask.book.posts_of(body) else ()
    if posts:
        return recourse.ReviewProposed(
            tells=tells,
            outcome=command.outcome,
            body=body,
            document=document,
            fields=fields,
            posts=posts,
            text=ask.ref("text"),
        )
    return review_decided(
        tells, ask, document=document, outcome=command.outcome, fields=fields, text=ask.ref("text")
    )
