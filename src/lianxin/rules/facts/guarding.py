"""Facts about who is kept from a matter, and what was put right."""

from typing import ClassVar

from typing_extensions import override

from lianxin.rules.facts.meaning import Meaning
from lianxin.rules.facts.shapes import Fact, RespondentIn
from lianxin.rules.naming import Body, Case, Person, Word
from lianxin.rules.refs import Ref

PASSED = "passed"
UNLED = "unled"
"""That whoever led was shut out, and nobody uninvolved stands above: the centre names somebody."""
"""The result of a shielding that takes the lead from the body complained of."""


class Shielded(Fact):
    """Who is shut out was set anew: kind, confidentiality and respondents as they now are.

    `released` are the bodies whose open part ended with it, `before` the lead among them and `lead`
    the first uninvolved body above it; without one the matter waits for the centre. `let_go` are
    the persons of the house who sit in what is complained of, and lead, speak and sit no longer.
    """

    name: ClassVar[str] = "shielded"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("lead", "centre"),
        leads="lead",
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    kind: Word
    confidential: bool = False
    respondent_bodies: tuple[Body, ...] = ()
    respondent_persons: tuple[Person, ...] = ()
    respondents_in: tuple[RespondentIn, ...] = ()
    respondent_unknown: bool = False
    kept_by_few: bool = False
    centre: Body | None = None
    released: tuple[Body, ...] = ()
    let_go: tuple[Person, ...] = ()
    before: Body | None = None
    lead: Body | None = None
    loosened: bool = False
    reason: Ref

    @property
    @override
    def qualifier(self) -> str | None:
        return PASSED if self.before is not None else None

    @property
    @override
    def also(self) -> tuple[str, ...]:
        return (UNLED,) if self.before is not None and self.lead is None else ()


class Readmitted(Fact):
    """A recusal ended."""

    name: ClassVar[str] = "readmitted"
    meaning: ClassVar[Meaning] = Meaning(
        audience="house",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    person: Person
    ground: Ref


class Unlinked(Fact):
    """A tie to another matter was undone; `repeat`: it had been marked a repeat of that one."""

    name: ClassVar[str] = "unlinked"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    to: Case
    repeat: bool = False
    reason: Ref
