"""Whether the names in a procedure's rows exist: commands, facts, conditions, standings, stages."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, TypeVar, get_args

from lianxin.rules import commands, facts, standings
from lianxin.rules.commands.closing import Disposition, Satisfaction
from lianxin.rules.commands.handling import Conclude, Outcome
from lianxin.rules.commands.intake import Channel, Kind, Route
from lianxin.rules.commands.opinions import Execution, Hearing
from lianxin.rules.commands.oversight import Above, Appointer, Gravity, MeasureKind
from lianxin.rules.commands.recourse import ReviewOutcome
from lianxin.rules.commands.sittings import Confirmation, SittingKind
from lianxin.rules.conditions import registry as conditions
from lianxin.rules.conditions.named import CLASSES, COLOURS, family_of
from lianxin.rules.deciding.clock_subjects import ASKED, TASKED
from lianxin.rules.facts.closing import UNSOLVED
from lianxin.rules.facts.dispatch import ANSWERED
from lianxin.rules.facts.guarding import PASSED, UNLED
from lianxin.rules.facts.intake import TAKEN_DOWN
from lianxin.rules.facts.papers import FILING, TOLD
from lianxin.rules.facts.persons import UNMANNED
from lianxin.rules.facts.succession import UNNAMED
from lianxin.rules.faults import Flaw
from lianxin.rules.grammar.edges import ANY, OPEN, targets
from lianxin.rules.grammar.faults import FaultLog
from lianxin.rules.phases import REMEDIES
from lianxin.rules.procedures import (
    Action,
    Breach,
    ClockRule,
    Condition,
    Limit,
    PaperRule,
    Procedure,
    ProcedureRow,
    Return,
    Trigger,
)
from lianxin.rules.state import TaskSource
from lianxin.rules.time.alarms import ACTS

AnyRow = TypeVar("AnyRow", bound=ProcedureRow)
RAISED = "raised"
_FIRST = frozenset({RAISED, "registered"})
TAKE_STEP = "take_step"
PAPER_COMMANDS = frozenset(
    {"draft", "sign", "issue", "deliver", "fail_delivery", "post_notice", "publish"}
)
"""Commands about one paper, which they name."""
WILD = frozenset({ANY, OPEN})
# Nobody acts on a case as the one complained of, or as the one who stood aside.
BARRED = frozenset({"respondent", "recused"})
# Hours and minutes have no place in a clock that ends with the day.
BY_THE_MINUTE = frozenset({"minutes", "hours", "working_hours"})
ANY_WORD = frozenset({"*"})
Noun = Literal["clock", "command", "condition", "stage", "standing", "step", "track"]
UNKNOWN: Mapping[Noun, Callable[[str], Flaw]] = {
    "clock": lambda name: Flaw("unknown_clock", name=name),
    "command": lambda name: Flaw("unknown_command", name=name),
    "condition": lambda name: Flaw("unknown_condition", name=name),
    "stage": lambda name: Flaw("unknown_stage", name=name),
    "standing": lambda name: Flaw("unknown_standing", name=name),
    "step": lambda name: Flaw("unknown_step", name=name),
    "track": lambda name: Flaw("unknown_track", name=name),
}
_ROLES = frozenset({"lead", "assist", "centre"})
_KINDS = frozenset(get_args(SittingKind))
_REVIEW = frozenset(get_args(ReviewOutcome))
_REACHED = frozenset({"reached", "unreached"})
_RULING = frozenset({"upheld", "dismissed"})
_ENDING = frozenset({"agreed", "refused"})
_CONCLUDED = frozenset(get_args(Conclude.model_fields["outcome"].annotation))
OUTCOMES: Mapping[str, frozenset[str]] = {
    "accept": frozenset(get_args(Route)),
    "contact": _REACHED,
    "rule_objection": _RULING,
    "sign": frozenset({"complete", "refused"}),
    "reply": _ROLES,
    "propose_opinion": frozenset(get_args(Outcome)),
    "conclude": _CONCLUDED,
    "decide_review": _REVIEW,
    "decide_re_review": _REVIEW,
    "follow_up": frozenset(get_args(Satisfaction)),
    "rate": frozenset(get_args(Satisfaction)),
    "close": frozenset(get_args(Disposition)),
    "request_sitting": _KINDS,
    "rule_contest": _RULING,
    "rule_ending": _ENDING,
    "order_sitting": _KINDS,
    "hold_sitting": _KINDS,
    "conclude_sitting": _KINDS,
    "draft": ANY_WORD,
    "issue": ANY_WORD,
    "deliver": ANY_WORD,
    "publish": ANY_WORD,
    "move": ANY_WORD,
    "shield": frozenset({PASSED}),
    "correct": frozenset({"", FILING}),
}
QUALIFIERS: Mapping[str, frozenset[str]] = {
    "registered": frozenset(get_args(Channel)),
    "accepted": OUTCOMES["accept"],
    "contacted": _REACHED,
    "supervised": frozenset({"opened"}),
    "objection_ruled": _RULING,
    "assist_objection_ruled": _RULING,
    "contest_ruled": _RULING,
    "ending_ruled": _ENDING,
    "replied": _ROLES,
    "opinion_proposed": OUTCOMES["propose_opinion"],
    "concluded": _CONCLUDED,
    "review_decided": _REVIEW,
    "re_review_decided": _REVIEW,
    "followed_up": OUTCOMES["follow_up"] | {UNSOLVED},
    "rated": OUTCOMES["rate"] | {UNSOLVED},
    "risk_set": COLOURS,
    "progress_set": CLASSES,
    "closed": OUTCOMES["close"],
    "reopened": frozenset({"anew", "lead"}),
    "reassigned": frozenset({ANSWERED}),
    "corrected": frozenset({FILING}),
    "sitting_requested": _KINDS,
    "sitting_declined": _KINDS,
    "seats_named": _KINDS,
    "shielded": frozenset({PASSED, UNLED}),
    "taken_over": frozenset({UNNAMED}),
    "stood_in": frozenset({UNMANNED}),
    "withdrawn": frozenset({*REMEDIES.values(), TAKEN_DOWN}),
    "sitting_ordered": _KINDS,
    "sitting_held": _KINDS,
    "sitting_concluded": _KINDS
    | {f"{kind}.{how}" for kind in _KINDS for how in ("held", "given_up")},
    "decision_entered": _KINDS,
    "consent_recorded": frozenset({"given", "refused"}),
    "agreement_recorded": frozenset({"mediated", "settled"}),
    "confirmation_recorded": frozenset(get_args(Confirmation)),
    "execution_recorded": frozenset(get_args(Execution)),
    "petitioner_heard": frozenset(get_args(Hearing)),
    "gravity_set": frozenset(get_args(Gravity)),
    "appointers_told": frozenset(get_args(Appointer)),
    "reported_upward": frozenset(get_args(Above)),
    "measure_taken": frozenset(get_args(MeasureKind)),
    **dict.fromkeys(
        (
            *("drafted", "signed", "issued", "delivered", "delivery_failed", "notice_posted"),
            *("published", "moved", "advised"),
        ),
        ANY_WORD,
    ),
    **dict.fromkeys((TASKED, "task_reported", "task_closed"), frozenset(get_args(TaskSource))),
    TOLD: frozenset(facts.TELLABLE),
    **dict.fromkeys(("extended", "paused", "resumed", "rung"), ANY_WORD),
}


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The names that exist outside the file."""

    commands: frozenset[str]
    facts: frozenset[str]
    conditions: frozenset[str]
    standings: frozenset[str]
    kinds: frozenset[str] = field(default=frozenset(get_args(Kind)))
    channels: frozenset[str] = field(default=frozenset(get_args(Channel)))
    acts: frozenset[str] = field(default=ACTS)


@cache
def shipped() -> KnownNames:
    """Return the names that the rules of this version know."""
    return KnownNames(
        commands=commands.NAMES,
        facts=facts.NAMES,
        conditions=conditions.NAMES,
        standings=standings.NAMES,
    )


@dataclass(frozen=True, slots=True)
class NameCheck:
    """All names in force: those known outside and those the merged procedure declares."""

    known: KnownNames
    stages: frozenset[str]
    clocks: frozenset[str]
    steps: Mapping[str, frozenset[str]]
    found: FaultLog
    only_if_line: int = 1

    def check(self, procedure: Procedure) -> None:
        """Note every unknown name in the rows of the file itself; a base's rows have no line."""
        self._when(ProcedureRow(line=self.only_if_line), procedure.only_if)
        for action in _own(procedure.actions):
            self._action(action)
        for clock in _own(procedure.clocks):
            self._clock(clock)
        self._of_itself(procedure)
        for track in _own(procedure.tracks):
            self._facts(track, tuple(step.fact for step in track.named if step.fact))
        for breach in _own(procedure.breaches):
            self._breach(breach)
        for paper in _own(procedure.papers):
            self._tells(paper)
        for sitting in _own(procedure.sittings):
            self._standing(sitting, (*sitting.asked_by, *sitting.binds))

    def _of_itself(self, procedure: Procedure) -> None:
        followed: list[Trigger | Return] = [*_own(procedure.triggers), *_own(procedure.returns)]
        for row in followed:
            self._facts(row, (row.on,))
            self._when(row, row.when)
        for colour in (*_own(procedure.risks), *_own(procedure.progresses)):
            self._when(colour, colour.when)

    def _look(
        self, row: ProcedureRow, names: Iterable[str], there: frozenset[str], what: Noun
    ) -> None:
        for name in names:
            if name not in there:
                self.found.add(row.line, UNKNOWN[what](name), mark=name)

    def _standing(self, row: ProcedureRow, names: Iterable[str]) -> None:
        names = tuple(names)
        self._look(row, names, self.known.standings, "standing")
        for name in names:
            # Told apart from an unknown word: the standing exists, and opens nothing to anybody.
            if name in BARRED:
                self.found.add(row.line, Flaw("barred_standing", standing=name), mark=name)

    def _when(self, row: ProcedureRow, when: Iterable[Condition]) -> None:
        for condition in when:
            for name in (condition,) if isinstance(condition, str) else condition:
                if name not in self.known.conditions:
                    self._family(row, name)

    def _family(self, row: ProcedureRow, name: str) -> None:
        """Note a condition that names no clock, track, step or word there is."""
        family_match = family_of(name)
        if family_match is None:
            self._look(row, (name,), self.known.conditions, "condition")
            return
        family, rest = family_match
        if family.what == "number":
            if not rest.isdigit():
                self._look(row, (name,), self.known.conditions, "condition")
        elif family.what == "word":
            whole = frozenset(f"{family.prefix}{word}" for word in family.words)
            self._look(row, (name,), whole, "condition")
        elif family.what == "clock":
            self._look(row, (rest,), self.clocks, "clock")
        elif family.what == "track":
            self._look(row, (rest,), frozenset(self.steps), "track")
        else:
            self._look(row, (rest,), frozenset(self._steps_joined("_")), "step")

    def _steps_joined(self, by: str) -> Iterable[str]:
        return (f"{track}{by}{step}" for track, steps in self.steps.items() for step in steps)

    def _action(self, row: Action) -> None:
        self._look(row, (row.do,), self.known.commands, "command")
        self._standing(row, row.by)
        self._when(row, row.when)
        what: Noun = "stage"
        places = self.stages
        self._look(row, row.stages, places | WILD, what)
        if row.papers and row.do not in PAPER_COMMANDS:
            self.found.add(row.line, Flaw("papers_of_no_paper", command=row.do), mark=row.do)
        if row.track is None and (row.do == TAKE_STEP or row.stages):
            flaw = Flaw("stages_without_track") if row.stages else Flaw("step_without_track")
            self.found.add(row.line, flaw, mark=row.do)
        if row.track is not None:
            self._look(row, (row.track,), frozenset(self.steps), "track")
            what, places = "step", self.steps.get(row.track, frozenset((*row.at, *_reached(row))))
            if OPEN in row.at:
                self.found.add(row.line, Flaw("track_is_not_open"), mark=OPEN)
        # A merged row for every step names the track that is not begun by an empty step.
        begun = tuple(place for place in row.at if place)
        self._look(row, begun, places | WILD, what)
        # A move leads into another procedure, whose stages are not known here.
        if row.do != "move":
            self._look(row, _reached(row), places, what)
        self._outcomes(row)

    def _outcomes(self, row: Action) -> None:
        there = OUTCOMES.get(row.do, frozenset())
        if row.do == TAKE_STEP:
            there = self.steps.get(row.track or "", frozenset())
        for outcome, _ in targets(row.to):
            if outcome and outcome not in there and there != ANY_WORD:
                names = tuple(sorted(there))
                flaw = Flaw("unknown_outcome", command=row.do, outcome=outcome, names=names)
                self.found.add(row.line, flaw, mark=outcome)

    def _clock(self, row: ClockRule) -> None:
        self._standing(row, (row.whose,))
        self._when(row, row.when)
        if row.extend is not None:
            self._standing(row, (row.extend.by,))
        self._facts(row, tuple(token for token in row.start if token != RAISED))
        self._facts(row, (*row.stop, *row.pause, *row.resume))
        for flaw in _miscounted(row):
            self.found.add(row.line, flaw)

    def _facts(self, row: ProcedureRow, tokens: tuple[str, ...]) -> None:
        for token in tokens:
            name, _, qualifier = token.partition(":")
            is_telling = name == TOLD and bool(qualifier) and isinstance(row, ClockRule)
            if name not in self.known.facts and not (
                is_telling or (name == TASKED and token in getattr(row, "start", ()))
            ):
                self.found.add(row.line, _unknown_fact(name), mark=token)
                continue
            there = QUALIFIERS.get(name, frozenset())
            if name == "step_taken":
                there = frozenset(self._steps_joined("."))
            if qualifier and qualifier not in there and there != ANY_WORD:
                names = tuple(sorted(there))
                flaw = Flaw("unknown_qualifier", fact=name, qualifier=qualifier, names=names)
                self.found.add(row.line, flaw, mark=token)

    def _tells(self, row: PaperRule) -> None:
        """A paper tells what was decided about the matter of whoever gets it."""
        self._facts(row, row.tells)
        for token in row.tells:
            name = token.partition(":")[0]
            if name in self.known.facts and name not in facts.TELLABLE:
                names = tuple(sorted(facts.TELLABLE))
                self.found.add(row.line, Flaw("nothing_to_tell", fact=name, names=names), mark=name)

    def _breach(self, row: Breach) -> None:
        self._look(row, (row.clock,), self.clocks | ASKED, "clock")
        self._standing(row, row.tell)
        self._when(row, row.when)
        if row.do is not None and row.do not in self.known.acts:
            names = tuple(sorted(self.known.acts))
            flaw = Flaw("not_by_itself", command=row.do, names=names)
            if row.do not in self.known.commands:
                flaw = Flaw("unknown_act", command=row.do, names=names)
            self.found.add(row.line, flaw, mark=row.do)


def _own(rows: Iterable[AnyRow]) -> Iterable[AnyRow]:
    return (row for row in rows if row.line)


def _reached(row: Action) -> tuple[str, ...]:
    return tuple(stage for _, stage in targets(row.to))


def _unknown_fact(name: str) -> Flaw:
    if name == TASKED:
        return Flaw("tasked_is_a_start")
    if name == RAISED:
        return Flaw("raised_is_a_start")
    return Flaw("unknown_fact", name=name)


def _not_each(row: ClockRule) -> Iterable[Flaw]:
    if row.as_set and row.each != "task":
        yield Flaw("set_without_task")
    if row.as_set and (row.extend is not None or row.pause):
        yield Flaw("set_and_moved")
    if row.each != "task" and any(token.partition(":")[0] == TASKED for token in row.start):
        yield Flaw("tasked_without_each")
    if row.each and not _FIRST.isdisjoint(row.start):
        yield Flaw("each_from_the_first")


def _miscounted(row: ClockRule) -> Iterable[Flaw]:
    limits = (row.limit,) if isinstance(row.limit, Limit) else tuple(row.limit.values())
    if row.extend is not None:
        limits = (*limits, row.extend.limit)
    if row.ends == "day" and any(limit.unit in BY_THE_MINUTE for limit in limits):
        yield Flaw("ends_with_the_day")
    if row.ends == "minute" and row.roll != "none":
        yield Flaw("rolls_by_the_minute")
    if bool(row.pause) != bool(row.resume):
        yield Flaw("pause_without_resume")
    yield from _not_each(row)
    for token in row.anew:
        if token not in row.start:
            yield Flaw("anew_without_start", fact=token)
    both = set(row.start) & set(row.stop)
    if both:
        yield Flaw("starts_where_it_stops", fact=sorted(both)[0])
