"""Commands on who carries a matter, how grave it is, and who is kept away."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from lianxin.rules.commands.codes import (
    AgentCode,
    KeptAwayCode,
    LeaderCode,
    PersonCode,
    ServingAgentCode,
)
from lianxin.rules.commands.menu import ActsOn, Asks, Menu, Offer
from lianxin.rules.commands.shapes import BaseCommand, Prose, said

AgentLevel = Literal["handles", "assists", "leads"]


class AppointAgent(BaseCommand):
    """The petitioner lets an agent carry the matter, by a mandate; one agent a level.

    The village's agent handles, the township's assists, the county's leads.
    """

    zh: ClassVar[str] = "委托代办"
    en: ClassVar[str] = "Appoint agent"
    fact: ClassVar[str] = "agent_appointed"
    menu: ClassVar[Menu] = Menu("people", 30)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = Offer(
        place=14,
        zh="请代办员替我跑",
        en="Let an agent carry it",
        hint_zh="村、社区的代办员替您跑这件事，不收钱；随时可以不要",
        hint_en="An agent of your village carries the matter for you, free; you may end it any time",
        quiet=True,
    )

    command: Literal["appoint_agent"] = "appoint_agent"
    agent: Annotated[AgentCode, said("代办员", "Agent"), Asks("请谁代办", "Who shall carry it")]
    mandate: Annotated[
        Prose, said("委托内容", "Mandate"), Asks("请他替您办什么", "What he shall do for you")
    ]
    level: Annotated[
        AgentLevel, said("代办层级", "Level"), Asks("他做哪一份", "Which part is his")
    ] = "handles"


class ReleaseAgent(BaseCommand):
    """End the mandate."""

    zh: ClassVar[str] = "解除代办"
    en: ClassVar[str] = "Release agent"
    fact: ClassVar[str] = "agent_released"
    menu: ClassVar[Menu] = Menu("people")
    acts_on: ClassVar[ActsOn] = "agent"
    offer: ClassVar[Offer | None] = Offer(
        place=12,
        zh="不要代办了",
        en="Stop using the agent",
        hint_zh="以后您自己跟进",
        hint_en="You follow the matter yourself from now on",
        quiet=True,
    )

    command: Literal["release_agent"] = "release_agent"
    agent: Annotated[ServingAgentCode | None, said("代办员", "Agent")] = None
    reason: Annotated[Prose, said("理由", "Reason")]


class RateAgent(BaseCommand):
    """The petitioner rates the agent."""

    zh: ClassVar[str] = "评价代办员"
    en: ClassVar[str] = "Rate agent"
    fact: ClassVar[str] = "agent_rated"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "agent"
    offer: ClassVar[Offer | None] = Offer(
        place=11,
        zh="评价代办员",
        en="Rate the agent",
        hint_zh="代办员办得怎么样",
        hint_en="How well the agent did",
        quiet=True,
    )

    command: Literal["rate_agent"] = "rate_agent"
    satisfied: Annotated[
        Literal["satisfied", "basically", "not"],
        said("满意度", "Satisfied"),
        Asks("您满意吗", "Are you satisfied?"),
    ]
    text: Annotated[
        Prose | None, said("说明", "Text"), Asks("还想说什么", "What else you want to say")
    ] = None


class SetLeader(BaseCommand):
    """Name the responsible leaders and person (包案)."""

    zh: ClassVar[str] = "包案"
    en: ClassVar[str] = "Set leader"
    fact: ClassVar[str] = "leader_set"
    menu: ClassVar[Menu] = Menu("people", 29, several=True)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["set_leader"] = "set_leader"
    leaders: Annotated[tuple[LeaderCode, ...], Field(min_length=1, max_length=2, title="包案领导")]
    responsible: Annotated[PersonCode | None, said("责任人", "Responsible person")] = None


class SetRisk(BaseCommand):
    """Colour the matter, with a reason; never a person."""

    zh: ClassVar[str] = "定风险"
    en: ClassVar[str] = "Set risk"
    fact: ClassVar[str] = "risk_set"
    menu: ClassVar[Menu] = Menu("sorting", several=True)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["set_risk"] = "set_risk"
    risk: Annotated[Literal["red", "yellow", "green"], said("风险", "Risk")]
    reason: Annotated[Prose, said("理由", "Reason")]


class SetProgress(BaseCommand):
    """Class the progress of the matter, with a reason."""

    zh: ClassVar[str] = "定进展"
    en: ClassVar[str] = "Set progress"
    fact: ClassVar[str] = "progress_set"
    menu: ClassVar[Menu] = Menu("sorting", several=True)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["set_progress"] = "set_progress"
    progress: Annotated[Literal["A", "B", "C"], said("进展", "Progress")]
    reason: Annotated[Prose, said("理由", "Reason")]


class Recuse(BaseCommand):
    """Keep a person with an interest away from the matter."""

    zh: ClassVar[str] = "回避"
    en: ClassVar[str] = "Recuse"
    fact: ClassVar[str] = "recused"
    article: ClassVar[str] = "条例28(3)"
    menu: ClassVar[Menu] = Menu("people")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["recuse"] = "recuse"
    person: Annotated[KeptAwayCode, said("回避人", "Person")]
    ground: Annotated[Prose, said("理由", "Ground")]


class AskRecusal(BaseCommand):
    """The petitioner asks that somebody with an interest be kept away, named as he knows him."""

    zh: ClassVar[str] = "申请回避"
    en: ClassVar[str] = "Ask for a recusal"
    fact: ClassVar[str] = "recusal_asked"
    article: ClassVar[str] = "条例28(3)"
    menu: ClassVar[Menu] = Menu("people")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = Offer(
        place=17,
        zh="请换人办理",
        en="Ask for somebody else to handle it",
        hint_zh="经办人与这件事或者与您有利害关系的，可以申请他回避；准不准都会答复您",
        hint_en="Where whoever handles it has an interest in it, you may ask that he stand aside; granted"
        " or not, you will be told",
        quiet=True,
    )

    command: Literal["ask_recusal"] = "ask_recusal"
    whom: Annotated[
        Annotated[Prose, StringConstraints(max_length=200)],
        said("申请谁回避", "Who should stand aside"),
        Asks(
            "请谁回避（姓名或者职务，知道多少写多少）",
            "Who should stand aside (name or post, as far as you know)",
        ),
    ]
    reason: Annotated[
        Prose,
        said("理由", "Reason"),
        Asks("他和这件事有什么利害关系", "What interest he has in the matter"),
    ]


class RuleRecusal(BaseCommand):
    """Decide a recusal that the petitioner asked for; granted keeps the person away from now on.

    The head of the body that leads decides, of a head the body above; nobody decides on himself.
    """

    zh: ClassVar[str] = "决定回避申请"
    en: ClassVar[str] = "Decide on a recusal"
    fact: ClassVar[str] = "recusal_ruled"
    article: ClassVar[str] = "条例28(3)"
    menu: ClassVar[Menu] = Menu("people")
    acts_on: ClassVar[ActsOn] = "asked_recusal"
    offer: ClassVar[Offer | None] = None

    command: Literal["rule_recusal"] = "rule_recusal"
    granted: Annotated[bool, said("准予回避", "Granted")]
    person: Annotated[KeptAwayCode | None, said("回避人", "Person")] = None
    text: Annotated[Prose, said("理由", "Text")]

    @model_validator(mode="after")
    def _whoever_stands_aside_is_named(self) -> Self:
        if self.granted and self.person is None:
            raise ValueError("a recusal that is granted names who stands aside: `person`")
        return self


class Restrict(BaseCommand):
    """Stop all use of the matter's personal data but keeping it safe."""

    zh: ClassVar[str] = "限制处理"
    en: ClassVar[str] = "Restrict"
    fact: ClassVar[str] = "restricted"
    article: ClassVar[str] = "个人信息保护法47"
    menu: ClassVar[Menu] = Menu("people")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["restrict"] = "restrict"
    scope: Annotated[Literal["petitioner", "texts", "all"], said("范围", "Scope")]
    ground: Annotated[Prose, said("理由", "Ground")]


Persons = (
    AppointAgent
    | ReleaseAgent
    | RateAgent
    | SetLeader
    | SetRisk
    | SetProgress
    | Recuse
    | AskRecusal
    | RuleRecusal
    | Restrict
)
