"""Clocks: what is owed by when, with every pause and extension."""

from pydantic import AwareDatetime

from lianxin.rules.state.tasks import TASK
from lianxin.rules.state.value import Value


class PauseSpan(Value):
    """A time in which a clock did not count."""

    since: AwareDatetime
    until: AwareDatetime | None = None


class Clock(Value):
    """A clock of the case; moments are UTC. A stopped one keeps what it came to.

    `procedure` is the version it began under, if the case moved on; `about` its subject (`task-3`).
    `untold_due` is the moment before an extension of which the petitioner was not told yet.
    `aside`: a merger or a move (the fact's name) ended it, not what it waits for; it goes on when
    that is taken back.
    `part`: it came in with that matter, and leaves with it.
    """

    code: str
    n: int = 1
    about: str = ""
    limits: tuple[str, ...]
    start: AwareDatetime
    due: AwareDatetime | None = None
    plain: AwareDatetime | None = None
    ring: AwareDatetime | None = None
    provisional: bool = False
    calendar: str = ""
    whose: str = ""
    wall: bool = False
    window: bool = False
    stopped_at: AwareDatetime | None = None
    late: bool = False
    extensions: int = 0
    pauses: tuple[PauseSpan, ...] = ()
    rung: tuple[str, ...] = ()
    procedure: str = ""
    untold_due: AwareDatetime | None = None
    aside: str = ""
    part: str = ""

    @property
    def running(self) -> bool:
        """Whether it counts now."""
        return self.stopped_at is None and not self.paused

    @property
    def paused(self) -> bool:
        """Whether it stands still and will go on."""
        return bool(self.pauses) and self.pauses[-1].until is None

    @property
    def public(self) -> bool:
        """Whether parties see it: what bodies ask of each other is the house's own."""
        return not self.about.startswith(TASK)
