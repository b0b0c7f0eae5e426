"""Traps of the main line: from where no end is reached, and why."""

from collections.abc import Iterator

from lianxin.rules.fault_sentences.words import Pair
from lianxin.rules.faults import Flaw
from lianxin.rules.grammar.edges import ASIDE
from lianxin.rules.phases import is_final
from lianxin.rules.procedures import Condition
from lianxin.rules.proving.effects import led
from lianxin.rules.proving.graphs import MOST, Graph
from lianxin.rules.proving.model import DEEPEST, Edge, Model
from lianxin.rules.proving.papers import needed_by
from lianxin.rules.proving.states import RESIDENTS, State
from lianxin.rules.proving.steps import Step
from lianxin.rules.proving.telling import command, standing
from lianxin.rules.proving.trouble import Proving, Trouble

AGAIN = frozenset({"reopen", "rule_contest"})


def by_house(edge: Edge) -> bool:
    """Whether the house alone can take a step."""
    return edge.house


def traps(proof: Proving) -> Iterator[Trouble]:
    """Yield each way into a state from which the house alone brings no matter to its end."""
    for sort in proof.sorts:
        model, graph = proof.graph(sort)
        if not graph.whole:
            way: tuple[Edge, ...] = ()
            yield Trouble(
                ("too_many_orders",), lambda _all: Flaw("too_many_orders", most=MOST), 0, way, sort
            )
        good = graph.leading_to(proof.ends(graph), by_house)
        for state in graph.reached:
            if state not in good and not is_final(proof.phase(state)):
                yield _why(proof, model, graph, state)


def _why(proof: Proving, model: Model, graph: Graph, state: State) -> Trouble:
    """Why a state has no end: the nearest row that would lead out of what is reached from it."""
    inside = _onward(graph, state)
    stages = {one.stage for one in inside}
    shut = [
        (one, step)
        for one in inside
        for step in proof.steps.at(one.stage)
        if step.to is not None and step.to not in stages and step.do not in ASIDE | AGAIN
    ]
    order = [stage.code for stage in proof.procedure.stages]
    shut.sort(key=lambda pair: order.index(pair[1].to or ""))
    for one, step in shut:
        trouble = _shut(proof, model, graph, one, step)
        if trouble is not None:
            return trouble
    stage, way = proof.words.stage(state.stage), graph.way(state)
    if len(stages) == 1:
        line = proof.procedure.stage_index[state.stage].line
        return Trouble(
            ("stage_without_exit", state.stage),
            lambda all_sorts: Flaw("stage_without_exit", stage=stage, matters=all_sorts),
            line,
            way,
            model.sort,
        )
    return Trouble(
        ("no_end_reachable", state.stage),
        lambda all_sorts: Flaw("no_end_reachable", stage=stage, matters=all_sorts),
        0,
        way,
        model.sort,
    )


def _onward(graph: Graph, state: State) -> list[State]:
    """All states that the house alone reaches from one."""
    found, left = {state: None}, [state]
    while left:
        for edge in graph.edges.get(left.pop(), ()):
            if edge.house and edge.after not in found:
                found[edge.after] = None
                left.append(edge.after)
    return list(found)


def _shut(proof: Proving, model: Model, graph: Graph, state: State, step: Step) -> Trouble | None:
    """Why a step is shut to the house at a state."""
    line, way, sort = step.row.line, graph.way(state), model.sort
    done = command(step.do)
    if not any(model.has(who, state) for who in step.by):
        who = standing(step.by[0])
        return Trouble(
            ("nobody_may", step.do, step.by[0]),
            lambda all_sorts: Flaw("nobody_may", command=done, standing=who, matters=all_sorts),
            line,
            way,
            sort,
        )
    for condition in step.row.when:
        met = model.met(condition, state, DEEPEST, step)
        if met is None or not met.house:
            return _unmet(proof, model, condition, step, way, silent=met is not None)
    for flag in needed_by(step, proof.procedure):
        if model.met(flag, state, DEEPEST, step) is None:
            return _unmade(proof, model, flag, step, way)
    if RESIDENTS.issuperset(step.by):
        stage = proof.words.stage(state.stage)
        return Trouble(
            ("only_the_resident_acts", step.do, state.stage),
            lambda all_sorts: Flaw(
                "only_the_resident_acts", command=done, stage=stage, matters=all_sorts
            ),
            line,
            way,
            sort,
        )
    return None


def _unmade(proof: Proving, model: Model, flag: str, step: Step, way: tuple[Edge, ...]) -> Trouble:
    done, paper = command(step.do), proof.words.paper(flag.partition(":")[2])
    return Trouble(
        ("paper_never_there", step.do, flag),
        lambda all_sorts: Flaw("paper_never_there", command=done, paper=paper, matters=all_sorts),
        step.row.line,
        way,
        model.sort,
    )


def _unmet(
    proof: Proving,
    model: Model,
    condition: Condition,
    step: Step,
    way: tuple[Edge, ...],
    *,
    silent: bool,
) -> Trouble:
    done, words = command(step.do), proof.words.condition(condition)
    code = "only_the_resident" if silent else "condition_never_met"

    def flaw(all_sorts: Pair) -> Flaw:
        if silent:
            return Flaw("only_the_resident", command=done, condition=words, matters=all_sorts)
        return Flaw("condition_never_met", command=done, condition=words, matters=all_sorts)

    return Trouble((code, step.do, str(condition)), flaw, step.row.line, way, model.sort)


def idle_leads(proof: Proving) -> Iterator[Trouble]:
    """Yield the steps that make a body lead where it may bring nothing further."""
    for sort in proof.sorts:
        model, graph = proof.graph(sort)
        for edges in graph.edges.values():
            for edge in edges:
                after = edge.after
                if led(edge.before) or not led(after) or is_final(proof.phase(after)):
                    continue
                if not _may_act(proof, model, after):
                    yield _idle(proof, model, graph, edge)


def _may_act(proof: Proving, model: Model, state: State) -> bool:
    return any(
        "lead" in step.by and step.to not in {None, state.stage}
        for step in proof.steps.at(state.stage)
    )


def _idle(proof: Proving, model: Model, graph: Graph, edge: Edge) -> Trouble:
    step, stage = edge.steps[-1], proof.words.stage(edge.after.stage)
    done = command(step.do)
    return Trouble(
        ("idle_lead", step.do, edge.after.stage),
        lambda all_sorts: Flaw("idle_lead", command=done, stage=stage, matters=all_sorts),
        step.row.line,
        (*graph.way(edge.before), edge),
        model.sort,
    )
