"""Commands about papers that leave the house, and about clocks."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from lianxin.rules.commands.codes import ClockCode, DocumentCode, HeadCode, WordCode
from lianxin.rules.commands.menu import ActsOn, Menu, Offer
from lianxin.rules.commands.shapes import BaseCommand, Moment, Personal, Prose, Short, said

Document = Annotated[DocumentCode, said("文书", "Document")]
Means = Literal[
    "in_person",
    "post",
    "message",
    "online",
    "left_at_place",
    "entrusted",
    "public_notice",
]
"""How a paper reaches somebody; which of them asks for what is the procedure's to say."""
NO_DELIVERY = Literal["moved", "refused", "returned", "absent", "unreachable"]
"""Why a paper did not reach him."""
About = Annotated[WordCode | None, said("针对", "About")]
"""The subject of a clock of which there is one each: `task-3`, `leg-2`."""


class Draft(BaseCommand):
    """Draft a document that must be signed."""

    zh: ClassVar[str] = "起草文书"
    en: ClassVar[str] = "Draft"
    fact: ClassVar[str] = "drafted"
    menu: ClassVar[Menu] = Menu("papers", 28)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["draft"] = "draft"
    document: Document
    text: Annotated[Prose, said("正文", "Text")]


class Sign(BaseCommand):
    """Sign a document, or send it back."""

    zh: ClassVar[str] = "审签"
    en: ClassVar[str] = "Sign"
    fact: ClassVar[str] = "signed"
    menu: ClassVar[Menu] = Menu("papers", 7)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["sign"] = "sign"
    document: Document
    approve: Annotated[bool, said("同意", "Approve")] = True
    text: Annotated[Prose | None, said("意见", "Text")] = None


class Issue(BaseCommand):
    """Give a document its number and send it out; one without sign-off is made at once."""

    zh: ClassVar[str] = "签发"
    en: ClassVar[str] = "Issue"
    fact: ClassVar[str] = "issued"
    menu: ClassVar[Menu] = Menu("papers", 8)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["issue"] = "issue"
    document: Document
    text: Annotated[Prose | None, said("正文", "Text")] = None


class Deliver(BaseCommand):
    """Record how and when the petitioner got the document; remedies run from that day."""

    zh: ClassVar[str] = "送达"
    en: ClassVar[str] = "Deliver"
    fact: ClassVar[str] = "delivered"
    article: ClassVar[str] = "条例35"
    menu: ClassVar[Menu] = Menu("papers", 9)
    acts_on: ClassVar[ActsOn] = "paper_to_deliver"
    offer: ClassVar[Offer | None] = None

    command: Literal["deliver"] = "deliver"
    document: Document
    means: Annotated[Means, said("方式", "Means")]
    delivered_at: Annotated[Moment | None, said("送达时间", "Delivered at")] = None
    proof: Annotated[
        Annotated[Personal, StringConstraints(max_length=200)] | None, said("送达凭证", "Proof")
    ] = None


class FailDelivery(BaseCommand):
    """Record that a paper did not reach whom it is for, and why; another way is then open."""

    zh: ClassVar[str] = "送达未成"
    en: ClassVar[str] = "Delivery failed"
    fact: ClassVar[str] = "delivery_failed"
    menu: ClassVar[Menu] = Menu("papers")
    acts_on: ClassVar[ActsOn] = "paper_to_deliver"
    offer: ClassVar[Offer | None] = None

    command: Literal["fail_delivery"] = "fail_delivery"
    document: Document
    means: Annotated[Means, said("方式", "Means")]
    reason: Annotated[NO_DELIVERY, said("没有送达的原因", "Why it failed")]
    tried_at: Annotated[Moment | None, said("送达的时间", "Tried at")] = None
    text: Annotated[Prose | None, said("经过", "What happened")] = None


class PostNotice(BaseCommand):
    """Post a public notice that a paper waits for somebody who cannot be found."""

    zh: ClassVar[str] = "公告送达"
    en: ClassVar[str] = "Post a public notice"
    fact: ClassVar[str] = "notice_posted"
    menu: ClassVar[Menu] = Menu("papers")
    acts_on: ClassVar[ActsOn] = "paper_to_deliver"
    offer: ClassVar[Offer | None] = None

    command: Literal["post_notice"] = "post_notice"
    document: Document
    place: Annotated[Annotated[Prose, StringConstraints(max_length=200)], said("公告处所", "Place")]
    posted_at: Annotated[Moment | None, said("公告时间", "Posted at")] = None


class Publish(BaseCommand):
    """Make a signed answer public, without any personal data."""

    zh: ClassVar[str] = "公开"
    en: ClassVar[str] = "Publish"
    fact: ClassVar[str] = "published"
    menu: ClassVar[Menu] = Menu("papers")
    acts_on: ClassVar[ActsOn] = "paper_to_publish"
    offer: ClassVar[Offer | None] = None

    command: Literal["publish"] = "publish"
    document: Document


class Extend(BaseCommand):
    """Lengthen a clock once, with the approval of the body's head and a notice."""

    zh: ClassVar[str] = "延期"
    en: ClassVar[str] = "Extend"
    fact: ClassVar[str] = "extended"
    article: ClassVar[str] = "条例34"
    menu: ClassVar[Menu] = Menu("limits", 25)
    acts_on: ClassVar[ActsOn] = "extendable_clock"
    offer: ClassVar[Offer | None] = None

    command: Literal["extend"] = "extend"
    days: Annotated[int, Field(ge=1, le=3650, title="延长天数")]
    reason: Annotated[Prose, said("理由", "Reason")]
    approver: Annotated[HeadCode, said("批准人", "Approver")]
    clock: Annotated[ClockCode | None, said("时限", "Clock")] = None
    about: About = None


class Pause(BaseCommand):
    """Stop a clock from counting, for a reason the procedure allows."""

    zh: ClassVar[str] = "中止计时"
    en: ClassVar[str] = "Pause"
    fact: ClassVar[str] = "paused"
    menu: ClassVar[Menu] = Menu("limits", 26)
    acts_on: ClassVar[ActsOn] = "running_clock"
    offer: ClassVar[Offer | None] = None

    command: Literal["pause"] = "pause"
    clock: Annotated[ClockCode, said("时限", "Clock")]
    about: About = None
    reason: Annotated[Prose, said("理由", "Reason")]


class Resume(BaseCommand):
    """Let a paused clock count again."""

    zh: ClassVar[str] = "恢复计时"
    en: ClassVar[str] = "Resume"
    fact: ClassVar[str] = "resumed"
    menu: ClassVar[Menu] = Menu("limits", 27)
    acts_on: ClassVar[ActsOn] = "paused_clock"
    offer: ClassVar[Offer | None] = None

    command: Literal["resume"] = "resume"
    clock: Annotated[ClockCode, said("时限", "Clock")]
    about: About = None


class Ring(BaseCommand):
    """A clock reached a moment of its procedure; only the system's loops ring."""

    zh: ClassVar[str] = "时限提醒"
    en: ClassVar[str] = "Ring"
    fact: ClassVar[str] = "rung"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["ring"] = "ring"
    clock: Annotated[ClockCode, said("时限", "Clock")]
    about: About = None
    moment: Annotated[Short, said("时刻", "Moment")]


class Restate(BaseCommand):
    """Count provisional clocks again under a calendar that has since been published."""

    zh: ClassVar[str] = "重算时限"
    en: ClassVar[str] = "Restate"
    fact: ClassVar[str] = "restated"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["restate"] = "restate"


class Correct(BaseCommand):
    """Answer a mistaken entry with a further one; the mistaken one stays."""

    zh: ClassVar[str] = "更正"
    en: ClassVar[str] = "Correct"
    fact: ClassVar[str] = "corrected"
    menu: ClassVar[Menu] = Menu("sorting")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["correct"] = "correct"
    entry: Annotated[int, Field(ge=1, le=1_000_000, title="记录序号")]
    text: Annotated[Prose, said("更正内容", "Text")]


Papers = (
    Draft
    | Sign
    | Issue
    | Deliver
    | FailDelivery
    | PostNotice
    | Publish
    | Extend
    | Pause
    | Resume
    | Ring
    | Restate
    | Correct
)
