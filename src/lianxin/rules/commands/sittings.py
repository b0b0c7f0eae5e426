"""Commands of sittings: hearing, mediation, coordination, reception, council, conferences.

A seat may be written as a person's code alone, which makes a member of him; a decision as its text
alone. With an owner or a moment a decision becomes a task.
"""

from collections.abc import Iterable
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from lianxin.rules.commands.codes import BodyCode, PersonCode, SeatCode, WordCode
from lianxin.rules.commands.menu import ActsOn, Asks, Menu, Offer
from lianxin.rules.commands.shapes import BaseCommand, Code, Moment, Prose, Shape, said
from lianxin.rules.commands.tasks import Errand
from lianxin.rules.naming import Names

SittingKind = Literal[
    "joint_meeting",
    "coordination",
    "hearing",
    "reception",
    "mediation",
    "council",
    "special_meeting",
    "case_conference",
]
SeatRole = Literal[
    "chair",
    "mediator",
    "member",
    "evaluator",
    "recorder",
    "petitioner_side",
    "unit_side",
    "other_side",
    "expert",
    "observer",
]
Side = Literal["petitioner_side", "unit_side", "other_side"]
Confirmation = Literal["applied", "confirmed", "rejected"]
Way = Literal["arbitration", "administrative", "litigation"]
Which = Annotated[int, Field(ge=1, le=1000, title="第几次")]


class Seat(Shape):
    """Somebody at a sitting; the petitioner's own seat is `petitioner`, no name."""

    person: Annotated[Code, Names("seat"), said("人员", "Person")]
    role: Annotated[SeatRole, said("身份", "Role")] = "member"


class RecordPart(Shape):
    """A part of what was said and shown at a sitting."""

    part: Annotated[
        Literal["evidence", "statement", "question", "measurement", "deliberation", "opinion"],
        said("环节", "Part"),
    ]
    text: Annotated[Prose, said("内容", "Text")]


Seats = Annotated[tuple[Seat | SeatCode, ...], Field(max_length=100, title="席位")]


def seated(seats: Iterable[Seat | str]) -> tuple[Seat, ...]:
    """Return the seats of a command, whoever is named by a code alone as a member."""
    return tuple(Seat(person=seat) if isinstance(seat, str) else seat for seat in seats)


class RequestSitting(BaseCommand):
    """Ask for a sitting: the petitioner for a hearing, a body for coordination."""

    zh: ClassVar[str] = "申请召开"
    en: ClassVar[str] = "Request sitting"
    fact: ClassVar[str] = "sitting_requested"
    article: ClassVar[str] = "条例31(6)"
    menu: ClassVar[Menu] = Menu("sittings")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = Offer(
        place=10,
        zh="申请开会说理",
        en="Ask for a hearing or mediation",
        hint_zh="把有关各方叫到一起，当面说清楚；准不准都会答复您",
        hint_en="Everybody concerned sits down together; whether granted or not, you will be told",
        quiet=True,
    )

    command: Literal["request_sitting"] = "request_sitting"
    kind: Annotated[SittingKind, said("类型", "Kind"), Asks("开什么会", "Which kind of meeting")]
    reason: Annotated[Prose, said("理由", "Reason"), Asks("为什么要开", "Why it should be held")]


class DeclineSitting(BaseCommand):
    """Answer a request for a sitting with no, and why."""

    zh: ClassVar[str] = "不予召开"
    en: ClassVar[str] = "Decline sitting"
    fact: ClassVar[str] = "sitting_declined"
    menu: ClassVar[Menu] = Menu("sittings")
    acts_on: ClassVar[ActsOn] = "requested_sitting"
    offer: ClassVar[Offer | None] = None

    command: Literal["decline_sitting"] = "decline_sitting"
    sitting: Which
    reason: Annotated[Prose, said("理由", "Reason")]


class OrderSitting(BaseCommand):
    """Order that people sit together over the matter; a request of that kind is taken up."""

    zh: ClassVar[str] = "决定召开"
    en: ClassVar[str] = "Order sitting"
    fact: ClassVar[str] = "sitting_ordered"
    article: ClassVar[str] = "条例31、36"
    menu: ClassVar[Menu] = Menu("sittings")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["order_sitting"] = "order_sitting"
    kind: Annotated[SittingKind, said("类型", "Kind")]
    demand: Annotated[Prose, said("事由", "Demand")]
    seats: Seats = ()
    meets_at: Annotated[Moment | None, said("召开时间", "Meets at")] = None
    place: Annotated[Prose | None, said("地点", "Place")] = None


class NameSeats(BaseCommand):
    """Name who shall sit, instead of those named before: a mediator chosen, a recused one replaced."""

    zh: ClassVar[str] = "确定席位"
    en: ClassVar[str] = "Name seats"
    fact: ClassVar[str] = "seats_named"
    article: ClassVar[str] = "人民调解法19"
    menu: ClassVar[Menu] = Menu("sittings")
    acts_on: ClassVar[ActsOn] = "ordered_sitting"
    offer: ClassVar[Offer | None] = None

    command: Literal["name_seats"] = "name_seats"
    sitting: Which
    seats: Seats


class RecordConsent(BaseCommand):
    """Record whether a side agrees to the mediation, or no longer does."""

    zh: ClassVar[str] = "征求调解意愿"
    en: ClassVar[str] = "Record consent"
    fact: ClassVar[str] = "consent_recorded"
    article: ClassVar[str] = "条例33；人民调解法17、23"
    menu: ClassVar[Menu] = Menu("sittings")
    acts_on: ClassVar[ActsOn] = "ordered_sitting"
    offer: ClassVar[Offer | None] = Offer(
        place=15,
        zh="愿不愿意调解",
        en="Say whether you want mediation",
        hint_zh="调解要各方都愿意；您可以同意，也可以不同意，以后还能改",
        hint_en="Mediation needs the will of every side; you may agree or not, and change your mind",
    )

    command: Literal["record_consent"] = "record_consent"
    sitting: Annotated[Which, Asks("哪一次调解", "Which mediation")]
    party: Annotated[Side, said("当事方", "Party"), Asks("您是哪一方", "Your side")]
    given: Annotated[bool, said("同意", "Given"), Asks("您同意调解吗", "Do you agree")]
    text: Annotated[
        Prose | None, said("说明", "Text"), Asks("还想说的话", "What else you want to say")
    ] = None


class HoldSitting(BaseCommand):
    """Record that the sitting was held, who sat, its minutes and the parts of its record."""

    zh: ClassVar[str] = "召开"
    en: ClassVar[str] = "Hold sitting"
    fact: ClassVar[str] = "sitting_held"
    menu: ClassVar[Menu] = Menu("sittings")
    acts_on: ClassVar[ActsOn] = "ordered_sitting"
    offer: ClassVar[Offer | None] = None

    command: Literal["hold_sitting"] = "hold_sitting"
    sitting: Which
    seats: Seats = ()
    minutes: Annotated[Prose, said("记录", "Minutes")]
    record: Annotated[tuple[RecordPart, ...], Field(max_length=100, title="笔录")] = ()


class ConcludeSitting(BaseCommand):
    """Close the sitting with its outcome, opinion and decisions.

    `lead` names the body that leads from now on and may not return the matter; `told` the other
    ways that the sides of a failed mediation were told of.
    """

    zh: ClassVar[str] = "会议结论"
    en: ClassVar[str] = "Conclude sitting"
    fact: ClassVar[str] = "sitting_concluded"
    menu: ClassVar[Menu] = Menu("sittings")
    acts_on: ClassVar[ActsOn] = "ordered_sitting"
    offer: ClassVar[Offer | None] = None

    command: Literal["conclude_sitting"] = "conclude_sitting"
    sitting: Which
    outcome: Annotated[WordCode, said("结果", "Outcome")]
    decisions: Annotated[tuple[Errand | Prose, ...], Field(max_length=50, title="决定")] = ()
    opinion: Annotated[Prose | None, said("评议意见", "Opinion")] = None
    lead: Annotated[BodyCode | None, said("主办单位", "Lead")] = None
    told: Annotated[
        tuple[Way, ...],
        Field(
            max_length=3, title="已告知的其他途径", json_schema_extra={"article": "人民调解法26"}
        ),
    ] = ()

    @model_validator(mode="after")
    def _a_lead_is_named_by_a_decision(self) -> "ConcludeSitting":
        if self.lead is not None and not self.decisions:
            raise ValueError("a lead is named by a decision: give its text under `decisions`")
        return self


class EnterDecision(BaseCommand):
    """Enter what a sitting over several matters decided of this one: `meeting` is that sitting.

    With an owner or a moment the decision becomes a task.
    """

    zh: ClassVar[str] = "记入会议决定"
    en: ClassVar[str] = "Enter decision"
    fact: ClassVar[str] = "decision_entered"
    menu: ClassVar[Menu] = Menu("sittings")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["enter_decision"] = "enter_decision"
    meeting: Annotated[WordCode, said("会议", "Meeting")]
    kind: Annotated[SittingKind, said("类型", "Kind")]
    text: Annotated[Prose, said("决定", "Text")]
    analysis: Annotated[Prose | None, said("研判", "Analysis")] = None
    body: Annotated[BodyCode | None, said("责任单位", "Body")] = None
    person: Annotated[PersonCode | None, said("责任人", "Person")] = None
    due: Annotated[Moment | None, said("期限", "Due")] = None


class RecordConfirmation(BaseCommand):
    """Record how far the court is with confirming an agreement."""

    zh: ClassVar[str] = "司法确认"
    en: ClassVar[str] = "Record confirmation"
    fact: ClassVar[str] = "confirmation_recorded"
    article: ClassVar[str] = "人民调解法33"
    menu: ClassVar[Menu] = Menu("sittings")
    acts_on: ClassVar[ActsOn] = "agreement"
    offer: ClassVar[Offer | None] = None

    command: Literal["record_confirmation"] = "record_confirmation"
    agreement: Annotated[int, Field(ge=1, le=1000, title="第几份协议")] = 1
    outcome: Annotated[Confirmation, said("情况", "Outcome")]
    text: Annotated[Prose | None, said("说明", "Text")] = None


Sittings = (
    RequestSitting
    | DeclineSitting
    | OrderSitting
    | NameSeats
    | RecordConsent
    | HoldSitting
    | ConcludeSitting
    | EnterDecision
    | RecordConfirmation
)
