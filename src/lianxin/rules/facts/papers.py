"""Facts about documents, clocks and corrections."""

from typing import ClassVar

from pydantic import AwareDatetime
from typing_extensions import override

from lianxin.rules.facts.shapes import PARTIAL, Fact
from lianxin.rules.refs import Ref


class AboutDocument(Fact):
    """A fact about one document, which qualifies its name."""

    qualified_by: ClassVar[str] = "document"

    document: str


class Drafted(AboutDocument):
    """A document was drafted; `posts` sign it in order, `fields` is the digest they sign."""

    name: ClassVar[str] = "drafted"

    text: Ref
    fields: str
    posts: tuple[str, ...] = ()


class Signed(AboutDocument):
    """A post signed or sent back; `complete` when no signature is missing any more.

    `stands_in_for` is the absent person in whose place the post was filled.
    """

    name: ClassVar[str] = "signed"

    post: str
    approve: bool
    complete: bool = False
    fields: str
    stands_in_for: str | None = None
    text: Ref | None = None

    @property
    @override
    def result(self) -> str | None:
        if not self.approve:
            return "refused"
        return "complete" if self.complete else PARTIAL


class Issued(AboutDocument):
    """A document was sent out, under an official serial where the office keeps one."""

    name: ClassVar[str] = "issued"

    fields: str
    serial: str | None = None
    text: Ref | None = None


class Delivered(AboutDocument):
    """The petitioner got the document; remedies run from `delivered_at`."""

    name: ClassVar[str] = "delivered"

    means: str
    delivered_at: AwareDatetime
    proof: Ref | None = None


class Published(AboutDocument):
    """A signed answer was made public."""

    name: ClassVar[str] = "published"


class Extended(Fact):
    """A clock was lengthened with approval."""

    name: ClassVar[str] = "extended"
    qualified_by: ClassVar[str] = "clock"

    clock: str
    about: str = ""
    days: int
    reason: Ref
    approver: str


class Paused(Fact):
    """A clock was paused by hand."""

    name: ClassVar[str] = "paused"
    qualified_by: ClassVar[str] = "clock"

    clock: str
    about: str = ""
    reason: Ref


class Resumed(Fact):
    """A clock counts again."""

    name: ClassVar[str] = "resumed"
    qualified_by: ClassVar[str] = "clock"

    clock: str
    about: str = ""


class Rung(Fact):
    """A clock reached a moment; `next_ring` is when the loops must look again, `tell` who is told."""

    name: ClassVar[str] = "rung"
    qualified_by: ClassVar[str] = "clock"

    clock: str
    about: str = ""
    moment: str
    overdue: bool = False
    next_ring: AwareDatetime | None = None
    tell: tuple[str, ...] = ()
    supervised: bool = False


class Restated(Fact):
    """Provisional clocks were counted again under a later calendar."""

    name: ClassVar[str] = "restated"

    calendar: str


class Corrected(Fact):
    """A mistaken entry was answered."""

    name: ClassVar[str] = "corrected"

    entry: int
    text: Ref
