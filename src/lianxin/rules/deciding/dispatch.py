"""Decisions about whose matter it is."""

from typing import assert_never

from lianxin.rules.ask import Ask
from lianxin.rules.commands import dispatch as commands
from lianxin.rules.conditions.registry import holds, tell
from lianxin.rules.deciding.bodies import body_again, lead_leg, own_leg, taker, takers, upper
from lianxin.rules.deciding.moving import refuse_move
from lianxin.rules.deciding.tasks import WantedTask, given_tasks
from lianxin.rules.facts import Fact
from lianxin.rules.facts import assists as assisting
from lianxin.rules.facts import dispatch as facts
from lianxin.rules.phases import ANSWERED
from lianxin.rules.refusals import Refused
from lianxin.rules.state import Leg


def decide(command: commands.Dispatch, ask: Ask) -> tuple[Fact, ...]:  # noqa: C901 - a dispatcher
    """Return the facts of a dispatch command."""
    match command:
        case commands.Refer() | commands.Assign():
            return (_sent(command, ask),)
        case commands.Supervise():
            return (_supervised(command, ask),)
        case commands.Receive():
            return (_received(ask),)
        case commands.Object():
            return (_objected(command, ask),)
        case commands.RuleObjection():
            return (_ruled(command, ask),)
        case commands.Reassign():
            return (_reassigned(command, ask),)
        case commands.AddAssist() | commands.CallIn():
            return (_called(command, ask),)
        case commands.Broadcast():
            return (_broadcast(command, ask),)
        case commands.EndBroadcast():
            return (_broadcast_ended(command, ask),)
        case commands.ReleaseAssist():
            return (_released(command, ask),)
        case commands.Escalate() | commands.ReturnDown():
            return (_handed(command, ask),)
        case commands.Move():
            return (_moved(command, ask),)
        case _:
            assert_never(command)


def _sent(command: commands.Refer | commands.Assign, ask: Ask) -> Fact:
    lead = taker(ask, command.lead)
    assists = takers(ask, command.assist, but=lead)
    if isinstance(command, commands.Refer):
        return facts.Referred(lead=lead, assists=assists, note=ask.maybe("note"))
    return facts.Assigned(
        lead=lead,
        assists=assists,
        days=command.days,
        demand=ask.maybe("demand"),
        note=ask.maybe("note"),
    )


def _supervised(command: commands.Supervise, ask: Ask) -> Fact:
    """Pressing: the lead; of what is answered whoever handled it; else whoever is to lead from now on."""
    open_lead = ask.state.lead
    opens = open_lead is None and ask.state.phase not in ANSWERED
    if opens and command.lead is None:
        raise Refused("no_such", name="lead", field="lead")
    lead = taker(ask, command.lead or "") if opens else open_lead.body if open_lead else None
    # Nobody begins to lead what is answered, and whoever is reported meanwhile is pressed with nothing.
    pressed = "" if lead else body_again(ask)
    if pressed is None:
        raise Refused("not_now", stage=ask.state.stage, command="supervise")
    return facts.Supervised(
        lead=lead,
        opens_lead=opens,
        assists=takers(ask, command.assist, but=lead) if opens and lead else (),
        body=pressed,
        days=command.days,
        demand=ask.maybe("demand"),
        note=ask.maybe("note"),
        trigger=command.trigger,
        card=command.card,
    )


def _received(ask: Ask) -> Fact:
    leg = own_leg(ask)
    if leg.state != "offered":
        raise Refused("not_now", stage=ask.state.stage)
    return facts.Received(body=leg.body, text=ask.maybe("text"))


def _objected(command: commands.Object, ask: Ask) -> Fact:
    leg = own_leg(ask)
    if leg.role == "assist":
        return _assist_objected(command, leg, ask)
    if leg.state == "objected":
        raise Refused("not_now", stage=ask.state.stage)
    return facts.Objected(
        body=leg.body,
        reason=command.reason,
        text=ask.ref("text"),
        suggested=command.suggested,
        hops=ask.state.dispatch.hops + 1,
    )


def _ruled(command: commands.RuleObjection, ask: Ask) -> Fact:
    if command.body is not None:
        return _assist_ruled(command, command.body, ask)
    lead = lead_leg(ask)
    if lead.state != "objected":
        raise Refused("not_now", stage=ask.state.stage)
    _refuse_lower(ask)
    if command.upheld and command.lead is None:
        raise Refused("no_such", name="lead", field="lead")
    named = taker(ask, command.lead) if command.upheld and command.lead else lead.body
    _refuse_stranger(named, ask)
    # Right in its objection and lead all the same: that is no ruling but a contradiction.
    if command.upheld and named == lead.body:
        raise Refused("no_such", name="another lead", field="lead")
    return facts.ObjectionRuled(
        upheld=command.upheld, body=lead.body, lead=named, text=ask.ref("text")
    )


def _refuse_lower(ask: Ask) -> None:
    """Refused `unmet` for a centre below the body that leads: it neither rules over it nor takes its place."""
    if not holds("common_superior", ask):
        raise Refused("unmet", conditions=[tell("common_superior", ask)])


def _refuse_stranger(named: str, ask: Ask) -> None:
    """Refused `not_yours` for a superior of the body that objects who has no say over the other one."""
    if "centre" in ask.standings:
        return
    above = ask.book.above.get(named, frozenset()) | {named}
    if above.isdisjoint(ask.actor.bodies):
        raise Refused("not_yours", by=["upper_head", "centre"], field="lead", article="条例24(1)")


def _assist_objected(command: commands.Object, leg: Leg, ask: Ask) -> Fact:
    # Whoever was sent in anew by a ruling has had its say, and works.
    if leg.body in ask.state.dispatch.bound_assists:
        raise Refused("may_not_return")
    if leg.state not in {"offered", "received"}:
        raise Refused("not_now", stage=ask.state.stage)
    return assisting.AssistObjected(
        body=leg.body, reason=command.reason, text=ask.ref("text"), suggested=command.suggested
    )


def _assist_ruled(command: commands.RuleObjection, code: str, ask: Ask) -> Fact:
    body = ask.body(code)
    if not any(leg.body == body and leg.state == "objected" for leg in ask.state.open_assists):
        raise Refused("not_now", stage=ask.state.stage, name=body)
    return assisting.AssistObjectionRuled(body=body, upheld=command.upheld, text=ask.ref("text"))


def _released(command: commands.ReleaseAssist, ask: Ask) -> Fact:
    body = ask.body(command.body)
    if not any(leg.body == body for leg in ask.state.open_assists):
        raise Refused("no_such", name=command.body, kind="body", field="body")
    return assisting.AssistReleased(body=body, reason=ask.ref("reason"))


def _reassigned(command: commands.Reassign, ask: Ask) -> Fact:
    lead = ask.state.lead
    named = taker(ask, command.lead)
    if lead is not None and lead.body == named:
        # Its clocks would only begin again.
        raise Refused("not_now", stage=ask.state.stage, name=named)
    _refuse_lower(ask)
    return facts.Reassigned(
        before=lead.body if lead else None,
        lead=named,
        reason=ask.ref("reason"),
        days=command.days,
        # Where the stage stays, somebody tells of what was decided, and nothing is handled anew.
        answered=ask.state.phase == "answered" and ask.action is not None and bool(ask.action.to),
    )


def _broadcast(command: commands.Broadcast, ask: Ask) -> Fact:
    bodies = tuple(dict.fromkeys(taker(ask, code) for code in command.bodies))
    reading = {*ask.state.dispatch.informed, *(leg.body for leg in ask.state.legs if leg.open)}
    fresh = tuple(body for body in bodies if body not in reading)
    if not fresh:
        # Who has a part in the matter, or was told already, learns nothing new by being told.
        raise Refused("not_now", stage=ask.state.stage, name=bodies[0])
    return facts.Broadcast(bodies=fresh, text=ask.maybe("text"))


def _broadcast_ended(command: commands.EndBroadcast, ask: Ask) -> Fact:
    bodies = tuple(dict.fromkeys(command.bodies))
    for body in bodies:
        if body not in ask.state.dispatch.informed:
            raise Refused("no_such", name=body, kind="body", field="bodies")
    return facts.BroadcastEnded(bodies=bodies, reason=ask.ref("reason"))


def _called(command: commands.AddAssist | commands.CallIn, ask: Ask) -> Fact:
    if isinstance(command, commands.CallIn):
        bodies = tuple(dict.fromkeys(taker(ask, body) for body in command.bodies))
        calls = (WantedTask(ask.ref("place"), body, due=command.due) for body in bodies)
        return assisting.CalledIn(
            bodies=bodies,
            place=ask.ref("place"),
            by=ask.ref("by"),
            tasks=given_tasks("call_in", calls, ask),
        )
    body = taker(ask, command.body)
    if any(leg.open and leg.body == body for leg in ask.state.legs):
        raise Refused("not_now", stage=ask.state.stage, name=body)
    return assisting.AssistAdded(body=body, demand=ask.ref("demand"), days=command.days)


def _handed(command: commands.Escalate | commands.ReturnDown, ask: Ask) -> Fact:
    lead = lead_leg(ask)
    if lead.state == "objected":
        # It stays lead until the objection is ruled.
        raise Refused("not_now", stage=ask.state.stage)
    if isinstance(command, commands.Escalate):
        return facts.Escalated(
            before=lead.body,
            lead=upper(ask.state, lead.body, ask.book),
            tried=ask.ref("tried"),
            text=ask.ref("text"),
        )
    body = taker(ask, command.to)
    if lead.body not in ask.book.above.get(body, frozenset()):
        raise Refused("no_such", name=f"{command.to} below {lead.body}", field="to")
    return facts.ReturnedDown(before=lead.body, lead=body, text=ask.ref("text"))


def _moved(command: commands.Move, ask: Ask) -> Fact:
    version = ask.book.current.get(command.procedure)
    if version is None:
        raise Refused("no_such", name=command.procedure, kind="procedure", field="procedure")
    if command.procedure == ask.state.procedure:
        raise Refused("not_now", stage=ask.state.stage)
    refuse_move(ask, ask.book.procedures[version])
    return facts.Moved(
        procedure=command.procedure,
        version=version,
        before=ask.state.procedure,
        reason=ask.ref("reason"),
    )
