"""Facts about the tracks that a procedure declares."""

from typing import ClassVar

from pydantic import AwareDatetime
from typing_extensions import override

from lianxin.rules.facts.meaning import Meaning
from lianxin.rules.facts.shapes import Fact
from lianxin.rules.naming import Body, Person, Word
from lianxin.rules.refs import Ref


class StepTaken(Fact):
    """A step of a track was taken by `person`; `round` counts how often the track was begun.

    `by_fact` names the fact that took the step of itself, where no one typed it.
    """

    name: ClassVar[str] = "step_taken"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    person: Person
    body: Body = ""
    done_at: AwareDatetime | None = None
    round: int = 1
    by_fact: Word = ""
    text: Ref | None = None

    @property
    @override
    def qualifier(self) -> str | None:
        return f"{self.track}.{self.step}"
