"""Facts about tasks within a case."""

from typing import ClassVar

from lianxin.rules.facts.meaning import Meaning
from lianxin.rules.facts.shapes import Fact
from lianxin.rules.naming import Word
from lianxin.rules.refs import Ref


class AboutTask(Fact):
    """A fact about one task, whose source qualifies its name."""

    qualified_by: ClassVar[str] = "source"

    task: int
    source: Word


class TaskReported(AboutTask):
    """The one tasked reported: done, or why not."""

    name: ClassVar[str] = "task_reported"
    meaning: ClassVar[Meaning] = Meaning(
        audience="house",
        told=("task_giver",),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    done: bool
    text: Ref


class TaskClosed(AboutTask):
    """Whoever gave it took the report, or lifted the task (`lifted`) before there was one."""

    name: ClassVar[str] = "task_closed"
    meaning: ClassVar[Meaning] = Meaning(
        audience="house",
        told=("task_owner",),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    lifted: bool = False
    text: Ref | None = None


class Warned(Fact):
    """An outpost was asked to look: with this matter, `count` of one pattern came together.

    The other matters are not named: who may see them finds them by place and category.
    """

    name: ClassVar[str] = "warned"
    meaning: ClassVar[Meaning] = Meaning(
        audience="house",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    pattern: Word
    count: int
    text: Ref
