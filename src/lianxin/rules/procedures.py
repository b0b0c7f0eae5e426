"""A procedure as a value: stages, tracks, actions, clocks, breaches and sign-offs.

The text form and its faults are in `grammar`. A case keeps the version it started with.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from lianxin.rules.phases import Phase

Unit = Literal["minutes", "hours", "working_hours", "days", "working_days", "months"]
Ends = Literal["minute", "day"]
Each = Literal["task", "assist"]
Roll = Literal["none", "next_workday"]
Condition = str | tuple[str, ...]
Card = Literal["yellow", "red", "by_count"]


SIMPLE = "simple_allowed"
"""The condition of the simple procedure, by which rules know it and whatever extends it."""


class ProcedureRow(BaseModel):
    """A row of a procedure; `line` is where it stands in its file (0 when made in code)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    line: int = Field(default=0, exclude=True)


class Label(BaseModel):
    """A name in both languages."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: str
    en: str


class Stage(ProcedureRow):
    """A stage of the main line, in one of the fixed phases."""

    code: str
    phase: Phase
    zh: str
    en: str


class TrackStep(BaseModel):
    """A step of a track as a table: its name, and the fact (`fact:qualifier`) that takes it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    zh: str = ""
    en: str = ""
    fact: str = ""


class Track(ProcedureRow):
    """What runs beside the main stage: a short line of steps.

    An `ordered` one is walked step by step; any of `ends` ends it, else the last step (ordered) or
    all of them (unordered). A `binding` one, once begun, is finished before `no_open_tracks` holds.
    One that is not `offered` stands ready for a procedure that extends this one.
    """

    code: str
    steps: tuple[str, ...]
    named: tuple[TrackStep, ...] = ()
    ordered: bool = False
    ends: tuple[str, ...] = ()
    binding: bool = False
    offered: bool = True
    zh: str = ""
    en: str = ""

    def step(self, code: str) -> TrackStep:
        """Return a step with what its table says; a bare one has its code alone."""
        return next((step for step in self.named if step.code == code), TrackStep(code=code))

    @property
    def line_of_steps(self) -> tuple[str, ...]:
        """The steps on the way to an end."""
        return tuple(step for step in self.steps if step not in self.ends)


class Action(ProcedureRow):
    """Who may do what at which stage (or track step), under which conditions, leading where.

    `at` holds stage codes (or steps of `track`), `*` for any. `to` is a stage, or outcome → stage.
    `stages` limits a row of a track to stages of the main line. Of `take_step`, `to` names the
    steps that the row opens: one, or a table of them; without it all. A row of a command about a
    paper is for the `papers` that it names; without them for any.
    """

    do: str
    at: tuple[str, ...]
    by: tuple[str, ...]
    track: str | None = None
    stages: tuple[str, ...] = ()
    when: tuple[Condition, ...] = ()
    needs: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    to: str | Mapping[str, str] | None = None
    source: str = ""


class Limit(BaseModel):
    """An amount of a unit: `10 days`, `5 working_days`, `1 months`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    amount: int = Field(ge=0)
    unit: Unit


class ExtensionRule(BaseModel):
    """How a clock may be extended: by how much, how often, by whom, with which document."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    limit: Limit
    times: int = Field(default=1, ge=1)
    by: str = "body_head"
    needs: str | None = None


class ClockRule(ProcedureRow):
    """A clock: `start`, `stop`, `pause` and `resume` name facts (`fact` or `fact:qualifier`).

    A start never touches a running clock, unless `anew` names it, with the ground on which it counts
    from the beginning again.
    `limit` is one limit, or a table from a value of risk, progress, urgency or place to a limit,
    with `*` for the rest (`urgent = "2 hours"`, `red = "3 days"`, `"*" = "5 working_days"`).
    A `window` is time given to somebody to use: that it runs out is no breach. A `promise` is what
    residents are told beforehand that they may count on. With `each` there is
    one clock a task, or one an assisting leg; `as_set` counts to the moment given with that task,
    and `limit` is for a task given without one (an empty table: then there is no clock).
    """

    code: str
    each: Each | None = None
    as_set: bool = False
    limit: Limit | Mapping[str, Limit]
    start: tuple[str, ...]
    stop: tuple[str, ...]
    anew: Mapping[str, str] = Field(default_factory=dict)
    pause: tuple[str, ...] = ()
    resume: tuple[str, ...] = ()
    whose: str
    ends: Ends = "minute"
    roll: Roll = "none"
    wall: bool = False
    window: bool = False
    promise: bool = False
    when: tuple[Condition, ...] = ()
    extend: ExtensionRule | None = None
    source: str = ""
    zh: str = ""
    en: str = ""


class Breach(ProcedureRow):
    """What happens at a moment of a clock: `at` is `due`, an offset to the plain moment, or `50%`.

    Only where `when` holds at that moment; what presses the matter names its `trigger` and `card`.
    """

    clock: str
    at: str
    do: str | None = None
    tell: tuple[str, ...] = ()
    when: tuple[Condition, ...] = ()
    trigger: str = ""
    card: Card | None = None


class Trigger(ProcedureRow):
    """A fact after which a matter is pressed of itself, where `when` holds."""

    on: str
    code: str
    when: tuple[Condition, ...] = ()
    card: Card | None = None


class Return(ProcedureRow):
    """A fact after which a matter that is not solved goes back of itself, where `when` holds.

    `to` is the body that handled it (`lead`), or the centre, which looks first and decides. The
    return whose number is a multiple of `raise_after` goes to the body above (0: none does).
    """

    on: str
    to: Literal["lead", "centre"] = "lead"
    raise_after: int = Field(default=0, ge=0)
    when: tuple[Condition, ...] = ()
    source: str = ""


class Colour(ProcedureRow):
    """A risk or a class of progress that a matter has where `when` holds; the gravest stands first."""

    set: str
    when: tuple[Condition, ...] = ()
    source: str = ""

    @property
    def rule(self) -> str:
        """The row's own name: what it sets and where."""
        names = (
            "|".join(condition) if isinstance(condition, tuple) else condition
            for condition in self.when
        )
        return f"{self.set}:{'+'.join(names)}"


class SignOff(ProcedureRow):
    """The posts that sign a document, in order."""

    document: str
    posts: tuple[str, ...]


class PaperRule(ProcedureRow):
    """What a paper tells: the facts (`accepted:6`) of which one must have happened before it.

    A paper without such a fact tells of nothing that was decided, and goes out at any time that
    its rows of actions allow.
    """

    document: str
    tells: tuple[str, ...] = ()
    source: str = ""


class DeliveryRule(ProcedureRow):
    """What a way of delivering a paper asks for.

    A `proof`; a try in another way that failed before (`after_failure`); a `period` at whose end a
    public notice counts as delivered.
    """

    means: str
    proof: bool = False
    after_failure: bool = False
    period: Limit | None = None
    source: str = ""


class SittingRule(ProcedureRow):
    """What a sitting of a kind asks for before it may be held.

    `quorum` counts everybody seated but observers, `panel_min` those who judge (chair, mediator,
    members, evaluators); `roles` must be seated; `needs_sides` asks for both sides. In a `neutral`
    one whoever investigated the matter may not judge. `asked_by` may ask for it; a conclusion
    given by one of `binds` may name a lead that may not return the matter.
    """

    kind: str
    quorum: int = Field(default=1, ge=1)
    panel_min: int = Field(default=0, ge=0)
    needs_sides: bool = False
    neutral: bool = False
    roles: tuple[str, ...] = ()
    asked_by: tuple[str, ...] = ()
    binds: tuple[str, ...] = ()
    source: str = ""


class Procedure(BaseModel):
    """A whole procedure, merged with what it extends; `digest` names the version.

    A matter is in it `only_if` these conditions hold: where one fails later, it goes back of itself
    to the procedure that it came from.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    label: Label
    edition: str = ""
    extends: str | None = None
    kinds: tuple[str, ...] = ("*",)
    channels: tuple[str, ...] = ("*",)
    only_if: tuple[Condition, ...] = ()
    reception_is_agency: bool = False
    stages: tuple[Stage, ...]
    tracks: tuple[Track, ...] = ()
    actions: tuple[Action, ...]
    clocks: tuple[ClockRule, ...] = ()
    breaches: tuple[Breach, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    returns: tuple[Return, ...] = ()
    risks: tuple[Colour, ...] = ()
    progresses: tuple[Colour, ...] = ()
    sign_offs: tuple[SignOff, ...] = ()
    papers: tuple[PaperRule, ...] = ()
    deliveries: tuple[DeliveryRule, ...] = ()
    sittings: tuple[SittingRule, ...] = ()
    digest: str = ""

    @cached_property
    def stage_index(self) -> Mapping[str, Stage]:
        """Stages by code."""
        return {stage.code: stage for stage in self.stages}

    @cached_property
    def is_simple(self) -> bool:
        """Whether the exclusions of the simple procedure hold under this one."""
        # A version from before it said so has its code alone.
        return SIMPLE in self.only_if or self.code == "simple"

    @cached_property
    def is_watchful(self) -> bool:
        """Whether facts of this procedure may be followed by others of themselves."""
        rows = (self.triggers, self.returns, self.risks, self.progresses)
        return bool(self.steps_by_fact) or any(rows)

    @cached_property
    def track_index(self) -> Mapping[str, Track]:
        """Tracks by code."""
        return {track.code: track for track in self.tracks}

    @cached_property
    def steps_by_fact(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """Which steps of offered tracks each name of a fact takes: track and step."""
        by_fact: dict[str, list[tuple[str, str]]] = {}
        for track in self.tracks:
            for step in track.named if track.offered else ():
                if step.fact:
                    by_fact.setdefault(step.fact, []).append((track.code, step.code))
        return {fact: tuple(steps) for fact, steps in by_fact.items()}

    @cached_property
    def action_index(self) -> Mapping[str, tuple[Action, ...]]:
        """Action rows by command."""
        by_command: dict[str, list[Action]] = {}
        for action in self.actions:
            by_command.setdefault(action.do, []).append(action)
        return {do: tuple(rows) for do, rows in by_command.items()}

    @cached_property
    def clock_index(self) -> Mapping[str, ClockRule]:
        """Clock rules by code."""
        return {clock.code: clock for clock in self.clocks}

    @cached_property
    def clocks_by_token(self) -> Mapping[str, frozenset[int]]:
        """Which clock rules, by their place, each name of a fact starts, stops, pauses or resumes."""
        by_token: dict[str, set[int]] = {}
        for place, rule in enumerate(self.clocks):
            for token in (*rule.start, *rule.stop, *rule.pause, *rule.resume):
                by_token.setdefault(token, set()).add(place)
        return {token: frozenset(places) for token, places in by_token.items()}

    def clocks_touched(self, names: Iterable[str]) -> tuple[ClockRule, ...]:
        """Return the clock rules that any of these names of a fact concerns, in their order."""
        places = {place for name in names for place in self.clocks_by_token.get(name, ())}
        return tuple([self.clocks[place] for place in sorted(places)])

    @cached_property
    def sign_off_index(self) -> Mapping[str, SignOff]:
        """Sign-offs by document."""
        return {row.document: row for row in self.sign_offs}

    @cached_property
    def paper_index(self) -> Mapping[str, PaperRule]:
        """What papers tell, by document."""
        return {row.document: row for row in self.papers}

    @cached_property
    def delivery_index(self) -> Mapping[str, DeliveryRule]:
        """What each way of delivering asks for."""
        return {row.means: row for row in self.deliveries}

    def told_by(self, fact: str, otherwise: str) -> str:
        """Return the paper that tells a fact of that name; `otherwise` where no row says which."""
        # A county's own row stands after those of its base, and is what it tells by.
        for row in reversed(self.papers):
            if any(token.partition(":")[0] == fact for token in row.tells):
                return row.document
        return otherwise

    @cached_property
    def sitting_index(self) -> Mapping[str, SittingRule]:
        """Rules of sittings by kind."""
        return {row.kind: row for row in self.sittings}

    def phase(self, stage: str) -> Phase:
        """Return the phase of a stage of this procedure."""
        return self.stage_index[stage].phase
