"""The answers of the interface, as its documentation declares them. Moments are UTC."""

from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field


class Answer(BaseModel):
    """A part of an answer: it holds what is declared and nothing else."""

    model_config = ConfigDict(extra="forbid")


class Fault(Answer):
    """What is wrong where: a JSON pointer into the body, or `query:`, `path:`, `header:` a name."""

    pointer: str
    reason: str


class Problem(Answer):
    """Why not (RFC 9457); `code` is for machines, `detail` for people, in the language asked for."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    article: str = Field(default="", description="the article it rests on; left out if none")
    hint: str = Field(default="", description="who can do what is missing; left out if none")
    errors: list[Fault]


class Clock(Answer):
    """A clock as it stands; `due` binds, `plain` is the moment before rolling to a working day.

    `about` names the subject of a clock of which there is one each: `task-3`, `leg-2`.
    """

    code: str
    about: str
    whose: str
    state: Literal["running", "paused", "stopped"]
    wall: bool
    start: AwareDatetime
    due: AwareDatetime | None
    plain: AwareDatetime | None
    stopped_at: AwareDatetime | None
    late: bool
    provisional: bool
    extensions: int


class Left(Answer):
    """How much is left, or when `late` how much overrun; each figure is a total of its own."""

    days: int
    working_days: int
    hours: int
    minutes: int
    late: bool


class SkippedDay(Answer):
    """A day that did not count, its name in the calendar, and why."""

    date: str
    name: str
    why: Literal["weekend", "holiday", "pause", "roll"]


class MakeUpDay(Answer):
    """A workday on a weekend that counted."""

    date: str
    name: str


class PausedSpan(Answer):
    """A time in which the clock did not count."""

    since: AwareDatetime
    until: AwareDatetime | None


class Explanation(Answer):
    """How a clock was counted; `calendar` is the version of the calendar it was counted with.

    `counted_from` is its start, or the next opening of the office where working time counts.
    """

    limits: list[str]
    ends: Literal["minute", "day"]
    roll: Literal["none", "next_workday"]
    counted_from: AwareDatetime
    skipped: list[SkippedDay]
    make_up: list[MakeUpDay]
    pauses: list[PausedSpan]
    calendar: str


class ExplainedClock(Clock):
    """A clock with its names, its source in law, what is left of it and how it was counted."""

    zh: str
    en: str
    source: str
    left: Left | None
    explanation: Explanation | None


class Leg(Answer):
    """One body's part in the case."""

    n: int
    body: str
    role: Literal["lead", "assist"]
    instrument: str
    state: Literal["offered", "received", "objected", "handling", "answered", "released"]
    opened_at: AwareDatetime


class Document(Answer):
    """A paper of the case and the post whose signature is missing first."""

    code: str
    state: Literal["drafted", "signed", "issued", "delivered", "void"]
    outcome: str
    next_post: str | None


class Task(Answer):
    """What a body or a person owes within the case; `reported` awaits whoever gave it."""

    n: int
    source: Literal[
        "advice",
        "measure",
        "instruction",
        "decision",
        "call_in",
        "like_places",
        "term",
        "execution",
        "plan",
        "help",
        "pattern",
        "review",
    ]
    about: str
    body: str
    person: str
    due: AwareDatetime | None
    state: Literal["open", "reported", "closed", "released"]
    done: bool | None
    given_from: str
    given_at: AwareDatetime


class Tie(Answer):
    """A tie to another case."""

    to: str
    relation: str


class Links(Answer):
    """Where to go from here."""

    self: str
    commands: str
    entries: str
    proof: str


class RegisteredLinks(Links):
    """Where to go from here, the resident's own view among it."""

    track: str


class Registered(Answer):
    """A matter is on record; `head` is the digest of its last entry, to be kept as a receipt."""

    number: str
    query_code: str
    stage: str
    phase: str
    version: int
    head: str
    clocks: list[Clock]
    links: RegisteredLinks


class OpenStep(Answer):
    """A step of a track that the caller could take now."""

    track: str
    step: str
    zh: str
    en: str


class Standing(Answer):
    """A case as it stands after a command."""

    number: str
    stage: str
    phase: str
    version: int
    head: str
    procedure: str
    lead: str | None
    outcome: str | None
    legs: list[Leg]
    tracks: dict[str, str]
    documents: list[Document]
    tasks: list[Task]
    informed: list[str]
    ties: list[Tie]


class Changed(Standing):
    """The case after a command, and the facts it left."""

    facts: list[str]
    clocks: list[Clock]
    links: Links


class Case(Standing):
    """One case as the caller may see it; `commands` and `steps` are those open to him now."""

    title: str
    text: str
    channel: str
    kind: str
    area: str | None
    category: str | None
    registered_at: AwareDatetime
    raised_at: AwareDatetime
    urgent: bool
    group: bool
    head_count: int
    on_behalf: str | None
    agreed: bool | None
    initial: bool
    anonymous: bool
    withheld: bool
    confidential: bool
    risk: str | None
    progress: str | None
    route: str | None
    satisfied: str | None
    solved: bool | None
    disposition: str | None
    merged_into: str | None
    repeat_of: str | None
    standings: list[str]
    commands: list[str]
    steps: list[OpenStep]
    clocks: list[ExplainedClock]
    links: Links


class Tracked(Answer):
    """A resident's own view of the case, by its query code."""

    number: str
    title: str
    text: str
    channel: str
    kind: str
    stage: str
    phase: str
    registered_at: AwareDatetime
    lead: str | None
    outcome: str | None
    satisfied: str | None
    documents: list[Document]
    clocks: list[ExplainedClock]
    commands: list[str]
    steps: list[OpenStep]
    version: int
    head: str


class Line(Answer):
    """A case in a list; `due_at` is the earliest moment somebody owes something, if anybody does."""

    number: str
    title: str
    stage: str
    phase: str
    kind: str
    channel: str
    category: str | None
    area: str | None
    lead: str | None
    risk: str | None
    progress: str | None
    urgent: bool
    registered_at: AwareDatetime
    due_at: AwareDatetime | None
    overdue: bool
    version: int


class Page(Answer):
    """A page of the caller's list; `next` is the cursor of the page after it.

    `count` is there when it was asked for, and stops at 10,001, which stands for more.
    """

    items: list[Line]
    next: str | None
    count: int | None


class Entry(Answer):
    """An entry of the case; `payload` is null where it is kept shut from the caller."""

    sequence: int
    fact: str
    at: AwareDatetime
    person: str
    post: str
    body: str
    digest: str
    payload: dict[str, Any] | None


class Entries(Answer):
    """The history of a case, oldest first."""

    items: list[Entry]


class Proof(BaseModel):
    """The signed history of a case, which anybody can check without this system."""

    model_config = ConfigDict(extra="allow")


class Stored(Answer):
    """An attachment put away; name its id in `register` or `add` within the same day's work."""

    id: str
    kind: str
    size: int


class Held(Answer):
    """A post that the caller holds today."""

    post: str
    body: str
    area: str
    role: str
    stands_in_for: str


class Me(Answer):
    """Who the caller is here and what he may ask for."""

    person: str
    kind: Literal["officer", "petitioner", "system"]
    posts: list[Held]
    verbs: list[str]
    label: str
    body: str | None


class LoggedIn(Me):
    """The caller after log-in; `csrf_token` goes into X-CSRFToken of whatever changes something."""

    csrf_token: str


class Paper(Answer):
    """A paper of a case; `entry` is 0 for a draft, `serial` null until it is made."""

    code: str
    zh: str
    en: str
    state: Literal["drafted", "signed", "issued", "delivered", "void"]
    entry: int
    serial: str | None
    made_at: AwareDatetime | None
    delivered_at: AwareDatetime | None


class Papers(Answer):
    """The papers of a case, oldest first."""

    items: list[Paper]
