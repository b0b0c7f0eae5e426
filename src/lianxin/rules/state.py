"""A case as the rules see it: folded from its facts, never decided again."""

from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, field_validator

from lianxin.rules.phases import is_final

LegRole = Literal["lead", "assist"]
LegState = Literal["offered", "received", "objected", "handling", "answered", "released"]
Work = Literal["advice", "instruction", "decision", "call_in", "like_places", "plan"]
Watch = Literal["term", "help", "pattern", "review"]
TaskSource = Literal[Work, Watch]
TaskState = Literal["open", "reported", "closed", "released"]
OPEN_LEG = ("offered", "received", "objected", "handling")
REVIEWS = frozenset({"review", "re_review"})
"""Instruments of a lead leg that reviews instead of handling."""
CLOSING_PAPERS = frozenset({"exemption", "legal_referral"})
"""Signed for one closing, and void when the matter is taken up again."""
TASK = "task-"
"""How the subject of a task's clock begins."""
HANDLING_TASKS = frozenset({"instruction", "decision", "call_in", "plan"})
"""Sources of tasks that serve the handling; advice, terms and screenings outlive the matter."""


class Value(BaseModel):
    """A frozen part of the state."""

    model_config = ConfigDict(frozen=True)


class Leg(Value):
    """One body's part in the case, from offer to answer or release."""

    n: int
    body: str
    role: LegRole
    instrument: str
    state: LegState = "offered"
    opened_at: AwareDatetime

    @property
    def open(self) -> bool:
        """Whether the body still owes something."""
        return self.state in OPEN_LEG

    @property
    def subject(self) -> str:
        """What a clock of its own is about."""
        return f"leg-{self.n}"


class PauseSpan(Value):
    """A time in which a clock did not count."""

    since: AwareDatetime
    until: AwareDatetime | None = None


class Clock(Value):
    """A clock of the case; moments are UTC. A stopped one keeps what it came to.

    `procedure` is the version it began under, if the case moved on; `about` its subject (`task-3`).
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


class Document(Value):
    """A paper of the case: how far it is, what its signers sign, and who signed."""

    code: str
    state: Literal["drafted", "signed", "issued", "delivered"]
    fields: str = ""
    outcome: str = ""
    posts: tuple[str, ...] = ()
    signed_by: tuple[str, ...] = ()
    signers: tuple[str, ...] = ()

    @property
    def next_post(self) -> str | None:
        """The post whose signature is missing first."""
        if self.state != "drafted":
            return None
        left = self.posts[len(self.signed_by) :]
        return left[0] if left else None


class Seat(Value):
    """Somebody at a sitting, with what he is there for."""

    person: str
    role: str = "member"


class Consent(Value):
    """Whether a side agrees to a mediation; the last word of each counts."""

    party: str
    given: bool


class Sitting(Value):
    """A sitting of the case; `sessions` counts how often it was held, `place` is a text."""

    n: int
    kind: str
    step: Literal["requested", "ordered", "held", "concluded", "declined"]
    seats: tuple[Seat, ...] = ()
    consents: tuple[Consent, ...] = ()
    sessions: int = 0
    outcome: str | None = None
    meets_at: AwareDatetime | None = None
    place: str = ""

    @property
    def open(self) -> bool:
        """Whether it was neither concluded nor declined."""
        return self.step not in {"concluded", "declined"}

    @field_validator("seats", mode="before")
    @classmethod
    def _plain_codes_are_members(cls, value: Any) -> Any:
        return [{"person": one} if isinstance(one, str) else one for one in value]


class Agreement(Value):
    """An agreement of the sides; `confirmation` is how far the court is with it."""

    n: int
    sitting: int | None = None
    terms: int = 1
    effective_at: AwareDatetime
    confirmation: str | None = None


class Task(Value):
    """What a body or a person owes within the case, beside the work of the lead.

    `reported` awaits whoever gave it (`giver`, acting for the body `given_from`); `released` was
    lifted undone. `about` narrows the source: the kind of advice, the number of a term.
    """

    n: int
    source: TaskSource
    body: str = ""
    person: str = ""
    due: AwareDatetime | None = None
    text: str = ""
    about: str = ""
    state: TaskState = "open"
    done: bool | None = None
    giver: str = ""
    given_from: str = ""
    given_at: AwareDatetime
    reporter: str = ""

    @property
    def open(self) -> bool:
        """Whether it still waits for its report."""
        return self.state == "open"

    @property
    def standing(self) -> bool:
        """Whether it still waits for anybody: for its report, or for whoever gave it."""
        return self.state in {"open", "reported"}

    @property
    def subject(self) -> str:
        """What a clock of its own is about."""
        return f"{TASK}{self.n}"


class AgentHeld(Value):
    """Who carries the matter for the resident, and at which level."""

    person: str
    level: str = "handles"


class TakenStep(Value):
    """A step of a track that was taken: by whom, when, in which round of the track."""

    track: str
    step: str
    person: str
    body: str = ""
    at: AwareDatetime
    round: int = 1


class Link(Value):
    """A tie to another case."""

    to: str
    relation: str


class Carried(Value):
    """A matter carried inside this one, and how many points it brought."""

    part: str
    points: int = 0


class CaseState(Value):
    """Everything the rules need to know about one case."""

    id: str
    number: str
    procedure: str
    version: str
    stage: str
    phase: str
    channel: str
    kind: str
    area: str | None = None
    area_path: tuple[str, ...] = ()
    category: str | None = None
    centre: str | None = None
    registrar: str = ""
    registrar_body: str = ""
    registered_at: AwareDatetime
    raised_at: AwareDatetime
    title: str = ""
    text: str = ""
    petitioners: tuple[str, ...] = ()
    representatives: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    reachable: bool = False
    head_count: int = 1
    on_behalf: str | None = None
    agreed: bool | None = None
    group: bool = False
    anonymous: bool = False
    withheld: bool = False
    confidential: bool = False
    respondent_bodies: tuple[str, ...] = ()
    respondent_persons: tuple[str, ...] = ()
    urgent: bool = False
    initial: bool = True
    repeat_of: str | None = None
    points: int = 0
    answered_points: tuple[int, ...] = ()
    route: str | None = None
    nature: str | None = None
    legs: tuple[Leg, ...] = ()
    clocks: tuple[Clock, ...] = ()
    documents: tuple[Document, ...] = ()
    sittings: tuple[Sitting, ...] = ()
    tasks: tuple[Task, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    investigators: tuple[str, ...] = ()
    tracks: dict[str, str] = {}
    steps: tuple[TakenStep, ...] = ()
    hops: int = 0
    may_not_return: tuple[str, ...] = ()
    bound_assists: tuple[str, ...] = ()
    handlers: tuple[str, ...] = ()
    replied: bool = False
    level: str = ""
    outcome: str | None = None
    satisfied: str | None = None
    solved: bool | None = None
    confirmed: bool = False
    attempts: int = 0
    disposition: str | None = None
    ending: str | None = None
    closers: tuple[str, ...] = ()
    contested: bool = False
    filing: str = ""
    urged: int = 0
    urged_on: str | None = None
    leaders: tuple[str, ...] = ()
    responsible: str | None = None
    agent: str | None = None
    agents: tuple[AgentHeld, ...] = ()
    plans: int = 0
    expert_opinions: int = 0
    root_caused: bool = False
    escalated: int = 0
    reopened: int = 0
    worked_at: AwareDatetime | None = None
    external_id: str | None = None
    risk: str | None = None
    progress: str | None = None
    risk_chosen: bool = False
    risk_held: tuple[str, ...] = ()
    progress_chosen: bool = False
    progress_held: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()
    restricted: str | None = None
    links: tuple[Link, ...] = ()
    merged_into: str | None = None
    kept_stage: str | None = None
    merged_at: AwareDatetime | None = None
    parts: tuple[str, ...] = ()
    carried: tuple[Carried, ...] = ()
    supervised: int = 0
    card: str | None = None
    reviewed: int = 0
    help_planned: bool = False
    legal_opinions: int = 0
    fact_count: int = 0

    @property
    def lead(self) -> Leg | None:
        """The open lead leg, of which there is at most one."""
        return next((leg for leg in self.legs if leg.role == "lead" and leg.open), None)

    @property
    def last_lead(self) -> Leg | None:
        """The open lead leg, or else the one that was lead last."""
        leads = [leg for leg in self.legs if leg.role == "lead"]
        return self.lead or (leads[-1] if leads else None)

    @property
    def open_assists(self) -> tuple[Leg, ...]:
        """Assisting bodies that have not answered yet."""
        return tuple(leg for leg in self.legs if leg.role == "assist" and leg.open)

    @property
    def is_final(self) -> bool:
        """Whether nothing more is owed."""
        return is_final(self.phase)

    @property
    def secret(self) -> bool:
        """Whether respondents are shut out: a report of misconduct, or asked for."""
        return self.kind == "misconduct_report" or self.confidential

    @property
    def open_tasks(self) -> tuple[Task, ...]:
        """Tasks that wait for their report."""
        return tuple(task for task in self.tasks if task.open)

    def task(self, n: int) -> Task | None:
        """Return the task of that number."""
        return next((task for task in self.tasks if task.n == n), None)

    def clock(self, code: str, about: str | None = None) -> Clock | None:
        """Return the latest clock of that code; of several at a time the one `about` a subject."""
        of_code = (clock for clock in reversed(self.clocks) if clock.code == code)
        return next((clock for clock in of_code if about in {None, clock.about}), None)

    def sitting(self, n: int | None) -> Sitting | None:
        """Return the sitting of that number."""
        return next((one for one in self.sittings if one.n == n), None)

    def document(self, code: str) -> Document | None:
        """Return the document of that code."""
        return next((paper for paper in self.documents if paper.code == code), None)


def points_of(state: CaseState, part: str) -> range:
    """Return the numbers under which the points of a carried matter are counted here."""
    last = state.points
    for one in reversed(state.carried):
        if one.part == part:
            return range(last - one.points + 1, last + 1)
        last -= one.points
    return range(0)
