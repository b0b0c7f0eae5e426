"""Facts about documents, clocks and corrections."""

from typing import ClassVar

from pydantic import AwareDatetime
from typing_extensions import override

from lianxin.rules.facts import sentences
from lianxin.rules.facts.meaning import Audience, Fill, Meaning, Sentence
from lianxin.rules.facts.shapes import PARTIAL, Fact
from lianxin.rules.naming import Body, Person, Post, Word
from lianxin.rules.refs import Ref

FILING = "filing"
"""What a correction answers: the resident's word that a filing made for him is wrong."""
TOLD = "told"
"""How a clock names that a paper has told of a decision: `told:accepted`."""
ACCEPTANCE_NOTICE = "acceptance_notice"
"""What the paper about an acceptance was called while its facts did not say what it tells."""
TASK = "task-"
"""How the subject of a clock about a task begins."""


class AboutDocument(Fact):
    """A fact about one document, which qualifies its name."""

    qualified_by: ClassVar[str] = "document"

    document: Word


class OutgoingDocument(AboutDocument):
    """A document on its way to whom it concerns: `tells` names the decision, `about` its number.

    The number is that of the deciding fact within the case; none where it tells of no decision.
    """

    tells: Word = ""
    about: int = 0

    @override
    def is_work(self) -> bool:
        """Saying that the matter was taken over is no work on it yet."""
        says_so = self.tells == "accepted" or (
            not self.tells and self.document == ACCEPTANCE_NOTICE
        )
        return not says_so and super().is_work()


class Drafted(AboutDocument):
    """A document was drafted; `posts` sign it in order, `fields` is the digest they sign."""

    name: ClassVar[str] = "drafted"
    meaning: ClassVar[Meaning] = Meaning(
        audience="house",
        told=("signer",),
        leads=None,
        paper=False,
        work="handled",
        counted=None,
        resident=None,
    )

    text: Ref
    fields: Word
    posts: tuple[Post, ...] = ()
    body: Body = ""


class Signed(AboutDocument):
    """A post signed or sent back; `complete` when no signature is missing any more.

    `stands_in_for` is the absent person in whose place the post was filled.
    """

    name: ClassVar[str] = "signed"
    meaning: ClassVar[Meaning] = Meaning(
        audience="house",
        told=("next_signer",),
        leads=None,
        paper=False,
        work="handled",
        counted=None,
        resident=None,
    )

    post: Post
    approve: bool
    complete: bool = False
    fields: Word
    stands_in_for: Person | None = None
    text: Ref | None = None

    @property
    @override
    def result(self) -> str | None:
        if not self.approve:
            return "refused"
        return "complete" if self.complete else PARTIAL


class Issued(OutgoingDocument):
    """A document was sent out in a body's name, under an official serial where it bears one."""

    name: ClassVar[str] = "issued"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=True,
        work="touched",
        counted=None,
        resident=None,
    )

    fields: Word
    serial: Word | None = None
    text: Ref | None = None
    body: Body = ""


class Delivered(OutgoingDocument):
    """The petitioner got the document; remedies run from `delivered_at`.

    By a public notice that is the end of its days; the body did its part at `posted_at`.
    """

    name: ClassVar[str] = "delivered"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=True,
        work="touched",
        counted=None,
        resident=Sentence(
            "%(paper)s已送达", "%(paper)s delivered", {"paper": Fill("document", "document")}
        ),
    )

    means: Word
    delivered_at: AwareDatetime
    proof: Ref | None = None
    posted_at: AwareDatetime | None = None


class DeliveryFailed(AboutDocument):
    """A document did not reach whom it is for; `reason` says why."""

    name: ClassVar[str] = "delivery_failed"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence(
            "%(paper)s没有送到您手里，请与办理单位联系",
            "%(paper)s did not reach you; please get in touch with the body in charge",
            {"paper": Fill("document", "document")},
        ),
    )

    means: Word
    reason: Word
    tried_at: AwareDatetime
    text: Ref | None = None


class NoticePosted(AboutDocument):
    """A public notice says that a document waits; it counts as delivered when `until` is over."""

    name: ClassVar[str] = "notice_posted"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence(
            "%(paper)s已公告送达，可以向办理单位领取",
            "A public notice says that %(paper)s waits for you at the body in charge",
            {"paper": Fill("document", "document")},
        ),
    )

    place: Ref
    posted_at: AwareDatetime
    until: AwareDatetime


class Published(AboutDocument):
    """A signed answer was made public."""

    name: ClassVar[str] = "published"
    meaning: ClassVar[Meaning] = Meaning(
        audience="public",
        told=(),
        leads=None,
        paper=True,
        work="touched",
        counted=None,
        resident=None,
    )


class Extended(Fact):
    """A clock was lengthened with approval."""

    name: ClassVar[str] = "extended"
    decides: ClassVar[bool] = True
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence(
            "办理期限延长了，理由如下", "The limit was extended, for this reason", texts=("reason",)
        ),
    )
    qualified_by: ClassVar[str] = "clock"

    clock: Word
    about: Word = ""
    days: int
    reason: Ref
    approver: Person


class Paused(Fact):
    """A clock was paused by hand."""

    name: ClassVar[str] = "paused"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence(
            "时限暂停，理由如下", "The clock was paused, for this reason", texts=("reason",)
        ),
    )
    qualified_by: ClassVar[str] = "clock"

    clock: Word
    about: Word = ""
    reason: Ref


class Resumed(Fact):
    """A clock counts again."""

    name: ClassVar[str] = "resumed"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence("时限继续计算", "The clock runs again"),
    )
    qualified_by: ClassVar[str] = "clock"

    clock: Word
    about: Word = ""


class Rung(Fact):
    """A clock reached a moment; `next_ring` is when the loops must look again, `tell` who is told."""

    name: ClassVar[str] = "rung"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="none",
        counted=None,
        resident=None,
    )
    qualified_by: ClassVar[str] = "clock"

    clock: Word
    about: Word = ""
    moment: Word
    overdue: bool = False
    next_ring: AwareDatetime | None = None
    tell: tuple[Word, ...] = ()
    supervised: bool = False

    @override
    def audience(self) -> Audience:
        """A clock of what a body owes beside the lead is the house's own (decision 12)."""
        return "house" if self.about.startswith(TASK) else super().audience()

    @override
    def notified(self) -> tuple[str, ...]:
        """Whom the procedure's breach names; an alarm that tells nobody needs no notice."""
        return self.tell


class Restated(Fact):
    """Provisional clocks were counted again under a later calendar."""

    name: ClassVar[str] = "restated"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    calendar: Word


class Corrected(Fact):
    """A mistaken entry was answered.

    With `filing` it answers the resident, who said that what was put on record for him is wrong: he
    is told what it says now, and may say again that it is wrong.
    """

    name: ClassVar[str] = "corrected"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=sentences.corrected,
    )

    entry: int
    text: Ref
    filing: bool = False

    @property
    @override
    def qualifier(self) -> str:
        """What it corrects, where something waits for that."""
        return FILING if self.filing else ""
