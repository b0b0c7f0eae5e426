"""Commands about what a body or a person owes within a case, beside the work of the lead."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from lianxin.rules.commands.codes import BodyCode, PersonCode, WordCode
from lianxin.rules.commands.menu import ActsOn, Menu, Offer
from lianxin.rules.commands.shapes import BaseCommand, Moment, Prose, Shape, said

TaskNumber = Annotated[int, Field(ge=1, le=10_000, title="任务序号")]


class Errand(Shape):
    """A task to be given: what, to whom (the lead where nobody is named), until when."""

    text: Annotated[Prose, said("任务", "Text")]
    body: Annotated[BodyCode | None, said("责任单位", "Body")] = None
    person: Annotated[PersonCode | None, said("责任人", "Person")] = None
    due: Annotated[Moment | None, said("期限", "Due")] = None


class ReportTask(BaseCommand):
    """Report on a task: done, or why it was not; advice is answered so, in writing."""

    zh: ClassVar[str] = "反馈任务"
    en: ClassVar[str] = "Report task"
    fact: ClassVar[str] = "task_reported"
    article: ClassVar[str] = "条例40"
    menu: ClassVar[Menu] = Menu("handling", 15)
    acts_on: ClassVar[ActsOn] = "open_task"
    offer: ClassVar[Offer | None] = None

    command: Literal["report_task"] = "report_task"
    task: TaskNumber
    done: Annotated[bool, said("已落实", "Done")]
    text: Annotated[Prose, said("落实情况", "Text")]


class CloseTask(BaseCommand):
    """Take the report of a task that one gave, or lift the task."""

    zh: ClassVar[str] = "销号任务"
    en: ClassVar[str] = "Close task"
    fact: ClassVar[str] = "task_closed"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "standing_task"
    offer: ClassVar[Offer | None] = None

    command: Literal["close_task"] = "close_task"
    task: TaskNumber
    text: Annotated[Prose | None, said("说明", "Text")] = None


class Warn(BaseCommand):
    """Ask an outpost to look at a place where matters of one pattern pile up. For the loops alone."""

    zh: ClassVar[str] = "预警"
    en: ClassVar[str] = "Warn"
    fact: ClassVar[str] = "warned"
    menu: ClassVar[Menu] = Menu("handling")
    acts_on: ClassVar[ActsOn] = "case"
    offer: ClassVar[Offer | None] = None

    command: Literal["warn"] = "warn"
    pattern: Annotated[WordCode, said("预警规则", "Pattern")]
    count: Annotated[int, Field(ge=2, le=100_000, title="件数")]
    body: Annotated[BodyCode, said("前哨单位", "Outpost")]
    text: Annotated[Prose, said("内容", "Text")]
    due: Annotated[Moment | None, said("期限", "Due")] = None


Tasks = ReportTask | CloseTask | Warn
