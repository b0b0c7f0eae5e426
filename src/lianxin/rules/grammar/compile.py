"""Reads a procedure from its text: every fault at once, each with its line, or the whole procedure.

`extends` adds rows to a base; a row that meets one of the base's may only narrow it, and a wall
stays what the law says (see `grammar_merge`). The version is a digest of the text and its base.
"""

from collections.abc import Callable, Iterable

from lianxin.rules.faults import Fault, Flaw
from lianxin.rules.grammar.edges import ASIDE, ENDS, ways
from lianxin.rules.grammar.faults import FaultLog
from lianxin.rules.grammar.merge import merged
from lianxin.rules.grammar.names import KnownNames, NameCheck, shipped
from lianxin.rules.grammar.shape import ProcedureDraft, draft_of, plain
from lianxin.rules.procedures import Procedure, Stage
from lianxin.rules.record.canonical import digest

__all__ = [
    "KnownNames",
    "ProcedureDraft",
    "compile_procedure",
    "parse",
    "shipped",
    "warnings",
]
VERSION_LENGTH = 32
"""Hexadecimal digits, 128 bits: no two texts share a version by chance."""
BaseOf = Callable[[str], Procedure | None]


def parse(text: str, *, name: str) -> ProcedureDraft:
    """Return the shape of a procedure's text, names not looked up; raises Faults."""
    whole = plain(text)
    faults = FaultLog(name, tuple(whole.split("\n")))
    draft = draft_of(whole, faults)
    faults.refuse()
    return draft


def compile_procedure(text: str, *, name: str, base: BaseOf, known: KnownNames) -> Procedure:
    """Return the procedure of a text, merged with the base it extends.

    Raises Faults with every fault of the file. Line ends and a byte order mark do not
    matter, to the version neither; any other change of the text makes another version.
    """
    whole = plain(text)
    faults = FaultLog(name, tuple(whole.split("\n")))
    draft = draft_of(whole, faults)
    # Not even TOML: that one fault, and not fifty that follow from it.
    if not draft.places.keys:
        faults.refuse()
    parent = _base(draft, base, faults)
    if draft.extends is None or parent is not None:
        procedure = merged(draft, parent, digest=_version(whole, parent), faults=faults)
        _check(procedure, draft, known=known, faults=faults)
    faults.refuse()
    return procedure


def warnings(procedure: Procedure, *, name: str) -> tuple[Fault, ...]:
    """Return what is odd and yet no fault: a stage added to a base that no row leads to."""
    if procedure.extends is None:
        return ()
    own = [stage for stage in procedure.stages if stage.line]
    return tuple(
        Fault(name, stage.line, "", _no_way_to(stage)) for stage in _unreached(procedure, own)
    )


def _version(text: str, parent: Procedure | None) -> str:
    # A changed base makes another version: a case keeps the one it began in, whole.
    return digest(text + (f"\n{parent.digest}" if parent else "")).hex()[:VERSION_LENGTH]


def _base(draft: ProcedureDraft, base: BaseOf, faults: FaultLog) -> Procedure | None:
    if draft.extends is None:
        return None
    line = draft.places.key("procedure", "extends")
    if draft.extends == draft.code:
        faults.add(line, Flaw("extends_itself"), mark=draft.extends)
        return None
    parent = base(draft.extends)
    if parent is None:
        faults.add(line, Flaw("unknown_base", name=draft.extends), mark=draft.extends)
    return parent


def _check(
    procedure: Procedure, draft: ProcedureDraft, *, known: KnownNames, faults: FaultLog
) -> None:
    _scope(draft, known, faults)
    steps = {track.code: frozenset(track.steps) for track in procedure.tracks}
    unsound = draft.said("tracks") - set(steps)
    names = NameCheck(
        known=known,
        stages=frozenset(procedure.stage_index) | draft.said("stages"),
        clocks=frozenset(procedure.clock_index) | draft.said("clocks"),
        steps={**steps, **_any_step(draft, unsound)},
        found=faults,
        only_if_line=draft.places.key("procedure", "only_if"),
    )
    names.check(procedure)
    # With rows missing, stages would look unreachable that are not.
    if all(row.sound for rows in draft.rows.values() for row in rows):
        _check_ways(procedure, draft, faults)


def _any_step(draft: ProcedureDraft, tracks: Iterable[str]) -> dict[str, frozenset[str]]:
    """Steps of tracks whose own row has a fault: whatever is named, so that it is told once."""
    named = frozenset(
        step
        for row in draft.rows.get("actions", ())
        for step in (*row.given.get("at", ()), *_targets(row.given.get("to")))
    )
    return dict.fromkeys(tracks, named)


def _targets(to: object) -> tuple[str, ...]:
    if isinstance(to, dict):
        return tuple(to.values())
    return (to,) if isinstance(to, str) else ()


def _scope(draft: ProcedureDraft, known: KnownNames, faults: FaultLog) -> None:
    line = draft.places.key("procedure", "for")
    kinds, channels = tuple(sorted(known.kinds)), tuple(sorted(known.channels))
    for name in draft.kinds or ():
        if name not in {*kinds, "*"}:
            faults.add(line, Flaw("unknown_kind", name=name, names=kinds), mark=name)
    for name in draft.channels or ():
        if name not in {*channels, "*"}:
            faults.add(line, Flaw("unknown_channel", name=name, names=channels), mark=name)


def _check_ways(procedure: Procedure, draft: ProcedureDraft, faults: FaultLog) -> None:
    if not procedure.stages or procedure.stages[0].phase != "registered":
        line = draft.places.key("rows", "stages")
        faults.add(line, Flaw("no_entry"))
    own = [stage for stage in procedure.stages if stage.line]
    left = {way.before for way in ways(procedure) if way.action.do not in ASIDE}
    for stage in own:
        if stage.phase not in ENDS and stage.code not in left:
            faults.add(stage.line, Flaw("no_way_out", stage=stage.code), mark=stage.code)
    if procedure.extends is None:
        for stage in _unreached(procedure, own):
            faults.add(stage.line, _no_way_to(stage), mark=stage.code)


def _unreached(procedure: Procedure, stages: Iterable[Stage]) -> tuple[Stage, ...]:
    """Stages that no chain of rows reaches from the first one."""
    onward: dict[str, set[str]] = {}
    for way in ways(procedure):
        onward.setdefault(way.before, set()).add(way.after)
    reached: set[str] = set()
    left = {stage.code for stage in procedure.stages[:1]}
    while left:
        reached |= left
        left = {after for stage in left for after in onward.get(stage, ())} - reached
    return tuple(stage for stage in stages if stage.code not in reached)


def _no_way_to(stage: Stage) -> Flaw:
    return Flaw("unreachable", stage=stage.code)
