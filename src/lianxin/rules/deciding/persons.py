"""Decisions about agents, leaders, colours, recusal and restriction."""

from typing import assert_never

from lianxin.rules.ask import Ask
from lianxin.rules.commands import persons as commands
from lianxin.rules.deciding.consequences import rows_that_hold
from lianxin.rules.deciding.guarding import refuse_foreign
from lianxin.rules.facts import Fact, persons
from lianxin.rules.refusals import Refused


def decide(command: commands.Persons, ask: Ask) -> tuple[Fact, ...]:  # noqa: C901 - a dispatcher
    """Return the facts about agents, leaders, colours, recusal and restriction."""
    match command:
        case commands.AppointAgent():
            return (_appointed(command, ask),)
        case commands.ReleaseAgent():
            agent = _agent(ask, command.agent)
            return (persons.AgentReleased(agent=agent, reason=ask.ref("reason")),)
        case commands.RateAgent():
            return (
                persons.AgentRated(
                    agent=_agent(ask), satisfied=command.satisfied, text=ask.maybe("text")
                ),
            )
        case commands.SetLeader():
            return (persons.LeaderSet(leaders=command.leaders, responsible=command.responsible),)
        case commands.SetRisk():
            rules_held = tuple(row.rule for row in rows_that_hold("risk", ask))
            return (persons.RiskSet(risk=command.risk, reason=ask.ref("reason"), held=rules_held),)
        case commands.SetProgress():
            rows = tuple(row.rule for row in rows_that_hold("progress", ask))
            return (
                persons.ProgressSet(progress=command.progress, reason=ask.ref("reason"), held=rows),
            )
        case commands.Recuse():
            _refuse_recusal(command.person, ask)
            return (persons.Recused(person=command.person, ground=ask.ref("ground")),)
        case commands.AskRecusal():
            if ask.state.guard.recusal_asked:
                # The first one is answered before the next is asked, and soon.
                raise Refused("not_now", stage=ask.state.stage, command="ask_recusal")
            return (persons.RecusalAsked(whom=ask.ref("whom"), reason=ask.ref("reason")),)
        case commands.RuleRecusal():
            return (_recusal_ruled(command, ask),)
        case commands.Restrict():
            return (persons.Restricted(scope=command.scope, ground=ask.ref("ground")),)
        case _:
            assert_never(command)


def _recusal_ruled(command: commands.RuleRecusal, ask: Ask) -> Fact:
    if not ask.state.guard.recusal_asked:
        raise Refused("not_now", stage=ask.state.stage, command="rule_recusal")
    if command.person is not None:
        if command.person == ask.actor.person:
            # Of a head the body above decides: nobody judges whether he has an interest himself.
            raise Refused("self_check", article="条例28(3)")
        _refuse_recusal(command.person, ask)
    return persons.RecusalRuled(
        granted=command.granted, person=command.person, text=ask.ref("text")
    )


def _refuse_recusal(person: str, ask: Ask) -> None:
    if person in {*ask.state.people.persons, *_agents(ask)}:
        # Article 28(3) keeps staff away; nobody shuts a resident out of the own matter.
        raise Refused("no_such", name=person, kind="officer", field="person")
    if person != ask.actor.person:
        refuse_foreign(person, ask)


def _appointed(command: commands.AppointAgent, ask: Ask) -> Fact:
    return persons.AgentAppointed(
        agent=command.agent, mandate=ask.ref("mandate"), level=command.level
    )


def _agents(ask: Ask) -> set[str]:
    return {agent.person for agent in ask.state.house.agents}


def _agent(ask: Ask, named: str | None = None) -> str:
    agent = ask.state.house.agent if named is None else named
    if agent is None or agent not in _agents(ask):
        raise Refused("no_such", name=named or "agent", kind="agent", field="agent")
    return agent
