"""Commands of the remedies against an opinion."""

from typing import Annotated, ClassVar, Literal

from lianxin.rules.commands.menu import ActsOn, Asks, Menu, Offer
from lianxin.rules.commands.shapes import BaseCommand, Prose, said

ReviewOutcome = Literal["upheld", "changed", "revoked"]


class RequestReview(BaseCommand):
    """Ask the body above to review the opinion, within 30 days of receiving it."""

    zh: ClassVar[str] = "申请复查"
    en: ClassVar[str] = "Request review"
    fact: ClassVar[str] = "review_requested"
    article: ClassVar[str] = "条例35"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = Offer(
        place=7,
        zh="申请复查",
        en="Ask for a review",
        hint_zh="对处理意见不服，可以向上一级申请复查",
        hint_en="If you dispute the opinion, ask the office above for a review",
        window="review_apply",
    )

    command: Literal["request_review"] = "request_review"
    reason: Annotated[
        Prose,
        said("理由", "Reason"),
        Asks("对哪一点不服，为什么", "Which point you dispute, and why"),
    ]


class DecideReview(BaseCommand):
    """Decide the review in writing."""

    zh: ClassVar[str] = "复查意见"
    en: ClassVar[str] = "Decide review"
    fact: ClassVar[str] = "review_decided"
    article: ClassVar[str] = "条例35"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["decide_review"] = "decide_review"
    outcome: Annotated[ReviewOutcome, said("结论", "Outcome")]
    text: Annotated[Prose, said("理由", "Text")]


class RequestReReview(BaseCommand):
    """Ask the next body above to re-review, within 30 days of receiving the review."""

    zh: ClassVar[str] = "申请复核"
    en: ClassVar[str] = "Request re-review"
    fact: ClassVar[str] = "re_review_requested"
    article: ClassVar[str] = "条例36"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = Offer(
        place=8,
        zh="申请复核",
        en="Ask for a re-review",
        hint_zh="对复查意见不服，可以向上一级申请复核",
        hint_en="If you dispute the review, ask the office above that one for a re-review",
        window="re_review_apply",
    )

    command: Literal["request_re_review"] = "request_re_review"
    reason: Annotated[
        Prose,
        said("理由", "Reason"),
        Asks("对哪一点不服，为什么", "Which point you dispute, and why"),
    ]


class DecideReReview(BaseCommand):
    """Decide the re-review in writing; after it the same facts are not accepted again."""

    zh: ClassVar[str] = "复核意见"
    en: ClassVar[str] = "Decide re-review"
    fact: ClassVar[str] = "re_review_decided"
    article: ClassVar[str] = "条例36"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["decide_re_review"] = "decide_re_review"
    outcome: Annotated[ReviewOutcome, said("结论", "Outcome")]
    text: Annotated[Prose, said("理由", "Text")]


class EndProcedure(BaseCommand):
    """End the procedure after re-review; care for the resident goes on (article 37)."""

    zh: ClassVar[str] = "终结"
    en: ClassVar[str] = "End procedure"
    fact: ClassVar[str] = "procedure_ended"
    article: ClassVar[str] = "条例36、37"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["end_procedure"] = "end_procedure"
    ground: Annotated[Prose, said("理由", "Ground")]


Recourse = RequestReview | DecideReview | RequestReReview | DecideReReview | EndProcedure
