"""Whether a command is open to an actor now: the row of the procedure that lets it in."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from lianxin.rules.ask import Ask
from lianxin.rules.commands.sittings import ConcludeSitting, HoldSitting, OrderSitting
from lianxin.rules.commands.tracks import TakeStep
from lianxin.rules.conditions.registry import holds, refuse_unmet, tell, unmet
from lianxin.rules.deciding.papers_needed import needed, refuse_missing, refuse_unsigned
from lianxin.rules.deciding.telling import decision_told
from lianxin.rules.procedures import Action
from lianxin.rules.refusals import Code, Refused
from lianxin.rules.state import CaseState

ANY, OPEN = "*", "open"
HIDDEN = frozenset({"respondent"})
"""To whom the matter does not exist; whoever stood aside knows of it and is told so."""
ISSUE, DELIVER = "issue", "deliver"
# Conditions whose refusal has a code of its own; all others are told together as `unmet`.
OWN_CODE: dict[str, Code] = {
    "not_the_handler": "self_check",
    "chair_not_investigator": "self_check",
    "not_ruled_lead": "may_not_return",
    "not_reviewed_twice": "ended",
    "quorum": "no_quorum",
    "both_consent": "no_consent",
    "noticed": "document_missing",
    "simple_allowed": "simple_excluded",
}


def refuse_outsiders(ask: Ask) -> None:
    """Refused `not_visible` for an outsider and for a respondent, `recused` for the recused."""
    if not ask.standings or ask.standings == HIDDEN:
        raise Refused("not_visible")
    # Who stood aside knows of the matter and is told why; an outsider is told nothing.
    if "recused" in ask.standings:
        raise Refused("recused", article="条例28(3)")


def allowed(ask: Ask, name: str) -> Action:
    """Return the action row by which the actor may do this now.

    Refused `not_now`, `not_yours`, `ended`, or with the conditions that do not hold.
    """
    rows = tuple(rows_at(ask, name))
    if not rows:
        _refuse_stage(ask, name)
    mine = [row for row in rows if not ask.standings.isdisjoint(row.by)]
    # Stage before person: who asks at the wrong moment learns that, whoever he is.
    if not mine:
        raise Refused("not_yours", by=sorted({who for row in rows for who in row.by}))
    met = next((row for row in mine if not unmet(row, ask)), None)
    if met is None:
        # Of several rows that fail the first is told: procedures write their usual way first.
        _refuse_row(mine[0], ask)
    assert met is not None
    _refuse_without_papers(met, ask)
    return met


def rows_at(ask: Ask, name: str) -> Iterator[Action]:
    """Yield the action rows for a command at the case's stage or track steps."""
    for row in ask.procedure.action_index.get(name, ()):
        if not _is_for_paper(row, ask):
            continue
        if row.track is None:
            fits = _at_stage(row, ask.state) and _sitting_kind(ask) not in _track_codes(ask)
        else:
            fits = _at_step(row, ask) and _on_track(row, ask)
        if fits:
            yield row


def _is_for_paper(row: Action, ask: Ask) -> bool:
    """A row that names papers is for these alone; asked for no command, it is for some of them."""
    if not row.papers or ask.command is None:
        return True
    return getattr(ask.command, "document", None) in row.papers


def _at_stage(row: Action, state: CaseState) -> bool:
    return _stands_in(row.at, state)


def _at_step(row: Action, ask: Ask) -> bool:
    assert row.track is not None
    track = ask.procedure.track_index.get(row.track)
    if track is None or not track.offered:
        return False
    step = ask.state.tracks.get(row.track, "")
    here = step in row.at or ANY in row.at
    return here and (not row.stages or _stands_in(row.stages, ask.state))


def _stands_in(stages: tuple[str, ...], state: CaseState) -> bool:
    if state.stage in stages or ANY in stages:
        return True
    return OPEN in stages and not state.is_final


def _track_codes(ask: Ask) -> frozenset[str]:
    return frozenset(track.code for track in ask.procedure.tracks if track.offered)


def _on_track(row: Action, ask: Ask) -> bool:
    """A row of a track is for that kind of sitting alone, or for a paper that moves the track."""
    # Asked what is open at all, before a command says which sitting or step it is for.
    if ask.command is None:
        return True
    if isinstance(ask.command, TakeStep):
        return row.track == ask.command.track and ask.command.step in steps_of(row, ask)
    kind = _sitting_kind(ask)
    if kind is not None:
        return kind == row.track
    paper = getattr(ask.command, "document", None)
    return paper in row.papers or (isinstance(row.to, Mapping) and paper in row.to)


def steps_of(row: Action, ask: Ask) -> tuple[str, ...]:
    """Return the steps that a row for `take_step` opens: those its `to` names, or all."""
    if isinstance(row.to, str):
        return (row.to,)
    if row.to is not None:
        return tuple(row.to)
    return ask.procedure.track_index[row.track].steps if row.track else ()


def _sitting_kind(ask: Ask) -> str | None:
    if isinstance(ask.command, OrderSitting):
        return ask.command.kind
    if isinstance(ask.command, HoldSitting | ConcludeSitting):
        wanted = ask.command.sitting
        return next((sitting.kind for sitting in ask.state.sittings if sitting.n == wanted), None)
    return None


def _refuse_stage(ask: Ask, name: str) -> None:
    if ask.state.phase == "ended":
        raise Refused("ended", article="条例36(3)")
    # A paper is told where it may be made or sent, and not where others may.
    rows = [row for row in ask.procedure.action_index.get(name, ()) if _is_for_paper(row, ask)]
    stages = sorted({at for row in rows for at in row.at})
    code = getattr(ask.command, "document", None)
    paper = ask.state.document(code) if code else None
    # What is not decided, made or signed yet is told so, rather than where it will be sent from.
    if code and paper is None and name == ISSUE:
        decision_told(code, ask)
    if code and paper is None and name == DELIVER:
        refuse_missing(ask, code)
    if paper is not None and paper.next_post is not None:
        refuse_unsigned(ask, paper)
    about = {"document": code} if code else {}
    raise Refused("not_now", stage=ask.state.stage, stages=stages, command=name, **about)


def _refuse_row(row: Action, ask: Ask) -> None:
    for condition in row.when:
        if isinstance(condition, str) and condition in OWN_CODE and not holds(condition, ask):
            condition_told = tell(condition, ask)
            raise Refused(
                OWN_CODE[condition],
                article=condition_told["article"],
                conditions=[condition_told],
                **({"document": f"{_sitting_kind(ask)}_notice"} if condition == "noticed" else {}),
            )
    refuse_unmet(row, ask)


def _refuse_without_papers(row: Action, ask: Ask) -> None:
    for code in row.needs:
        needed(replace(ask, action=row), code)
