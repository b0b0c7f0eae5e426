"""Plays stories, each in a database of its own, through the door and with a clock of its own."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID

from lianxin.cases import door
from lianxin.cases.loops import patterns
from lianxin.cases.loops.ringing import ring_due
from lianxin.rules import commands
from lianxin.rules.commands.intake import Register
from lianxin.rules.refusals import Refused
from lianxin.sittings import sending
from lianxin.stories import sitting_steps
from lianxin.stories.asking import figure_differences, ledger_differences
from lianxin.stories.cast import Cast, Unknown
from lianxin.stories.databases import Databases
from lianxin.stories.expecting import Difference, Look, differences, in_utc
from lianxin.stories.lines import (
    Do,
    Expect,
    Expected,
    Malformed,
    Meet,
    Story,
    StoryLine,
    Tick,
    moment_of,
    opened,
    with_numbers,
)
from lianxin.stories.sitting_steps import refusal
from lianxin.stories.telling import step_told

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Played:
    """What came of a story: how many steps went as told, in what time, and the first that did not.

    `database` is where it can be looked at, if it was kept.
    """

    story: Story
    preset: str
    steps: int
    seconds: float
    line: int = 0
    difference: Difference | None = None
    database: str = ""


def stories_in(places: Sequence[Path]) -> list[Path]:
    """Return the story files of these places; of a folder, every one in it, by name."""
    files: list[Path] = []
    for place in places:
        files += sorted(place.glob("*.jsonl")) if place.is_dir() else [place]
    return files


def play(
    story: Story,
    *,
    databases: Databases,
    preset: str | None = None,
    keep: bool = False,
    say: Say,
) -> Played:
    """Play a story to its end or to the first step that differs.

    `preset` takes the place of the one its header names; `say` is told a line a step. Raises
    Malformed for a name that the preset does not know, Faults for a faulty preset.
    """
    place = preset or story.header.preset
    with databases.fresh(place, keep=keep) as database:
        begun = time.monotonic()
        run = Run(story)
        line, difference = run.all(say)
        return Played(
            story=story,
            preset=place,
            steps=run.done,
            seconds=time.monotonic() - begun,
            line=line,
            difference=difference,
            database=database if keep else "",
        )


@dataclass
class Run:
    """One play in the database Django is connected to: its cases, its clock and its cast."""

    story: Story
    numbers: dict[str, str] = field(default_factory=dict)
    sittings: dict[str, UUID] = field(default_factory=dict)
    last: str = ""
    done: int = 0
    at: datetime = field(init=False)
    cast: Cast = field(default_factory=Cast)

    def __post_init__(self) -> None:
        self.at = in_utc(self.story.header.start)

    def all(self, say: Say) -> tuple[int, Difference | None]:
        """Take the steps one after the other; stop at the first that differs."""
        for line in self.story.lines:
            try:
                difference = self._one(line)
            except Unknown as unknown:
                raise Malformed(self.story.file, line.number, str(unknown)) from None
            mark = "✗" if difference else "✓"
            say(f"{line.number:4} {mark} {step_told(line.step)}")
            if difference:
                return line.number, difference
            self.done += 1
        return 0, None

    def _one(self, line: StoryLine) -> Difference | None:
        step = line.step
        self.at = moment_of(step) or self.at
        if isinstance(step, Do):
            return self._do(step)
        if isinstance(step, Meet):
            return self._meet(step)
        if isinstance(step, Tick):
            ring_due(self.at)
            sending.take(self.at)
            patterns.watch(self.at)
            return None
        return self._expect(step)

    def _do(self, step: Do) -> Difference | None:
        self.last = step.case if step.refused is None or step.case in self.numbers else self.last
        number = self.numbers.get(step.case, "")
        known = opened(step, numbers=self.numbers)
        actor = self.cast.actor(step.person, at=self.at, number=known)
        command = commands.parse(step.do, with_numbers(step, numbers=self.numbers))
        try:
            if isinstance(command, Register):
                passed = door.register(command, actor=actor, at=self.at)
                self.numbers[step.case] = passed.state.number
            else:
                door.record(number, command, actor=actor, at=self.at)
        except Refused as no:
            return self._refused(step, no)
        if step.refused is not None:
            return Difference(step.do, f"refused {step.refused}", "it passed")
        return None

    def _meet(self, step: Meet) -> Difference | None:
        actor = self.cast.actor(step.person, at=self.at, number="")
        try:
            done = sitting_steps.taken(
                step, actor=actor, at=self.at, numbers=self.numbers, sittings=self.sittings
            )
        except Refused as no:
            return refusal(step, no)
        self.sittings[step.sitting] = done
        sending.take(self.at)
        return refusal(step, None)

    def _refused(self, step: Do, no: Refused) -> Difference | None:
        if step.refused is None:
            return Difference(step.do, "it passes", f"refused {no}", self._why(step))
        if no.code != step.refused:
            return Difference(step.do, f"refused {step.refused}", f"refused {no}", self._why(step))
        article = _article(no)
        if step.article is not None and step.article not in article:
            return Difference(f"{step.do}: article", step.article, article or "none named")
        return None

    def _why(self, step: Do) -> tuple[str, ...]:
        """A step that went another way may hang on any clock that still counts."""
        if step.case not in self.numbers:
            return ()
        look = self._look(Expect.model_validate({"expect": {"case": step.case, "hops": 0}}))
        return look.why(*(clock.code for clock in look.clocks if clock.state != "stopped"))

    def _expect(self, step: Expect) -> Difference | None:
        expected = step.expect
        if expected.figure is not None:
            return next(figure_differences(expected, at=self.at), None)
        if expected.sitting is not None:
            return self._sitting(expected)
        if expected.verify is not None:
            return next(ledger_differences(), None)
        self.last = expected.case or self.last
        return next(differences(self._look(step)), None)

    def _sitting(self, expected: Expected) -> Difference | None:
        actor = self.cast.actor(expected.seen_by or "", at=self.at, number="")
        id_ = self.sittings.get(expected.sitting or "")
        differences = sitting_steps.differences(
            expected, id_, actor=actor, at=self.at, numbers=self.numbers
        )
        return next(differences, None)

    def _look(self, step: Expect) -> Look:
        number = self.numbers[step.expect.case or self.last]
        return Look(
            expected=step.expect,
            number=number,
            at=self.at,
            actor=lambda name: self.cast.actor(name, at=self.at, number=number),
            numbers=self.numbers,
        )


def _article(no: Refused) -> str:
    articles = [str(no.why.get("article", ""))]
    articles += [str(condition.get("article", "")) for condition in no.why.get("conditions", ())]
    return "；".join(filter(None, articles))
