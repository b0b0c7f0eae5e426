"""Facts about whose matter it is."""

from typing import ClassVar

from typing_extensions import override

from lianxin.rules.facts.shapes import PARTIAL, Fact
from lianxin.rules.refs import Ref


class Referred(Fact):
    """Sent to the competent body."""

    name: ClassVar[str] = "referred"

    lead: str
    assists: tuple[str, ...] = ()
    note: Ref | None = None


class Assigned(Fact):
    """Sent to a body that owes an answer back."""

    name: ClassVar[str] = "assigned"

    lead: str
    assists: tuple[str, ...] = ()
    days: int | None = None
    demand: Ref | None = None
    note: Ref | None = None


class Supervised(Fact):
    """Pressed; when it named the lead, `opens_lead` is set.

    `body` is the one pressed where that is not the lead: who is late with a task of its own.
    """

    name: ClassVar[str] = "supervised"

    lead: str | None = None
    opens_lead: bool = False
    assists: tuple[str, ...] = ()
    days: int | None = None
    demand: Ref | None = None
    note: Ref | None = None
    trigger: str | None = None
    card: str | None = None
    body: str = ""
    by_rule: str = ""

    @property
    @override
    def qualifier(self) -> str | None:
        return "opened" if self.opens_lead else None


class Received(Fact):
    """A body took the order over."""

    name: ClassVar[str] = "received"

    body: str
    text: Ref | None = None


class Objected(Fact):
    """A body returned the matter; it stays lead until ruled. `hops` counts returns."""

    name: ClassVar[str] = "objected"

    body: str
    reason: str
    text: Ref
    suggested: str | None = None
    hops: int


class ObjectionRuled(Fact):
    """An objection was decided; a body bound or newly named may not return the matter again."""

    name: ClassVar[str] = "objection_ruled"

    upheld: bool
    body: str
    lead: str
    text: Ref

    @property
    @override
    def qualifier(self) -> str | None:
        return "upheld" if self.upheld else "dismissed"


class Reassigned(Fact):
    """Another body became lead."""

    name: ClassVar[str] = "reassigned"

    before: str | None = None
    lead: str
    reason: Ref


class AssistAdded(Fact):
    """An assisting body was added."""

    name: ClassVar[str] = "assist_added"

    body: str
    demand: Ref
    days: int | None = None


class CalledIn(Fact):
    """Bodies were called to the spot."""

    name: ClassVar[str] = "called_in"

    bodies: tuple[str, ...]
    place: Ref
    by: Ref


class Escalated(Fact):
    """The matter went one level up, with what was tried."""

    name: ClassVar[str] = "escalated"

    before: str
    lead: str
    tried: Ref
    text: Ref


class ReturnedDown(Fact):
    """The matter went to a lower body."""

    name: ClassVar[str] = "returned_down"

    before: str
    lead: str
    text: Ref


class Moved(Fact):
    """The matter goes on under another procedure."""

    name: ClassVar[str] = "moved"
    qualified_by: ClassVar[str] = "procedure"

    procedure: str
    version: str
    before: str
    reason: Ref


class AssistObjected(Fact):
    """An assisting body says that it has no part in the matter."""

    name: ClassVar[str] = "assist_objected"

    body: str
    reason: str
    text: Ref
    suggested: str | None = None


class AssistObjectionRuled(Fact):
    """An assisting body's objection was decided: upheld it is released, else it may not repeat it."""

    name: ClassVar[str] = "assist_objection_ruled"

    body: str
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

    body: str
    reason: Ref
