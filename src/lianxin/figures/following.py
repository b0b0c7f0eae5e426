"""Follows the entries of cases, one after the other, and says which rows of the figures they make.

Pure but for the rows it is handed: what a batch needs is loaded before and written after by
`reader`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from uuid import UUID

from lianxin.figures.models import Act, Clock, Matter, Span
from lianxin.ledger.reading import Entry
from lianxin.rules import facts
from lianxin.rules.deciding.clocks import tokens
from lianxin.rules.facts import ClockChange, Fact, TaskChange
from lianxin.rules.phases import is_final
from lianxin.rules.procedures import ClockRule, Procedure

ANSWERS = frozenset(
    {
        *("replied", "replied:lead", "replied:centre"),
        *("delivered", "delivered:opinion", "told:opinion_proposed"),
    }
)
ALSO = frozenset({"concluded", "declined"})
"""Facts that may stop an answer's clock beside the answers themselves."""
_DONE = frozenset({"reported", "closed"})
DISPATCHES = frozenset({"assigned", "referred"})
AWAITING = frozenset({"registered", "dispatched", "received", "handling", "signing", "issuing"})
GROUPS = ("body", "area", "category", "channel", "kind")
DOCKET: Mapping[str, str] = {
    "backlog.docketed": "docketed",
    "backlog.cleared": "off_docket",
    "backlog.struck": "off_docket",
}
"""Steps of the docket of hard matters (积案台账) and the acts that they count as."""
CATEGORY_SET = "category_set"
TASK = "task"
SHIELDED = "shielded"

STEPS = MappingProxyType(
    {
        "agency.mandated": "mandated",
        "agency.confirmed": "agency_confirmed",
    }
)
"""Steps of tracks that figures count."""


def role_of(rule: ClockRule) -> str:
    """Return what a clock counts as: `answer`, `assign`, `task`, or nothing.

    An answer's clock is owed by the lead and stopped by answers only; one that a mere contact or
    notice stops as well measures something else.
    """
    stops = set(rule.stop)
    if rule.window or rule.each:
        return TASK if rule.each == TASK and not rule.window else ""
    if rule.whose == "lead" and stops & ANSWERS and stops <= ANSWERS | ALSO:
        return "answer"
    if rule.whose == "centre" and stops & DISPATCHES:
        return "assign"
    return ""


@dataclass
class Following:
    """The rows of one batch, as they were before it and as its entries make them."""

    procedures: Mapping[str, Procedure]
    matters: dict[UUID, Matter] = field(default_factory=dict)
    clocks: dict[UUID, dict[str, list[Clock]]] = field(default_factory=dict)
    spans: dict[UUID, Span] = field(default_factory=dict)
    acts: list[Act] = field(default_factory=list)
    touched: set[tuple[UUID, str, int]] = field(default_factory=set)
    old_spans: list[Span] = field(default_factory=list)

    def take(self, entry: Entry) -> None:
        """Take the next entry; those of one case come in their order."""
        fact = facts.read(entry.fact, entry.payload)
        if entry.fact == "registered":
            self._begin(entry, fact)
        matter = self.matters[entry.stream]
        self._place(entry, fact, matter)
        self._act(entry, fact, matter)
        if fact.phase is not None:
            self._phase(entry, fact, matter)
        self._clocks(entry, fact, matter)

    def _begin(self, entry: Entry, fact: Any) -> None:
        self.matters[entry.stream] = Matter(
            case=entry.stream,
            number=fact.number,
            centre=fact.centre or entry.body,
            version=fact.version,
            span=0,
            is_open=False,
            body=entry.body,
            area=fact.area or "",
            category=fact.category or "",
            channel=fact.channel,
            kind=fact.kind,
        )

    def _place(self, entry: Entry, fact: Any, matter: Matter) -> None:
        """Keep up with whose matter it is, under which subject and by which procedure."""
        lead = fact.new_lead()
        if entry.fact == SHIELDED:
            matter.kind = fact.kind
        if lead is not None:
            matter.body = lead
        elif entry.fact == CATEGORY_SET:
            matter.category = fact.category
        elif entry.fact == "moved":
            matter.version = fact.version
        elif entry.fact != SHIELDED:
            return
        span = self.spans.get(entry.stream)
        if span is not None and span.closed_at is None:
            span.body, span.category, span.kind = matter.body, matter.category, matter.kind
        for clocks in self.clocks.get(entry.stream, {}).values():
            self._pass_on(clocks[-1], entry, matter)

    def _pass_on(self, clock: Clock, entry: Entry, matter: Matter) -> None:
        # Whoever led when it ran out has missed it; a later change of lead takes nothing away.
        if clock.ending or (clock.due is not None and entry.at > clock.due):
            return
        clock.category, clock.kind = matter.category, matter.kind
        if clock.role == "answer":
            clock.body = matter.body
        self._touch(clock)

    def _act(self, entry: Entry, fact: Any, matter: Matter) -> None:
        name = entry.fact
        if name in {"registered", "reopened"}:
            self._did(entry, name, matter, word=getattr(fact, "reception", None) or "")
        elif fact.new_lead() is not None:
            if name not in {"accepted", "objection_ruled"} or getattr(fact, "upheld", False):
                self._did(entry, "dispatched", matter)
        elif name == "objected":
            self._did(entry, "returned", matter, body=fact.body)
        elif name in {"followed_up", "rated"}:
            self._asked(entry, fact, matter)
        elif name == "confirmed":
            self._did(entry, "asked", matter, is_solved=True)
        else:
            self._told(entry, fact, matter)

    def _asked(self, entry: Entry, fact: Any, matter: Matter) -> None:
        reached = getattr(fact, "reached", True)
        word = fact.satisfied if reached else "unreached"
        solved = fact.solved and word != "unreached"
        self._did(entry, "asked", matter, word=word, is_solved=solved)
        contacted = "yes" if fact.contacted else "no"
        self._did(entry, "responded", matter, word=contacted if reached else "unreached")

    def _told(self, entry: Entry, fact: Any, matter: Matter) -> None:
        """Facts counted as they are, and steps of tracks that figures know."""
        word = fact.meaning.counted
        if word is not None:
            self._did(entry, entry.fact, matter, word=(getattr(fact, word) or "") if word else "")
        elif entry.fact == "task_reported" and fact.source == "advice":
            self._did(entry, "advice_answered", matter, word="yes" if fact.done else "no")
        elif entry.fact == "step_taken":
            act = DOCKET.get(fact.qualifier) or STEPS.get(fact.qualifier)
            if act is not None:
                self._did(entry, act, matter, word=fact.step)

    def _did(self, entry: Entry, act: str, matter: Matter, **more: Any) -> None:
        values = {**_groups(matter), **more}
        self.acts.append(
            Act(case=entry.stream, sequence=entry.sequence, act=act, at=entry.at, **values)
        )

    def _phase(self, entry: Entry, fact: Fact, matter: Matter) -> None:
        phase = fact.phase
        if phase in AWAITING and not matter.is_open:
            self._open(entry, matter)
        elif matter.is_open and (phase == "concluded" or is_final(phase)):
            span = self.spans[entry.stream]
            span.closed_at, span.closed_sequence, span.ending = entry.at, entry.sequence, phase
            matter.is_open = False
            if phase == "concluded":
                level = getattr(fact, "level", "")
                word = "complex" if getattr(fact, "complex", False) else "simple"
                self._did(entry, "concluded", matter, level=level, word=word)

    def _open(self, entry: Entry, matter: Matter) -> None:
        if entry.stream in self.spans:
            self.old_spans.append(self.spans[entry.stream])
        matter.span += 1
        matter.is_open = True
        self.spans[entry.stream] = Span(
            case=entry.stream,
            n=matter.span,
            opened_at=entry.at,
            opened_sequence=entry.sequence,
            **_groups(matter),
        )

    def _clocks(self, entry: Entry, fact: Fact, matter: Matter) -> None:
        mine = self.clocks.get(entry.stream, {})
        for change in fact.clocks:
            if change.op == "started":
                self._started(entry, fact, change, matter)
            elif _code(change) in mine:
                clock = mine[_code(change)][-1]
                if change.op == "stopped":
                    self._stopped(entry, fact, change, clock)
                else:
                    # Paused it has no due moment; extended, resumed or counted again a new one.
                    clock.due = None if change.op == "paused" else change.due
                    if change.op == "restored":
                        clock.ending, clock.stopped_at, clock.is_late = "", None, False
                self._touch(clock)

    def _started(self, entry: Entry, fact: Fact, change: ClockChange, matter: Matter) -> None:
        rule = self.procedures[matter.version].clock_index.get(change.code)
        role = role_of(rule) if rule else ""
        if not role:
            return
        before = self.clocks.setdefault(entry.stream, {}).setdefault(_code(change), [])
        if before and not before[-1].ending:
            before[-1].ending, before[-1].stopped_at = "other", entry.at
            self._touch(before[-1])
        groups = _groups(matter)
        if role == "assign":
            groups["body"] = matter.centre
        elif role == TASK:
            groups["body"] = next((task.body for task in fact.tasks if _is_about(change, task)), "")
        clock = Clock(
            case=entry.stream,
            code=_code(change),
            n=before[-1].n + 1 if before else 1,
            role=role,
            due=change.due,
            sequence=entry.sequence,
            **groups,
        )
        before.append(clock)
        self._touch(clock)

    def _stopped(self, entry: Entry, fact: Fact, change: ClockChange, clock: Clock) -> None:
        matter = self.matters[entry.stream]
        rule = self.procedures[matter.version].clock_index.get(change.code)
        met = rule is not None and not tokens(fact).isdisjoint(rule.stop)
        if clock.role == TASK:
            met = any(_is_about(change, task) and task.op in _DONE for task in fact.tasks)
        clock.ending = "met" if met else "other"
        clock.is_late = change.late
        clock.stopped_at = entry.at
        clock.sequence = entry.sequence

    def _touch(self, clock: Clock) -> None:
        self.touched.add((clock.case, clock.code, clock.n))


def _code(change: ClockChange) -> str:
    """A clock's code, with its subject where there is one each."""
    return f"{change.code}:{change.about}" if change.about else change.code


def _is_about(change: ClockChange, task: TaskChange) -> bool:
    return change.about == f"task-{task.n}"


def _groups(matter: Matter) -> dict[str, str]:
    return {name: getattr(matter, name) for name in GROUPS}
