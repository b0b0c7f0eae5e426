"""Commands around an opinion: who was heard before it, how it is carried out, and explained."""

from typing import Annotated, ClassVar, Literal

from lianxin.rules.commands.codes import PersonCode
from lianxin.rules.commands.menu import ActsOn, Menu, Offer
from lianxin.rules.commands.shapes import BaseCommand, Moment, Prose, said

Hearing = Literal["heard", "declined", "unreached"]
Execution = Literal["carried_out", "partly", "not_carried_out"]


class Hear(BaseCommand):
    """Hear the petitioner's facts and reasons before the opinion, or say why he was not (31(6)).

    `declined`: he would not speak. `unreached`: he was looked for and not found; the text says how
    often and by which means.
    """

    zh: ClassVar[str] = "听取陈述"
    en: ClassVar[str] = "Hear the petitioner"
    fact: ClassVar[str] = "petitioner_heard"
    article: ClassVar[str] = "条例31(6)"
    menu: ClassVar[Menu] = Menu("handling", 33)
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["hear"] = "hear"
    outcome: Annotated[Hearing, said("听取情况", "What came of it", article="条例31(6)")]
    means: Annotated[
        Literal["in_person", "visit", "telephone", "video", "letter"], said("方式", "Means")
    ]
    text: Annotated[
        Prose, said("本人陈述的事实和理由，或者没有听取的原因", "His facts and reasons, or why not")
    ]
    person: Annotated[PersonCode | None, said("听取人（不填为本人）", "Heard by")] = None
    heard_at: Annotated[Moment | None, said("听取时间（不填为现在）", "Heard at")] = None


class RecordExecution(BaseCommand):
    """Record whether what an opinion supports was carried out; a refusal is told to all (32(2))."""

    zh: ClassVar[str] = "记录执行情况"
    en: ClassVar[str] = "Record the carrying out"
    fact: ClassVar[str] = "execution_recorded"
    article: ClassVar[str] = "条例32(2)"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["record_execution"] = "record_execution"
    outcome: Annotated[Execution, said("执行情况", "How far it is", article="条例32(2)")]
    text: Annotated[Prose, said("说明", "Text")]


class ExplainOpinion(BaseCommand):
    """Record that an opinion which does not support the petitioner was explained to him (32(2))."""

    zh: ClassVar[str] = "疏导解释"
    en: ClassVar[str] = "Explain the opinion"
    fact: ClassVar[str] = "opinion_explained"
    article: ClassVar[str] = "条例32(2)"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["explain_opinion"] = "explain_opinion"
    means: Annotated[
        Literal["in_person", "visit", "telephone", "video", "letter"], said("方式", "Means")
    ]
    text: Annotated[Prose, said("解释的内容和本人的意见", "What was explained, and what he said")]


Opinions = Hear | RecordExecution | ExplainOpinion
