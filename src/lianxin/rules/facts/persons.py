"""Facts about who carries a matter, how grave it is, and who is kept away."""

from typing import ClassVar

from typing_extensions import override

from lianxin.rules.facts import sentences
from lianxin.rules.facts.meaning import Meaning, Sentence
from lianxin.rules.facts.shapes import Fact
from lianxin.rules.facts.succession import PaperPosts
from lianxin.rules.naming import Person, Word
from lianxin.rules.refs import Ref

UNMANNED = "unmanned"
"""The result of standing aside that leaves nobody: the centre has to name somebody."""


class AgentAppointed(Fact):
    """An agent carries the matter for the petitioner."""

    name: ClassVar[str] = "agent_appointed"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence("代办员开始替您跑这件事", "An agent started to carry the matter for you"),
    )

    agent: Person
    mandate: Ref
    level: Word = "handles"


class AgentReleased(Fact):
    """The mandate ended."""

    name: ClassVar[str] = "agent_released"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence("代办结束", "The agent’s work ended"),
    )

    agent: Person
    reason: Ref


class AgentRated(Fact):
    """The agent was rated."""

    name: ClassVar[str] = "agent_rated"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted="satisfied",
        resident=Sentence("您评价了代办员", "You rated the agent"),
    )

    agent: Person
    satisfied: Word
    text: Ref | None = None


class LeaderSet(Fact):
    """Responsible leaders and person were named."""

    name: ClassVar[str] = "leader_set"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("leader",),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    leaders: tuple[Person, ...]
    responsible: Person | None = None


class RiskSet(Fact):
    """The matter's risk was set, by a person with a reason or by a row of the procedure.

    `held` are the rows that held when a person chose: none of them overrules the choice.
    """

    name: ClassVar[str] = "risk_set"
    meaning: ClassVar[Meaning] = Meaning(
        audience="house",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )
    qualified_by: ClassVar[str] = "risk"

    risk: Word
    reason: Ref | None = None
    by_rule: Word = ""
    held: tuple[Word, ...] = ()


class ProgressSet(Fact):
    """The matter's progress class was set, as `RiskSet`."""

    name: ClassVar[str] = "progress_set"
    meaning: ClassVar[Meaning] = Meaning(
        audience="house",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    progress: Word
    reason: Ref | None = None
    by_rule: Word = ""
    held: tuple[Word, ...] = ()

    @property
    @override
    def qualifier(self) -> str | None:
        return self.progress.lower()


class Recused(Fact):
    """A person with an interest is kept away."""

    name: ClassVar[str] = "recused"
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


class StoodIn(Fact):
    """Those who would act stand aside, and the matter waits for nobody (article 28(3)).

    `papers` says who signs instead. `unmanned`: the lead has nobody left, or no superior is left to
    sign or to lead, so that the centre has to name somebody.
    """

    name: ClassVar[str] = "stood_in"
    label: ClassVar[tuple[str, str] | None] = (
        "回避后由他人代行",
        "Others stand in for the recused",
    )
    meaning: ClassVar[Meaning] = Meaning(
        audience="house",
        told=("next_signer", "centre"),
        leads=None,
        paper=False,
        work="none",
        counted=None,
        resident=None,
    )

    papers: tuple[PaperPosts, ...] = ()
    unmanned: bool = False

    @property
    @override
    def qualifier(self) -> str | None:
        return UNMANNED if self.unmanned else None


class RecusalAsked(Fact):
    """The petitioner asked that somebody be kept away, in his own words."""

    name: ClassVar[str] = "recusal_asked"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("lead", "centre"),
        leads=None,
        paper=False,
        work="none",
        counted=None,
        resident=Sentence(
            "您申请有关人员回避", "You asked that somebody stand aside", texts=("whom", "reason")
        ),
    )

    whom: Ref
    reason: Ref


class RecusalRuled(Fact):
    """It was decided whether somebody stands aside; `person` is who was meant, where he was found."""

    name: ClassVar[str] = "recusal_ruled"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("lead", "centre"),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=sentences.recusal_ruled,
    )

    granted: bool
    person: Person | None = None
    text: Ref

    @property
    @override
    def qualifier(self) -> str | None:
        return "granted" if self.granted else "refused"


class Restricted(Fact):
    """Personal data of the matter may only be kept."""

    name: ClassVar[str] = "restricted"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    scope: Word
    ground: Ref
