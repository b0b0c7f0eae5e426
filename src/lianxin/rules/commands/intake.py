"""Commands that put a matter on record, say whose it is and tie it to others."""

import re
from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints, model_validator

from lianxin.rules.commands.codes import (
    AreaCode,
    CategoryCode,
    ReasonCode,
    RespondentCode,
    WordCode,
)
from lianxin.rules.commands.menu import ActsOn, Asks, Menu, Offer
from lianxin.rules.commands.shapes import (
    LARGEST,
    AttachmentId,
    BaseCommand,
    CaseNumber,
    Line,
    Moment,
    Personal,
    Prose,
    Shape,
    Short,
    said,
)
from lianxin.rules.commands.ties import Ties

Channel = Literal[
    "hotline",
    "web",
    "wechat",
    "assistant",
    "letter",
    "fax",
    "in_person",
    "grid",
    "message_board",
    "media",
    "transfer",
    "video",
    "agent",
    "import",
]
Kind = Literal[
    "consultation",
    "help",
    "opinion",
    "suggestion",
    "complaint",
    "misconduct_report",
    "claim",
    "thanks",
    "service_errand",
]
Speaking = Literal["family", "neighbour", "agent", "other"]
"""Who speaks for somebody else, as seen from that person."""
EXTERNAL = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_.:/#\-]{0,99}$")
ExternalId = Annotated[str, StringConstraints(pattern=EXTERNAL.pattern)]
"""What another system calls the matter: a code, for the ledger holds it and no words."""
Reception = Literal["competent", "above", "elsewhere"]
"""To whose place of reception a visitor came: of the competent body, of the one above, or another's (article 20(1))."""
Route = Literal["1", "2", "3", "4", "5", "6"]


class Petitioner(Shape):
    """Who raises the matter, as told; kept sealed in `people`, never in the ledger."""

    name: Annotated[Short, said("姓名", "Name")]
    phone: Annotated[
        Annotated[str, StringConstraints(pattern=r"^[0-9+()\- ]{3,30}$")] | None,
        said("电话", "Telephone"),
    ] = None
    address: Annotated[Line | None, said("住址", "Address")] = None
    id_number: Annotated[
        Annotated[str, StringConstraints(pattern=r"^[0-9]{17}[0-9Xx]$")] | None,
        said("证件号码", "Identity number"),
    ] = None
    enterprise: Annotated[Line | None, said("企业名称", "Enterprise")] = None


class Register(BaseCommand):
    """Put a matter on record; the clocks start at `raised_at`, or now.

    Where somebody raises it for another (`on_behalf`), that one is the petitioner and whoever
    speaks a representative; `agreed` tells whether the petitioner said yes to it.
    `same_nearby` is what he says, and ties nothing: an officer looks and joins the two.
    Whoever is retaliated against for an earlier matter (`retaliation_for`) reports misconduct in a
    matter of its own (articles 30 and 46), of which the earlier one's body learns nothing.
    Where a visitor came to the wrong place of reception he is told the right one (`told_place`);
    his matter is put on record all the same.
    """

    zh: ClassVar[str] = "登记"
    en: ClassVar[str] = "Register"
    fact: ClassVar[str] = "registered"
    article: ClassVar[str] = "条例19、22"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["register"] = "register"
    channel: Annotated[Channel, said("渠道", "Channel", article="条例17")]
    kind: Annotated[Kind, said("目的", "Kind")]
    title: Annotated[Annotated[Prose, StringConstraints(max_length=300)], said("标题", "Title")]
    text: Annotated[Prose, said("内容", "Text", article="条例19")]
    area: Annotated[AreaCode | None, said("地点所属区域", "Area")] = None
    lat: Annotated[float | None, Field(ge=-90, le=90, title="纬度")] = None
    lon: Annotated[float | None, Field(ge=-180, le=180, title="经度")] = None
    address: Annotated[
        Annotated[Personal, StringConstraints(max_length=500)] | None, said("地址", "Address")
    ] = None
    category: Annotated[CategoryCode | None, said("内容分类", "Category")] = None
    petitioner: Annotated[Petitioner | None, said("反映人", "Petitioner")] = None
    head_count: Annotated[int | None, Field(ge=1, le=LARGEST, title="人数")] = None
    representatives: Annotated[
        tuple[Petitioner, ...], Field(max_length=100, title="代表", description="条例20(3)")
    ] = ()
    on_behalf: Annotated[Speaking | None, said("代为反映", "Raised by another")] = None
    agreed: Annotated[bool | None, said("本人同意", "The person agrees")] = None
    same_nearby: Annotated[
        bool, said("反映人说与附近已有的是同一件事", "Said to be the same as one nearby")
    ] = False
    anonymous: Annotated[bool, said("匿名", "Anonymous")] = False
    withheld: Annotated[bool, said("姓名不公开", "Identity withheld")] = False
    confidential: Annotated[bool, said("保密", "Confidential", article="条例30")] = False
    respondent: Annotated[
        tuple[RespondentCode, ...], Field(max_length=20, title="被反映单位、人")
    ] = ()
    respondent_unknown: Annotated[
        bool,
        said("问过，不清楚反映的是谁", "Asked, and not known whom it is about", article="条例30"),
    ] = False
    retaliation_for: Annotated[
        CaseNumber | None,
        said(
            "因反映哪一件事受到打击报复",
            "Retaliated against for which matter",
            article="条例30(3)、46",
        ),
    ] = None
    reception: Annotated[
        Reception | None, said("来访到了哪里", "Where the visitor came", article="条例20(1)")
    ] = None
    told_place: Annotated[
        Annotated[Prose, StringConstraints(max_length=200)] | None,
        said("告知来访人这类事由哪里接待", "Which place he was told", article="条例20(1)"),
    ] = None
    urgent: Annotated[bool, said("紧急", "Urgent", article="条例25")] = False
    initial: Annotated[bool | None, said("初次", "Initial")] = None
    occurred_at: Annotated[Moment | None, said("事发时间", "Occurred at")] = None
    raised_at: Annotated[Moment | None, said("提出时间", "Raised at")] = None
    external_id: Annotated[ExternalId | None, said("外部编号", "External id")] = None
    points: Annotated[tuple[Prose, ...], Field(max_length=50, title="诉求要点")] = ()
    attachments: Annotated[tuple[AttachmentId, ...], Field(max_length=50, title="附件")] = ()

    @model_validator(mode="before")
    @classmethod
    def _one_respondent_may_stand_alone(cls, data: object) -> object:
        if isinstance(data, dict) and isinstance(data.get("respondent"), str):
            return {**data, "respondent": (data["respondent"],)}
        return data

    @model_validator(mode="before")
    @classmethod
    def _retaliation_is_reported(cls, data: object) -> object:
        # Whatever he calls it, it says that somebody of the house did wrong: it is shielded as such.
        if isinstance(data, dict) and data.get("retaliation_for"):
            return {**data, "kind": "misconduct_report"}
        return data


class Accept(BaseCommand):
    """Take the matter on; the route of article 31 says by which procedure."""

    zh: ClassVar[str] = "受理"
    en: ClassVar[str] = "Accept"
    fact: ClassVar[str] = "accepted"
    article: ClassVar[str] = "条例23、31"
    menu: ClassVar[Menu] = Menu("handling", 4)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["accept"] = "accept"
    route: Annotated[Route, said("办理路径", "Route", article="条例31")] = "6"
    nature: Annotated[WordCode | None, said("性质", "Nature")] = None
    addressee: Annotated[
        Annotated[Prose, StringConstraints(max_length=200)] | None,
        said("应向何处提出（导入其他程序的）", "Where to go", article="条例22(2)、23、31"),
    ] = None
    note: Annotated[Prose | None, said("说明", "Note")] = None

    @model_validator(mode="before")
    @classmethod
    def _route_as_number(cls, data: object) -> object:
        if isinstance(data, dict) and type(data.get("route")) is int:
            return {**data, "route": str(data["route"])}
        return data


class Decline(BaseCommand):
    """Refuse the matter, naming the reason and the next door."""

    zh: ClassVar[str] = "不予受理"
    en: ClassVar[str] = "Decline"
    fact: ClassVar[str] = "declined"
    article: ClassVar[str] = "条例19、23"
    menu: ClassVar[Menu] = Menu("dispatch", 17)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["decline"] = "decline"
    reason: Annotated[ReasonCode, said("理由", "Reason")]
    text: Annotated[Prose, said("说明", "Text")]
    next_door: Annotated[
        Annotated[Prose, StringConstraints(max_length=200)], said("应向何处提出", "Next door")
    ]


class Add(BaseCommand):
    """The petitioner adds words or papers to the matter."""

    zh: ClassVar[str] = "补充"
    en: ClassVar[str] = "Add"
    fact: ClassVar[str] = "added"
    menu: ClassVar[Menu] = Menu("sorting")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = Offer(
        place=5,
        zh="补充",
        en="Add something",
        hint_zh="再说几句，或者补照片",
        hint_en="Say more, or add photos",
    )

    command: Literal["add"] = "add"
    text: Annotated[Prose, said("内容", "Text"), Asks("还想说什么", "What else you want to say")]
    attachments: Annotated[
        tuple[AttachmentId, ...],
        Field(max_length=50, title="附件"),
        Asks("照片或材料", "Photos or papers"),
    ] = ()


class Urge(BaseCommand):
    """The petitioner presses for an answer; counted, once a day."""

    zh: ClassVar[str] = "催办"
    en: ClassVar[str] = "Urge"
    fact: ClassVar[str] = "urged"
    menu: ClassVar[Menu] = Menu("handling", several=True)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = Offer(
        place=6,
        zh="催一催",
        en="Ask to hurry",
        hint_zh="每天可以催一次，会记下来",
        hint_en="Once a day. It is put on record",
    )

    command: Literal["urge"] = "urge"
    text: Annotated[
        Prose | None, said("内容", "Text"), Asks("想催一句什么", "What you want to press")
    ] = None


class ConfirmFiling(BaseCommand):
    """The resident says whether what somebody else put on record for him is what he meant."""

    zh: ClassVar[str] = "确认代登记"
    en: ClassVar[str] = "Confirm the filing"
    fact: ClassVar[str] = "filing_confirmed"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = Offer(
        place=1,
        zh="核对登记的内容",
        en="Check what was put on record",
        hint_zh="这件事由工作人员代您登记，请看看写得对不对",
        hint_en="Somebody put this on record for you; please see whether it is right",
    )

    command: Literal["confirm_filing"] = "confirm_filing"
    right: Annotated[
        bool,
        said("登记的内容对", "The filing is right"),
        Asks("登记的内容对吗", "Is what was put on record right?"),
    ] = True
    text: Annotated[
        Prose | None, said("哪里不对", "What is wrong"), Asks("哪里不对", "What is wrong")
    ] = None


class Withdraw(BaseCommand):
    """The petitioner takes the matter back; a new one may always be lodged."""

    zh: ClassVar[str] = "撤回"
    en: ClassVar[str] = "Withdraw"
    fact: ClassVar[str] = "withdrawn"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = Offer(
        place=13,
        zh="撤回",
        en="Withdraw",
        hint_zh="不办了；以后随时可以再反映",
        hint_en="Stop it. You can raise the matter again at any time",
        quiet=True,
    )

    command: Literal["withdraw"] = "withdraw"
    reason: Annotated[Prose, said("理由", "Reason"), Asks("为什么撤回", "Why you take it back")]


class SetCategory(BaseCommand):
    """Put the matter under another subject."""

    zh: ClassVar[str] = "改分类"
    en: ClassVar[str] = "Set category"
    fact: ClassVar[str] = "category_set"
    menu: ClassVar[Menu] = Menu("sorting", several=True)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["set_category"] = "set_category"
    category: Annotated[CategoryCode, said("内容分类", "Category")]


Intake = Accept | Decline | Add | Urge | ConfirmFiling | Withdraw | SetCategory | Ties
