"""Reads a story: JSON Lines, the first the header, each further one a step (CONTRACTS 6)."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from typing_extensions import override

from lianxin.figures.definitions import FIGURES
from lianxin.figures.grouping import By
from lianxin.rules import commands
from lianxin.rules.naming import fields_naming
from lianxin.rules.refusals import Code as RefusalCode
from lianxin.sittings.shapes import ActName

CASES_NAMED: Mapping[str, tuple[str, ...]] = {
    name: fields
    for name, cls in commands.CLASSES.items()
    if (fields := fields_naming(cls, "case", "part"))
}
"""Fields of commands in which a story may put the name of a case instead of its number."""
SOME_NUMBER = "LX-260101-AAAAAA"


class Malformed(Exception):
    """A story that cannot be played as it is written; says the file and the line."""

    def __init__(self, file: str, line: int, reason: str) -> None:
        super().__init__(file, line, reason)
        self.file, self.line, self.reason = file, line, reason

    @override
    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


def _day_or_moment(value: Any) -> Any:
    if isinstance(value, str) and "T" not in value:
        return date.fromisoformat(value)
    if isinstance(value, str):
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError("a moment carries its offset")
        return moment
    return value


When = Annotated[datetime | date | None, BeforeValidator(_day_or_moment)]


class StoryShape(BaseModel):
    """A part of a line; a field that is not known is a slip of the pen."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


AnyShape = TypeVar("AnyShape", bound=StoryShape)


class StoryHeader(StoryShape):
    """The first line: what the story is called, where it plays and when it begins."""

    story: str
    preset: str
    start: AwareDatetime
    about: str = ""


class Do(StoryShape):
    """Somebody gives a command; with `refused` the door must say no with that code."""

    at: AwareDatetime
    person: Annotated[str, Field(alias="as")]
    do: str
    case: str
    fields: Annotated[dict[str, Any], Field(alias="with")] = {}
    refused: RefusalCode | None = None
    article: str | None = None

    @model_validator(mode="after")
    def _article_goes_with_a_refusal(self) -> "Do":
        if self.article is not None and self.refused is None:
            raise ValueError("an article is expected of a refusal only")
        return self


class Meet(StoryShape):
    """Somebody convenes a sitting over many matters, or does something with it.

    In `with` a story names cases: those on the agenda under `cases` or `add`, an item by its `case`
    (several to be dropped under `drop`).
    """

    at: AwareDatetime
    person: Annotated[str, Field(alias="as")]
    do: Literal["convene"] | ActName
    sitting: str
    fields: Annotated[dict[str, Any], Field(alias="with")] = {}
    refused: RefusalCode | None = None


class Tick(StoryShape):
    """Time passes: every clock due until then rings, in order of time."""

    tick: AwareDatetime


class ExpectedClock(StoryShape):
    """What a clock should be; a date as `due` compares the local date only."""

    start: When = None
    due: When = None
    plain: When = None
    stopped: bool | When = None
    late: bool = False
    paused: bool = False
    provisional: bool = False


class Expected(StoryShape):
    """What should be true of a case, of a figure, or of the ledger; only what is given is asked."""

    case: str | None = None
    stage: str | None = None
    phase: str | None = None
    procedure: str | None = None
    lead: str | None = None
    assists: tuple[str, ...] = ()
    overdue: tuple[str, ...] = ()
    late: tuple[str, ...] = ()
    clock: dict[str, ExpectedClock | None] = {}
    hops: int = 0
    satisfied: str | None = None
    route: str | None = None
    disposition: str | None = None
    outcome: str | None = None
    level: str | None = None
    urged: int = 0
    supervised: int = 0
    group: bool = False
    risk: str | None = None
    progress: str | None = None
    tracks: dict[str, str | None] = {}
    documents: dict[str, str] = {}
    tasks: dict[str, str] = {}
    document: str | None = None
    state: str | None = None
    merged_into: str | None = None
    parts: tuple[str, ...] = ()
    sittings: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    open_to: str | None = None
    commands: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()
    visible_to: tuple[str, ...] = ()
    hidden_from: tuple[str, ...] = ()
    figure: str | None = None
    by: By = "none"
    since: date | None = None
    until: date | None = None
    value: str | dict[str, str] | None = None
    verify: Literal["ok"] | None = None
    sitting: str | None = None
    seen_by: str | None = None
    agenda: tuple[str, ...] = ()
    items: dict[str, str] = {}
    signed: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _one_person_may_stand_alone(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        names = ("visible_to", "hidden_from")
        return data | {n: (data[n],) for n in names if isinstance(data.get(n), str)}

    @model_validator(mode="after")
    def _whole_questions(self) -> "Expected":
        fields = self.model_fields_set
        if "figure" in fields and not {"since", "until", "value"} <= fields:
            raise ValueError("a figure is asked with since, until and value")
        if "figure" in fields and self.figure not in FIGURES:
            raise ValueError(f"there is no figure {self.figure}")
        if not fields & {"commands", "steps", "offers", "denies"} and "open_to" in fields:
            raise ValueError("open_to is asked with commands, steps, offers or denies")
        if ("document" in fields) != ("state" in fields):
            raise ValueError("a document is asked with its state")
        if ("sitting" in fields) != ("seen_by" in fields):
            raise ValueError("a sitting is asked with who looks: seen_by")
        if not fields - {"case"}:
            raise ValueError("nothing is expected")
        return self


class Expect(StoryShape):
    """A step that changes nothing and looks."""

    expect: Expected


Step = Do | Meet | Tick | Expect


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A step with its place in the file."""

    number: int
    step: Step


@dataclass(frozen=True, slots=True)
class Story:
    """A whole story, checked: every command has its shape and every case named is there."""

    file: str
    header: StoryHeader
    lines: tuple[StoryLine, ...]


def read(path: Path) -> Story:
    """Read a story. Raises Malformed with the file and the line of what is wrong first."""
    file = str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise Malformed(file, 0, f"cannot be read: {problem}") from None
    return parse(text, file=file)


def parse(text: str, *, file: str) -> Story:
    """Return the story of a text. Raises Malformed."""
    rows = list(_rows(text, file))
    if not rows:
        raise Malformed(file, 1, "the story is empty")
    header = _shaped(StoryHeader, rows[0], file)
    lines = tuple(StoryLine(number, _step(number, row, file)) for number, row in rows[1:])
    _refuse_backward(header, lines, file)
    _refuse_unknown_cases(lines, file)
    return Story(file, header, lines)


def moment_of(step: Step) -> datetime | None:
    """Return when a step happens, in UTC; an expectation looks at the moment before it."""
    if isinstance(step, Expect):
        return None
    return (step.tick if isinstance(step, Tick) else step.at).astimezone(UTC)


def _rows(text: str, file: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as problem:
            raise Malformed(file, number, f"is no JSON: {problem}") from None
        if not isinstance(row, dict):
            raise Malformed(file, number, "is no JSON object")
        yield number, row


def _step(number: int, row: dict[str, Any], file: str) -> Step:
    kind = next((cls for key, cls in _KINDS.items() if key in row), None)
    if kind is Do and "sitting" in row:
        kind = Meet
    if kind is None:
        raise Malformed(file, number, f"a step has one of {', '.join(_KINDS)}")
    step = _shaped(kind, (number, row), file)
    if isinstance(step, Do):
        _refuse_misshapen(step, number, file)
    return step


_KINDS: Mapping[str, type[Do] | type[Meet] | type[Tick] | type[Expect]] = {
    "do": Do,
    "tick": Tick,
    "expect": Expect,
}


def _shaped(cls: type[AnyShape], row: tuple[int, dict[str, Any]], file: str) -> AnyShape:
    number, values = row
    try:
        return cls.model_validate(values)
    except ValidationError as wrong:
        raise Malformed(file, number, _told(wrong)) from None


def _told(wrong: ValidationError) -> str:
    first = wrong.errors(include_url=False)[0]
    place = ".".join(map(str, first["loc"]))
    return f"{place}: {first['msg']}" if place else first["msg"]


def _refuse_misshapen(step: Do, number: int, file: str) -> None:
    """A command that has not its shape is a slip of the story, not a refusal of the door."""
    if step.do not in commands.NAMES:
        raise Malformed(file, number, f"there is no command {step.do}")
    try:
        commands.parse(step.do, with_numbers(step, numbers=_Any()))
    except ValidationError as wrong:
        raise Malformed(file, number, f"{step.do}: {_told(wrong)}") from None


class _Any(dict[str, str]):
    """Before anything is played every case has some number."""

    def __missing__(self, key: str) -> str:
        return SOME_NUMBER


def with_numbers(step: Do, *, numbers: Mapping[str, str]) -> dict[str, Any]:
    """Return the fields of a command with the names of cases put into numbers."""
    fields = dict(step.fields)
    for name in CASES_NAMED.get(step.do, ()):
        named = fields.get(name)
        if isinstance(named, str):
            fields[name] = numbers[named]
        elif isinstance(named, list):
            fields[name] = [numbers[name_of_case] for name_of_case in named]
    return fields


def opened(step: Do, *, numbers: Mapping[str, str]) -> str:
    """Return the number of the matter whose query code a petitioner bears at a step.

    It is that of the case; of a new one that for which he is retaliated against; empty where none is.
    """
    return numbers.get(step.case) or numbers.get(str(step.fields.get("retaliation_for", "")), "")


def _refuse_backward(header: StoryHeader, lines: tuple[StoryLine, ...], file: str) -> None:
    last = header.start.astimezone(UTC)
    for line in lines:
        moment = moment_of(line.step)
        if moment is not None and moment < last:
            raise Malformed(file, line.number, "time runs backward here")
        last = moment or last


def _refuse_unknown_cases(lines: tuple[StoryLine, ...], file: str) -> None:
    cases: set[str] = set()
    for line in lines:
        step = line.step
        if isinstance(step, Do) and step.do == "register" and step.refused is None:
            if step.case in cases:
                raise Malformed(file, line.number, f"there is a case {step.case} already")
            cases.add(step.case)
            continue
        missing = [name for name in _named(step) if name not in cases]
        if missing:
            raise Malformed(file, line.number, f"there is no case {missing[0]} yet")


def _named(step: Step) -> Iterator[str]:
    if isinstance(step, Do) and step.do != "register":
        yield step.case
        for field in CASES_NAMED.get(step.do, ()):
            value = step.fields.get(field, ())
            yield from (value,) if isinstance(value, str) else value
    if isinstance(step, Meet):
        yield from step.fields.get("cases", ())
        yield from filter(None, (step.fields.get("case"),))
    if isinstance(step, Expect):
        question = step.expect
        yield from question.agenda
        yield from question.items
        yield from filter(None, (question.case, question.merged_into))
        yield from question.parts
