"""Moving a matter to another procedure: who may, what it keeps, and what begins there.

Decision 0071: a move restarts nothing and strands nothing. What ends with the move is set aside and
goes on when the matter comes back, unless what it waits for happened meanwhile.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from lianxin.rules.ask import Ask
from lianxin.rules.conditions.registry import all_met, tell
from lianxin.rules.deciding.clock_subjects import ASKED
from lianxin.rules.deciding.clocks import (
    PETITIONER,
    RAISED,
    restored,
    rule_of,
    running,
    start,
    stopped,
)
from lianxin.rules.deciding.kept import SENT, is_counted, refuse_bound, would_lose
from lianxin.rules.facts.dispatch import Moved
from lianxin.rules.facts.shapes import ClockChange, Fact
from lianxin.rules.procedures import SIMPLE, Procedure
from lianxin.rules.refusals import Refused
from lianxin.rules.state import Clock

AnyFact = TypeVar("AnyFact", bound=Fact)
ANEW = "reopened:anew"
LOCAL = "各地程序 [L]"
OPEN_STILL = "not_concluded"
"""What a move needs whatever the procedure's row asks for."""


def refuse_move(ask: Ask, new: Procedure) -> None:
    """Refused where the matter is concluded, the new procedure is not for it, looser than a lead may
    choose, or would lose what the law counts, a binding track or a sitting."""
    if not all_met((OPEN_STILL,), ask):
        raise Refused("unmet", conditions=[tell(OPEN_STILL, ask)])
    if new.is_simple and not all_met((SIMPLE,), ask):
        raise Refused("simple_excluded", article="简易办理办法4、5")
    if not all_met(new.only_if, ask):
        raise Refused("not_now", stage=ask.state.stage, name=new.code)
    _refuse_to_lose_a_wall(ask, new)
    if "centre" not in ask.standings:
        _refuse_looser(ask, new)
    offered = {track.code: set(track.steps) for track in new.tracks if track.offered}
    kept = {code for code, step in ask.state.tracks.items() if step in offered.get(code, ())}
    refuse_bound(ask, but=frozenset(kept))
    _refuse_sittings(ask, new, offered)


def _refuse_sittings(ask: Ask, new: Procedure, offered: dict[str, set[str]]) -> None:
    """A sitting that is open must be concluded there as it would be here."""
    here = {track.code for track in ask.procedure.tracks if track.offered}
    for sitting in ask.state.sittings:
        step = ask.state.tracks.get(sitting.kind, "")
        same = (sitting.kind in here) == (sitting.kind in offered)
        goes_on = sitting.kind not in offered or not step or step in offered[sitting.kind]
        own = sitting.kind if sitting.kind in offered else None
        ends = any(row.do == "conclude_sitting" and row.track == own for row in new.actions)
        if sitting.open and not (same and goes_on and ends):
            raise would_lose(
                ask.state.stage,
                zh="还有会议没有开完，先办结或撤销",
                en="a sitting is open: conclude it or give it up first",
                sitting=str(sitting.n),
            )


def _refuse_looser(ask: Ask, new: Procedure) -> None:
    """A lead moves its matter only to what the county uses for it, and to nothing looser."""
    matter = ask.state.matter
    fits = {matter.kind, "*"} & set(new.kinds) and {matter.channel, "*"} & set(new.channels)
    if fits and (_goes_back(ask, new) or _is_stricter(ask, new)):
        return
    told = would_lose(
        ask.state.stage,
        zh="主办单位只能转到本县对这类事项适用、且不比现在宽松的程序；其他的由信访部门决定",
        en="a lead moves a matter only to a procedure that the county uses for it and that is no"
        " looser; anything else is the centre's to decide",
        article=LOCAL,
        name=new.code,
    )
    raise Refused("not_yours", by=["centre"], **told.why)


def _goes_back(ask: Ask, new: Procedure) -> bool:
    """Out of a procedure for some matters alone, to the full one that it came from."""
    return bool(ask.procedure.only_if) and new.code == _full(ask)


def _is_stricter(ask: Ask, new: Procedure) -> bool:
    if ask.procedure.code in line(ask, new):
        return True
    # An order becomes a petition: the one that the county uses for such matters, or a stricter one.
    if is_counted(ask.procedure) or not is_counted(new):
        return False
    used = {
        code
        for (kind, _), code in ask.book.uses.items()
        if kind in {ask.state.matter.kind, "*"}
        and code in ask.book.current
        and is_counted(ask.book.procedures[ask.book.current[code]])
    }
    return not used or not used.isdisjoint(line(ask, new))


def _refuse_to_lose_a_wall(ask: Ask, new: Procedure) -> None:
    """What the law counts goes on counting: no move out of its reach.

    A petition never becomes an order that the law does not count, even between two of its clocks.
    """
    for clock in running(ask.state):
        rule = new.clock_index.get(clock.code)
        if clock.wall and not clock.window and (rule is None or not rule.wall):
            raise Refused("not_now", stage=ask.state.stage, clock=clock.code)
    if is_counted(ask.procedure) and not is_counted(new):
        raise Refused("not_now", stage=ask.state.stage, name=new.code)


def way_back(ask: Ask) -> Moved | None:
    """Return the move back to the full procedure where a condition of this one holds no longer."""
    state = ask.state
    failed = next((cond for cond in ask.procedure.only_if if not all_met((cond,), ask)), None)
    full = _full(ask)
    version = ask.book.current.get(full)
    if failed is None or state.is_final or version is None:
        return None
    rule = failed if isinstance(failed, str) else failed[0]
    return Moved(procedure=full, version=version, before=state.procedure, by_rule=rule)


def _full(ask: Ask) -> str:
    """The procedure that a matter came from, or the first above that is for all matters."""
    came_from = ask.book.current.get(ask.state.dispatch.came_from)
    if came_from is not None and not ask.book.procedures[came_from].only_if:
        return ask.state.dispatch.came_from
    at: Procedure | None = ask.procedure
    while at is not None and at.only_if:
        version = ask.book.current.get(at.extends or "")
        at = ask.book.procedures[version] if version else None
    return at.code if at else ""


def moved(ask: Ask, fact: Moved) -> Moved:
    """Return a move with the stage reached, the clocks that end, go on again, and begin."""
    new = ask.book.procedures[fact.version]
    to = ask.action.to if ask.action else None
    named = to if isinstance(to, str) else (to or {}).get(fact.procedure)
    fact = at_stage(fact, named or _same_stage(ask, new), new)
    ended = tuple(
        stopped(clock, ask.at) for clock in running(ask.state) if not _stays(ask, clock, new)
    )
    again = tuple(_again(ask, new))
    begun = (*_begun(ask, fact, new), *_waiting(ask, fact, new, again))
    return fact.model_copy(update={"clocks": (*ended, *again, *begun)})


def at_stage(fact: AnyFact, stage: str, procedure: Procedure) -> AnyFact:
    """Return a fact that reaches a stage of a procedure."""
    return fact.model_copy(update={"stage": stage, "phase": procedure.phase(stage)})


def _stays(ask: Ask, clock: Clock, new: Procedure) -> bool:
    """What a task, an assignment, the law or the petitioner counts is owed under any procedure."""
    if clock.code in ASKED:
        return True
    rule = new.clock_index.get(clock.code)
    if rule is None:
        return False
    owed = clock.about or clock.whose == PETITIONER or (clock.wall and rule.wall)
    return bool(owed) or is_kin(ask, ask.procedure, new)


def is_kin(ask: Ask, one: Procedure, other: Procedure) -> bool:
    """Whether both extend one procedure, or one the other: stages and clocks mean the same in both."""
    return not line(ask, one).isdisjoint(line(ask, other))


def line(ask: Ask, procedure: Procedure) -> frozenset[str]:
    """Return a procedure's code with those that it extends, as they stand in force."""
    codes = {procedure.code}
    above = procedure.extends
    while above is not None and above not in codes:
        codes.add(above)
        version = ask.book.current.get(above)
        above = ask.book.procedures[version].extends if version else None
    return frozenset(codes)


def _same_stage(ask: Ask, new: Procedure) -> str:
    if is_kin(ask, ask.procedure, new) and ask.state.stage in new.stage_index:
        return ask.state.stage
    if ask.state.lead is not None and "received" in new.stage_index:
        return "received"
    return new.stages[0].code


def _known(ask: Ask, new: Procedure) -> Iterator[Clock]:
    """The clocks that the matter had under this procedure, or one of its line, before."""
    for clock in ask.state.clocks:
        version = ask.book.procedures.get(clock.procedure or ask.state.version)
        if version is not None and is_kin(ask, version, new) and clock.code in new.clock_index:
            yield clock


def _again(ask: Ask, new: Procedure) -> Iterator[ClockChange]:
    """What a move had set aside goes on: the same start, the same due moment."""
    there = {(clock.code, clock.about) for clock in running(ask.state) if _stays(ask, clock, new)}
    under = replace(ask, procedure=new)
    for clock in _known(ask, new):
        if clock.aside == "moved" and (clock.code, clock.about) not in there:
            yield restored(clock, under)


def _begun(ask: Ask, fact: Moved, new: Procedure) -> Iterator[ClockChange]:
    lead = ask.state.lead
    names = {"moved", f"moved:{fact.procedure}", "assigned" if lead else RAISED}
    # Each begins once, however often the matter goes out and back.
    had = {clock.code for clock in _known(ask, new)}
    had |= {clock.code for clock in running(ask.state) if _stays(ask, clock, new)}
    under = replace(ask, procedure=new)
    for rule in new.clocks:
        if rule.each or rule.code in had or names.isdisjoint(rule.start):
            continue
        if lead is not None and not SENT.isdisjoint(rule.stop):
            # It waits for the matter to go to a body, which has it.
            continue
        since = ask.state.matter.raised_at if RAISED in rule.start else ask.at
        begun = start(rule, under, fact, since)
        if begun is not None:
            yield begun


def _waiting(
    ask: Ask, fact: Moved, new: Procedure, again: tuple[ClockChange, ...]
) -> Iterator[ClockChange]:
    """What waits anew to be sent to somebody goes on waiting there, from the same start."""
    anew = next((clock for clock in running(ask.state) if _is_anew(clock, ask)), None)
    if anew is None or ask.state.lead is not None:
        return
    going_on = {change.code for change in again}
    going_on |= {clock.code for clock in running(ask.state) if _stays(ask, clock, new)}
    had = {clock.code for clock in _known(ask, new)}
    under = replace(ask, procedure=new)
    for rule in new.clocks:
        if ANEW in rule.start and rule.code in had and rule.code not in going_on:
            begun = start(rule, under, fact, anew.start)
            if begun is not None:
                yield begun


def _is_anew(clock: Clock, ask: Ask) -> bool:
    """Whether a clock began when the matter was taken up anew."""
    rule = rule_of(clock.code, ask)
    first = min(ask.state.matter.raised_at, ask.state.matter.registered_at)
    return rule is not None and ANEW in rule.start and clock.start > first
