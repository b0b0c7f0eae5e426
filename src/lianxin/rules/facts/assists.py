"""Facts of the bodies that help whoever leads."""

from typing import ClassVar

from typing_extensions import override

from lianxin.rules.facts.meaning import Meaning
from lianxin.rules.facts.shapes import PARTIAL, Fact
from lianxin.rules.naming import Body, Word
from lianxin.rules.refs import Ref


class AssistAdded(Fact):
    """An assisting body was added."""

    name: ClassVar[str] = "assist_added"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("named",),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    body: Body
    demand: Ref
    days: int | None = None


class CalledIn(Fact):
    """Bodies were called to the spot."""

    name: ClassVar[str] = "called_in"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("named",),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    bodies: tuple[Body, ...]
    place: Ref
    by: Ref


class AssistObjected(Fact):
    """An assisting body says that it has no part in the matter."""

    name: ClassVar[str] = "assist_objected"
    label: ClassVar[tuple[str, str] | None] = ("协办单位提出异议", "Assisting body objected")
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("centre",),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    body: Body
    reason: Word
    text: Ref
    suggested: Body | None = None


class AssistObjectionRuled(Fact):
    """An assisting body's objection was decided: upheld it is released, else it may not repeat it."""

    name: ClassVar[str] = "assist_objection_ruled"
    label: ClassVar[tuple[str, str] | None] = (
        "裁定协办单位的异议",
        "Ruled an assisting body's objection",
    )
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("named",),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    body: Body
    upheld: bool
    text: Ref

    @property
    @override
    def qualifier(self) -> str | None:
        return "upheld" if self.upheld else "dismissed"

    @property
    @override
    def result(self) -> str | None:
        # Nothing of an assist's moves the matter.
        return PARTIAL


class AssistReleased(Fact):
    """An assisting body was let go with a reason; what it owed ends."""

    name: ClassVar[str] = "assist_released"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("named",),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    body: Body
    reason: Ref
