"""Facts around an opinion: who was heard before it, how it is carried out, and explained."""

from typing import ClassVar

from pydantic import AwareDatetime

from lianxin.rules.facts import sentences
from lianxin.rules.facts.meaning import Meaning, Sentence
from lianxin.rules.facts.shapes import Fact
from lianxin.rules.naming import Person, Word
from lianxin.rules.refs import Ref


class PetitionerHeard(Fact):
    """The petitioner was heard, would not speak, or could not be reached (`outcome`).

    `person` heard or looked for him, at `heard_at`.
    """

    name: ClassVar[str] = "petitioner_heard"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="investigated",
        counted=None,
        resident=sentences.petitioner_heard,
    )
    qualified_by: ClassVar[str] = "outcome"

    outcome: Word
    means: Word
    person: Person
    heard_at: AwareDatetime
    text: Ref


class ExecutionRecorded(Fact):
    """What an opinion supports was carried out, in part or not at all (`outcome`)."""

    name: ClassVar[str] = "execution_recorded"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("centre", "lead"),
        leads=None,
        paper=False,
        work="touched",
        counted="outcome",
        resident=sentences.execution_recorded,
    )
    qualified_by: ClassVar[str] = "outcome"

    outcome: Word
    text: Ref


class OpinionExplained(Fact):
    """An opinion that does not support the petitioner was explained to him."""

    name: ClassVar[str] = "opinion_explained"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence(
            "向您解释了处理意见", "The opinion was explained to you", texts=("text",)
        ),
    )

    means: Word
    text: Ref
