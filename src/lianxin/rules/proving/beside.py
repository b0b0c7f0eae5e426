"""Traps beside the main line: tracks and sittings that fail, begun here or brought along by a move."""

from collections.abc import Iterator

from lianxin.rules.conditions.meanings import Sort
from lianxin.rules.faults import Flaw
from lianxin.rules.phases import is_final
from lianxin.rules.procedures import Procedure, Track
from lianxin.rules.proving.effects import led
from lianxin.rules.proving.graphs import Graph, explore
from lianxin.rules.proving.model import Edge, Model
from lianxin.rules.proving.states import Slice, State, track_open
from lianxin.rules.proving.steps import SITTINGS
from lianxin.rules.proving.trouble import Proving, Trouble

SITTING_FACTS = frozenset({"sitting_ordered", "sitting_held", "sitting_concluded"})


def without_meeting(edge: Edge) -> bool:
    """Whether the house takes a step though nobody came and nothing was held."""
    return edge.house and not edge.sits


def parts(procedure: Procedure) -> tuple[Slice, ...]:
    """Return a slice for each binding track that is offered, and each kind of sitting."""
    tracks = [track for track in procedure.tracks if track.offered]
    found = {_kind(track): track for track in tracks if _kind(track)}
    slices = [Slice(track=track, sitting=_kind(track)) for track in tracks if track.binding]
    followed = {part.sitting for part in slices}
    kinds = {row.kind for row in procedure.sittings} | set(found)
    alike = {
        _signature(kind, procedure, found.get(kind)): kind for kind in sorted(kinds - followed)
    }
    slices += [Slice(track=found.get(kind), sitting=kind) for kind in alike.values()]
    return tuple(slices)


def _signature(kind: str, procedure: Procedure, track: Track | None) -> tuple[object, ...]:
    """What sets a kind of sitting apart: its track, where its rows lead, and who asks for its facts."""
    ways = (
        (row.do, row.at, row.to if isinstance(row.to, str) else (row.to or {}).get(kind))
        for row in procedure.actions
        if row.do in SITTINGS and row.track is None
    )
    asked = (
        token
        for clock in procedure.clocks
        for token in (*clock.start, *clock.stop, *clock.pause, *clock.resume)
        if token.partition(":")[2] == kind
    )
    return (track.code if track else "", tuple(ways), tuple(sorted(asked)), kind == "hearing")


def _kind(track: Track) -> str:
    """The kind of sitting that carries a track: of its name, or that its steps speak of."""
    for step in track.named:
        fact, _, kind = step.fact.partition(":")
        if fact in SITTING_FACTS and track.binding:
            return kind
    return track.code if any(step in {"held", "noticed"} for step in track.steps) else ""


def failures(proof: Proving) -> Iterator[Trouble]:
    """Yield each track and sitting that, when it fails, is never at its end.

    It began here, or a matter brought it along when it moved in from another procedure: the rules let
    one move with what is open wherever its steps are known.
    """
    for part in parts(proof.procedure):
        for sort in _sorts(proof):
            model, graph = proof.graph(sort, part)
            for state in brought_in(proof, model, graph):
                explore(model, graph, state)
            yield from _open_for_ever(proof, model, graph)


def brought_in(proof: Proving, model: Model, graph: Graph) -> tuple[State, ...]:
    """Return the states in which a matter may arrive from another procedure, at each stage."""
    track, done = model.part.track, model.first().done
    there: dict[str, State] = {}
    for state in proof.graph(model.sort)[1].reached:
        if not is_final(proof.phase(state)) and (state.stage not in there or led(state)):
            there[state.stage] = state
    held = {(state.track, state.sitting): None for state in graph.reached}
    if track is not None and track.binding:
        # Of steps that nobody takes here, a matter brings those that it took elsewhere.
        known = {step for step, _ in held}
        held |= {(step, ""): None for step in track.line_of_steps if step not in known}
    return tuple(
        state._replace(done=done, track=step, sitting=sitting)
        for state in there.values()
        for step, sitting in held
    )


def _sorts(proof: Proving) -> Iterator[Sort]:
    """The usual sort and the first out of reach: what fails beside the line asks for no more."""
    yield proof.sorts[0]
    yield from [sort for sort in proof.sorts[1:] if not sort.reachable][:1]


def _open_for_ever(proof: Proving, model: Model, graph: Graph) -> Iterator[Trouble]:
    track = model.part.track
    binding = track if track is not None and track.binding else None
    closed = [one for one in graph.reached if not _is_open(one, binding)]
    good = graph.leading_to(closed, without_meeting)
    for state in graph.reached:
        if state in good or is_final(proof.phase(state)):
            continue
        if graph.origin(state) != model.first():
            yield _stranded(proof, model, graph, state)
        elif binding is not None:
            yield _track(proof, model, graph, state, binding)
        else:
            yield _sitting(proof, model, graph, state)


def _is_open(state: State, binding: Track | None) -> bool:
    return track_open(binding, state.track) if binding is not None else bool(state.sitting)


def _track(proof: Proving, model: Model, graph: Graph, state: State, track: Track) -> Trouble:
    words, step = proof.words.track(track.code), proof.words.step(track.code, state.track)
    return Trouble(
        ("track_without_end", track.code),
        lambda all_sorts: Flaw("track_without_end", track=words, step=step, matters=all_sorts),
        track.line,
        graph.way(state),
        model.sort,
    )


def _sitting(proof: Proving, model: Model, graph: Graph, state: State) -> Trouble:
    words = proof.words.sitting(model.part.sitting)
    return Trouble(
        ("sitting_without_end", model.part.sitting),
        lambda all_sorts: Flaw("sitting_without_end", sitting=words, matters=all_sorts),
        0,
        graph.way(state),
        model.sort,
    )


def _stranded(proof: Proving, model: Model, graph: Graph, state: State) -> Trouble:
    track, kind = model.part.track, model.part.sitting
    bound = track is not None and track.binding
    words = proof.words.track(track.code) if track and bound else proof.words.sitting(kind)
    stage = proof.words.stage(graph.origin(state).stage)
    return Trouble(
        ("move_strands", track.code if track and bound else kind),
        lambda all_sorts: Flaw("move_strands", stage=stage, track=words, matters=all_sorts),
        track.line if track is not None else 0,
        graph.way(state),
        model.sort,
    )
