"""How action rows are added to a base, and how a row narrows what the base lets be done.

A row narrows wherever the base has a row for the same command (and track): a row at the very same
stages, else at each stage the rows that name it, else those that say `*` or `open`. It may drop
standings and add conditions and documents; the base's own always stay. Where the base has no such
row it is added, before the base's rows, as the first row that fits decides. Rows that name papers
are taken paper by paper: what narrows one paper leaves the others of its row as they are.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lianxin.rules.faults import Flaw
from lianxin.rules.grammar.edges import ANY, OPEN, expanded, targets
from lianxin.rules.grammar.faults import FaultLog, WrongRow
from lianxin.rules.grammar.shape import DraftRow, ProcedureDraft
from lianxin.rules.procedures import Action, Procedure, Stage

WILD = frozenset({ANY, OPEN})
# Articles 35 and 36 give these to the petitioner; no procedure makes them harder.
REMEDIES = frozenset({"request_review", "request_re_review"})
To = str | Mapping[str, str] | None
TAKE_STEP = "take_step"


@dataclass(frozen=True, slots=True)
class Ground:
    """What narrowing is judged against: the base's stages and steps, and the stages added to them."""

    stages: tuple[Stage, ...]
    added: tuple[Stage, ...]
    steps: Mapping[str, tuple[str, ...]]

    def places(self, action: Action) -> frozenset[str]:
        """Return the base's stages, or the track's steps, at which a row stands."""
        if action.track is None:
            return expanded(action.at, self.stages)
        steps = frozenset(self.steps.get(action.track, ())) | {""}
        return steps if WILD & set(action.at) else frozenset(action.at)

    def phases(self, codes: Collection[str], *, added: bool = False) -> set[str]:
        """Return the phases of stages of the base, or of added ones."""
        stages = self.added if added else self.stages
        return {stage.phase for stage in stages if stage.code in codes}


def join_actions(
    draft: ProcedureDraft, base: Procedure | None, *, stages: Sequence[Stage], faults: FaultLog
) -> tuple[Action, ...]:
    """Return the rows that are added, then the base's rows as they are narrowed."""
    rows = [row.model_copy(update={"line": 0}) for row in base.actions] if base else []
    rows = list(_by_paper(rows, _with_papers(draft)))
    ground = _ground(base, stages)
    added: list[Action] = []
    narrowed: dict[int, list[tuple[Action, frozenset[str]]]] = {}
    lines_seen: dict[Any, int] = {}
    for row in draft.rows.get("actions", ()):
        if not row.sound or _is_repeated(row, lines_seen, faults):
            continue
        whole = Action(line=row.line, **row.given)
        beyond = []
        try:
            for action in _by_paper((whole,), {whole.do}):
                partners = _partners(action, rows, ground)
                if not partners:
                    beyond.append(action)
                for place, narrowed_row, shared in _narrow(action, rows, partners, ground):
                    narrowed.setdefault(place, []).append((narrowed_row, shared))
        except WrongRow as wrong:
            faults.wrong(row.line, wrong)
        added += _together(whole, beyond)
    return (*added, *_joined(rows, narrowed, ground))


def _with_papers(draft: ProcedureDraft) -> frozenset[str]:
    """The commands of which the file has a row that names papers."""
    rows = draft.rows.get("actions", ())
    return frozenset(row.given["do"] for row in rows if row.sound and "papers" in row.given)


def _by_paper(rows: Iterable[Action], names: Collection[str]) -> Iterator[Action]:
    """Yield a row a paper of these commands, so that each paper is narrowed by itself."""
    for row in rows:
        if row.do not in names or len(row.papers) < 2:
            yield row
        else:
            yield from (row.model_copy(update={"papers": (paper,)}) for paper in row.papers)


def _together(whole: Action, rows: Sequence[Action]) -> Sequence[Action]:
    """One row for what was taken apart by paper."""
    if len(rows) < 2:
        return rows
    return (whole.model_copy(update={"papers": tuple(row.papers[0] for row in rows)}),)


def _ground(base: Procedure | None, stages: Sequence[Stage]) -> Ground:
    stages_of_base = base.stage_index if base else {}
    return Ground(
        stages=base.stages if base else (),
        added=tuple(stage for stage in stages if stage.code not in stages_of_base),
        steps={track.code: track.steps for track in base.tracks} if base else {},
    )


def _is_repeated(row: DraftRow, lines_seen: dict[Any, int], faults: FaultLog) -> bool:
    kept = {name: str(value) for name, value in row.given.items() if name != "source"}
    key = tuple(sorted({**kept, "at": str(sorted(row.given["at"]))}.items()))
    if key in lines_seen:
        faults.add(row.line, Flaw("duplicate_row", line=lines_seen[key]), mark=row.given["do"])
        return True
    lines_seen[key] = row.line
    return False


def _opened(row: Action) -> frozenset[str]:
    """The steps that a row of `take_step` opens, which make it that row."""
    return frozenset(step for _, step in targets(row.to)) if row.do == TAKE_STEP else frozenset()


def _partners(
    action: Action, rows: Sequence[Action], ground: Ground
) -> list[tuple[int, frozenset[str]]]:
    """The base's rows that a row narrows, each with the stages at which it does."""
    kin = [
        (place, row)
        for place, row in enumerate(rows)
        if (row.do, row.track, _opened(row)) == (action.do, action.track, _opened(action))
        and not (row.papers and action.papers and set(row.papers).isdisjoint(action.papers))
    ]
    same = [(place, row) for place, row in kin if set(row.at) == set(action.at)]
    if same:
        return [(place, ground.places(row)) for place, row in same]
    mine = ground.places(action)
    named = frozenset(place for _, row in kin for place in row.at) - WILD
    shared = [
        (place, mine & ((ground.places(row) - named) | (frozenset(row.at) - WILD)))
        for place, row in kin
    ]
    return [(place, stages) for place, stages in shared if stages]


def _narrow(
    action: Action,
    rows: Sequence[Action],
    partners: list[tuple[int, frozenset[str]]],
    ground: Ground,
) -> Iterator[tuple[int, Action, frozenset[str]]]:
    _refuse_wider(action, [(rows[place], shared) for place, shared in partners])
    touched = [partner for partner in partners if set(rows[partner[0]].by) & set(action.by)]
    beyond = _beyond(action, frozenset[str]().union(*(shared for _, shared in partners)), ground)
    for place, shared in touched:
        base = rows[place]
        same = set(base.at) == set(action.at)
        order = (*(place for place in base.at if place in shared), *sorted(shared - set(base.at)))
        yield (
            place,
            base.model_copy(
                update={
                    "line": action.line,
                    "at": base.at if same else (*order, *beyond),
                    "stages": action.stages or base.stages,
                    "by": tuple(who for who in action.by if who in base.by),
                    "when": tuple(dict.fromkeys((*base.when, *action.when))),
                    "needs": tuple(dict.fromkeys((*base.needs, *action.needs))),
                    "papers": action.papers or base.papers,
                    "to": _to(action.to, base.to, () if base.track else shared, ground),
                    "source": action.source or base.source,
                }
            ),
            shared,
        )
        beyond = ()


def _beyond(action: Action, covered: frozenset[str], ground: Ground) -> tuple[str, ...]:
    """The stages of a row at which the base has no row, so that it is added there."""
    if not WILD & set(action.at):
        return tuple(place for place in action.at if place not in covered)
    if action.track is not None:
        return tuple(sorted(ground.places(action) - covered))
    return tuple(sorted(expanded(action.at, (*ground.stages, *ground.added)) - covered))


def _refuse_wider(action: Action, partners: list[tuple[Action, frozenset[str]]]) -> None:
    for stage in sorted(frozenset[str]().union(*(shared for _, shared in partners))):
        here = [row for row, shared in partners if stage in shared]
        allowed = {who for row in here for who in row.by}
        more = [who for who in action.by if who not in allowed]
        if more:
            flaw = Flaw("wider_by", stage=stage, who=more[0], command=action.do)
            raise WrongRow(flaw, mark=more[0])
        if action.do in REMEDIES and _is_harder(action, here, allowed):
            raise WrongRow(Flaw("remedy_narrowed", command=action.do), mark=action.do)


def _is_harder(action: Action, here: list[Action], allowed: set[str]) -> bool:
    conditions = {condition for row in here for condition in (*row.when, *row.needs)}
    return set(action.by) != allowed or not {*action.when, *action.needs} <= conditions


def _joined(
    rows: Sequence[Action],
    narrowed: Mapping[int, list[tuple[Action, frozenset[str]]]],
    ground: Ground,
) -> Iterator[Action]:
    for place, row in enumerate(rows):
        if place not in narrowed:
            yield row
            continue
        yield from (narrowed_row for narrowed_row, _ in narrowed[place])
        rest = _rest(
            row, frozenset[str]().union(*(shared for _, shared in narrowed[place])), ground
        )
        if rest:
            yield row.model_copy(update={"at": rest})


def _rest(base: Action, shared: frozenset[str], ground: Ground) -> tuple[str, ...]:
    """The places of a base's row that no row narrows; added stages stay under `*` and `open`."""
    left = ground.places(base) - shared
    if not left or not WILD & set(base.at):
        return tuple(place for place in base.at if place in left)
    added = () if base.track else expanded(WILD & set(base.at), ground.added)
    return (*sorted(left), *sorted(added))


def _to(mine: To, base: To, at: Collection[str], ground: Ground) -> To:
    """The base's way stands; a table may get further outcomes, a row that stays an added stage."""
    if mine is None or mine == base:
        return base
    if base is None:
        return _aside(mine, at, ground)
    if isinstance(base, str):
        if {stage for _, stage in targets(mine)} == {base}:
            return base
    elif isinstance(mine, str):
        # One stage named beside a table stands for the table: the law's outcomes all stay.
        if mine in base.values():
            return base
    elif all(mine.get(outcome, stage) == stage for outcome, stage in base.items()):
        return {**base, **mine}
    raise WrongRow(Flaw("to_changed"), mark="to")


def _aside(mine: To, at: Collection[str], ground: Ground) -> To:
    for _, stage in targets(mine):
        reached = ground.phases((stage,), added=True)
        if not reached or ground.phases(at) != reached:
            raise WrongRow(Flaw("to_added"), mark=stage)
    return mine
