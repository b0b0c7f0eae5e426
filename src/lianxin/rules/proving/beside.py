"""Traps beside the main line: tracks and sittings that fail, and what a move leaves behind."""

from collections.abc import Iterator

from lianxin.rules.conditions.meanings import Sort
from lianxin.rules.faults import Flaw
from lianxin.rules.phases import is_final
from lianxin.rules.procedures import Procedure, Track
from lianxin.rules.proving.graphs import Graph
from lianxin.rules.proving.model import Edge, Model
from lianxin.rules.proving.states import Slice, State, track_open
from lianxin.rules.proving.steps import SITTINGS, Step
from lianxin.rules.proving.telling import command
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
    """Yield each track and sitting that, when it fails, is never at its end."""
    for part in parts(proof.procedure):
        for sort in _sorts(proof):
            model, graph = proof.graph(sort, part)
            yield from _open_for_ever(proof, model, graph)
            yield from _left_behind(proof, model, graph)


def _sorts(proof: Proving) -> Iterator[Sort]:
    """The usual sort and the first out of reach: what fails beside the line asks for no more."""
    yield proof.sorts[0]
    yield from [sort for sort in proof.sorts[1:] if not sort.reachable][:1]


def _open_for_ever(proof: Proving, model: Model, graph: Graph) -> Iterator[Trouble]:
    track, kind = model.part.track, model.part.sitting
    if track is not None and track.binding:
        closed = [one for one in graph.reached if not track_open(track, one.track)]
        good = graph.leading_to(closed, without_meeting)
        for state in graph.reached:
            if state not in good and not is_final(proof.phase(state)):
                yield _track(proof, model, graph, state, track)
    elif kind:
        closed = [one for one in graph.reached if not one.sitting]
        good = graph.leading_to(closed, without_meeting)
        for state in graph.reached:
            if state not in good and not is_final(proof.phase(state)):
                yield _sitting(proof, model, graph, state)


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


def _left_behind(proof: Proving, model: Model, graph: Graph) -> Iterator[Trouble]:
    """A row that carries a matter on while a track or a sitting of it is open."""
    for state in graph.reached:
        left = _unfinished(model, state)
        if not left:
            continue
        for step in proof.steps.at(state.stage):
            if step.do == "move" and not _may_lose(proof, model):
                continue
            if step.do in {"move", "merge"} and model.open(step, state) is not None:
                yield _stranded(proof, model, graph, state, step)


def _unfinished(model: Model, state: State) -> bool:
    track = model.part.track
    return bool(state.sitting) or (track is not None and track_open(track, state.track))


def _may_lose(proof: Proving, model: Model) -> bool:
    """Whether some other procedure does not go on with what is open here."""
    track = model.part.track
    if track is None:
        return False
    offered = (other.track_index.get(track.code) for other in proof.others)
    return not proof.others or any(other is None or not other.offered for other in offered)


def _stranded(proof: Proving, model: Model, graph: Graph, state: State, step: Step) -> Trouble:
    track, kind = model.part.track, model.part.sitting
    words = proof.words.track(track.code) if track is not None else proof.words.sitting(kind)
    done = command(step.do)
    moved = Edge(state, state, (step,), house=True, sits=False)
    return Trouble(
        ("move_strands", step.do, track.code if track and track.binding else "sitting"),
        lambda all_sorts: Flaw("move_strands", command=done, track=words, matters=all_sorts),
        step.row.line,
        (*graph.way(state), moved),
        model.sort,
    )
