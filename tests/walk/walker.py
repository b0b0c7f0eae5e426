"""Walks a story: each step by whoever does it, through the page that offers it to him."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel
from typing_extensions import override

from lianxin.rules import commands
from lianxin.rules.commands.intake import Register
from lianxin.sittings import sending
from lianxin.sittings.shapes import Convene
from lianxin.stories.expecting import Difference
from lianxin.stories.lines import Do, Meet, StoryLine, with_numbers
from lianxin.stories.player import Run
from lianxin.stories.sitting_steps import NOWHERE, asked, refusal
from tests.walk import meant, meeting
from tests.walk.browser import Browser
from tests.walk.desk import at_the_desk, registered
from tests.walk.door_watch import Check, Passage, watching
from tests.walk.filling import NotOffered
from tests.walk.resident import as_resident, filed


def standing(at: datetime) -> None:
    """Leave the clock of the pages alone."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A step that could not be walked, and why; it was played instead."""

    line: int
    what: str


@dataclass
class Walk(Run):
    """One walk in the database Django is connected to; what cannot be walked is played.

    `clock` sets the moment that pages see.
    """

    clock: Callable[[datetime], None] = standing
    walked: int = 0
    misses: list[Miss] = field(default_factory=list)
    unoffered: list[Miss] = field(default_factory=list)
    line: int = 0
    browsers: dict[str, Browser] = field(default_factory=dict)

    @override
    def _one(self, line: StoryLine) -> Difference | None:
        self.line = line.number
        return super()._one(line)

    @override
    def _do(self, step: Do) -> Difference | None:
        command = commands.parse(step.do, with_numbers(step, numbers=self.numbers))
        who = self.cast.actor(step.person, at=self.at, number=self.numbers.get(step.case, ""))
        check = meant.case(command, who)
        try:
            passage = self._walked(step, check, lambda: self._given(step, command))
        except NotOffered as no:
            return self._missed(step, no) or super()._do(step)
        self.last = step.case if step.refused is None or step.case in self.numbers else self.last
        if passage is None:
            return None
        if passage.refused is not None:
            return self._refused(step, passage.refused)
        if isinstance(command, Register):
            self.numbers[step.case] = passage.passed.state.number
        if step.refused is not None:
            return Difference(step.do, f"refused {step.refused}", "it passed")
        return None

    @override
    def _meet(self, step: Meet) -> Difference | None:
        id_ = self.sittings.get(step.sitting, NOWHERE)
        act = asked(step, id_, numbers=self.numbers)
        who = self.cast.actor(step.person, at=self.at, number="")
        would = None if step.refused else meant.would_be(act, who, at=self.at)
        check = meant.sitting(act, who, id_, would)
        try:
            passage = self._walked(step, check, lambda: self._met(step, id_, act))
        except NotOffered as no:
            return self._missed(step, no) or super()._meet(step)
        if passage is None:
            return None
        if passage.passed is not None:
            self.sittings[step.sitting] = passage.passed.id
        sending.take(self.at)
        return refusal(step, passage.refused)

    def _given(self, step: Do, command: BaseModel) -> None:
        browser, by_code = self._browser(step.person), self._is_resident(step.person)
        if isinstance(command, Register):
            (filed if by_code else registered)(browser, command)
        else:
            (as_resident if by_code else at_the_desk)(
                browser, self.numbers.get(step.case, ""), command
            )

    def _met(self, step: Meet, id_: UUID, act: BaseModel) -> None:
        browser = self._browser(step.person)
        if isinstance(act, Convene):
            meeting.called(browser, act)
        else:
            meeting.done(browser, id_, act)

    def _walked(self, step: Do | Meet, check: Check, through: Callable[[], None]) -> Passage | None:
        """Walk a step and return what came to the door; None where a page said no before.

        NotOffered for a step that should pass and did not.
        """
        self.clock(self.at)
        with watching(check) as seen:
            through()
        passage = seen[-1] if seen else None
        no = passage.refused if passage else None
        if step.refused is None and passage is None:
            raise NotOffered("", "sent back by the page")
        if step.refused is None and no is not None:
            raise NotOffered("", f"refused {no.code}")
        self.walked += 1
        return passage

    def _missed(self, step: Do | Meet, no: NotOffered) -> None:
        """Note a step that cannot be walked; one that no door would take need not be offered.

        It is counted apart all the same: a form that is broken would hide behind the refusal.
        """
        missed = self.misses if step.refused is None else self.unoffered
        missed.append(Miss(self.line, f"{step.do}: {no}"))

    def _is_resident(self, person: str) -> bool:
        return self.cast.actor(person, at=self.at, number="").kind == "petitioner"

    def _browser(self, person: str) -> Browser:
        if person not in self.browsers:
            officer = "" if self._is_resident(person) else person
            self.browsers[person] = Browser(officer, len(self.browsers))
        return self.browsers[person]
