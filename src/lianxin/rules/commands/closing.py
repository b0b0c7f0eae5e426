"""Commands of the petitioner's word and of closing."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from lianxin.rules.commands.menu import ActsOn, Asks, Menu, Offer
from lianxin.rules.commands.shapes import (
    AttachmentId,
    BaseCommand,
    Moment,
    PartNumber,
    Prose,
    Shape,
    said,
)

Satisfaction = Literal["satisfied", "basically", "not", "unreached"]
Disposition = Literal[
    "justified_settled",
    "unjustified_explained",
    "hardship_helped",
    "unlawful_referred",
]
Ending = Literal["rested", "concluded_by_procedure"]
Asked = Literal[
    "request_review", "request_re_review", "withdraw", "urge", "rate", "confirm", "contest"
]
"""What a petitioner may ask for by letter or at the window, as on his own page."""
Came = Literal["letter", "visit", "telephone"]


class FollowUp(BaseCommand):
    """Ask the petitioner, by somebody other than the handler.

    Where matters are carried together, `of` says whose petitioner it was; each word counts apart.
    """

    zh: ClassVar[str] = "回访"
    en: ClassVar[str] = "Follow up"
    fact: ClassVar[str] = "followed_up"
    menu: ClassVar[Menu] = Menu("handling", 13)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["follow_up"] = "follow_up"
    reached: Annotated[bool, said("联系上", "Reached")]
    contacted: Annotated[bool, said("单位联系过", "Contacted by the body")] = False
    true: Annotated[bool, said("答复属实", "True")] = False
    solved: Annotated[bool, said("已解决", "Solved")] = False
    satisfied: Annotated[Satisfaction, said("满意度", "Satisfaction")] = "unreached"
    of: Annotated[PartNumber | None, said("回访哪一件的反映人", "Whose word")] = None
    text: Annotated[Prose | None, said("说明", "Text")] = None

    @model_validator(mode="after")
    def _only_who_was_reached_has_a_word(self) -> Self:
        if not self.reached and (self.solved or self.satisfied != "unreached"):
            raise ValueError("who was not reached said nothing: leave `solved` and `satisfied` out")
        return self


class Rate(BaseCommand):
    """The petitioner's own rating."""

    zh: ClassVar[str] = "评价"
    en: ClassVar[str] = "Rate"
    fact: ClassVar[str] = "rated"
    article: ClassVar[str] = "条例21(2)"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = Offer(
        place=4,
        zh="评价",
        en="Rate",
        hint_zh="有没有人联系您、解决了没有、满不满意",
        hint_en="Whether you were contacted, whether it is solved, whether you are satisfied",
    )

    command: Literal["rate"] = "rate"
    contacted: Annotated[
        bool,
        said("单位联系过我", "Contacted"),
        Asks("办理单位联系过您吗", "Did the office contact you?"),
    ]
    solved: Annotated[
        bool, said("已解决", "Solved"), Asks("问题解决了吗", "Is the problem solved?")
    ]
    satisfied: Annotated[
        Literal["satisfied", "basically", "not"],
        said("满意度", "Satisfied"),
        Asks("您满意吗", "Are you satisfied?"),
    ]
    text: Annotated[
        Prose | None, said("说明", "Text"), Asks("还想说什么", "What else you want to say")
    ] = None


class Confirm(BaseCommand):
    """The petitioner confirms that the matter is settled."""

    zh: ClassVar[str] = "确认"
    en: ClassVar[str] = "Confirm"
    fact: ClassVar[str] = "confirmed"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = Offer(
        place=2,
        zh="问题解决了",
        en="The problem is solved",
        hint_zh="您确认之后，这件事就可以结案",
        hint_en="Once you confirm, the matter can be closed",
    )

    command: Literal["confirm"] = "confirm"
    text: Annotated[
        Prose | None, said("说明", "Text"), Asks("还想说什么", "What else you want to say")
    ] = None


class TakeDown(BaseCommand):
    """Take down what a petitioner asked for by letter, at the window or by telephone.

    It is his own step, at the day on which his word came in (`received_at`), with the words that he
    said and the letter; whoever took it down stands beside it, and he is told.
    """

    zh: ClassVar[str] = "代信访人登记"
    en: ClassVar[str] = "Take down for the petitioner"
    fact: ClassVar[str] = "word_taken_down"
    article: ClassVar[str] = "条例17、19(1)"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "petitioners_word"
    offer: ClassVar[Offer | None] = None

    command: Literal["take_down"] = "take_down"
    asks: Annotated[Asked, said("信访人要做什么", "What the petitioner asks for")]
    came: Annotated[Came, said("怎么来的", "How it came")]
    received_at: Annotated[Moment, said("收到的时间", "Received at")]
    text: Annotated[Prose, said("信访人的原话", "The petitioner's words")]
    attachments: Annotated[
        tuple[AttachmentId, ...],
        Field(max_length=50),
        said("来信扫描件、签名的记录", "Letter or record"),
    ] = ()
    of: Annotated[PartNumber | None, said("哪一件的信访人", "Whose word")] = None
    contacted: Annotated[bool, said("评价：单位联系过", "Rating: contacted")] = False
    solved: Annotated[bool, said("评价：已解决", "Rating: solved")] = False
    satisfied: Annotated[
        Literal["satisfied", "basically", "not"] | None, said("评价：满意度", "Rating: satisfied")
    ] = None

    @model_validator(mode="after")
    def _a_rating_says_whether_content(self) -> Self:
        if (self.asks == "rate") != (self.satisfied is not None):
            raise ValueError("`satisfied` belongs to a rating, and a rating has it")
        return self


class Exemption(Shape):
    """Why the law lets a matter be closed although a closing condition is not met."""

    ground: Annotated[Prose, said("理由", "Ground")]
    article: Annotated[
        Annotated[Prose, StringConstraints(max_length=200)], said("法律依据", "Article")
    ]


class Close(BaseCommand):
    """Close the matter, saying which settlement holds and how the dispute came to its end.

    `rested`: the resident lets it rest; `concluded_by_procedure`: the law ends it.
    """

    zh: ClassVar[str] = "结案"
    en: ClassVar[str] = "Close"
    fact: ClassVar[str] = "closed"
    article: ClassVar[str] = "条例27"
    menu: ClassVar[Menu] = Menu("handling", 14)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["close"] = "close"
    disposition: Annotated[Disposition, said("结案类型", "Disposition", article="条例27")]
    ending: Annotated[Ending | None, said("终结方式", "Ending")] = None
    text: Annotated[Prose | None, said("说明", "Text")] = None
    exemption: Annotated[Exemption | None, said("豁免", "Exemption")] = None


class Reopen(BaseCommand):
    """Take the matter up again; both histories stay."""

    zh: ClassVar[str] = "重办"
    en: ClassVar[str] = "Reopen"
    fact: ClassVar[str] = "reopened"
    menu: ClassVar[Menu] = Menu("handling", 32)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = Offer(
        place=3,
        zh="没解决，接着办",
        en="Not solved, go on",
        hint_zh="退回办理单位继续办",
        hint_en="It goes back to the body in charge",
    )

    command: Literal["reopen"] = "reopen"
    reason: Annotated[Prose, said("理由", "Reason"), Asks("哪里没有解决", "What is not solved")]


class Contest(BaseCommand):
    """The resident objects to a matter having been referred as unlawful conduct."""

    zh: ClassVar[str] = "对依法处理提出异议"
    en: ClassVar[str] = "Contest the referral"
    fact: ClassVar[str] = "contested"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = Offer(
        place=9,
        zh="对“依法处理”提异议",
        en="Object to the referral",
        hint_zh="您认为不该按违法移送，可以说明理由，会有裁定答复您",
        hint_en="If you think it should not have been referred as unlawful, say why; you will get a ruling",
    )

    command: Literal["contest"] = "contest"
    reason: Annotated[
        Prose,
        said("理由", "Reason"),
        Asks("为什么不该这样处理", "Why it should not be dealt with this way"),
    ]


class RuleContest(BaseCommand):
    """Decide such an objection; upheld takes the matter up again."""

    zh: ClassVar[str] = "裁定依法处理异议"
    en: ClassVar[str] = "Rule the contest"
    fact: ClassVar[str] = "contest_ruled"
    menu: ClassVar[Menu] = Menu("handling", 12)
    acts_on: ClassVar[ActsOn] = "contest"
    offer: ClassVar[Offer | None] = None

    command: Literal["rule_contest"] = "rule_contest"
    upheld: Annotated[bool, said("成立", "Upheld")]
    text: Annotated[Prose, said("理由", "Text")]


class RequestEnding(BaseCommand):
    """The lead asks to end an order that cannot be solved; the centre consents or does not."""

    zh: ClassVar[str] = "申请终止办理"
    en: ClassVar[str] = "Ask to end it"
    fact: ClassVar[str] = "ending_requested"
    menu: ClassVar[Menu] = Menu("dispatch")
    acts_on: ClassVar[ActsOn] = "handed_lead"
    offer: ClassVar[Offer | None] = None

    command: Literal["request_ending"] = "request_ending"
    text: Annotated[Prose, said("理由和依据", "Reason and ground")]


class RuleEnding(BaseCommand):
    """Consent to such an ending or not; the resident is told why, and may have it taken up again."""

    zh: ClassVar[str] = "审核终止办理"
    en: ClassVar[str] = "Rule on ending it"
    fact: ClassVar[str] = "ending_ruled"
    menu: ClassVar[Menu] = Menu("dispatch", 34)
    acts_on: ClassVar[ActsOn] = "requested_ending"
    offer: ClassVar[Offer | None] = None

    command: Literal["rule_ending"] = "rule_ending"
    agreed: Annotated[bool, said("同意终止", "Agreed")]
    text: Annotated[Prose, said("理由", "Reason")]


class Archive(BaseCommand):
    """Put the closed matter into the archive."""

    zh: ClassVar[str] = "归档"
    en: ClassVar[str] = "Archive"
    fact: ClassVar[str] = "archived"
    menu: ClassVar[Menu] = Menu("handling", several=True)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["archive"] = "archive"


Closing = (
    FollowUp
    | Rate
    | Confirm
    | TakeDown
    | Close
    | Reopen
    | Contest
    | RuleContest
    | RequestEnding
    | RuleEnding
    | Archive
)
