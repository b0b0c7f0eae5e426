"""Facts about the work on a matter."""

from typing import ClassVar

from pydantic import AwareDatetime, BaseModel, ConfigDict
from typing_extensions import override

from lianxin.rules.facts.shapes import PARTIAL, Fact
from lianxin.rules.refs import Ref


class Noted(Fact):
    """Something was written down."""

    name: ClassVar[str] = "noted"

    text: Ref
    public: bool = False


class Contacted(Fact):
    """The petitioner was contacted, or could not be reached."""

    name: ClassVar[str] = "contacted"

    means: str
    reached: bool
    text: Ref

    @property
    @override
    def qualifier(self) -> str | None:
        """Whether the petitioner was reached: a mere try may keep a clock running."""
        return "reached" if self.reached else "unreached"


class Arrived(Fact):
    """Somebody arrived on the spot."""

    name: ClassVar[str] = "arrived"

    at_place: Ref


class Planned(Fact):
    """A plan was laid down."""

    name: ClassVar[str] = "planned"

    text: Ref
    steps: tuple[Ref, ...] = ()


class Replied(Fact):
    """An answer was given, by the lead, an assist or the centre (`role`).

    `partial` while other points of the matter are open: it moves no stage and stops no clock.
    `level` is the area level of who answered the petitioner, `complex` as in `Concluded`; both are
    empty for an assist.
    """

    name: ClassVar[str] = "replied"

    body: str
    role: str
    text: Ref
    public_text: Ref | None = None
    point: int | None = None
    partial: bool = False
    level: str = ""
    complex: bool = False

    @property
    @override
    def qualifier(self) -> str | None:
        return PARTIAL if self.partial else self.role


class Concluded(Fact):
    """The body has answered; `level` is the area level at which the matter was settled.

    `complex`: several bodies took part, or it was handed up a level.
    """

    name: ClassVar[str] = "concluded"
    qualified_by: ClassVar[str] = "outcome"

    outcome: str
    body: str
    level: str = ""
    complex: bool = False
    text: Ref


class OpinionProposed(Fact):
    """An opinion was drafted; `posts` sign it in order."""

    name: ClassVar[str] = "opinion_proposed"
    qualified_by: ClassVar[str] = "outcome"

    document: str = "opinion"
    outcome: str
    facts: Ref
    basis: Ref
    text: Ref
    fields: str
    posts: tuple[str, ...] = ()
    hearing: int | None = None


class AgreementRecorded(Fact):
    """An agreement was reached, in a mediation (`sitting`) or between the sides alone."""

    name: ClassVar[str] = "agreement_recorded"

    parties: tuple[Ref, ...]
    terms: tuple[Ref, ...]
    due: tuple[AwareDatetime, ...] = ()
    sitting: int | None = None
    form: str = "written"
    effective_at: AwareDatetime | None = None

    @property
    @override
    def qualifier(self) -> str | None:
        return "settled" if self.sitting is None else "mediated"


class PerformanceRecorded(Fact):
    """A term was performed, or not; `ways` are the other ways the parties were told then."""

    name: ClassVar[str] = "performance_recorded"

    term: int
    done: bool
    text: Ref | None = None
    ways: Ref | None = None


class LegalOpinionGiven(Fact):
    """A lawyer's opinion is on file."""

    name: ClassVar[str] = "legal_opinion_given"

    lawyer: str
    text: Ref


class ExpertOpinionGiven(Fact):
    """An expert's opinion is on file."""

    name: ClassVar[str] = "expert_opinion_given"

    expert: str
    text: Ref


class PlannedMeasure(BaseModel):
    """One measure of a help plan."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: Ref
    body: str
    due: AwareDatetime | None = None


class HelpPlanned(Fact):
    """Help was planned with the resident's consent."""

    name: ClassVar[str] = "help_planned"

    measures: tuple[PlannedMeasure, ...]


class Instructed(Fact):
    """A leader gave an instruction."""

    name: ClassVar[str] = "instructed"

    text: Ref
    due: AwareDatetime | None = None
    like_places: bool = False
    bodies: tuple[str, ...] = ()


class Advised(Fact):
    """Advice went to a body."""

    name: ClassVar[str] = "advised"
    qualified_by: ClassVar[str] = "kind"

    kind: str
    body: str
    text: Ref
    due: AwareDatetime | None = None


class RootCauseRecorded(Fact):
    """The cause, the duty and the change were written down, and `shared` with these bodies."""

    name: ClassVar[str] = "root_cause_recorded"

    cause: Ref
    duty: Ref
    change: Ref
    shared: tuple[str, ...] = ()


class VisitRecorded(Fact):
    """A visit was paid."""

    name: ClassVar[str] = "visit_recorded"

    campaign: str | None = None
    outcome: str
    text: Ref | None = None
