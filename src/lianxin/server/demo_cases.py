"""The cases of the demonstration: read from the preset's sample and taken through the door."""

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from lianxin.cases import door
from lianxin.cases.door import Key, Passed
from lianxin.cases.loops.ringing import ring_due
from lianxin.rules import commands
from lianxin.rules.commands.intake import Register
from lianxin.rules.refusals import Refused
from lianxin.rules.time.calendar import CHINA
from lianxin.stories.cast import Cast

CALLER = "demo"
REGISTERED_AT = "08:40"
BY_CHANNEL = {"hotline": "operator-1", "wechat": "operator-1"}
AT_THE_WINDOW = "operator-3"


@dataclass(frozen=True, slots=True)
class DemoStep:
    """One command of one case, at its moment; `key` lets the door see that it was taken before."""

    at: datetime
    case: str
    person: str
    do: str
    fields: Mapping[str, Any]
    key: Key


@dataclass(slots=True)
class Done:
    """What came of the steps: how many were new, how many cases there are, what was refused."""

    new: int = 0
    numbers: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)


def take(path: Path, *, now: datetime) -> Done:
    """Take every case of a sample file through the door as far as it is told; again adds nothing.

    Days count back from `now`. Alarms that fell due meanwhile are rung at their own moments. A
    case whose step is refused stays where it is, with the reason.
    """
    done, cast = Done(), Cast()
    day: date | None = None
    for step in sorted(_steps(path, today=now.astimezone(CHINA).date()), key=lambda step: step.at):
        if step.case in done.refused:
            continue
        if done.new and step.at.date() != day:
            day = step.at.date()
            ring_due(step.at)
        try:
            passed = _one(step, cast, done.numbers)
        except Refused as no:
            done.refused[step.case] = f"{step.do}: {no}"
            continue
        done.numbers[step.case] = passed.state.number
        done.new += not passed.again
    if done.new:
        ring_due(now)
    return done


def _one(step: DemoStep, cast: Cast, numbers: Mapping[str, str]) -> Passed:
    number = numbers.get(step.case, "")
    actor = cast.actor(step.person, at=step.at, number=number)
    fields = _filled(step.fields, lambda word: numbers[word[1:]] if word.startswith("@") else word)
    command = commands.parse(step.do, fields)
    if isinstance(command, Register):
        return door.register(command, actor=actor, at=step.at, key=step.key)
    return door.record(number, command, actor=actor, at=step.at, key=step.key)


def _steps(path: Path, *, today: date) -> Iterator[DemoStep]:
    read = tomllib.loads(path.read_text("utf-8"))
    for case in read["cases"]:
        way = read["ways"][case["way"]][: case["upto"]]
        first = {
            "day": 0,
            "time": REGISTERED_AT,
            "as": BY_CHANNEL.get(case["with"]["channel"], AT_THE_WINDOW),
            "do": "register",
            "with": case["with"],
        }
        rows = _filled([first, *way, *case.get("then", ())], _of_body(case.get("lead", "")))
        begun = today - timedelta(days=case["before"])
        for place, row in enumerate(rows):
            yield _step(case["name"], place, row, begun)


def _step(case: str, place: int, row: Mapping[str, Any], begun: date) -> DemoStep:
    local = datetime.combine(
        begun + timedelta(days=row["day"]), time.fromisoformat(row["time"]), tzinfo=CHINA
    )
    content = json.dumps([row["do"], row.get("with", {})], sort_keys=True, ensure_ascii=False)
    return DemoStep(
        at=local,
        case=case,
        person=row["as"],
        do=row["do"],
        fields=_filled(row.get("with", {}), lambda word: _moment(word, begun)),
        key=Key(CALLER, f"{case}/{place}", sha256(content.encode()).digest()),
    )


def _moment(word: str, begun: date) -> str:
    """A moment told as `+9 14:30` lies so many days after the registration of its case."""
    match = re.fullmatch(r"\+(\d+) (\d\d:\d\d)", word)
    if match is None:
        return word
    day = begun + timedelta(days=int(match[1]))
    return datetime.combine(day, time.fromisoformat(match[2]), tzinfo=CHINA).isoformat()


def _of_body(lead: str) -> Callable[[str], str]:
    """The county's people are named after the first word of their body."""
    first = lead.split("-")[0]
    people = {f"${role}": f"{role}-{first}" for role in ("clerk", "section", "head")}
    meant = {"$lead": lead, **people}
    return lambda word: meant.get(word, word)


def _filled(value: Any, meaning: Callable[[str], str]) -> Any:
    """The same value with every word in it as it is meant."""
    if isinstance(value, str):
        return meaning(value)
    if isinstance(value, Mapping):
        return {name: _filled(inner, meaning) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_filled(inner, meaning) for inner in value]
    return value
