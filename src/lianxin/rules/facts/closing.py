"""Facts about the petitioner's word, and closing."""

from typing import ClassVar

from typing_extensions import override

from lianxin.rules.facts import sentences
from lianxin.rules.facts.meaning import Meaning, Sentence
from lianxin.rules.facts.shapes import Fact
from lianxin.rules.naming import Body, Word
from lianxin.rules.refs import Ref


class FollowedUp(Fact):
    """The petitioner was asked."""

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
    """The matter was taken up again by its last lead."""

    name: ClassVar[str] = "reopened"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("lead", "centre"),
        leads="lead",
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence("这件事重新办理", "The matter was reopened", texts=("reason",)),
    )

    reason: Ref
    lead: Body | None = None


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
