"""Traps of the clocks: those that nothing stops or resumes, and stages at which nobody owes."""

from collections.abc import Iterator

from lianxin.rules.conditions.meanings import Sort, meaning_of
from lianxin.rules.faults import Flaw
from lianxin.rules.phases import CLOCKLESS, UNANSWERED, is_final
from lianxin.rules.procedures import ClockRule
from lianxin.rules.proving.graphs import Graph, least_owed
from lianxin.rules.proving.line import by_house
from lianxin.rules.proving.model import Edge, Model
from lianxin.rules.proving.states import Slice, State
from lianxin.rules.proving.steps import names_in
from lianxin.rules.proving.trouble import Proving, Trouble

PETITIONER = "petitioner"


def duties(proof: Proving) -> frozenset[str]:
    """Return the clocks of the line by which somebody owes something."""
    return frozenset(
        clock.code
        for clock in proof.procedure.clocks
        if not clock.each and not clock.window and clock.whose != PETITIONER
    )


def clocks(proof: Proving) -> Iterator[Trouble]:
    """Yield the clocks that run, or stand still, where nothing ends that."""
    for code in sorted(duties(proof)):
        rule = proof.procedure.clock_index[code]
        for sort in _sorts(proof, rule):
            model, graph = proof.graph(sort, _slice(proof, rule))
            yield from _never_ending(proof, model, graph, rule)
    yield from _each(proof)


def _sorts(proof: Proving, rule: ClockRule) -> list[Sort]:
    """The sorts that a clock may tell apart: the usual one, those out of reach, those it asks for."""
    tests = [mean.of for name in names_in(rule.when) if (mean := meaning_of(name)).of]
    seen: dict[tuple[object, ...], Sort] = {}
    for sort in proof.sorts:
        key = (sort.reachable, *(test(sort) for test in tests if test is not None))
        seen.setdefault(key, sort)
    return list(seen.values())


def _slice(proof: Proving, rule: ClockRule) -> Slice:
    """A clock with the sitting that pauses it, where there is one."""
    kinds = [token.partition(":")[2] for token in rule.pause if token.startswith("sitting_")]
    tracks = proof.procedure.track_index
    return Slice(
        clocks=frozenset({rule.code}),
        sitting=kinds[0] if kinds else "",
        track=tracks.get(kinds[0]) if kinds else None,
    )


def _never_ending(proof: Proving, model: Model, graph: Graph, rule: ClockRule) -> Iterator[Trouble]:
    def does(edge: Edge) -> bool:
        return edge.house or rule.whose == "agent"

    def stops(edge: Edge) -> bool:
        return any(not step.tokens.isdisjoint(rule.stop) for step in edge.steps)

    def allowed(edge: Edge) -> bool:
        # That the matter is over ends a clock, and is no way to do what it asks for, but where it asks for the end.
        return does(edge) and (proof.phase(edge.after) not in CLOCKLESS or stops(edge))

    live = [state for state in graph.reached if proof.phase(state) not in CLOCKLESS]
    met = (edge.after for edges in graph.edges.values() for edge in edges if stops(edge))
    still = graph.leading_to((*(one for one in live if not one.clocks), *met), allowed)
    going = graph.leading_to((one for one in live if not one.paused), allowed)
    # Where the matter itself is stuck, that is told, and not each of its clocks.
    moving = graph.leading_to(proof.ends(graph), by_house)
    for state in live:
        if state not in moving and not is_final(proof.phase(state)):
            continue
        if state.clocks and state not in still:
            yield _unstoppable(proof, model, graph, state, rule)
        elif state.paused and state not in going:
            yield _paused(proof, model, graph, state, rule)


def _unstoppable(
    proof: Proving, model: Model, graph: Graph, state: State, rule: ClockRule
) -> Trouble:
    stage, clock = proof.words.stage(state.stage), proof.words.clock(rule.code)
    return Trouble(
        ("clock_unstoppable", rule.code, state.stage),
        lambda all_sorts: Flaw("clock_unstoppable", stage=stage, clock=clock, matters=all_sorts),
        rule.line,
        graph.way(state),
        model.sort,
    )


def _paused(proof: Proving, model: Model, graph: Graph, state: State, rule: ClockRule) -> Trouble:
    stage, clock = proof.words.stage(state.stage), proof.words.clock(rule.code)
    return Trouble(
        ("pause_without_end", rule.code, state.stage),
        lambda all_sorts: Flaw("pause_without_end", stage=stage, clock=clock, matters=all_sorts),
        rule.line,
        graph.way(state),
        model.sort,
    )


def _each(proof: Proving) -> Iterator[Trouble]:
    """Clocks of which there is one a task or a leg: at each stage some row must stop them."""
    sort = proof.sorts[0]
    model, graph = proof.graph(sort)
    for rule in proof.procedure.clocks:
        if not rule.each:
            continue
        for state in graph.reached:
            if proof.phase(state) in CLOCKLESS or _stops(proof, rule, state):
                continue
            yield _unstoppable(proof, model, graph, state, rule)


def _stops(proof: Proving, rule: ClockRule, state: State) -> bool:
    names = {token.partition(":")[0] for token in rule.stop}
    if rule.each == "assist":
        # The leg's own end ends its clock.
        names |= {"assist_released"}
    if proof.phase(state) not in UNANSWERED and rule.each == "assist":
        return True
    return any(
        names & {token.partition(":")[0] for token in step.tokens}
        for step in proof.steps.at(state.stage)
    )


def nobody_owes(proof: Proving) -> Iterator[Trouble]:
    """Yield the stages before the answer at which no clock runs that somebody owes."""
    part = Slice(clocks=duties(proof), sure=True)
    for sort in proof.sorts:
        model = Model(proof.procedure, proof.steps, sort, part)
        graph = least_owed(model)
        for state in graph.reached:
            if proof.phase(state) in UNANSWERED and not _owed(model, state):
                yield _unowed(proof, model, graph, state)


def _owed(model: Model, state: State) -> bool:
    return any(model.has(model.rules[code].whose, state) for code in state.clocks)


def _unowed(proof: Proving, model: Model, graph: Graph, state: State) -> Trouble:
    stage = proof.words.stage(state.stage)
    return Trouble(
        ("nobody_owes", state.stage),
        lambda all_sorts: Flaw("nobody_owes", stage=stage, matters=all_sorts),
        proof.procedure.stage_index[state.stage].line,
        graph.way(state),
        model.sort,
    )
