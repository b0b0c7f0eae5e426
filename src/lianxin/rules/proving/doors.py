"""Doors that a stage shuts: to the resident, to whoever presses, to a lead that a meeting names."""

from collections.abc import Iterator

from lianxin.rules.conditions.meanings import Sort
from lianxin.rules.faults import Flaw
from lianxin.rules.phases import SENT, UNANSWERED
from lianxin.rules.procedures import Action
from lianxin.rules.proving.graphs import Graph
from lianxin.rules.proving.states import State, holders
from lianxin.rules.proving.telling import command, standing
from lianxin.rules.proving.trouble import Proving, Trouble

RIGHTS = {"urge": UNANSWERED, "withdraw": UNANSWERED, "supervise": SENT}
"""What is open at each stage of these phases, wherever a procedure knows it at all."""


def shut(proof: Proving) -> Iterator[Trouble]:
    """Yield the stages that shut urging, withdrawing or supervising, or to a lead named by a meeting."""
    sort = proof.sorts[0]
    _model, graph = proof.graph(sort)
    first = {state.stage: state for state in reversed(graph.reached)}
    binding = [row for row in proof.procedure.sittings if row.binds]
    for code, state in first.items():
        here = {step.do for step in proof.steps.at(code)}
        phase = proof.phase(state)
        for do, phases in RIGHTS.items():
            if phase in phases and do not in here and do in proof.procedure.action_index:
                yield _shut(proof, graph, state, do, sort)
        concludes = any(step.do == "conclude_sitting" for step in proof.steps.at(code))
        if phase in SENT and "reassign" not in here and concludes:
            for row in binding:
                yield _unbound(proof, graph, state, row.kind, sort)


def _shut(proof: Proving, graph: Graph, state: State, do: str, sort: Sort) -> Trouble:
    stage, done = proof.words.stage(state.stage), command(do)
    return Trouble(
        ("stage_shuts", state.stage, do),
        lambda _all: Flaw("stage_shuts", stage=stage, command=done),
        proof.procedure.stage_index[state.stage].line,
        graph.way(state),
        sort,
    )


def _unbound(proof: Proving, graph: Graph, state: State, kind: str, sort: Sort) -> Trouble:
    stage, sitting = proof.words.stage(state.stage), proof.words.sitting(kind)
    return Trouble(
        ("lead_unbound", state.stage, kind),
        lambda _all: Flaw("lead_unbound", stage=stage, sitting=sitting),
        proof.procedure.stage_index[state.stage].line,
        graph.way(state),
        sort,
    )


def standings(proof: Proving) -> Iterator[Trouble]:
    """Yield the standings of a row of the file that nobody can have where the row stands."""
    sort = proof.sorts[0]
    there = holders(proof.procedure)
    for row in proof.procedure.actions:
        if not row.line:
            continue
        for who in row.by:
            if who not in there or (who == "signer" and _unsigned(proof, moves=row.to is not None)):
                yield _nobody(row, who, sort)


def _nobody(row: Action, who: str, sort: Sort) -> Trouble:
    named, done = standing(who), command(row.do)
    return Trouble(
        ("standing_never_held", row.do, who, str(row.line)),
        lambda _all: Flaw("standing_never_held", command=done, standing=named),
        row.line,
        (),
        sort,
    )


def _unsigned(proof: Proving, *, moves: bool) -> bool:
    """Whether the row that waits for an opinion's signatures waits for nobody's."""
    return moves and "opinion" not in proof.procedure.sign_off_index
