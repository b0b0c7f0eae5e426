"""Commands that look over a matter: how grave it is, who above is told, how a body is held to its duty."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from lianxin.rules.commands.codes import BodyCode
from lianxin.rules.commands.menu import ActsOn, Menu, Offer
from lianxin.rules.commands.shapes import BaseCommand, Moment, Prose, said

Gravity = Literal["ordinary", "urgent", "major"]
Above = Literal["government", "departments", "joint_office", "upper_office", "national_office"]
Appointer = Literal["organisation", "party_head", "organisation_head"]
MeasureKind = Literal["inspection", "talk", "circular", "listed", "correction"]


class SetGravity(BaseCommand):
    """Say how grave a matter is, or take it back; what is major is reported upward at once.

    `major`: urgent, and likely to trouble the public (article 25).
    """

    zh: ClassVar[str] = "定紧急程度"
    en: ClassVar[str] = "Set the gravity"
    fact: ClassVar[str] = "gravity_set"
    article: ClassVar[str] = "条例22(1)、25"
    menu: ClassVar[Menu] = Menu("sorting")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["set_gravity"] = "set_gravity"
    gravity: Annotated[Gravity, said("紧急程度", "Gravity", article="条例25")]
    text: Annotated[Prose, said("理由", "Reason")]


class ReportUpward(BaseCommand):
    """Report a major matter to those above, each by a report of its own (article 25)."""

    zh: ClassVar[str] = "重大紧急事项报告"
    en: ClassVar[str] = "Report upward"
    fact: ClassVar[str] = "reported_upward"
    article: ClassVar[str] = "条例22(1)、25"
    menu: ClassVar[Menu] = Menu("papers")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["report_upward"] = "report_upward"
    to: Annotated[
        tuple[Above, ...], Field(min_length=1, max_length=5), said("报给谁", "To", article="条例25")
    ]
    text: Annotated[Prose, said("情况", "What happened")]
    steps: Annotated[Prose | None, said("已采取的措施和建议", "Steps taken and proposed")] = None


class TellAppointers(BaseCommand):
    """Tell those who appoint what is reported of an official, by a notice for each (article 30(2)).

    What is grave goes to the head of the party committee and to whoever there has charge of posts.
    """

    zh: ClassVar[str] = "通报组织（人事）部门"
    en: ClassVar[str] = "Tell those who appoint"
    fact: ClassVar[str] = "appointers_told"
    article: ClassVar[str] = "条例30(2)"
    menu: ClassVar[Menu] = Menu("papers")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["tell_appointers"] = "tell_appointers"
    to: Annotated[
        tuple[Appointer, ...],
        Field(min_length=1, max_length=3),
        said("通报给谁", "To", article="条例30(2)"),
    ]
    text: Annotated[Prose, said("反映干部问题的情况", "What is reported")]


class TakeMeasure(BaseCommand):
    """Hold a body to its duty: inspect, talk, circulate, list, or have it put right by a day.

    The body owes a written answer by `due`.
    """

    zh: ClassVar[str] = "督查、约谈、通报、挂牌、限期整改"
    en: ClassVar[str] = "Hold a body to its duty"
    fact: ClassVar[str] = "measure_taken"
    article: ClassVar[str] = "条例38、39"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["take_measure"] = "take_measure"
    kind: Annotated[MeasureKind, said("方式", "How", article="条例38、39")]
    body: Annotated[BodyCode, said("单位", "Body")]
    text: Annotated[Prose, said("问题和要求", "What is wrong and asked")]
    due: Annotated[Moment, said("整改反馈期限", "Due")]


Oversight = SetGravity | ReportUpward | TellAppointers | TakeMeasure
