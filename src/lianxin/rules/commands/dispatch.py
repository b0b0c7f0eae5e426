"""Commands that bring a matter to the body whose duty it is."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from lianxin.rules.commands.codes import (
    BodyCode,
    ProcedureCode,
    ReasonCode,
    ReleasedBodyCode,
    WordCode,
)
from lianxin.rules.commands.menu import ActsOn, Menu, Offer
from lianxin.rules.commands.shapes import BaseCommand, Moment, Prose, said

Assists = Annotated[tuple[BodyCode, ...], Field(max_length=30, title="协办单位")]
Days = Annotated[int | None, Field(ge=1, le=365, title="办理天数")]
Card = Literal["yellow", "red"]


class Refer(BaseCommand):
    """Send to the competent body; no closing report is owed to the sender (转办)."""

    zh: ClassVar[str] = "转办"
    en: ClassVar[str] = "Refer"
    fact: ClassVar[str] = "referred"
    article: ClassVar[str] = "条例22"
    menu: ClassVar[Menu] = Menu("dispatch", 3, several=True)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["refer"] = "refer"
    lead: Annotated[BodyCode, said("主办单位", "Lead")]
    assist: Assists = ()
    note: Annotated[Prose | None, said("说明", "Note")] = None


class Assign(BaseCommand):
    """Send to a body that owes the sender an answer by a date (交办)."""

    zh: ClassVar[str] = "交办"
    en: ClassVar[str] = "Assign"
    fact: ClassVar[str] = "assigned"
    article: ClassVar[str] = "条例22(3)"
    menu: ClassVar[Menu] = Menu("dispatch", 2, several=True)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["assign"] = "assign"
    lead: Annotated[BodyCode, said("主办单位", "Lead")]
    assist: Assists = ()
    days: Days = None
    demand: Annotated[Prose | None, said("要求", "Demand")] = None
    note: Annotated[Prose | None, said("说明", "Note")] = None


class Supervise(BaseCommand):
    """Press a late, wrong or important matter (督办); before dispatch it names the lead."""

    zh: ClassVar[str] = "督办"
    en: ClassVar[str] = "Supervise"
    fact: ClassVar[str] = "supervised"
    article: ClassVar[str] = "条例40"
    menu: ClassVar[Menu] = Menu("dispatch", 19, several=True)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["supervise"] = "supervise"
    lead: Annotated[BodyCode | None, said("主办单位", "Lead")] = None
    assist: Assists = ()
    days: Days = None
    demand: Annotated[Prose | None, said("要求", "Demand")] = None
    note: Annotated[Prose | None, said("说明", "Note")] = None
    trigger: Annotated[WordCode | None, said("督办事由", "Trigger")] = None
    card: Annotated[Card | None, said("亮牌", "Card")] = None


class Receive(BaseCommand):
    """The body takes the order over (签收)."""

    zh: ClassVar[str] = "签收"
    en: ClassVar[str] = "Receive"
    fact: ClassVar[str] = "received"
    menu: ClassVar[Menu] = Menu("dispatch", 1, several=True)
    acts_on: ClassVar[ActsOn] = "offered_leg"
    offer: ClassVar[Offer | None] = None

    command: Literal["receive"] = "receive"
    text: Annotated[Prose | None, said("说明", "Text")] = None


class Object(BaseCommand):
    """The body returns the matter with its reasons; it stays lead, or assists, until ruled."""

    zh: ClassVar[str] = "退回异议"
    en: ClassVar[str] = "Object"
    fact: ClassVar[str] = "objected"
    article: ClassVar[str] = "条例23(3)"
    menu: ClassVar[Menu] = Menu("dispatch", 16)
    acts_on: ClassVar[ActsOn] = "own_leg"
    offer: ClassVar[Offer | None] = None

    command: Literal["object"] = "object"
    reason: Annotated[ReasonCode, said("理由", "Reason")]
    text: Annotated[Prose, said("详细说明", "Text")]
    suggested: Annotated[BodyCode | None, said("建议单位", "Suggested body")] = None


class RuleObjection(BaseCommand):
    """Decide an objection: upheld names another lead, dismissed binds the body to the matter.

    With `body` it decides that of an assisting body, which upheld lets go.
    """

    zh: ClassVar[str] = "裁定异议"
    en: ClassVar[str] = "Rule objection"
    fact: ClassVar[str] = "objection_ruled"
    article: ClassVar[str] = "条例23(3)"
    menu: ClassVar[Menu] = Menu("dispatch", 11)
    acts_on: ClassVar[ActsOn] = "objection"
    offer: ClassVar[Offer | None] = None

    command: Literal["rule_objection"] = "rule_objection"
    upheld: Annotated[bool, said("成立", "Upheld")]
    body: Annotated[
        ReleasedBodyCode | None, said("提出异议的协办单位", "Assisting body that objects")
    ] = None
    lead: Annotated[BodyCode | None, said("改派单位", "New lead")] = None
    text: Annotated[Prose, said("理由", "Text")]


class Reassign(BaseCommand):
    """Give the matter to another lead.

    The period of an assignment stays, unless `days` sets another with the new lead (article 22(3)).
    """

    zh: ClassVar[str] = "改派"
    en: ClassVar[str] = "Reassign"
    fact: ClassVar[str] = "reassigned"
    article: ClassVar[str] = "条例24"
    menu: ClassVar[Menu] = Menu("dispatch")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["reassign"] = "reassign"
    lead: Annotated[BodyCode, said("主办单位", "Lead")]
    reason: Annotated[Prose, said("理由", "Reason")]
    days: Days = None


class AddAssist(BaseCommand):
    """Add an assisting body with its own demand."""

    zh: ClassVar[str] = "增加协办"
    en: ClassVar[str] = "Add assist"
    fact: ClassVar[str] = "assist_added"
    menu: ClassVar[Menu] = Menu("dispatch", 22, several=True)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["add_assist"] = "add_assist"
    body: Annotated[BodyCode, said("协办单位", "Body")]
    demand: Annotated[Prose, said("要求", "Demand")]
    days: Days = None


class ReleaseAssist(BaseCommand):
    """Let an assisting body go that has nothing to add, or says nothing."""

    zh: ClassVar[str] = "解除协办"
    en: ClassVar[str] = "Release assist"
    fact: ClassVar[str] = "assist_released"
    menu: ClassVar[Menu] = Menu("dispatch")
    acts_on: ClassVar[ActsOn] = "assist"
    offer: ClassVar[Offer | None] = None

    command: Literal["release_assist"] = "release_assist"
    body: Annotated[ReleasedBodyCode, said("协办单位", "Body")]
    reason: Annotated[Prose, said("理由", "Reason")]


class CallIn(BaseCommand):
    """Call bodies to the spot; they must appear (吹哨报到)."""

    zh: ClassVar[str] = "吹哨报到"
    en: ClassVar[str] = "Call in"
    fact: ClassVar[str] = "called_in"
    menu: ClassVar[Menu] = Menu("dispatch", 31)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["call_in"] = "call_in"
    bodies: Annotated[tuple[BodyCode, ...], Field(min_length=1, max_length=30, title="单位")]
    place: Annotated[Prose, said("地点", "Place")]
    by: Annotated[Annotated[Prose, StringConstraints(max_length=200)], said("时间", "By")]
    due: Annotated[Moment | None, said("到场期限", "Due")] = None


class Broadcast(BaseCommand):
    """Tell bodies of the matter for their information (抄送): they may read it, and owe nothing."""

    zh: ClassVar[str] = "抄送"
    en: ClassVar[str] = "Broadcast"
    fact: ClassVar[str] = "broadcast"
    menu: ClassVar[Menu] = Menu("dispatch")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["broadcast"] = "broadcast"
    bodies: Annotated[
        tuple[BodyCode, ...], Field(min_length=1, max_length=30), said("抄送单位", "Bodies told")
    ]
    text: Annotated[Prose | None, said("说明", "Text")] = None


class EndBroadcast(BaseCommand):
    """End what a broadcast opened: the bodies no longer read the matter; that they were told stays."""

    zh: ClassVar[str] = "停止抄送"
    en: ClassVar[str] = "End broadcast"
    fact: ClassVar[str] = "broadcast_ended"
    menu: ClassVar[Menu] = Menu("dispatch")
    acts_on: ClassVar[ActsOn] = "informed_body"
    offer: ClassVar[Offer | None] = None

    command: Literal["end_broadcast"] = "end_broadcast"
    bodies: Annotated[
        tuple[ReleasedBodyCode, ...],
        Field(min_length=1, max_length=30),
        said("不再抄送的单位", "Bodies no longer told"),
    ]
    reason: Annotated[Prose, said("理由", "Reason")]


class Escalate(BaseCommand):
    """Hand the matter one level up, with what was tried."""

    zh: ClassVar[str] = "上报"
    en: ClassVar[str] = "Escalate"
    fact: ClassVar[str] = "escalated"
    menu: ClassVar[Menu] = Menu("dispatch", 18)
    acts_on: ClassVar[ActsOn] = "handed_lead"
    offer: ClassVar[Offer | None] = None

    command: Literal["escalate"] = "escalate"
    tried: Annotated[Prose, said("已做的工作", "Tried")]
    text: Annotated[Prose, said("说明", "Text")]


class ReturnDown(BaseCommand):
    """Hand the matter to a lower body."""

    zh: ClassVar[str] = "下交"
    en: ClassVar[str] = "Return down"
    fact: ClassVar[str] = "returned_down"
    menu: ClassVar[Menu] = Menu("dispatch")
    acts_on: ClassVar[ActsOn] = "handed_lead"
    offer: ClassVar[Offer | None] = None

    command: Literal["return_down"] = "return_down"
    to: Annotated[BodyCode, said("交给", "To")]
    text: Annotated[Prose, said("说明", "Text")]


class Move(BaseCommand):
    """Carry the matter on under another procedure, in the open; the number stays."""

    zh: ClassVar[str] = "转程序"
    en: ClassVar[str] = "Move"
    fact: ClassVar[str] = "moved"
    menu: ClassVar[Menu] = Menu("dispatch")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["move"] = "move"
    procedure: Annotated[ProcedureCode, said("程序", "Procedure")]
    reason: Annotated[Prose, said("理由", "Reason")]


Dispatch = (
    Refer
    | Assign
    | Supervise
    | Receive
    | Object
    | RuleObjection
    | Reassign
    | AddAssist
    | ReleaseAssist
    | CallIn
    | Broadcast
    | EndBroadcast
    | Escalate
    | ReturnDown
    | Move
)
