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

Lang = Literal["zh", "en"]
STANDINGS: Mapping[str, tuple[str, str]] = {
    "petitioner": ("反映人", "the petitioner"),
    "representative": ("代表", "a representative"),
    "agent": ("代办员", "the agent"),
    "registrar": ("登记人", "the registrar"),
    "holder": ("承接单位", "the holder"),
    "lead": ("主办单位", "the lead"),
    "assist": ("协办单位", "an assisting body"),
    "tasked": ("任务单位", "a tasked body"),
    "informed": ("抄送单位", "an informed body"),
    "signer": ("审签人", "the signer"),
    "upper": ("上级单位", "the body above"),
    "upper_head": ("上级负责人", "the head of the body above"),
    "centre": ("信访部门", "the centre"),
    "supervisor": ("督办", "the supervisor"),
    "leader": ("包案领导", "the responsible leader"),
    "mediator": ("调解员", "the mediator"),
    "chair": ("主持人", "the chair"),
    "member": ("与会人", "a member"),
    "inspector": ("督查专员", "the inspector"),
    "body_head": ("单位负责人", "the head of the body"),
    "auditor": ("审计", "the auditor"),
    "system": ("系统", "the system"),
    "handled": ("办过的单位", "a body that handled it"),
    "respondent": ("被反映方", "the respondent"),
    "recused": ("回避的人", "whoever stood aside"),
}
SITTINGS: Mapping[str, tuple[str, str]] = {
    "hearing": ("听证", "hearing"),
    "mediation": ("调解", "mediation"),
    "coordination": ("协调会", "coordination meeting"),
    "case_conference": ("联合会商", "case conference"),
    "joint_meeting": ("联席会议", "joint meeting"),
    "council": ("议事会", "council"),
}
_OUTCOMES: Mapping[str, tuple[str, str]] = {
    "complete": ("签完", "complete"),
    "refused": ("退回", "refused"),
    "upheld": ("成立", "upheld"),
    "dismissed": ("不成立", "dismissed"),
    "changed": ("变更", "changed"),
    "revoked": ("撤销", "revoked"),
    "passed": ("移交上级", "passed up"),
    "reached": ("联系上了", "reached"),
    "unreached": ("没联系上", "unreached"),
    "satisfied": ("满意", "satisfied"),
    "not": ("不满意", "not satisfied"),
    "supported": ("支持", "supported"),
    "not_supported": ("不予支持", "not supported"),
    "explained": ("解释说明", "explained"),
    "right": ("登记得对", "right"),
    "wrong": ("登记得不对", "wrong"),
    "opened": ("指定主办", "names a lead"),
    "acceptance_notice": ("受理告知书", "acceptance notice"),
    "refusal_notice": ("不予受理告知书", "refusal notice"),
    "opinion": ("处理意见书", "opinion"),
    "review_opinion": ("复查意见书", "review opinion"),
    "re_review_opinion": ("复核意见书", "re-review opinion"),
    "hearing_notice": ("听证通知书", "notice of hearing"),
    "exemption": ("结案豁免单", "exemption"),
    **SITTINGS,
}
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
        return Pair(*_OUTCOMES.get(code, (code, code)))

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
        return Pair(*_OUTCOMES.get(step.outcome, ("", "")))


def standing(code: str) -> Pair:
    """Return what a standing is called."""
    return Pair(*STANDINGS.get(code, (code, code)))


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
