"""Facts about looking over a matter: its gravity, who above was told, how a body was held to its duty."""

from typing import ClassVar

from pydantic import AwareDatetime

from lianxin.rules.facts.meaning import Meaning
from lianxin.rules.facts.shapes import Fact
from lianxin.rules.naming import Body, Word
from lianxin.rules.refs import Ref


class GravitySet(Fact):
    """The matter is ordinary, urgent, or urgent and major, from now on."""

    name: ClassVar[str] = "gravity_set"
    meaning: ClassVar[Meaning] = Meaning(
        audience="house",
        told=("lead", "centre"),
        leads=None,
        paper=False,
        work="none",
        counted=None,
        resident=None,
    )
    qualified_by: ClassVar[str] = "gravity"

    gravity: Word
    text: Ref


class ReportedUpward(Fact):
    """A major matter was reported to one of those above (article 25)."""

    name: ClassVar[str] = "reported_upward"
    meaning: ClassVar[Meaning] = Meaning(
        audience="house",
        told=(),
        leads=None,
        paper=True,
        work="none",
        counted=None,
        resident=None,
    )
    qualified_by: ClassVar[str] = "to"

    to: Word
    text: Ref
    steps: Ref | None = None


class AppointersTold(Fact):
    """Those who appoint were told what is reported of an official (article 30(2))."""

    name: ClassVar[str] = "appointers_told"
    meaning: ClassVar[Meaning] = Meaning(
        audience="house",
        told=(),
        leads=None,
        paper=True,
        work="none",
        counted=None,
        resident=None,
    )
    qualified_by: ClassVar[str] = "to"

    to: Word
    text: Ref


class MeasureTaken(Fact):
    """A body was held to its duty and owes an answer, which is among `tasks`."""

    name: ClassVar[str] = "measure_taken"
    meaning: ClassVar[Meaning] = Meaning(
        audience="house",
        told=(),
        leads=None,
        paper=True,
        work="none",
        counted=None,
        resident=None,
    )
    qualified_by: ClassVar[str] = "kind"

    kind: Word
    body: Body
    text: Ref
    due: AwareDatetime
