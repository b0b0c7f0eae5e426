"""Facts about the petitioner's word, and closing."""

from typing import ClassVar

from pydantic import AwareDatetime
from typing_extensions import override

from lianxin.rules.facts import sentences
from lianxin.rules.facts.meaning import Meaning, Sentence
from lianxin.rules.facts.shapes import PARTIAL, Fact
from lianxin.rules.naming import Body, Case, Word
from lianxin.rules.refs import Ref

UNSOLVED = "unsolved"
"""How a procedure speaks of the resident's no: `followed_up:unsolved`, `rated:unsolved`."""


def not_settled(*, solved: bool, satisfied: str) -> bool:
    """Whether a resident's word leaves the matter unsettled: not solved, or not content."""
    return not solved or satisfied == "not"


class FollowedUp(Fact):
    """The petitioner was asked; `of` says whose word it is where matters are carried together.

    `more` says that he was not reached and is called again.
    """

    name: ClassVar[str] = "followed_up"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence("回访了您", "You were followed up with"),
    )
    qualified_by: ClassVar[str] = "satisfied"

    reached: bool
    contacted: bool = False
    true: bool = False
    solved: bool = False
    satisfied: Word = "unreached"
    text: Ref | None = None
    more: bool = False
    of: tuple[Case, ...] = ()

    @property
    @override
    def qualifier(self) -> str | None:
        # He is called again: to have tried once is not yet to have asked.
        return PARTIAL if self.more else self.satisfied

    @property
    @override
    def also(self) -> tuple[str, ...]:
        unsettled = not_settled(solved=self.solved, satisfied=self.satisfied)
        return (UNSOLVED,) if self.reached and unsettled else ()


class Rated(Fact):
    """The petitioner rated."""

    name: ClassVar[str] = "rated"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence("您评价了办理结果", "You rated how it was handled"),
    )
    qualified_by: ClassVar[str] = "satisfied"

    contacted: bool
    solved: bool
    satisfied: Word
    text: Ref | None = None
    of: tuple[Case, ...] = ()

    @property
    @override
    def also(self) -> tuple[str, ...]:
        return (UNSOLVED,) if not_settled(solved=self.solved, satisfied=self.satisfied) else ()


class Confirmed(Fact):
    """The petitioner confirmed that it is settled."""

    name: ClassVar[str] = "confirmed"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence("您确认问题已经解决", "You confirmed that the problem is solved"),
    )

    text: Ref | None = None
    of: tuple[Case, ...] = ()


class WordTakenDown(Fact):
    """What a petitioner asked for was taken down for him: by whom, how and when it came to `body`.

    The step itself stands before it, as if he had taken it on his own page.
    """

    name: ClassVar[str] = "word_taken_down"
    decides: ClassVar[bool] = True
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="none",
        counted="asks",
        resident=sentences.word_taken_down,
    )
    qualified_by: ClassVar[str] = "asks"

    asks: Word
    came: Word
    received_at: AwareDatetime
    body: Body
    text: Ref
    attachments: tuple[Ref, ...] = ()
    of: tuple[Case, ...] = ()


class Closed(Fact):
    """The matter was closed; an exemption names its ground and the article it rests on.

    `ending` tells a dispute that rests from one that the law ended. `exemption_article` stands in
    old entries only: words have their place in `files`.
    """

    name: ClassVar[str] = "closed"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence("这件事已结案", "The matter was closed", texts=("text",)),
    )
    qualified_by: ClassVar[str] = "disposition"

    disposition: Word
    ending: Word | None = None
    text: Ref | None = None
    exemption_ground: Ref | None = None
    exemption_article: Word | None = None
    exemption_basis: Ref | None = None


class Reopened(Fact):
    """The matter was taken up again: by its last lead, or `raised_from` it by the body above.

    `by_rule` names the fact after which it came back of itself; without one a person asked for it.
    Without a lead (`anew`) it waits to be sent to somebody.
    """

    name: ClassVar[str] = "reopened"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("lead", "centre"),
        leads="lead",
        paper=False,
        work="touched",
        counted=None,
        resident=sentences.reopened,
    )

    reason: Ref | None = None
    lead: Body | None = None
    raised_from: Body | None = None
    by_rule: Word = ""

    @property
    @override
    def qualifier(self) -> str | None:
        return "anew" if self.lead is None else "lead"


class Contested(Fact):
    """The resident objected to the referral of the matter as unlawful conduct."""

    name: ClassVar[str] = "contested"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence(
            "您对“依法处理”提出了异议", "You objected to the referral", texts=("reason",)
        ),
    )

    reason: Ref


class ContestRuled(Fact):
    """That objection was decided."""

    name: ClassVar[str] = "contest_ruled"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=sentences.contest_ruled,
    )

    upheld: bool
    text: Ref

    @property
    @override
    def qualifier(self) -> str | None:
        return "upheld" if self.upheld else "dismissed"


class EndingRequested(Fact):
    """The lead asked to end an order that it cannot solve."""

    name: ClassVar[str] = "ending_requested"
    meaning: ClassVar[Meaning] = Meaning(
        audience="house",
        told=("centre",),
        leads=None,
        paper=False,
        work="handled",
        counted=None,
        resident=None,
    )

    body: Body
    text: Ref


class EndingRuled(Fact):
    """The centre consented to the ending, and nobody owes the order anything, or it did not."""

    name: ClassVar[str] = "ending_ruled"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("lead",),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=sentences.ending_ruled,
    )

    agreed: bool
    body: Body
    text: Ref

    @property
    @override
    def qualifier(self) -> str | None:
        return "agreed" if self.agreed else "refused"


class Archived(Fact):
    """The matter went into the archive."""

    name: ClassVar[str] = "archived"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )
