"""Decisions that change two cases at once: carrying one inside another, and letting it go again."""

from dataclasses import replace

from lianxin.rules.ask import Ask, Peer, Stamp
from lianxin.rules.commands.ties import Merge, Split
from lianxin.rules.deciding.clocks import recounted, restored, rule_of, running, stopped
from lianxin.rules.deciding.intake import seen_peer, shut_to
from lianxin.rules.deciding.kept import (
    carried_into,
    refuse_bound,
    refuse_open_sittings,
    untold,
    would_lose,
)
from lianxin.rules.deciding.moving import at_stage
from lianxin.rules.deciding.settling import settle, with_clocks
from lianxin.rules.facts import Fact
from lianxin.rules.facts import intake as facts
from lianxin.rules.facts.papers import TOLD
from lianxin.rules.facts.shapes import ClockChange, TaskChange
from lianxin.rules.procedures import ClockRule
from lianxin.rules.refusals import Refused
from lianxin.rules.state import Carried, CaseState, Clock, PauseSpan, points_of

Others = dict[str, tuple[Fact, ...]]


def merged(command: Merge, ask: Ask, stamp: Stamp) -> tuple[tuple[Fact, ...], Others]:
    """Return the facts of the case that goes in and of the one that takes it in.

    Refused `no_consent` without the petitioner's word, `not_now` where the other is finished, `ended`
    where a re-review decided it (article 36(3)).
    """
    if not command.consent:
        raise Refused("no_consent", field="consent")
    peer = seen_peer(command.into, ask)
    if peer.state.is_final:
        raise Refused("not_now", stage=peer.stage, of=peer.number)
    if peer.ended:
        raise _over(peer.number)
    if _hidden(peer.state) != _hidden(ask.state):
        # Joining would show a shut case to those it is shut to.
        raise Refused("respondent", article="条例30(3)")
    refuse_open_sittings(ask)
    refuse_bound(ask)
    host = _of(peer, ask)
    clocks = carried_into(peer, ask, host)
    fact = facts.Merged(into=peer.number, kept_stage=ask.state.stage)
    took_in = facts.TookIn(
        part=ask.state.number,
        petitioners=(*ask.state.people.petitioners, *ask.state.people.representatives),
        persons=ask.state.people.persons,
        withheld=ask.state.people.withheld,
        points=ask.state.matter.points,
        # Kept away from the part, kept away from the whole: else merging would let him in.
        recused=ask.state.guard.recused,
        untold=untold(clocks, host),
        clocks=clocks,
    )
    return settle(ask, (fact,), stamp), {peer.number: (with_clocks(host, took_in),)}


def _over(number: str) -> Refused:
    """What a re-review decided takes nothing in and lets nothing out to be handled anew."""
    return Refused("ended", of=number, article="条例36(3)")


def _hidden(state: CaseState) -> tuple[bool, bool, frozenset[str]]:
    return state.secret, state.kept_close, shut_to(state)


def split(command: Split, ask: Ask, stamp: Stamp) -> tuple[tuple[Fact, ...], Others]:
    """Return the facts of the case that lets go and of each that leaves it, where it stood.

    Refused `no_such` for a case that was not merged into this one, `not_now` while this one is itself
    carried elsewhere: those who came in here were let in there, too; `ended` once a re-review decided
    what they were joined for.
    """
    if ask.state.ties.merged_into is not None:
        raise would_lose(
            ask.state.stage,
            zh="这一件自己也并入了别的件，先从那里拆出",
            en="this matter is itself joined to another: split it off there first",
            of=ask.state.ties.merged_into,
        )
    if ask.state.re_reviewed:
        raise _over(ask.state.number)
    leaving = []
    for number in dict.fromkeys(command.parts):
        if number not in ask.state.ties.parts or number not in ask.peers:
            raise Refused("no_such", name=number, kind="case", field="parts")
        leaving.append(ask.peers[number])
    brought = [_brought(peer, ask.state) for peer in leaving]
    numbers = {peer.number for peer in leaving}
    fact = facts.Split(
        parts=tuple(peer.number for peer in leaving),
        petitioners=tuple(token for matter in brought for token in matter.petitioners),
        persons=tuple(person for matter in brought for person in matter.persons),
        recused=tuple(person for matter in brought for person in matter.recused),
        clocks=tuple(
            stopped(clock, ask.at) for clock in running(ask.state) if clock.part in numbers
        ),
    )
    others: Others = {peer.number: (_let_go(peer, ask),) for peer in leaving}
    return settle(ask, (fact,), stamp), others


def _brought(peer: Peer, host: CaseState) -> Carried:
    """What a matter brought when it came in, as it was noted then."""
    return next(matter for matter in reversed(host.ties.carried) if matter.part == peer.number)


def _let_go(peer: Peer, ask: Ask) -> Fact:
    theirs = _of(peer, ask)
    clocks = tuple(
        change
        for clock in peer.state.clocks
        if clock.aside == "merged" and (change := _given_back(clock, theirs, ask)) is not None
    )
    own = points_of(ask.state, peer.number)
    fact = facts.SplitOff(
        out_of=ask.state.number,
        clocks=clocks,
        tasks=tuple(TaskChange(n=task.n, op="restored") for task in peer.state.tasks if task.aside),
        answered=tuple(
            n for n, here in enumerate(own, start=1) if here in ask.state.handling.answered_points
        ),
        # Better kept away once too often: `readmit` is one step.
        recused=tuple(
            dict.fromkeys(
                person
                for person in ask.state.guard.recused
                if person not in peer.state.guard.recused
            )
        ),
    )
    return at_stage(fact, peer.state.ties.kept_stage or peer.stage, theirs.procedure)


def _given_back(clock: Clock, theirs: Ask, ask: Ask) -> ClockChange | None:
    """Return how a clock goes on in the matter that leaves; None where it was met for it here.

    It runs as if the matter had never been carried elsewhere: same start, same due moment. What was
    told of a decision of its own is told. What else met it here, an answer above all, is still to come
    there: for the time between the clock stood still, so that nobody is late by letting go.
    """
    met = next((here for here in reversed(ask.state.clocks) if _was_met(here, clock, theirs)), None)
    rule = rule_of(clock.code, theirs)
    if met is None or met.stopped_at is None or rule is None or clock.paused:
        return restored(clock, theirs)
    if _is_told(rule, theirs):
        return None
    stood = PauseSpan(since=met.stopped_at, until=ask.at)
    still = clock.model_copy(update={"pauses": (*clock.pauses, stood)})
    change = recounted("restored", still, rule, theirs, limits=clock.limits)
    missed = clock.due is not None and met.stopped_at > clock.due and not clock.window
    late = restored(clock, theirs).late or missed
    return change.model_copy(update={"late": late, "stood": met.stopped_at, "n": clock.n})


def _was_met(here: Clock, clock: Clock, theirs: Ask) -> bool:
    """Whether what a clock of the leaving matter waited for happened here while it was carried.

    The clock it brought, or the one of this matter that covered it, ended by that.
    """
    if here.code != clock.code or here.about or here.aside or clock.stopped_at is None:
        return False
    ended = here.stopped_at is not None and here.stopped_at > clock.stopped_at
    return ended and here.part in {"", theirs.state.number}


def _is_told(rule: ClockRule, theirs: Ask) -> bool:
    """Whether a clock waits for the paper of a decision that the leaving matter took itself."""
    told = (token.split(":") for token in rule.stop if token.startswith(f"{TOLD}:"))
    return any(theirs.state.decision(*token[1:]) is not None for token in told)


def _of(peer: Peer, ask: Ask) -> Ask:
    procedure = ask.book.procedures[peer.state.version]
    return replace(ask, state=peer.state, procedure=procedure, action=None)
