"""What a matter keeps when it goes elsewhere: into another matter, or to another procedure.

No joining and no move loses a period of the law or of an assignment, a track that binds, or a
sitting. What cannot be kept is refused, with the reason.
"""

from collections.abc import Iterator

from lianxin.rules.ask import Ask, Peer
from lianxin.rules.deciding.clocks import alarms_of, rule_of, running
from lianxin.rules.deciding.periods import REPORT
from lianxin.rules.facts.shapes import ClockChange
from lianxin.rules.phases import ON_THE_WAY
from lianxin.rules.procedures import ClockRule, Procedure
from lianxin.rules.refusals import Refused
from lianxin.rules.state import CaseState, Clock
from lianxin.rules.tracks import open_tracks

SENT = frozenset({"assigned", "referred"})


def would_lose(stage: str, *, zh: str, en: str, article: str = "", **why: str) -> Refused:
    """Return a refusal that says what would be lost."""
    told = {
        "code": "kept",
        "zh": zh,
        "en": en,
        "who": ["centre"],
        "article": article,
        "stage": stage,
    }
    return Refused("not_now", stage=stage, article=article, conditions=[told], **why)


def is_counted(procedure: Procedure) -> bool:
    """Whether the law counts anything under a procedure."""
    return any(rule.wall and not rule.window for rule in procedure.clocks)


def refuse_open_sittings(ask: Ask) -> None:
    """Refused `not_now` while a sitting is open: nobody would be left to conclude it."""
    sitting = next((sitting for sitting in ask.state.sittings if sitting.open), None)
    if sitting is not None:
        raise would_lose(
            ask.state.stage,
            zh="还有会议没有开完，先办结或撤销",
            en="a sitting is open: conclude it or give it up first",
            sitting=str(sitting.n),
        )


def refuse_bound(ask: Ask, *, but: frozenset[str] = frozenset()) -> None:
    """Refused `not_now` while a track that binds is under way, unless it goes on there (`but`)."""
    bound = next((t for t in open_tracks(ask.state, ask.procedure.tracks) if t not in but), None)
    if bound is not None:
        track = ask.procedure.track_index[bound]
        raise would_lose(
            ask.state.stage,
            zh=f"“{track.zh or bound}”还没有办完，先办完它",
            en=f"the track {track.en or bound} binds and is not done yet",
            track=bound,
        )


def carried_into(peer: Peer, ask: Ask, host: Ask) -> tuple[ClockChange, ...]:
    """Return the clocks that go on in the matter that takes this one in.

    Refused `not_now` where it would lose what the law or an assignment counts: the older and the
    further takes the other in.
    """
    if is_counted(ask.procedure) and not is_counted(host.procedure):
        raise would_lose(
            peer.stage,
            zh="信访件不能并入不计法定期限的工单",
            en="a petition is not joined to an order that the law does not count",
            article="条例34",
            of=peer.number,
        )
    return tuple(_carried(peer, ask, host))


def _carried(peer: Peer, ask: Ask, host: Ask) -> Iterator[ClockChange]:
    for clock in running(ask.state):
        rule = rule_of(clock.code, ask)
        if rule is None or clock.window or clock.about:
            continue
        if not clock.wall and clock.code != REPORT:
            continue
        there = peer.state.clock(clock.code)
        if there is not None and there.stopped_at is None:
            if clock.due is not None and (there.due is None or there.due > clock.due):
                raise _younger(clock, rule, peer)
        elif not _is_sent(rule, peer.state):
            yield _going_on(clock, rule, peer, ask, host)


def _is_sent(rule: ClockRule, host: CaseState) -> bool:
    """Whether a clock waits for the matter to go to a body, and the other one went there."""
    return not SENT.isdisjoint(rule.stop) and host.lead is not None


def _going_on(clock: Clock, rule: ClockRule, peer: Peer, ask: Ask, host: Ask) -> ClockChange:
    kept = rule_of(clock.code, host)
    phases = ON_THE_WAY
    as_far = (
        peer.phase in phases
        and ask.state.phase in phases
        and phases.index(peer.phase) >= phases.index(ask.state.phase)
        and peer.state.lead is not None
    )
    if kept is None or not as_far or (clock.wall and not kept.wall):
        raise _younger(clock, rule, peer)
    alarms = alarms_of(clock, host)
    return ClockChange(
        code=clock.code,
        op="started",
        limits=clock.limits,
        start=clock.start,
        due=clock.due,
        plain=clock.plain,
        ring=next((alarm.moment for alarm in alarms if alarm.label not in clock.rung), None),
        rung=clock.rung,
        late=clock.late,
        provisional=clock.provisional,
        calendar=clock.calendar,
        whose=clock.whose,
        wall=clock.wall,
    )


def _younger(clock: Clock, rule: ClockRule, peer: Peer) -> Refused:
    return would_lose(
        peer.stage,
        zh=f"“{rule.zh or clock.code}”的期限会落空：请把较新的一件并入较早、办得较前的一件",
        en=f"the period {rule.en or clock.code} would be lost: join the newer matter to the older one",
        article=rule.source.removesuffix(" [V]"),
        of=peer.number,
        clock=clock.code,
    )


def untold(carried: tuple[ClockChange, ...], host: Ask) -> tuple[str, ...]:
    """Return the papers delivered there already that those who come in have not had."""
    codes: list[str] = []
    for change in carried:
        rule = rule_of(change.code, host)
        for token in rule.stop if rule else ():
            name, _, document = token.partition(":")
            paper = host.state.document(document) if name == "delivered" else None
            if paper is not None and paper.state == "delivered":
                codes.append(document)
    return tuple(dict.fromkeys(codes))
