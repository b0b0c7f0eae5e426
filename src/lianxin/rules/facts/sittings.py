"""Facts about sittings over a matter. `seats` and `roles` stand side by side."""

from typing import ClassVar

from pydantic import AwareDatetime, BaseModel, ConfigDict
from typing_extensions import override

from lianxin.rules.facts.shapes import Fact
from lianxin.rules.refs import Ref


class SittingRequested(Fact):
    """Somebody asked for a sitting; `sitting` is its number within the case."""

    name: ClassVar[str] = "sitting_requested"
    qualified_by: ClassVar[str] = "kind"

    sitting: int
    kind: str
    reason: Ref


class SittingDeclined(Fact):
    """A sitting asked for will not be."""

    name: ClassVar[str] = "sitting_declined"
    qualified_by: ClassVar[str] = "kind"

    sitting: int
    kind: str
    reason: Ref


class SittingOrdered(Fact):
    """A sitting was ordered; `sitting` is its number within the case."""

    name: ClassVar[str] = "sitting_ordered"
    qualified_by: ClassVar[str] = "kind"

    sitting: int
    kind: str
    demand: Ref
    seats: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    meets_at: AwareDatetime | None = None
    place: Ref | None = None


class SeatsNamed(Fact):
    """Who shall sit was named anew."""

    name: ClassVar[str] = "seats_named"
    qualified_by: ClassVar[str] = "kind"

    sitting: int
    kind: str
    seats: tuple[str, ...]
    roles: tuple[str, ...] = ()


class ConsentRecorded(Fact):
    """A side agreed to a mediation, or refused it."""

    name: ClassVar[str] = "consent_recorded"

    sitting: int
    party: str
    given: bool
    text: Ref | None = None

    @property
    @override
    def qualifier(self) -> str | None:
        return "given" if self.given else "refused"


class HeldPart(BaseModel):
    """One part of the record of a sitting."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    part: str
    text: Ref


class SittingHeld(Fact):
    """A sitting was held."""

    name: ClassVar[str] = "sitting_held"
    qualified_by: ClassVar[str] = "kind"

    sitting: int
    kind: str
    seats: tuple[str, ...] = ()
    minutes: Ref
    roles: tuple[str, ...] = ()
    record: tuple[HeldPart, ...] = ()


class SittingConcluded(Fact):
    """A sitting ended with an outcome.

    `lead` was named and may not return the matter; `told` are the other ways that the sides were
    told of. Decisions with an owner are among `tasks`.
    """

    name: ClassVar[str] = "sitting_concluded"
    qualified_by: ClassVar[str] = "kind"

    sitting: int
    kind: str
    outcome: str
    decisions: tuple[Ref, ...] = ()
    opinion: Ref | None = None
    lead: str | None = None
    told: tuple[str, ...] = ()


class DecisionEntered(Fact):
    """A sitting over several matters decided of this one; `meeting` is that sitting's id."""

    name: ClassVar[str] = "decision_entered"
    qualified_by: ClassVar[str] = "kind"

    meeting: str
    kind: str
    text: Ref
    analysis: Ref | None = None


class ConfirmationRecorded(Fact):
    """The court was asked to confirm an agreement, confirmed it, or did not."""

    name: ClassVar[str] = "confirmation_recorded"
    qualified_by: ClassVar[str] = "outcome"

    agreement: int
    outcome: str
    text: Ref | None = None
