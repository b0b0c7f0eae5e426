"""What a proof found, and the shortest way there, in words of both languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from lianxin.rules.commands import CLASSES
from lianxin.rules.conditions.meanings import Sort
from lianxin.rules.conditions.named import words_of
from lianxin.rules.conditions.registry import RULES
from lianxin.rules.fault_sentences.words import Pair
from lianxin.rules.faults import Fault
from lianxin.rules.procedures import Condition, Procedure
from lianxin.rules.proving.model import Edge
from lianxin.rules.proving.steps import Step, names_in
from lianxin.rules.step_words import OUTCOMES, SITTINGS, STANDINGS

Lang = Literal["zh", "en"]
_ROUTES: Mapping[str, tuple[str, str]] = {
    "5": ("申请查处、履行法定职责", "a duty to perform"),
    "6": ("信访程序", "the petition procedure"),
}
_OTHER = ("转入其他法定途径", "another lawful way")


@dataclass(frozen=True, slots=True)
class TrapStep:
    """One step of a way: who does what, and from which stage to which."""

    zh: str
    en: str

    def sentence(self, lang: str = "en") -> str:
        """Return the step in words, in Chinese (`zh…`) or English."""
        return self.zh if lang.startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class Trap:
    """A trap: the fault of the file, and the shortest way into it.

    `key` says which trap it is, whatever line it stands on: its kind, and where it is.
    """

    fault: Fault
    way: tuple[TrapStep, ...]
    key: tuple[str, ...]

    def told(self, lang: str = "en") -> str:
        """Return the finding and its way, a line a step."""
        lines = (f"  {n}. {step.sentence(lang)}" for n, step in enumerate(self.way, start=1))
        return "\n".join([self.fault.sentence(lang), *lines])


class Telling:
    """The names of one procedure, in both languages."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure

    def stage(self, code: str) -> Pair:
        """Return what a stage is called."""
        stage = self.procedure.stage_index[code]
        return Pair(stage.zh or code, stage.en or code)

    def clock(self, code: str) -> Pair:
        """Return what a clock is called."""
        rule = self.procedure.clock_index[code]
        return Pair(rule.zh or code, rule.en or code)

    def track(self, code: str) -> Pair:
        """Return what a track is called."""
        track = self.procedure.track_index[code]
        return Pair(track.zh or code, track.en or code)

    def step(self, track: str, step: str) -> Pair:
        """Return what steps of a track are called."""
        named = self.procedure.track_index[track].step
        parts = [named(part) for part in step.split("+") if part]
        return Pair(
            "、".join(part.zh or part.code for part in parts),
            ", ".join(part.en or part.code for part in parts),
        )

    def sitting(self, kind: str) -> Pair:
        """Return what a sitting is called."""
        return Pair(*SITTINGS.get(kind, (kind, kind)))

    def paper(self, code: str) -> Pair:
        """Return what a paper is called."""
        return Pair(*OUTCOMES.get(code, (code, code)))

    def condition(self, condition: Condition) -> Pair:
        """Return what a condition asks for."""
        rules = [
            RULES.get(name) or words_of(name, self.procedure) for name in names_in((condition,))
        ]
        return Pair("或".join(rule.zh for rule in rules), " or ".join(rule.en for rule in rules))

    def way(self, edges: Iterable[Edge]) -> tuple[TrapStep, ...]:
        """Return the steps of a way in words."""
        return tuple(
            self._told(step, edge.before.stage, edge.after.stage if step is edge.steps[-1] else "")
            for edge in edges
            for step in edge.steps
        )

    def _told(self, step: Step, before: str, after: str) -> TrapStep:
        who, done = standing(step.by[0]), command(step.do)
        what = self._outcome(step)
        moved = Pair("", "")
        if after and after != before:
            left, reached = self.stage(before), self.stage(after)
            moved = Pair(f"（{left.zh} → {reached.zh}）", f" ({left.en} → {reached.en})")
        return TrapStep(
            f"{who.zh}：{done.zh}{f'“{what.zh}”' if what.zh else ''}{moved.zh}",
            f"{who.en}: {done.en}{f' ({what.en})' if what.en else ''}{moved.en}",
        )

    def _outcome(self, step: Step) -> Pair:
        if step.do == "take_step" and step.row.track:
            return self.step(step.row.track, step.outcome)
        if step.do == "accept":
            # Which of the other routes it is makes no difference to the way.
            by_route = isinstance(step.row.to, Mapping)
            return Pair(*_ROUTES.get(step.outcome, _OTHER)) if by_route else Pair("", "")
        return Pair(*OUTCOMES.get(step.outcome, ("", "")))


def standing(code: str) -> Pair:
    """Return what a standing is called."""
    name = STANDINGS.get(code)
    return Pair(name.zh, name.en_in_sentence) if name is not None else Pair(code, code)


def command(do: str) -> Pair:
    """Return what a command is called."""
    cls = CLASSES.get(do)
    return Pair(cls.zh, cls.en) if cls is not None else Pair(do, do)


def matters(sorts: Iterable[Sort], *, of: int) -> Pair:
    """Return the sorts of matter that a finding is about, out of how many there are."""
    all_sorts = tuple(sorts)
    if 1 < len(all_sorts) == of:
        return Pair("各类事项", "every matter")
    return Pair("、".join(one.zh for one in all_sorts), ", ".join(one.en for one in all_sorts))
