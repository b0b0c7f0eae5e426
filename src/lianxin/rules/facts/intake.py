"""Facts about how a matter came in and what it is tied to."""

from typing import ClassVar

from pydantic import AwareDatetime
from typing_extensions import override

from lianxin.rules.facts import sentences
from lianxin.rules.facts.meaning import Meaning, Sentence
from lianxin.rules.facts.shapes import PARTIAL, Fact, RespondentIn
from lianxin.rules.naming import Body, Case, Party, Person, Word
from lianxin.rules.refs import Ref

TAKEN_DOWN = "taken_down"
"""How a procedure speaks of a withdrawal that somebody of the house wrote down."""


class Registered(Fact):
    """A matter was put on record. `lat`, `lon` are in millionths of a degree.

    `agent` is who took it in where reception is agency. `kept_from_bodies` and `kept_from_persons`
    are those who had the matter for which somebody is retaliated against (`retaliation_for`).
    """

    name: ClassVar[str] = "registered"
    decides: ClassVar[bool] = True
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=sentences.registered,
    )
    qualified_by: ClassVar[str] = "channel"

    number: Word
    channel: Word
    kind: Word
    procedure: Word
    version: Word
    area: Word | None = None
    area_path: tuple[Word, ...] = ()
    lat: int | None = None
    lon: int | None = None
    category: Word | None = None
    title: Ref
    text: Ref
    address: Ref | None = None
    petitioners: tuple[Party, ...] = ()
    representatives: tuple[Party, ...] = ()
    persons: tuple[Person, ...] = ()
    reachable: bool = False
    head_count: int = 1
    group: bool = False
    anonymous: bool = False
    withheld: bool = False
    confidential: bool = False
    respondent_bodies: tuple[Body, ...] = ()
    respondent_persons: tuple[Person, ...] = ()
    respondents_in: tuple[RespondentIn, ...] = ()
    respondent_unknown: bool = False
    urgent: bool = False
    initial: bool = True
    occurred_at: AwareDatetime | None = None
    raised_at: AwareDatetime
    external_id: Word | None = None
    points: tuple[Ref, ...] = ()
    attachments: tuple[Ref, ...] = ()
    agent: Person | None = None
    centre: Body | None = None
    on_behalf: Word | None = None
    agreed: bool | None = None
    same_nearby: bool = False
    retaliation_for: Case | None = None
    kept_from_bodies: tuple[Body, ...] = ()
    kept_from_persons: tuple[Person, ...] = ()
    kept_by_few: bool = False
    reception: Word | None = None
    told_place: Ref | None = None

    @override
    def notified(self) -> tuple[str, ...]:
        """Tell the centre at once of what its own centre may not see: it must not wait to be found."""
        secret = self.confidential or self.kind == "misconduct_report"
        named = self.respondent_bodies or self.respondents_in or self.kept_from_bodies
        return ("centre",) if secret and named else ()


class Accepted(Fact):
    """The body took the matter on, by a route of article 31."""

    name: ClassVar[str] = "accepted"
    decides: ClassVar[bool] = True
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads="body",
        paper=False,
        work="investigated",
        counted=None,
        resident=sentences.accepted,
    )
    qualified_by: ClassVar[str] = "route"

    route: Word
    body: Body
    opens_lead: bool = False
    nature: Word | None = None
    note: Ref | None = None
    addressee: Ref | None = None


class Declined(Fact):
    """The matter was refused, with the next door."""

    name: ClassVar[str] = "declined"
    decides: ClassVar[bool] = True
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="handled",
        counted=None,
        resident=Sentence(
            "没有受理，理由如下", "Not accepted, for this reason", texts=("text", "next_door")
        ),
    )

    reason: Word
    text: Ref
    next_door: Ref


class Added(Fact):
    """The petitioner added words or papers."""

    name: ClassVar[str] = "added"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("lead",),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence("补充了材料", "More was added", texts=("text",)),
    )

    text: Ref
    attachments: tuple[Ref, ...] = ()


class Urged(Fact):
    """The petitioner pressed; `count` is how often by now."""

    name: ClassVar[str] = "urged"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("lead",),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence("您催办了一次", "You asked to hurry"),
    )

    count: int
    text: Ref | None = None


class FilingConfirmed(Fact):
    """The resident said whether the filing that somebody else made for him is `right`."""

    name: ClassVar[str] = "filing_confirmed"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("registrar", "lead"),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=sentences.filing_confirmed,
    )

    right: bool
    text: Ref | None = None

    @property
    @override
    def qualifier(self) -> str | None:
        return "right" if self.right else "wrong"


class Withdrawn(Fact):
    """The petitioner took the matter back, or only the `remedy` asked for: the opinion then stands.

    `lead` is the handling body, which goes on with the matter after a remedy was taken back.
    `stood_back` are those who took back their own part alone: for the others it goes on.
    `taken_down`: somebody of the house wrote it down for him, and he is told so.
    """

    name: ClassVar[str] = "withdrawn"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=("lead", "assist", "centre"),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=sentences.withdrawn,
    )
    reason: Ref
    remedy: Word = ""
    lead: Body | None = None
    stood_back: tuple[Party, ...] = ()
    taken_down: bool = False

    @property
    @override
    def qualifier(self) -> str | None:
        return PARTIAL if self.stood_back else self.remedy or None

    @property
    @override
    def also(self) -> tuple[str, ...]:
        return (TAKEN_DOWN,) if self.taken_down and not self.remedy else ()


class CategorySet(Fact):
    """The matter came under another subject."""

    name: ClassVar[str] = "category_set"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    category: Word


class RepeatMarked(Fact):
    """The same person raised the same facts before, as case `of`."""

    name: ClassVar[str] = "repeat_marked"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    of: Case


class Linked(Fact):
    """Two matters were tied together."""

    name: ClassVar[str] = "linked"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    to: Case
    relation: Word


class Merged(Fact):
    """This matter is carried on inside `into`; `kept_stage` is where it stood."""

    name: ClassVar[str] = "merged"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence(
            "与同一件事合并办理", "Joined with the same matter, to be handled together"
        ),
    )

    into: Case
    kept_stage: Word


class TookIn(Fact):
    """This matter carries on another one, whose petitioners it answers too.

    `withheld`: the other one keeps identities back, so this one does from now on. Its `points` are
    counted after those here, and whom it keeps away (`recused`) is kept away here. What the law counts
    for the other one counts here from then on (`clocks`); its people have not been told by the papers
    `untold`, which were delivered before they came.
    """

    name: ClassVar[str] = "took_in"
    label: ClassVar[tuple[str, str] | None] = ("并入一件", "Took in another case")
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=Sentence(
            "有相同的反映并到这件事里一起办",
            "The same matter raised by others was joined to this one",
        ),
    )

    part: Case
    petitioners: tuple[Party, ...] = ()
    persons: tuple[Person, ...] = ()
    withheld: bool = False
    points: int = 0
    recused: tuple[Person, ...] = ()
    untold: tuple[Word, ...] = ()


class Split(Fact):
    """Merged matters left this one."""

    name: ClassVar[str] = "split"
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    parts: tuple[Case, ...]
    petitioners: tuple[Party, ...] = ()
    persons: tuple[Person, ...] = ()
    recused: tuple[Person, ...] = ()


class SplitOff(Fact):
    """This matter goes its own way again, where it stood.

    `answered` are its own points answered meanwhile; `recused` whoever was kept away meanwhile.
    """

    name: ClassVar[str] = "split_off"
    label: ClassVar[tuple[str, str] | None] = ("拆分出来", "Split off")
    meaning: ClassVar[Meaning] = Meaning(
        audience="parties",
        told=(),
        leads=None,
        paper=False,
        work="touched",
        counted=None,
        resident=None,
    )

    out_of: Case
    answered: tuple[int, ...] = ()
    recused: tuple[Person, ...] = ()
