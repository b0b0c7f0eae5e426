"""What all facts share: results are carried, so that nothing is decided twice."""

from typing import ClassVar, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from lianxin.rules.refs import Ref

Op = Literal["started", "stopped", "paused", "resumed", "extended", "restated", "restored"]


PARTIAL = "partial"
"""The result of a fact that moves nothing yet."""


class ClockChange(BaseModel):
    """What a fact does to one clock; moments are UTC, whole seconds.

    `due` binds, `plain` is the moment before rolling to a working day, `ring` the next moment at
    which the loops must look; `calendar` is the version it was counted with; `rung` names the
    alarms that a clock counted again need not ring a second time. `about` names the subject of a
    clock of which there is one each. A `restored` clock goes on as if
    it had not been stopped.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    op: Op
    about: str = ""
    limits: tuple[str, ...] = ()
    start: AwareDatetime | None = None
    due: AwareDatetime | None = None
    plain: AwareDatetime | None = None
    ring: AwareDatetime | None = None
    provisional: bool = False
    calendar: str = ""
    whose: str = ""
    wall: bool = False
    window: bool = False
    late: bool = False
    rung: tuple[str, ...] = ()


TaskOp = Literal["given", "reported", "closed", "released"]


class TaskChange(BaseModel):
    """What a fact does to one task; `source` to `about` are said of one that is given.

    `due` is the moment given with it (UTC), `done` what its report says.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    n: int
    op: TaskOp
    source: str = ""
    body: str = ""
    person: str = ""
    due: AwareDatetime | None = None
    text: Ref | None = None
    about: str = ""
    done: bool | None = None


class Fact(BaseModel):
    """Something that happened to a case, with its results.

    `stage` and `phase` are given when the main stage changed, `track`/`step` when a track moved;
    `tasks` says which tasks it gives or ends.
    Facts are forever: fields are added with defaults and never renamed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: ClassVar[str]
    qualified_by: ClassVar[str] = ""
    """The field whose value, where it has one, is the qualifier."""

    stage: str | None = None
    phase: str | None = None
    track: str | None = None
    step: str | None = None
    clocks: tuple[ClockChange, ...] = ()
    tasks: tuple[TaskChange, ...] = ()

    @property
    def qualifier(self) -> str | None:
        """What a procedure may add to the fact's name: `delivered:opinion`."""
        return (getattr(self, self.qualified_by) or None) if self.qualified_by else None

    @property
    def result(self) -> str | None:
        """What a `to` table of a procedure looks up; `partial` moves nothing yet."""
        return self.qualifier
