"""Decisions about how a matter comes in and what it is tied to."""

from collections.abc import Mapping
from typing import assert_never

from lianxin.rules.ask import Ask, Peer
from lianxin.rules.commands import intake as commands
from lianxin.rules.commands import ties
from lianxin.rules.deciding.bodies import body_again
from lianxin.rules.facts import Fact
from lianxin.rules.facts import intake as facts
from lianxin.rules.phases import REMEDIES
from lianxin.rules.refusals import Refused
from lianxin.rules.standings import standings
from lianxin.rules.state import CaseState
from lianxin.rules.time.calendar import CHINA

SAME = "same_matter"
"""Phases in which a petitioner takes back the remedy alone."""
ENDED_BY_LAW = frozenset({"pending", "court", "ended"})
"""What a body that was ruled to lead may still say: the matter is, or was, in other hands by law (articles 22, 35, 36)."""
"""Reasons that say it is another's to handle."""
OTHER_ROUTES = frozenset("12345")
HANDLED = frozenset("56")
"""Routes by which the body that accepts handles the matter itself."""


def decide(command: commands.Intake, ask: Ask) -> tuple[Fact, ...]:  # noqa: C901 - a dispatcher
    """Return the facts of an intake command; merge and split are decided in `joining`."""
    match command:
        case commands.Accept():
            return (_accepted(command, ask),)
        case commands.Decline():
            return (_declined(command, ask),)
        case commands.Add():
            return (facts.Added(text=ask.ref("text"), attachments=ask.many("attachments")),)
        case commands.Urge():
            return (_urged(ask),)
        case commands.ConfirmFiling():
            return (facts.FilingConfirmed(right=command.right, text=ask.maybe("text")),)
        case commands.Withdraw():
            return (_withdrawn(ask),)
        case commands.SetCategory():
            return (_category(command, ask),)
        case ties.MarkRepeat():
            return (facts.RepeatMarked(of=_tied(command.of, ask)),)
        case ties.Link():
            return (facts.Linked(to=_tied(command.to, ask), relation=command.relation),)
        case ties.Merge() | ties.Split():
            raise AssertionError("several cases change: see joining")
        case _:
            assert_never(command)


def _accepted(command: commands.Accept, ask: Ask) -> Fact:
    lead = ask.state.lead
    if lead is not None and lead.state == "objected":
        raise Refused("not_now", stage=ask.state.stage)
    body = lead.body if lead else ask.acting_post(body=ask.state.house.registrar_body)[1]
    if ask.procedure.is_simple and command.route in OTHER_ROUTES:
        raise Refused("simple_excluded", article="简易办理办法5")
    if command.route in HANDLED:
        _refuse_if_raised_elsewhere(ask, body)
    elif command.addressee is None and _leads_elsewhere(command.route, ask):
        raise Refused("addressee_missing", field="addressee", article="条例22(2)、23(1)")
    return facts.Accepted(
        route=command.route,
        body=body,
        opens_lead=lead is None,
        nature=command.nature,
        note=ask.maybe("note"),
        addressee=ask.maybe("addressee"),
    )


def _leads_elsewhere(route: str, ask: Ask) -> bool:
    """Whether the matter leaves for another procedure: whoever raised it is told which door."""
    to = ask.action.to if ask.action else None
    stage = to.get(route) if isinstance(to, Mapping) else to
    return stage is not None and ask.procedure.phase(stage) == "diverted"


def _declined(command: commands.Decline, ask: Ask) -> Fact:
    lead = ask.state.lead
    if lead is not None and lead.state == "objected":
        raise Refused("not_now", stage=ask.state.stage)
    bound = lead is not None and lead.body in ask.state.dispatch.may_not_return
    # Whose duty it is was ruled: what the body may still say is that the law ended it.
    if bound and command.reason not in ENDED_BY_LAW:
        raise Refused("may_not_return", field="reason", article="条例23(3)、24(1)")
    return facts.Declined(
        reason=command.reason, text=ask.ref("text"), next_door=ask.ref("next_door")
    )


def _refuse_if_raised_elsewhere(ask: Ask, body: str) -> None:
    """The same matter, tied as such, or raised by the same people on the same subject and place.

    Somebody who ties the two in another way has judged that they are not the same.
    """
    ours = _depth(ask, body)
    for peer in ask.peers.values():
        if not _is_same(peer, ask) or _is_shut_out(peer, ask):
            continue
        # What was ended by law is not taken up again under a new number (article 36).
        if peer.ended:
            raise Refused("ended", of=peer.number, article="条例36(3)")
        # The body below still has its time; skipping it is what article 19(3) turns back.
        if _is_pending_below(peer, ask, ours):
            raise Refused("pending_elsewhere", lead=peer.lead, article="条例19(3)")


def _is_same(peer: Peer, ask: Ask) -> bool:
    if peer.number == ask.state.number:
        return False
    ties = {link.relation for link in ask.state.ties.links if link.to == peer.number}
    return SAME in ties or not ties


def _is_shut_out(peer: Peer, ask: Ask) -> bool:
    """Whether the actor may not even learn that the other case exists."""
    standings_there = standings(peer.state, ask.actor, ask.book)
    return standings_there in ({"respondent"}, {"recused"}) or (
        peer.state.secret and not standings_there
    )


def _is_pending_below(peer: Peer, ask: Ask, ours: int) -> bool:
    if peer.lead is None or peer.state.is_final or _depth(ask, peer.lead) <= ours:
        return False
    running = [clock for clock in peer.state.clocks if clock.stopped_at is None and clock.due]
    # A window that ran out is no breach: the body below may still answer in time.
    return not any(
        clock.whose == "lead" and not clock.window and clock.due is not None and ask.at > clock.due
        for clock in running
    )


def _depth(ask: Ask, code: str) -> int:
    body = ask.book.bodies.get(code)
    return len(ask.book.area_path(body.area)) if body else 0


def _withdrawn(ask: Ask) -> Fact:
    remedy = REMEDIES.get(ask.state.phase)
    if remedy is not None:
        # Where nobody may take it up again, whoever reviews it keeps it.
        return facts.Withdrawn(
            reason=ask.ref("reason"),
            remedy=remedy,
            lead=body_again(ask),
            taken_down=ask.received_at is not None,
        )
    if ask.state.ties.parts:
        # It carries the matters of others, who did not take theirs back: split first.
        raise Refused("not_now", stage=ask.state.stage)
    # Nobody takes back what others raised with him (article 20(3)): the last of them ends it.
    leaving = _leaving(ask) - set(ask.state.people.stood_back)
    if not leaving:
        # He took his part back before; by the same query code nobody takes back another's.
        raise Refused("not_now", stage=ask.state.stage)
    others = _parties(ask) - set(ask.state.people.stood_back) - leaving
    back = tuple(sorted(leaving)) if others else ()
    return facts.Withdrawn(
        reason=ask.ref("reason"), stood_back=back, taken_down=ask.received_at is not None
    )


def _parties(ask: Ask) -> set[str]:
    people = ask.state.people
    return {*people.petitioners, *people.representatives, *people.persons}


def _leaving(ask: Ask) -> set[str]:
    """Whom the actor speaks for: himself; who bears the query code is the first of them."""
    people = ask.state.people
    own = _parties(ask) & {*ask.actor.petitioners, ask.actor.person}
    return own or set(people.petitioners[:1])


def _urged(ask: Ask) -> Fact:
    last = ask.state.dispatch.urged_on
    # Once a day of China: pressing counts, and is not to be multiplied by clicking.
    if last == ask.at.astimezone(CHINA).date().isoformat():
        raise Refused("duplicate_urge")
    return facts.Urged(count=ask.state.dispatch.urged + 1, text=ask.maybe("text"))


def _category(command: commands.SetCategory, ask: Ask) -> Fact:
    if command.category not in ask.book.categories:
        raise Refused("no_such", name=command.category, kind="category", field="category")
    return facts.CategorySet(category=command.category)


def _tied(number: str, ask: Ask) -> str:
    """Return the number of a case that may be named in this one.

    Refused `respondent` where somebody who is shut out of the other case could read it here.
    """
    peer = seen_peer(number, ask)
    # A tie shows the other's number to all who read this one, the respondents among them.
    closer = peer.state.kept_close and not ask.state.kept_close
    if closer or not shut_to(peer.state) <= shut_to(ask.state):
        raise Refused("respondent", article="条例30(3)")
    return peer.number


def shut_to(state: CaseState) -> frozenset[str]:
    """Return the bodies and persons that a case is hidden from."""
    guard = state.guard
    seats = (seat.body for seat in guard.respondents_in)
    kept = (*guard.kept_from_bodies, *guard.kept_from_persons)
    named = (*guard.respondent_bodies, *guard.respondent_persons, *seats, *kept)
    return frozenset(named if state.secret else ())


def seen_peer(number: str, ask: Ask) -> Peer:
    """Return another case that the actor may see; refused `no_such` otherwise, the same for both."""
    peer = ask.peers.get(number)
    hidden = {"respondent", "recused"}
    if peer is None or peer.number == ask.state.number:
        raise Refused("no_such", name=number, kind="case")
    standings_there = standings(peer.state, ask.actor, ask.book)
    if not standings_there or standings_there <= hidden:
        raise Refused("no_such", name=number, kind="case")
    return peer
