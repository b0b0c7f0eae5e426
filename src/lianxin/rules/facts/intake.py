"""Facts about how a matter came in and what it is tied to."""

from typing import ClassVar

from pydantic import AwareDatetime
from typing_extensions import override

from lianxin.rules.facts.shapes import Fact
from lianxin.rules.refs import Ref


class Registered(Fact):
    """A matter was put on record. `lat`, `lon` are in millionths of a degree.

    `agent` is who took it in where reception is agency.
    """

    name: ClassVar[str] = "registered"
    qualified_by: ClassVar[str] = "channel"

    number: str
    channel: str
    kind: str
    procedure: str
    version: str
    area: str | None = None
    area_path: tuple[str, ...] = ()
    lat: int | None = None
    lon: int | None = None
    category: str | None = None
    title: Ref
    text: Ref
    address: Ref | None = None
    petitioners: tuple[str, ...] = ()
    representatives: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    reachable: bool = False
    head_count: int = 1
    group: bool = False
    anonymous: bool = False
    withheld: bool = False
    confidential: bool = False
    respondent_bodies: tuple[str, ...] = ()
    respondent_persons: tuple[str, ...] = ()
    urgent: bool = False
    initial: bool = True
    occurred_at: AwareDatetime | None = None
    raised_at: AwareDatetime
    external_id: str | None = None
    points: tuple[Ref, ...] = ()
    attachments: tuple[Ref, ...] = ()
    agent: str | None = None
    centre: str | None = None
    on_behalf: str | None = None
    agreed: bool | None = None
    same_nearby: bool = False


class Accepted(Fact):
    """The body took the matter on, by a route of article 31."""

    name: ClassVar[str] = "accepted"
    qualified_by: ClassVar[str] = "route"

    route: str
    body: str
    opens_lead: bool = False
    nature: str | None = None
    note: Ref | None = None


class Declined(Fact):
    """The matter was refused, with the next door."""

    name: ClassVar[str] = "declined"

    reason: str
    text: Ref
    next_door: Ref


class Added(Fact):
    """The petitioner added words or papers."""

    name: ClassVar[str] = "added"

    text: Ref
    attachments: tuple[Ref, ...] = ()


class Urged(Fact):
    """The petitioner pressed; `count` is how often by now."""

    name: ClassVar[str] = "urged"

    count: int
    text: Ref | None = None


class FilingConfirmed(Fact):
    """The resident said whether the filing that somebody else made for him is `right`."""

    name: ClassVar[str] = "filing_confirmed"

    right: bool
    text: Ref | None = None

    @property
    @override
    def qualifier(self) -> str | None:
        return "right" if self.right else "wrong"


class Withdrawn(Fact):
    """The petitioner took the matter back, or only the `remedy` asked for: the opinion then stands.

    `lead` is the handling body, which goes on with the matter after a remedy was taken back.
    """

    name: ClassVar[str] = "withdrawn"
    qualified_by: ClassVar[str] = "remedy"

    reason: Ref
    remedy: str = ""
    lead: str | None = None


class CategorySet(Fact):
    """The matter came under another subject."""

    name: ClassVar[str] = "category_set"

    category: str


class RepeatMarked(Fact):
    """The same person raised the same facts before, as case `of`."""

    name: ClassVar[str] = "repeat_marked"

    of: str


class Linked(Fact):
    """Two matters were tied together."""

    name: ClassVar[str] = "linked"

    to: str
    relation: str


class Merged(Fact):
    """This matter is carried on inside `into`; `kept_stage` is where it stood."""

    name: ClassVar[str] = "merged"

    into: str
    kept_stage: str


class TookIn(Fact):
    """This matter carries on another one, whose petitioners it answers too.

    `withheld`: the other one keeps identities back, so this one does from now on. Its `points` are
    counted after those here, and whom it keeps away (`recused`) is kept away here.
    """

    name: ClassVar[str] = "took_in"

    part: str
    petitioners: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    withheld: bool = False
    points: int = 0
    recused: tuple[str, ...] = ()


class Split(Fact):
    """Merged matters left this one."""

    name: ClassVar[str] = "split"

    parts: tuple[str, ...]
    petitioners: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()


class SplitOff(Fact):
    """This matter goes its own way again, where it stood.

    `answered` are its own points answered meanwhile; `recused` whoever was kept away meanwhile.
    """

    name: ClassVar[str] = "split_off"

    out_of: str
    answered: tuple[int, ...] = ()
    recused: tuple[str, ...] = ()
