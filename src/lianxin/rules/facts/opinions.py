"""Facts around an opinion: who was heard before it."""

from typing import ClassVar

from pydantic import AwareDatetime

from lianxin.rules.facts import sentences
from lianxin.rules.facts.meaning import Meaning
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
