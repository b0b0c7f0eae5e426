"""Facts about sittings over a matter. `seats` and `roles` stand side by side."""

from typing import ClassVar

from pydantic import AwareDatetime, BaseModel, ConfigDict
from typing_extensions import override

from lianxin.rules.facts import sentences
from lianxin.rules.facts.meaning import Fill, Meaning, Sentence
from lianxin.rules.facts.shapes import Fact
from lianxin.rules.naming import Body, Case, Person, Word
from lianxin.rules.refs import Ref

NEVER_HELD = frozenset({"not_held", "refused", "withdrawn"})
"""Outcomes of a sitting that ended before it was held."""


class SittingRequested(Fact):
    """Somebody asked for a sitting; `sitting` is its number within the case."""

    name: ClassVar[str] = "sitting_requested"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence(
            "申请召开%(kind)s",
            "A %(kind)s was asked for",
            {"kind": Fill("sitting", "kind")},
            texts=("reason",),
        ),
    )
    qualified_by: ClassVar[str] = "kind"

    sitting: int
    kind: Word
    reason: Ref


class SittingDeclined(Fact):
    """A sitting asked for will not be."""

    name: ClassVar[str] = "sitting_declined"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence(
            "不召开%(kind)s，理由如下",
            "No %(kind)s will be held, for this reason",
            {"kind": Fill("sitting", "kind")},
            texts=("reason",),
        ),
    )
    qualified_by: ClassVar[str] = "kind"

    sitting: int
    kind: Word
    reason: Ref


class SittingOrdered(Fact):
    """A sitting was ordered; `sitting` is its number within the case."""

    name: ClassVar[str] = "sitting_ordered"
    decides: ClassVar[bool] = True
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=sentences.sitting_ordered,
    )
    qualified_by: ClassVar[str] = "kind"

    sitting: int
    kind: Word
    demand: Ref
    seats: tuple[Person, ...] = ()
    roles: tuple[Word, ...] = ()
    meets_at: AwareDatetime | None = None
    place: Ref | None = None


class SeatsNamed(Fact):
    """Who shall sit was named anew."""

    name: ClassVar[str] = "seats_named"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )
    qualified_by: ClassVar[str] = "kind"

    sitting: int
    kind: Word
    seats: tuple[Person, ...]
    roles: tuple[Word, ...] = ()


class ConsentRecorded(Fact):
    """A side agreed to a mediation, or refused it."""

    name: ClassVar[str] = "consent_recorded"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    sitting: int
    party: Word
    given: bool
    text: Ref | None = None

    @property
    @override
    def qualifier(self) -> str | None:
        return "given" if self.given else "refused"


class HeldPart(BaseModel):
    """One part of the record of a sitting."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    part: Case
    text: Ref


class SittingHeld(Fact):
    """A sitting was held."""

    name: ClassVar[str] = "sitting_held"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence("开会研究了这件事", "A sitting was held on the matter"),
    )
    qualified_by: ClassVar[str] = "kind"

    sitting: int
    kind: Word
    seats: tuple[Person, ...] = ()
    minutes: Ref
    roles: tuple[Word, ...] = ()
    record: tuple[HeldPart, ...] = ()


class SittingConcluded(Fact):
    """A sitting ended with an outcome.

    `lead` was named and may not return the matter; `told` are the other ways that the sides were
    told of. Decisions with an owner are among `tasks`.
    """

    name: ClassVar[str] = "sitting_concluded"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )
    qualified_by: ClassVar[str] = "kind"

    sitting: int
    kind: Word
    outcome: Word
    decisions: tuple[Ref, ...] = ()
    opinion: Ref | None = None
    lead: Body | None = None
    told: tuple[Word, ...] = ()

    @property
    @override
    def also(self) -> tuple[str, ...]:
        # What never sat concluded nothing: a step that asks for the sitting asks for this name.
        return (f"{self.kind}.{'given_up' if self.outcome in NEVER_HELD else 'held'}",)


class DecisionEntered(Fact):
    """A sitting over several matters decided of this one; `meeting` is that sitting's id."""

    name: ClassVar[str] = "decision_entered"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )
    qualified_by: ClassVar[str] = "kind"

    meeting: Word
    kind: Word
    text: Ref
    analysis: Ref | None = None


class ConfirmationRecorded(Fact):
    """The court was asked to confirm an agreement, confirmed it, or did not."""

    name: ClassVar[str] = "confirmation_recorded"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )
    qualified_by: ClassVar[str] = "outcome"

    agreement: int
    outcome: Word
    text: Ref | None = None
