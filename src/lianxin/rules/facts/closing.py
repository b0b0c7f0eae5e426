"""Facts about the petitioner's word, closing and remedies."""

from typing import ClassVar

from typing_extensions import override

from lianxin.rules.facts.shapes import Fact
from lianxin.rules.refs import Ref


class FollowedUp(Fact):
    """The petitioner was asked."""

    name: ClassVar[str] = "followed_up"
    qualified_by: ClassVar[str] = "satisfied"

    reached: bool
    contacted: bool = False
    true: bool = False
    solved: bool = False
    satisfied: str = "unreached"
    text: Ref | None = None


class Rated(Fact):
    """The petitioner rated."""

    name: ClassVar[str] = "rated"
    qualified_by: ClassVar[str] = "satisfied"

    contacted: bool
    solved: bool
    satisfied: str
    text: Ref | None = None


class Confirmed(Fact):
    """The petitioner confirmed that it is settled."""

    name: ClassVar[str] = "confirmed"

    text: Ref | None = None


class Closed(Fact):
    """The matter was closed; an exemption names its ground and the article it rests on.

    `ending` tells a dispute that rests from one that the law ended. `exemption_article` stands in
    old entries only: words have their place in `files`.
    """

    name: ClassVar[str] = "closed"
    qualified_by: ClassVar[str] = "disposition"

    disposition: str
    ending: str | None = None
    text: Ref | None = None
    exemption_ground: Ref | None = None
    exemption_article: str | None = None
    exemption_basis: Ref | None = None


class Reopened(Fact):
    """The matter was taken up again by its last lead."""

    name: ClassVar[str] = "reopened"

    reason: Ref
    lead: str | None = None


class Contested(Fact):
    """The resident objected to the referral of the matter as unlawful conduct."""

    name: ClassVar[str] = "contested"

    reason: Ref


class ContestRuled(Fact):
    """That objection was decided."""

    name: ClassVar[str] = "contest_ruled"

    upheld: bool
    text: Ref

    @property
    @override
    def qualifier(self) -> str | None:
        return "upheld" if self.upheld else "dismissed"


class Archived(Fact):
    """The matter went into the archive."""

    name: ClassVar[str] = "archived"


class ReviewRequested(Fact):
    """A review was asked for; `reviewer` is the body above the handling body."""

    name: ClassVar[str] = "review_requested"

    reviewer: str
    reason: Ref


class ReviewDecided(Fact):
    """The review was decided; revoked sends the matter back to `lead`."""

    name: ClassVar[str] = "review_decided"
    qualified_by: ClassVar[str] = "outcome"

    outcome: str
    body: str
    lead: str | None = None
    document: str
    fields: str
    posts: tuple[str, ...] = ()
    text: Ref


class ReReviewRequested(ReviewRequested):
    """A re-review was asked for."""

    name: ClassVar[str] = "re_review_requested"


class ReReviewDecided(ReviewDecided):
    """The re-review was decided."""

    name: ClassVar[str] = "re_review_decided"


class ProcedureEnded(Fact):
    """The procedure ended by law; care goes on."""

    name: ClassVar[str] = "procedure_ended"

    ground: Ref


class AgentAppointed(Fact):
    """An agent carries the matter for the petitioner."""

    name: ClassVar[str] = "agent_appointed"

    agent: str
    mandate: Ref
    level: str = "handles"


class AgentReleased(Fact):
    """The mandate ended."""

    name: ClassVar[str] = "agent_released"

    agent: str
    reason: Ref


class AgentRated(Fact):
    """The agent was rated."""

    name: ClassVar[str] = "agent_rated"

    agent: str
    satisfied: str
    text: Ref | None = None


class LeaderSet(Fact):
    """Responsible leaders and person were named."""

    name: ClassVar[str] = "leader_set"

    leaders: tuple[str, ...]
    responsible: str | None = None


class RiskSet(Fact):
    """The matter's risk was set, by a person with a reason or by a row of the procedure.

    `held` are the rows that held when a person chose: none of them overrules the choice.
    """

    name: ClassVar[str] = "risk_set"
    qualified_by: ClassVar[str] = "risk"

    risk: str
    reason: Ref | None = None
    by_rule: str = ""
    held: tuple[str, ...] = ()


class ProgressSet(Fact):
    """The matter's progress class was set, as `RiskSet`."""

    name: ClassVar[str] = "progress_set"

    progress: str
    reason: Ref | None = None
    by_rule: str = ""
    held: tuple[str, ...] = ()

    @property
    @override
    def qualifier(self) -> str | None:
        return self.progress.lower()


class Recused(Fact):
    """A person with an interest is kept away."""

    name: ClassVar[str] = "recused"

    person: str
    ground: Ref


class Restricted(Fact):
    """Personal data of the matter may only be kept."""

    name: ClassVar[str] = "restricted"

    scope: str
    ground: Ref
