"""Facts about whose matter it is."""

from typing import ClassVar

from typing_extensions import override

from lianxin.rules.facts import sentences
from lianxin.rules.facts.meaning import Audience, Fill, Meaning, Sentence
from lianxin.rules.facts.shapes import Fact
from lianxin.rules.naming import Body, Word
from lianxin.rules.refs import Ref

ANSWERED = "answered"
"""That what is handled by another was answered before."""


class Referred(Fact):
    """Sent to the competent body."""

    name: ClassVar[str] = "referred"
    decides: ClassVar[bool] = True
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("named",),
        leads="lead",
        paper=False,
        work="touched",
        counted=None,
        resident=sentences.given,
    )

    lead: Body
    assists: tuple[Body, ...] = ()
    note: Ref | None = None


class Assigned(Fact):
    """Sent to a body that owes an answer back."""

    name: ClassVar[str] = "assigned"
    decides: ClassVar[bool] = True
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("named",),
        leads="lead",
        paper=False,
        work="touched",
        counted=None,
        resident=sentences.given,
    )

    lead: Body
    assists: tuple[Body, ...] = ()
    days: int | None = None
    demand: Ref | None = None
    note: Ref | None = None


class Supervised(Fact):
    """Pressed; when it named the lead, `opens_lead` is set.

    `body` is the one pressed where that is not the lead: who is late with a task of its own.
    """

    name: ClassVar[str] = "supervised"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("named",),
        leads="lead",
        paper=False,
        work="none",
        counted="trigger",
        resident=Sentence("已督促办理单位加快", "The body in charge was pressed to hurry"),
    )

    lead: Body | None = None
    opens_lead: bool = False
    assists: tuple[Body, ...] = ()
    days: int | None = None
    demand: Ref | None = None
    note: Ref | None = None
    trigger: Word | None = None
    card: Word | None = None
    body: Body = ""
    by_rule: Word = ""

    @override
    def audience(self) -> Audience:
        """Pressing a body for a task of its own is between offices; pressing the lead is not."""
        return "house" if self.body else super().audience()

    @property
    @override
    def qualifier(self) -> str | None:
        return "opened" if self.opens_lead else None


class Received(Fact):
    """A body took the order over."""

    name: ClassVar[str] = "received"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="none",
        counted=None,
        resident=Sentence("%(who)s已签收", "%(who)s received it", {"who": Fill("body", "body")}),
    )

    body: Body
    text: Ref | None = None


class Objected(Fact):
    """A body returned the matter; it stays lead until ruled. `hops` counts returns."""

    name: ClassVar[str] = "objected"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("centre",),
        leads=None,
        paper=False,
        work="none",
        counted=None,
        resident=None,
    )

    body: Body
    reason: Word
    text: Ref
    suggested: Body | None = None
    hops: int


class ObjectionRuled(Fact):
    """An objection was decided; a body bound or newly named may not return the matter again."""

    name: ClassVar[str] = "objection_ruled"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("named",),
        leads="lead",
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence(
            "明确由%(lead)s办理",
            "It was decided that %(lead)s handles it",
            {"lead": Fill("body", "lead")},
        ),
    )

    upheld: bool
    body: Body
    lead: Body
    text: Ref

    @property
    @override
    def qualifier(self) -> str | None:
        return "upheld" if self.upheld else "dismissed"


class Reassigned(Fact):
    """Another body became lead; `answered`: of what was answered by one that is shut out since."""

    name: ClassVar[str] = "reassigned"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("named",),
        leads="lead",
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence(
            "明确由%(lead)s办理",
            "It was decided that %(lead)s handles it",
            {"lead": Fill("body", "lead")},
        ),
    )

    before: Body | None = None
    lead: Body
    reason: Ref
    days: int | None = None
    answered: bool = False

    @property
    @override
    def qualifier(self) -> str | None:
        return ANSWERED if self.answered else None


class Broadcast(Fact):
    """Bodies were told for their information; they may read the matter and owe nothing."""

    name: ClassVar[str] = "broadcast"
    meaning: ClassVar[Meaning] = Meaning(
        audience="house",
        told=("named",),
        leads=None,
        paper=False,
        work="none",
        counted="",
        resident=None,
    )

    bodies: tuple[Body, ...]
    text: Ref | None = None


class BroadcastEnded(Fact):
    """Bodies that had been told no longer read the matter."""

    name: ClassVar[str] = "broadcast_ended"
    meaning: ClassVar[Meaning] = Meaning(
        audience="house",
        told=(),
        leads=None,
        paper=False,
        work="none",
        counted=None,
        resident=None,
    )

    bodies: tuple[Body, ...]
    reason: Ref


class Escalated(Fact):
    """The matter went one level up, with what was tried."""

    name: ClassVar[str] = "escalated"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("named",),
        leads="lead",
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence(
            "上报给%(who)s办理", "Passed up to %(who)s", {"who": Fill("body", "lead")}
        ),
    )

    before: Body
    lead: Body
    tried: Ref
    text: Ref


class ReturnedDown(Fact):
    """The matter went to a lower body."""

    name: ClassVar[str] = "returned_down"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("named",),
        leads="lead",
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence("转由%(who)s办理", "Passed on to %(who)s", {"who": Fill("body", "lead")}),
    )

    before: Body
    lead: Body
    text: Ref


class Moved(Fact):
    """The matter goes on under another procedure.

    `by_rule` names the condition of the one before that no longer holds, where it went of itself.
    """

    name: ClassVar[str] = "moved"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence(
            "改按另一种程序办理，原来的时限同时结束",
            "Moved to another procedure; the earlier limits end with it",
        ),
    )
    qualified_by: ClassVar[str] = "procedure"

    procedure: Word
    version: Word
    before: Word
    reason: Ref | None = None
    by_rule: Word = ""
