"""Decisions that change two cases at once: carrying one inside another, and letting it go again."""

from dataclasses import replace

from lianxin.rules.ask import Ask, Peer, Stamp
from lianxin.rules.commands.intake import Merge, Split
from lianxin.rules.deciding.clocks import restored, running
from lianxin.rules.deciding.intake import seen_peer, shut_to
from lianxin.rules.deciding.settling import at_stage, settle, with_clocks
from lianxin.rules.facts import Fact
from lianxin.rules.facts import intake as facts
from lianxin.rules.refusals import Refused
from lianxin.rules.state import CaseState, points_of

Others = dict[str, tuple[Fact, ...]]


def merged(command: Merge, ask: Ask, stamp: Stamp) -> tuple[tuple[Fact, ...], Others]:
    """Return the facts of the case that goes in and of the one that takes it in.

    Refused `no_consent` without the petitioner's word, `not_now` where the other is finished.
    """
    if not command.consent:
        raise Refused("no_consent", field="consent")
    peer = seen_peer(command.into, ask)
    if peer.state.is_final:
        raise Refused("not_now", stage=peer.stage, of=peer.number)
    if _hidden(peer.state) != _hidden(ask.state):
        # Joining would show a shut case to those it is shut to.
        raise Refused("respondent", article="条例30(3)")
    _refuse_later_walls(ask.state, peer)
    fact = facts.Merged(into=peer.number, kept_stage=ask.state.stage)
    took_in = facts.TookIn(
        part=ask.state.number,
        petitioners=(*ask.state.people.petitioners, *ask.state.people.representatives),
        persons=ask.state.people.persons,
        withheld=ask.state.people.withheld,
        points=ask.state.matter.points,
        # Kept away from the part, kept away from the whole: else merging would let him in.
        recused=ask.state.guard.recused,
    )
    return settle(ask, (fact,), stamp), {peer.number: (with_clocks(_of(peer, ask), took_in),)}


def _refuse_later_walls(state: CaseState, peer: Peer) -> None:
    """The older matter takes the newer one in: nobody waits longer than the law said."""
    for clock in running(state):
        host = peer.state.clock(clock.code)
        if not clock.wall or clock.window or host is None or host.stopped_at is not None:
            continue
        if clock.due is not None and (host.due is None or host.due > clock.due):
            raise Refused("not_now", stage=peer.stage, of=peer.number, clock=clock.code)


def _hidden(state: CaseState) -> tuple[bool, frozenset[str]]:
    return state.secret, shut_to(state)


def split(command: Split, ask: Ask, stamp: Stamp) -> tuple[tuple[Fact, ...], Others]:
    """Return the facts of the case that lets go and of each that leaves it, where it stood.

    Refused `no_such` for a case that was not merged into this one.
    """
    leaving = []
    for number in dict.fromkeys(command.parts):
        if number not in ask.state.ties.parts or number not in ask.peers:
            raise Refused("no_such", name=number, kind="case", field="parts")
        leaving.append(ask.peers[number])
    fact = facts.Split(
        parts=tuple(peer.number for peer in leaving),
        petitioners=tuple(
            token
            for peer in leaving
            for token in (*peer.state.people.petitioners, *peer.state.people.representatives)
        ),
        persons=tuple(person for peer in leaving for person in peer.state.people.persons),
        recused=tuple(person for peer in leaving for person in peer.state.guard.recused),
    )
    others: Others = {peer.number: (_let_go(peer, ask),) for peer in leaving}
    return settle(ask, (fact,), stamp), others


def _let_go(peer: Peer, ask: Ask) -> Fact:
    # Clocks run on as if the matter had never been carried elsewhere: same start, same due moment.
    theirs = _of(peer, ask)
    clocks = tuple(
        restored(clock, theirs)
        for clock in peer.state.clocks
        if clock.stopped_at is not None and clock.stopped_at == peer.state.ties.merged_at
    )
    own = points_of(ask.state, peer.number)
    fact = facts.SplitOff(
        out_of=ask.state.number,
        clocks=clocks,
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


def _of(peer: Peer, ask: Ask) -> Ask:
    procedure = ask.book.procedures[peer.state.version]
    return replace(ask, state=peer.state, procedure=procedure, action=None)
