"""The rows of a procedure as steps: each outcome that matters, with the facts that it leaves."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from lianxin.rules.commands import CLASSES
from lianxin.rules.conditions.meanings import meaning_of
from lianxin.rules.facts.guarding import PASSED, UNLED
from lianxin.rules.facts.papers import TOLD
from lianxin.rules.grammar.edges import expanded, targets
from lianxin.rules.grammar.names import OUTCOMES, TAKE_STEP
from lianxin.rules.procedures import Action, Condition, PaperRule, Procedure

ANY = "*"
PAPERS = frozenset({"draft", "issue", "deliver", "publish"})
SITTINGS = frozenset({"order_sitting", "hold_sitting", "conclude_sitting"})
MADE_BY: Mapping[str, str] = {
    "opinion": "opinion_proposed",
    "review_opinion": "review_decided",
    "re_review_opinion": "re_review_decided",
}
"""Papers that only their own decision makes, and the fact that does."""
SIGNED_ON_THE_WAY = "opinion"
"""The paper that the row with an outcome signs; every other is signed beside the way."""
_OWN_OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "confirm_filing": ("right", "wrong"),
    "reopen": ("lead", "anew"),
    "supervise": ("", "opened"),
    "shield": ("", PASSED, UNLED),
    "withdraw": ("", "review", "re_review"),
}
NO_OUTSIDER: Mapping[str, frozenset[str]] = {
    "contact": frozenset({"reached"}),
    "follow_up": frozenset({"satisfied", "basically", "not"}),
}
"""Outcomes that need somebody who can be reached."""
_ALSO: Mapping[tuple[str, str], tuple[tuple[str, ...], ...]] = {
    ("reassign", ""): ((), ("reassigned:answered",)),
    ("rule_contest", "upheld"): (("reopened", "reopened:lead"), ("reopened", "reopened:anew")),
}
"""Facts that a command leaves beside its own: each of the ways in which it may come out."""
_ALONE: tuple[tuple[str, ...], ...] = ((),)


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One outcome of a row: who takes it, the facts it leaves, and where it leads.

    Each is itself alone: a proof asks for it too often to compare rows word by word. `sat` is of a
    conclusion that something tells apart: of a sitting that was held, or of one that was given up.
    """

    row: Action
    by: tuple[str, ...]
    outcome: str
    tokens: frozenset[str]
    to: str | None
    sat: bool | None = None

    @property
    def do(self) -> str:
        """Return the command."""
        return self.row.do


def names_in(conditions: Iterable[Condition]) -> Iterator[str]:
    """Yield every single condition of a list."""
    for condition in conditions:
        yield from (condition,) if isinstance(condition, str) else condition


class Steps:
    """All steps of a procedure, by the stage at which they are taken."""

    def __init__(self, procedure: Procedure) -> None:
        self.procedure = procedure
        self._at: dict[str, tuple[Step, ...]] = {}

    @cached_property
    def named(self) -> frozenset[str]:
        """Facts that anything in the procedure asks for: clocks, steps of tracks, conditions, papers."""
        procedure = self.procedure
        found = {
            token
            for clock in procedure.clocks
            for token in (*clock.start, *clock.stop, *clock.pause, *clock.resume)
        }
        found |= {step.fact for track in procedure.tracks for step in track.named if step.fact}
        whens = [row.when for row in procedure.actions] + [row.when for row in procedure.clocks]
        for name in {name for when in whens for name in names_in(when)}:
            meaning = meaning_of(name)
            found |= {*meaning.by, *meaning.undone}
        found |= {f"delivered:{paper}" for row in procedure.actions for paper in row.needs}
        found |= {decision for paper in procedure.papers for decision in paper.tells}
        return frozenset(found)

    @cached_property
    def papers(self) -> tuple[str, ...]:
        """Papers that anything in the procedure names."""
        found = {token.partition(":")[2] for token in self.named if _is_of_paper(token)}
        found |= {paper for row in self.procedure.actions for paper in row.needs}
        found |= {row.document for row in self.procedure.papers if self._is_asked_for(row)}
        found |= {
            key
            for row in self.procedure.actions
            if row.do in PAPERS and isinstance(row.to, Mapping)
            for key in row.to
        }
        return tuple(sorted({*found, *self.procedure.sign_off_index}))

    def _is_asked_for(self, paper: PaperRule) -> bool:
        """Whether a clock asks for the decision that a paper tells."""
        told = {f"{TOLD}:{decision.partition(':')[0]}" for decision in paper.tells}
        return not told.isdisjoint(self.named)

    def at(self, stage: str) -> tuple[Step, ...]:
        """Return the steps of the main line at a stage, as the first row that fits decides."""
        if stage not in self._at:
            self._at[stage] = tuple(self._here(stage))
        return self._at[stage]

    @cached_property
    def of_tracks(self) -> tuple[Step, ...]:
        """Return the steps of rows that belong to a track."""
        offered = {track.code for track in self.procedure.tracks if track.offered}
        return tuple(
            step
            for row in self.procedure.actions
            if row.track in offered
            for step in self._outcomes(row, row.by)
        )

    def _here(self, stage: str) -> Iterator[Step]:
        taken: dict[str, set[str]] = {}
        for row in self.procedure.actions:
            if row.track is not None or stage not in self._stages(row):
                continue
            before = taken.setdefault(row.do, set())
            # Of several rows that fit, the first whose conditions hold decides.
            left = tuple(who for who in row.by if who not in before)
            # A row of some papers leaves the others to the next one.
            if not row.when and not row.papers:
                before |= set(row.by)
            if left:
                yield from self._outcomes(row, left)

    def _stages(self, row: Action) -> frozenset[str]:
        return expanded(row.at, self.procedure.stages)

    def _outcomes(self, row: Action, by: tuple[str, ...]) -> Iterator[Step]:
        seen = set()
        for outcome, sat, also in self._told_apart(row, by):
            to = self._target(row, outcome)
            tokens = self._tokens(row, outcome, by, sat) | set(also)
            # Two outcomes that nobody tells apart are one step.
            alone = row.do in SITTINGS | PAPERS | _OWN_OUTCOMES.keys() | {"sign"}
            apart = (outcome, sat) if alone else (outcome in NO_OUTSIDER.get(row.do, ()), also)
            key = (to, tokens & self.named, apart)
            if key not in seen:
                seen.add(key)
                own = (outcome,) if row.do == "reply" and outcome in by else by
                yield Step(row, own, outcome, tokens, to, sat)

    def _told_apart(
        self, row: Action, by: tuple[str, ...]
    ) -> Iterator[tuple[str, bool | None, tuple[str, ...]]]:
        """The outcomes of a row, each with whether its sitting sat and what it leaves beside.

        A conclusion comes twice where something asks whether the sitting sat.
        """
        for outcome in self._words(row, by):
            asked = {f"sitting_concluded:{outcome}.{how}" for how in ("held", "given_up")}
            if row.do == "conclude_sitting" and not asked.isdisjoint(self.named):
                yield from ((outcome, True, ()), (outcome, False, ()))
            else:
                ways = (
                    _ALONE
                    if self._stays_concluded(row, outcome)
                    else _ALSO.get((row.do, outcome), _ALONE)
                )
                yield from ((outcome, None, also) for also in ways)

    def _stays_concluded(self, row: Action, outcome: str) -> bool:
        """Whether a contest leads back to the answer that stands, and to nobody who handles it anew."""
        to = self._target(row, outcome) if row.do == "rule_contest" else None
        return to is not None and self.procedure.phase(to) == "concluded"

    def _words(self, row: Action, by: tuple[str, ...]) -> tuple[str, ...]:
        if row.do == TAKE_STEP:
            return self.steps_opened(row)
        if row.do in PAPERS:
            if not row.papers:
                return ("", *self.papers)
            followed = tuple(paper for paper in self.papers if paper in row.papers)
            return followed if len(followed) == len(row.papers) else ("", *followed)
        if row.do == "sign":
            rest = tuple(p for p in self.procedure.sign_off_index if p not in MADE_BY)
            return ("complete", "refused") if row.to is not None else ("", *rest, *MADE_BY)
        if row.do == "reply":
            return tuple(role for role in ("lead", "assist", "centre") if role in by) or ("lead",)
        if row.do in SITTINGS and row.track is not None:
            return (row.track,)
        return self._declared(row)

    def _declared(self, row: Action) -> tuple[str, ...]:
        if row.do == "move":
            return tuple(outcome for outcome, _ in targets(row.to)) or ("",)
        own = _OWN_OUTCOMES.get(row.do)
        keys = tuple(key for key, _ in targets(row.to) if key)
        there = OUTCOMES.get(row.do, frozenset({""}))
        if row.do in SITTINGS:
            # A kind that has a track of its own goes by the rows of that track.
            there -= {track.code for track in self.procedure.tracks if track.offered}
        return own or (*keys, *sorted(there - set(keys)))

    def steps_opened(self, row: Action) -> tuple[str, ...]:
        """Return the steps of a track that a row for `take_step` opens."""
        if row.to is None:
            return self.procedure.track_index[row.track].steps if row.track else ()
        return tuple(step for _, step in targets(row.to))

    def _target(self, row: Action, outcome: str) -> str | None:
        if row.do == "move":
            return None
        if row.do == TAKE_STEP:
            return outcome
        if row.to is None or isinstance(row.to, str):
            return row.to
        # Whoever is shut out passes the matter on, to somebody or to the centre.
        return row.to.get(PASSED if outcome == UNLED else outcome)

    def _tokens(
        self, row: Action, outcome: str, by: tuple[str, ...], sat: bool | None
    ) -> frozenset[str]:
        command = CLASSES.get(row.do)
        fact = command.fact if command is not None else row.do
        if row.do == "object" and by == ("assist",):
            fact = "assist_objected"
        found = {fact, f"{fact}:{outcome}"} if outcome else {fact}
        found |= {f"{fact}:{PASSED}"} if outcome == UNLED else set()
        if sat is not None:
            found.add(f"{fact}:{outcome}.{'held' if sat else 'given_up'}")
        if row.do == TAKE_STEP:
            found |= {f"step_taken:{row.track}.{outcome}", f"step:{row.track}_{outcome}"}
        if row.do == "deliver" and outcome in self.procedure.paper_index:
            told = self.procedure.paper_index[outcome].tells
            found |= {f"{TOLD}:{decision.partition(':')[0]}" for decision in told}
        taken = self.procedure.steps_by_fact
        for token in tuple(found):
            for track, step in taken.get(token, ()):
                found |= {"step_taken", f"step_taken:{track}.{step}", f"step:{track}_{step}"}
        return frozenset(found)


def _is_of_paper(token: str) -> bool:
    fact, _, paper = token.partition(":")
    return bool(paper) and fact in {"drafted", "signed", "issued", "delivered", "published"}
