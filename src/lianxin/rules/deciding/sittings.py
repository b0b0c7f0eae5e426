"""Decisions about sittings: asked for, ordered, seated, held and concluded."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from lianxin.rules.ask import Ask
from lianxin.rules.commands import sittings as commands
from lianxin.rules.commands.sittings import seated
from lianxin.rules.commands.tasks import Errand
from lianxin.rules.conditions.registry import tell
from lianxin.rules.conditions.sittings import PANEL, investigated, rule_of
from lianxin.rules.deciding import tasks
from lianxin.rules.deciding.agreeing import confirmation
from lianxin.rules.deciding.bodies import taker
from lianxin.rules.deciding.settling import staged
from lianxin.rules.facts import Fact
from lianxin.rules.facts import sittings as facts
from lianxin.rules.facts.dispatch import ObjectionRuled, Reassigned
from lianxin.rules.refusals import Refused
from lianxin.rules.state import Sitting

PETITIONERS = frozenset({"petitioner", "representative"})
OPEN = ("ordered", "held")


def decide(command: commands.Sittings, ask: Ask) -> tuple[Fact, ...]:  # noqa: C901 - a dispatcher
    """Return the facts of a command about sittings."""
    match command:
        case commands.RequestSitting():
            return (_requested(command, ask),)
        case commands.DeclineSitting():
            sitting = _sitting(command.sitting, ("requested",), ask)
            return (
                facts.SittingDeclined(
                    sitting=sitting.n, kind=sitting.kind, reason=ask.ref("reason")
                ),
            )
        case commands.OrderSitting():
            return (_ordered(command, ask),)
        case commands.NameSeats():
            return (_named(command, ask),)
        case commands.RecordConsent():
            return (_consented(command, ask),)
        case commands.HoldSitting():
            return (_held(command, ask),)
        case commands.ConcludeSitting():
            return _concluded(command, ask)
        case commands.EnterDecision():
            return (_entered(command, ask),)
        case commands.RecordConfirmation():
            return (confirmation(command, ask),)
        case _:
            assert_never(command)


def _requested(command: commands.RequestSitting, ask: Ask) -> Fact:
    allowed = rule_of(command.kind, ask).asked_by
    # Which party may ask for which sitting the procedure says, row by row.
    if ask.standings.isdisjoint(allowed):
        raise Refused("not_yours", by=sorted(allowed), field="kind")
    if any(sitting.open and sitting.kind == command.kind for sitting in ask.state.sittings):
        raise Refused("not_now", stage=ask.state.stage, command="request_sitting")
    return facts.SittingRequested(
        sitting=len(ask.state.sittings) + 1, kind=command.kind, reason=ask.ref("reason")
    )


def _ordered(command: commands.OrderSitting, ask: Ask) -> Fact:
    _refuse_second(command.kind, ask)
    seats, roles = _fit(command.seats, command.kind, ask)
    requested = next(
        (
            sitting.n
            for sitting in ask.state.sittings
            if sitting.kind == command.kind and sitting.step == "requested"
        ),
        None,
    )
    return facts.SittingOrdered(
        sitting=requested or len(ask.state.sittings) + 1,
        kind=command.kind,
        demand=ask.ref("demand"),
        seats=seats,
        roles=roles,
        meets_at=command.meets_at,
        place=ask.maybe("place"),
    )


def _refuse_second(kind: str, ask: Ask) -> None:
    """A track carries one sitting at a time: of two, one could never be concluded."""
    on_track = any(track.code == kind for track in ask.procedure.tracks)
    if on_track and any(
        sitting.kind == kind and sitting.step in OPEN for sitting in ask.state.sittings
    ):
        raise Refused("not_now", stage=ask.state.stage, command="order_sitting")


def _named(command: commands.NameSeats, ask: Ask) -> Fact:
    sitting = _sitting(command.sitting, OPEN, ask)
    seats, roles = _fit(command.seats, sitting.kind, ask)
    return facts.SeatsNamed(
        sitting=sitting.n,
        kind=sitting.kind,
        seats=seats,
        roles=roles,
    )


def _consented(command: commands.RecordConsent, ask: Ask) -> Fact:
    sitting = _sitting(command.sitting, OPEN, ask)
    own = ask.standings.isdisjoint(PETITIONERS) or command.party == "petitioner_side"
    # Nobody says yes for the other side: a petitioner's word binds the petitioner alone.
    if not own:
        raise Refused("not_yours", by=["mediator", "lead"], field="party")
    return facts.ConsentRecorded(
        sitting=sitting.n, party=command.party, given=command.given, text=ask.maybe("text")
    )


def _held(command: commands.HoldSitting, ask: Ask) -> Fact:
    sitting = _sitting(command.sitting, OPEN, ask)
    seats, roles = _fit(command.seats, sitting.kind, ask)
    return facts.SittingHeld(
        sitting=sitting.n,
        kind=sitting.kind,
        seats=seats,
        roles=roles,
        minutes=ask.ref("minutes"),
        record=tuple(
            facts.HeldPart(part=part.part, text=ask.ref(f"record.{place}.text"))
            for place, part in enumerate(command.record)
        ),
    )


def _fit(
    seats: Iterable[commands.Seat | str], kind: str, ask: Ask
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who sits, and as what; refused where somebody may not sit there."""
    kept = seated(seats)
    _refuse_unfit(kept, kind, ask)
    return tuple(seat.person for seat in kept), tuple(seat.role for seat in kept)


def _refuse_unfit(seats: Iterable[commands.Seat], kind: str, ask: Ask) -> None:
    """Nobody sits who would judge the own matter or the own work (article 28)."""
    neutral = rule_of(kind, ask).neutral
    for seat in seats:
        # Sides and observers may be of the matter; who judges or mediates may not.
        if seat.role not in PANEL:
            continue
        if seat.person in ask.state.people.persons:
            raise Refused("recused", name=seat.person, field="seats", article="条例28(3)")
        if neutral and investigated(seat.person, ask):
            condition = tell("chair_not_investigator", ask)
            raise Refused(
                "self_check",
                name=seat.person,
                field="seats",
                article=condition["article"],
                conditions=[condition],
            )


def _concluded(command: commands.ConcludeSitting, ask: Ask) -> tuple[Fact, ...]:
    sitting = _sitting(command.sitting, OPEN, ask)
    lead = _bound(command, sitting, ask)
    reason = _decided(command, 0, ask) if lead is not None else ""
    fact = facts.SittingConcluded(
        sitting=sitting.n,
        kind=sitting.kind,
        outcome=command.outcome,
        decisions=tuple(_decided(command, n, ask) for n in range(len(command.decisions))),
        opinion=ask.maybe("opinion"),
        lead=lead,
        tasks=tasks.given_tasks("decision", _owned(command, ask), ask),
        told=command.told,
    )
    return (fact, *_led(lead, reason, ask)) if lead is not None else (fact,)


def _owned(command: commands.ConcludeSitting, ask: Ask) -> Iterator[tasks.WantedTask]:
    """The decisions that name an owner or a moment: somebody owes their doing."""
    for place, decision in enumerate(command.decisions):
        if isinstance(decision, Errand) and (decision.body or decision.person or decision.due):
            yield tasks.WantedTask(
                _decided(command, place, ask), decision.body, decision.person, decision.due
            )


def _decided(command: commands.ConcludeSitting, place: int, ask: Ask) -> str:
    plain = isinstance(command.decisions[place], str)
    return ask.ref(f"decisions.{place}" if plain else f"decisions.{place}.text")


def _entered(command: commands.EnterDecision, ask: Ask) -> Fact:
    text = ask.ref("text")
    owned = command.body or command.person or command.due
    wanted = (tasks.WantedTask(text, command.body, command.person, command.due),) if owned else ()
    return facts.DecisionEntered(
        meeting=command.meeting,
        kind=command.kind,
        text=text,
        analysis=ask.maybe("analysis"),
        tasks=tasks.given_tasks("decision", wanted, ask),
    )


def _bound(command: commands.ConcludeSitting, sitting: Sitting, ask: Ask) -> str | None:
    """The body that a held sitting names to lead: only where the procedure lets this kind bind."""
    if command.lead is None:
        return None
    binds = rule_of(sitting.kind, ask).binds
    if ask.standings.isdisjoint(binds):
        raise Refused("not_yours", by=sorted(binds), field="lead")
    # A table that never met binds nobody.
    if sitting.step != "held":
        raise Refused("not_now", stage=sitting.step)
    return taker(ask, command.lead)


def _led(body: str, reason: str, ask: Ask) -> tuple[Fact, ...]:
    """What makes a body lead now; before dispatch the centre still sends the matter to it."""
    lead = ask.state.lead
    if lead is None:
        return ()
    if lead.state == "objected":
        ruling = ObjectionRuled(upheld=body != lead.body, body=lead.body, lead=body, text=reason)
        return (staged(ruling, "rule_objection", ask),)
    if lead.body == body:
        return ()
    passed = Reassigned(before=lead.body, lead=body, reason=reason)
    return (staged(passed, "reassign", ask),)


def _sitting(n: int, steps: tuple[str, ...], ask: Ask) -> Sitting:
    sitting = ask.state.sitting(n)
    if sitting is None:
        raise Refused("no_such", name=f"sitting {n}", field="sitting")
    if sitting.step not in steps:
        raise Refused("not_now", stage=sitting.step)
    return sitting
