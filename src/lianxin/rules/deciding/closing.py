"""Decisions about the petitioner's word, and closing."""

from typing import assert_never

from lianxin.rules.ask import Ask
from lianxin.rules.commands import closing as commands
from lianxin.rules.deciding.bodies import body_again, lead_leg
from lianxin.rules.deciding.objects import ending_asked
from lianxin.rules.facts import Fact, closing
from lianxin.rules.folding.intake import without
from lianxin.rules.phases import BEGUN_ANEW
from lianxin.rules.refusals import Refused

ATTEMPTS = 3
"""Call-backs that must be tried before a petitioner counts as not to be reached [D]."""


def decide(command: commands.Closing, ask: Ask) -> tuple[Fact, ...]:  # noqa: C901 - a dispatcher
    """Return the facts of a command that asks the petitioner or closes the matter."""
    match command:
        case commands.FollowUp():
            return (_followed_up(command, ask),)
        case commands.Rate():
            told = command.model_dump(exclude={"command", "text"})
            return (closing.Rated(**told, text=ask.maybe("text"), of=_own_parts(ask)),)
        case commands.Confirm():
            return (closing.Confirmed(text=ask.maybe("text"), of=_own_parts(ask)),)
        case commands.Close():
            return (_closed(command, ask),)
        case commands.Reopen():
            return (_reopened(ask, "reason"),)
        case commands.Contest():
            if ask.state.closing.contested:
                raise Refused("not_now", stage=ask.state.stage, command="contest")
            return (closing.Contested(reason=ask.ref("reason")),)
        case commands.RuleContest():
            return _ruled(command, ask)
        case commands.RequestEnding():
            return (_ending_requested(ask),)
        case commands.RuleEnding():
            return (_ending_ruled(command, ask),)
        case commands.TakeDown():
            raise AssertionError("the petitioner's own step: see taking_down")
        case commands.Archive():
            return (closing.Archived(),)
        case _:
            assert_never(command)


def _followed_up(command: commands.FollowUp, ask: Ask) -> Fact:
    return closing.FollowedUp(
        **command.model_dump(exclude={"command", "text", "of"}),
        text=ask.maybe("text"),
        more=not command.reached and ask.state.closing.attempts + 1 < ATTEMPTS,
        of=(_part(command.of, ask),) if command.of else (),
    )


def _part(number: str, ask: Ask) -> str:
    if number not in (ask.state.number, *ask.state.ties.parts):
        raise Refused("no_such", name=number, kind="case", field="of")
    return number


def _own_parts(ask: Ask) -> tuple[str, ...]:
    """The matters that the actor raised, of those handled here; none where only one is."""
    actor, state = ask.actor, ask.state
    if not state.ties.carried:
        return ()
    brought = tuple(
        matter.part
        for matter in state.ties.carried
        if not actor.petitioners.isdisjoint(matter.petitioners) or actor.person in matter.persons
    )
    came_in = [token for matter in state.ties.carried for token in matter.petitioners]
    own = set(without(state.people.petitioners, came_in)) | set(state.people.representatives)
    bears_code = actor.case == state.number
    is_own = bears_code or not own.isdisjoint(actor.petitioners) or not brought
    return ((state.number,) if is_own else ()) + brought


def _reopened(ask: Ask, why: str) -> Fact:
    if ask.state.re_reviewed:
        # Whatever the procedure's row says: the law has ended it.
        raise Refused("ended", article="条例36(3)")
    # Refused or led elsewhere: it begins again, and somebody decides whose it is.
    ended = ask.state.phase in BEGUN_ANEW
    anew = ended or ask.state.closing.terminated
    return closing.Reopened(reason=ask.ref(why), lead=None if anew else body_again(ask))


def _ruled(command: commands.RuleContest, ask: Ask) -> tuple[Fact, ...]:
    if not ask.state.closing.contested:
        raise Refused("not_now", stage=ask.state.stage, command="rule_contest")
    if ask.actor.person in ask.state.house.closers:
        raise Refused("self_check")
    ruled = closing.ContestRuled(upheld=command.upheld, text=ask.ref("text"))
    # What a re-review decided is closed in another way, and not handled anew (article 36(3)).
    again = command.upheld and not ask.state.re_reviewed
    return (ruled, _reopened(ask, "text")) if again else (ruled,)


def _ending_requested(ask: Ask) -> Fact:
    # Whoever says that it is not his does not ask to end it too: first it is ruled whose it is.
    lead = lead_leg(ask)
    if ending_asked(ask) or lead.state == "objected":
        raise Refused("not_now", stage=ask.state.stage, command="request_ending")
    return closing.EndingRequested(body=lead.body, text=ask.ref("text"))


def _ending_ruled(command: commands.RuleEnding, ask: Ask) -> Fact:
    if not ending_asked(ask):
        raise Refused("not_now", stage=ask.state.stage, command="rule_ending")
    body = ask.acting_post()[1]
    # A centre that leads an order itself does not let itself off.
    if body == lead_leg(ask).body:
        raise Refused("self_check")
    return closing.EndingRuled(agreed=command.agreed, body=body, text=ask.ref("text"))


def _closed(command: commands.Close, ask: Ask) -> Fact:
    return closing.Closed(
        disposition=command.disposition,
        ending=command.ending,
        text=ask.maybe("text"),
        exemption_ground=ask.maybe("exemption.ground"),
        exemption_basis=ask.maybe("exemption.article"),
    )
