"""Decisions about the petitioner's word, closing, remedies and persons."""

from typing import Any, assert_never

from lianxin.rules.ask import Ask
from lianxin.rules.commands import closing as commands
from lianxin.rules.deciding.bodies import handling_leg, lead_leg, review_leg, upper
from lianxin.rules.deciding.consequences import rows_that_hold
from lianxin.rules.deciding.guarding import refuse_foreign
from lianxin.rules.deciding.papers import fields_digest, signing_posts
from lianxin.rules.deciding.papers_needed import needed, refuse_undelivered
from lianxin.rules.facts import Fact
from lianxin.rules.facts import closing as facts
from lianxin.rules.refusals import Refused
from lianxin.rules.state import Leg


def decide_closing(command: commands.Closing, ask: Ask) -> tuple[Fact, ...]:  # noqa: C901 - a dispatcher
    """Return the facts of a command that asks the petitioner or closes the matter."""
    match command:
        case commands.FollowUp():
            return (
                facts.FollowedUp(
                    **command.model_dump(exclude={"command", "text"}), text=ask.maybe("text")
                ),
            )
        case commands.Rate():
            return (
                facts.Rated(
                    **command.model_dump(exclude={"command", "text"}), text=ask.maybe("text")
                ),
            )
        case commands.Confirm():
            return (facts.Confirmed(text=ask.maybe("text")),)
        case commands.Close():
            return (_closed(command, ask),)
        case commands.Reopen():
            return (_reopened(ask, "reason"),)
        case commands.Contest():
            if ask.state.closing.contested:
                raise Refused("not_now", stage=ask.state.stage, command="contest")
            return (facts.Contested(reason=ask.ref("reason")),)
        case commands.RuleContest():
            return _ruled(command, ask)
        case commands.Archive():
            return (facts.Archived(),)
        case _:
            assert_never(command)


def _reopened(ask: Ask, why: str) -> Fact:
    leg = handling_leg(ask.state)
    # Refused or led elsewhere: it begins again, and somebody decides whose it is.
    anew = ask.state.phase in {"declined", "diverted"}
    return facts.Reopened(reason=ask.ref(why), lead=leg.body if leg and not anew else None)


def _ruled(command: commands.RuleContest, ask: Ask) -> tuple[Fact, ...]:
    if not ask.state.closing.contested:
        raise Refused("not_now", stage=ask.state.stage, command="rule_contest")
    if ask.actor.person in ask.state.house.closers:
        raise Refused("self_check")
    ruled = facts.ContestRuled(upheld=command.upheld, text=ask.ref("text"))
    return (ruled, _reopened(ask, "text")) if command.upheld else (ruled,)


def _closed(command: commands.Close, ask: Ask) -> Fact:
    return facts.Closed(
        disposition=command.disposition,
        ending=command.ending,
        text=ask.maybe("text"),
        exemption_ground=ask.maybe("exemption.ground"),
        exemption_basis=ask.maybe("exemption.article"),
    )


def decide_recourse(command: commands.Recourse, ask: Ask) -> tuple[Fact, ...]:
    """Return the facts of a remedy (articles 35 and 36)."""
    match command:
        case commands.RequestReview():
            return (facts.ReviewRequested(**_request(handling_leg(ask.state), ask)),)
        case commands.RequestReReview():
            return (facts.ReReviewRequested(**_request(review_leg(ask.state), ask)),)
        case commands.DecideReview():
            return (facts.ReviewDecided(**_decision(command, ask, "review_opinion")),)
        case commands.DecideReReview():
            return (facts.ReReviewDecided(**_decision(command, ask, "re_review_opinion")),)
        case commands.EndProcedure():
            paper = needed(ask, "re_review_opinion")
            if paper.state != "delivered":
                # Nobody's procedure ends before the last answer is in hand.
                refuse_undelivered(ask, paper, article="条例36")
            return (facts.ProcedureEnded(ground=ask.ref("ground")),)
        case _:
            assert_never(command)


def _request(last: Leg | None, ask: Ask) -> dict[str, str]:
    if last is None:
        raise Refused("not_now", stage=ask.state.stage)
    return {
        "reviewer": upper(ask.state, last.body, ask.book),
        "reason": ask.ref("reason"),
    }


def _decision(
    command: commands.DecideReview | commands.DecideReReview, ask: Ask, document: str
) -> dict[str, Any]:
    leg = handling_leg(ask.state)
    revoked = command.outcome == "revoked"
    return {
        "outcome": command.outcome,
        "body": lead_leg(ask).body,
        "lead": leg.body if revoked and leg else None,
        "document": document,
        "fields": fields_digest(ask, document, outcome=command.outcome, text=ask.ref("text")),
        "posts": signing_posts(ask, document, lead_leg(ask).body),
        "text": ask.ref("text"),
    }


def decide_persons(command: commands.Persons, ask: Ask) -> tuple[Fact, ...]:  # noqa: C901 - a dispatcher
    """Return the facts about agents, leaders, colours, recusal and restriction."""
    match command:
        case commands.AppointAgent():
            refuse_shut(ask, command.agent, field="agent")
            return (_appointed(command, ask),)
        case commands.ReleaseAgent():
            agent = _agent(ask, command.agent)
            return (facts.AgentReleased(agent=agent, reason=ask.ref("reason")),)
        case commands.RateAgent():
            return (
                facts.AgentRated(
                    agent=_agent(ask), satisfied=command.satisfied, text=ask.maybe("text")
                ),
            )
        case commands.SetLeader():
            for leader in (*command.leaders, *filter(None, (command.responsible,))):
                refuse_shut(ask, leader, field="leaders")
            return (facts.LeaderSet(leaders=command.leaders, responsible=command.responsible),)
        case commands.SetRisk():
            rules_held = tuple(row.rule for row in rows_that_hold("risk", ask))
            return (facts.RiskSet(risk=command.risk, reason=ask.ref("reason"), held=rules_held),)
        case commands.SetProgress():
            rows = tuple(row.rule for row in rows_that_hold("progress", ask))
            return (
                facts.ProgressSet(progress=command.progress, reason=ask.ref("reason"), held=rows),
            )
        case commands.Recuse():
            if command.person in {*ask.state.people.persons, *_agents(ask)}:
                # Article 28(3) keeps staff away; nobody shuts a resident out of the own matter.
                raise Refused("no_such", name=command.person, kind="officer", field="person")
            if command.person != ask.actor.person:
                refuse_foreign(command.person, ask)
            return (facts.Recused(person=command.person, ground=ask.ref("ground")),)
        case commands.Restrict():
            return (facts.Restricted(scope=command.scope, ground=ask.ref("ground")),)
        case _:
            assert_never(command)


def _refuse_recusal(person: str, ask: Ask) -> None:
    state = ask.state
    if person in {*state.people.persons, *(agent.person for agent in state.house.agents)}:
        # Article 28(3) keeps staff away; nobody shuts a resident out of the own matter.
        raise Refused("no_such", name=person, kind="officer", field="person")
    if person != ask.actor.person:
        refuse_foreign(person, ask)


def refuse_shut(ask: Ask, person: str, *, field: str) -> None:
    """Refuse a person complained of or recused any part in the matter (articles 28 and 30)."""
    if ask.state.secret and person in ask.state.guard.respondent_persons:
        raise Refused("respondent", name=person, field=field, article="条例30(3)")
    if person in ask.state.guard.recused:
        raise Refused("recused", name=person, field=field, article="条例28(3)")


def _appointed(command: commands.AppointAgent, ask: Ask) -> Fact:
    return facts.AgentAppointed(
        agent=command.agent, mandate=ask.ref("mandate"), level=command.level
    )


def _agents(ask: Ask) -> set[str]:
    return {agent.person for agent in ask.state.house.agents}


def _agent(ask: Ask, named: str | None = None) -> str:
    agent = ask.state.house.agent if named is None else named
    if agent is None or agent not in _agents(ask):
        raise Refused("no_such", name=named or "agent", kind="agent", field="agent")
    return agent
