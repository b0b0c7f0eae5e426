"""Facts about the remedies against an opinion."""

from typing import ClassVar

from lianxin.rules.facts import sentences
from lianxin.rules.facts.meaning import Fill, Meaning, Sentence
from lianxin.rules.facts.shapes import Fact
from lianxin.rules.naming import Body, Post, Word
from lianxin.rules.refs import Ref


class ReviewRequested(Fact):
    """A review was asked for; `reviewer` is the body above the handling body."""

    name: ClassVar[str] = "review_requested"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("lead", "handled", "centre"),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence(
            "您申请复查，由%(who)s办理",
            "You asked for a review by %(who)s",
            {"who": Fill("body", "reviewer")},
            texts=("reason",),
        ),
    )

    reviewer: Body
    reason: Ref


class ReviewProposed(Fact):
    """A decision on a remedy was drafted; it takes effect with the last signature of `posts`.

    `tells` names the decision that it will be: a review or a re-review.
    """

    name: ClassVar[str] = "review_proposed"
    meaning: ClassVar[Meaning] = Meaning(
        audience="house",
        told=("signer",),
        leads=None,
        paper=False,
        work="handled",
        counted=None,
        resident=None,
    )
    label: ClassVar[tuple[str, str] | None] = ("拟定复查复核意见", "Proposed a review opinion")

    tells: Word
    outcome: Word
    body: Body
    document: Word
    fields: Word
    posts: tuple[Post, ...]
    text: Ref


class ReviewDecided(Fact):
    """The review was decided; revoked sends the matter back to `lead`."""

    name: ClassVar[str] = "review_decided"
    decides: ClassVar[bool] = True
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="handled",
        counted=None,
        resident=sentences.reviewed,
    )
    qualified_by: ClassVar[str] = "outcome"

    outcome: Word
    body: Body
    lead: Body | None = None
    document: Word
    fields: Word
    posts: tuple[Post, ...] = ()
    text: Ref


class ReReviewRequested(ReviewRequested):
    """A re-review was asked for."""

    name: ClassVar[str] = "re_review_requested"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("lead", "handled", "centre"),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence(
            "您申请复核，由%(who)s办理",
            "You asked for a re-review by %(who)s",
            {"who": Fill("body", "reviewer")},
            texts=("reason",),
        ),
    )


class ReReviewDecided(ReviewDecided):
    """The re-review was decided."""

    name: ClassVar[str] = "re_review_decided"
    decides: ClassVar[bool] = True
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="handled",
        counted=None,
        resident=sentences.reviewed,
    )


class ProcedureEnded(Fact):
    """The procedure ended by law; care goes on."""

    name: ClassVar[str] = "procedure_ended"
    decides: ClassVar[bool] = True
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=True,
        work="touched",
        counted=None,
        resident=Sentence("信访程序终结", "The petition procedure ended"),
    )

    ground: Ref
