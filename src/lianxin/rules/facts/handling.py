"""Facts about the work on a matter."""

from typing import ClassVar

from pydantic import AwareDatetime, BaseModel, ConfigDict
from typing_extensions import override

from lianxin.rules.facts import sentences
from lianxin.rules.facts.meaning import Audience, Fill, Meaning, Sentence
from lianxin.rules.facts.shapes import PARTIAL, Fact
from lianxin.rules.naming import Body, Person, Post, Word
from lianxin.rules.refs import Ref


class Noted(Fact):
    """Something was written down."""

    name: ClassVar[str] = "noted"
    meaning: ClassVar[Meaning] = Meaning(
        audience="house",
        told=(),
        leads=None,
        paper=False,
        work="handled",
        counted=None,
        resident=sentences.noted,
    )

    text: Ref
    public: bool = False

    @override
    def audience(self) -> Audience:
        """A note is the house's own unless it was written for the petitioner to read."""
        return "parties" if self.public else "house"


class Contacted(Fact):
    """The petitioner was contacted, or could not be reached."""

    name: ClassVar[str] = "contacted"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="investigated",
        counted=None,
        resident=sentences.contacted,
    )

    means: Word
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
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="investigated",
        counted=None,
        resident=Sentence("工作人员到了现场", "Staff came to the spot"),
    )

    at_place: Ref


class Planned(Fact):
    """A plan was laid down."""

    name: ClassVar[str] = "planned"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="investigated",
        counted=None,
        resident=None,
    )

    text: Ref
    steps: tuple[Ref, ...] = ()


class Replied(Fact):
    """An answer was given, by the lead, an assist or the centre (`role`).

    `partial` while other points of the matter are open: it moves no stage and stops no clock.
    `level` is the area level of who answered the petitioner, `complex` as in `Concluded`; both are
    empty for an assist. `adopted` says what became of a suggestion (article 29).
    """

    name: ClassVar[str] = "replied"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="investigated",
        counted=None,
        resident=sentences.replied,
    )

    body: Body
    role: Word
    text: Ref
    public_text: Ref | None = None
    point: int | None = None
    partial: bool = False
    level: Word = ""
    complex: bool = False
    adopted: Word = ""

    @property
    @override
    def qualifier(self) -> str | None:
        return PARTIAL if self.partial else self.role


class Concluded(Fact):
    """The body has answered; `level` is the area level at which the matter was settled.

    `complex`: several bodies took part, or it was handed up a level.
    """

    name: ClassVar[str] = "concluded"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="investigated",
        counted=None,
        resident=Sentence("%(who)s办结", "%(who)s concluded it", {"who": Fill("body", "body")}),
    )
    qualified_by: ClassVar[str] = "outcome"

    outcome: Word
    body: Body
    level: Word = ""
    complex: bool = False
    text: Ref


class OpinionProposed(Fact):
    """An opinion was drafted; `posts` sign it in order.

    One that supports the petitioner may say by when, and by whom, it is carried out (article 32(2)).
    """

    name: ClassVar[str] = "opinion_proposed"
    decides: ClassVar[bool] = True
    meaning: ClassVar[Meaning] = Meaning(
        audience="house",
        told=("signer",),
        leads=None,
        paper=False,
        work="investigated",
        counted=None,
        resident=None,
    )
    qualified_by: ClassVar[str] = "outcome"

    document: Word = "opinion"
    outcome: Word
    facts: Ref
    basis: Ref
    text: Ref
    fields: Word
    posts: tuple[Post, ...] = ()
    hearing: int | None = None
    carry_out_by: AwareDatetime | None = None
    executor: Body = ""


class AgreementRecorded(Fact):
    """An agreement was reached, in a mediation (`sitting`) or between the sides alone."""

    name: ClassVar[str] = "agreement_recorded"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence("达成了协议", "An agreement was reached"),
    )

    parties: tuple[Ref, ...]
    terms: tuple[Ref, ...]
    due: tuple[AwareDatetime, ...] = ()
    sitting: int | None = None
    form: Word = "written"
    effective_at: AwareDatetime | None = None

    @property
    @override
    def qualifier(self) -> str | None:
        return "settled" if self.sitting is None else "mediated"


class PerformanceRecorded(Fact):
    """A term was performed, or not; `ways` are the other ways the parties were told then."""

    name: ClassVar[str] = "performance_recorded"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=sentences.performance_recorded,
    )

    term: int
    done: bool
    text: Ref | None = None
    ways: Ref | None = None


class LegalOpinionGiven(Fact):
    """A lawyer's opinion is on file."""

    name: ClassVar[str] = "legal_opinion_given"
    meaning: ClassVar[Meaning] = Meaning(
        audience="house",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    lawyer: Person
    text: Ref


class ExpertOpinionGiven(Fact):
    """An expert's opinion is on file."""

    name: ClassVar[str] = "expert_opinion_given"
    meaning: ClassVar[Meaning] = Meaning(
        audience="house",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    expert: Person
    text: Ref


class PlannedMeasure(BaseModel):
    """One measure of a help plan."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    what: Ref
    body: Body
    due: AwareDatetime | None = None


class HelpPlanned(Fact):
    """Help was planned with the resident's consent."""

    name: ClassVar[str] = "help_planned"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence("经您同意，定下了帮扶办法", "Help was planned with your consent"),
    )

    measures: tuple[PlannedMeasure, ...]


class Instructed(Fact):
    """A leader gave an instruction."""

    name: ClassVar[str] = "instructed"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("lead",),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    text: Ref
    due: AwareDatetime | None = None
    like_places: bool = False
    bodies: tuple[Body, ...] = ()


class Advised(Fact):
    """Advice went to a body."""

    name: ClassVar[str] = "advised"
    meaning: ClassVar[Meaning] = Meaning(
        audience="house",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted="kind",
        resident=None,
    )
    qualified_by: ClassVar[str] = "kind"

    kind: Word
    body: Body
    text: Ref
    due: AwareDatetime | None = None


class RootCauseRecorded(Fact):
    """The cause, the duty and the change were written down, and `shared` with these bodies."""

    name: ClassVar[str] = "root_cause_recorded"
    meaning: ClassVar[Meaning] = Meaning(
        audience="house",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    cause: Ref
    duty: Ref
    change: Ref
    shared: tuple[Body, ...] = ()


class VisitRecorded(Fact):
    """A visit was paid."""

    name: ClassVar[str] = "visit_recorded"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    campaign: Word | None = None
    outcome: Word
    text: Ref | None = None
