"""What all facts share: results are carried, so that nothing is decided twice."""

from typing import Any, ClassVar, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict
from typing_extensions import override

from lianxin.rules.facts.meaning import Audience, Meaning, Spoken
from lianxin.rules.naming import Body, Person, Word
from lianxin.rules.refs import Ref

Op = Literal["started", "stopped", "paused", "resumed", "extended", "restated", "restored"]


PARTIAL = "partial"
"""The result of a fact that moves nothing yet."""


class ClockChange(BaseModel):
    """What a fact does to one clock; moments are UTC, whole seconds.

    `due` binds, `plain` is the moment before rolling to a working day, `ring` the next moment at
    which the loops must look; `calendar` is the version it was counted with; `rung` names the
    alarms that a clock counted again need not ring a second time. `about` names the subject of a
    clock of which there is one each, `n` which of that code where it is not the latest. `untold_due`
    is the moment that binds while nobody was told of its extension. A `restored` clock goes on as if
    it had not been stopped; one that was met for a while where its matter was carried stood still
    since `stood`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: Word
    op: Op
    about: Word = ""
    limits: tuple[Word, ...] = ()
    start: AwareDatetime | None = None
    due: AwareDatetime | None = None
    plain: AwareDatetime | None = None
    ring: AwareDatetime | None = None
    provisional: bool = False
    calendar: Word = ""
    whose: Word = ""
    wall: bool = False
    window: bool = False
    late: bool = False
    rung: tuple[Word, ...] = ()
    untold_due: AwareDatetime | None = None
    n: int | None = None
    stood: AwareDatetime | None = None


TaskOp = Literal["given", "reported", "closed", "released", "restored"]


class TaskChange(BaseModel):
    """What a fact does to one task; `source` to `about` are said of one that is given.

    `due` is the moment given with it (UTC), `done` what its report says.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    n: int
    op: TaskOp
    source: Word = ""
    body: Body = ""
    person: Person = ""
    due: AwareDatetime | None = None
    text: Ref | None = None
    about: Word = ""
    done: bool | None = None


class RespondentIn(BaseModel):
    """That a person complained of held a post in a body when he was named."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    person: Person
    body: Body


class Fact(BaseModel):
    """Something that happened to a case, with its results.

    `stage` and `phase` are given when the main stage changed, `track`/`step` when a track moved;
    `tasks` says which tasks it gives or ends.
    Facts are forever: fields are added with defaults and never renamed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: ClassVar[str]
    meaning: ClassVar[Meaning]
    label: ClassVar[tuple[str, str] | None] = None
    """What the house calls it, in both languages, where no command leaves it and names it so."""
    qualified_by: ClassVar[str] = ""
    """The field whose value, where it has one, is the qualifier."""
    decides: ClassVar[bool] = False
    """Whether it is a decision about the matter that a paper tells to whom it concerns."""

    stage: Word | None = None
    phase: Word | None = None
    track: Word | None = None
    step: Word | None = None
    clocks: tuple[ClockChange, ...] = ()
    tasks: tuple[TaskChange, ...] = ()

    @classmethod
    @override
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Refuse a fact that does not say who may know it: nothing then starts."""
        super().__pydantic_init_subclass__(**kwargs)
        if "name" in cls.__dict__ and "meaning" not in cls.__dict__:
            raise TypeError(f"the fact {cls.__name__} does not say what it means: `meaning`")

    def audience(self) -> Audience:
        """Who may know what it holds."""
        return self.meaning.audience

    def notified(self) -> tuple[str, ...]:
        """Whom a notice goes to, beside those it gives a task."""
        return self.meaning.told

    def new_lead(self) -> str | None:
        """Return the body that handles the matter from now on, where it makes one the lead."""
        if self.meaning.leads is None or not getattr(self, "opens_lead", True):
            return None
        body: str | None = getattr(self, self.meaning.leads)
        return body

    def is_work(self) -> bool:
        """Whether the lead that did it worked on the matter."""
        return self.meaning.work != "none"

    def spoken(self) -> Spoken | None:
        """How a resident is told of it; None where there is nothing for him to hear."""
        resident = self.meaning.resident
        sentence = resident(self) if callable(resident) else resident
        if sentence is None:
            return None
        fills = sentence.fills.items()
        values = {gap: (fill.kind, getattr(self, fill.field)) for gap, fill in fills}
        texts = tuple(ref for field in sentence.texts if (ref := getattr(self, field)))
        return Spoken(sentence.zh, sentence.en, values, texts)

    @property
    def qualifier(self) -> str | None:
        """What a procedure may add to the fact's name: `delivered:opinion`."""
        return (getattr(self, self.qualified_by) or None) if self.qualified_by else None

    @property
    def also(self) -> tuple[str, ...]:
        """Further qualifiers by which a procedure may name it, beside the one above."""
        return ()

    @property
    def result(self) -> str | None:
        """What a `to` table of a procedure looks up; `partial` moves nothing yet."""
        return self.qualifier
