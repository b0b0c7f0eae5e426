"""Who could act in a case: for each standing that a row names, the people who may have it."""

from collections.abc import Iterable, Iterator
from random import Random

from lianxin.rules.actor import SYSTEM, Actor
from lianxin.rules.standings import standings
from lianxin.rules.state import CaseState
from lianxin.rules.walking.county import PeopledCounty

RESIDENTS = frozenset({"petitioner", "representative"})
TRIES = 6
"""Persons asked for one standing: working each out costs more than leaving a step untaken."""


def hands(state: CaseState, standing: str, county: PeopledCounty) -> Iterator[Actor]:
    """Yield who may have a standing in a case; whether they do, the rules say."""
    if standing == "system":
        yield SYSTEM
    elif standing == "petitioner":
        yield Actor(person="", kind="petitioner", case=state.number)
    elif standing == "representative":
        for token in state.people.representatives:
            yield Actor(person="", kind="petitioner", petitioners=frozenset({token}))
    else:
        yield from _officers(state, standing, county)


def hand(
    state: CaseState, by: Iterable[str], county: PeopledCounty, chance: Random
) -> Actor | None:
    """Return somebody with one of these standings in the case, or None where nobody is found."""
    names = list(by)
    chance.shuffle(names)
    for standing in names:
        people = list(hands(state, standing, county))
        for actor in chance.sample(people, min(TRIES, len(people))):
            if standing in standings(state, actor, county.book):
                return actor
    return None


def has_hand(state: CaseState, standing: str, county: PeopledCounty) -> bool:
    """Whether anybody has a standing in a case now."""
    return any(
        standing in standings(state, actor, county.book) for actor in hands(state, standing, county)
    )


def _officers(state: CaseState, standing: str, county: PeopledCounty) -> Iterator[Actor]:
    for person in _named(state, standing):
        if person in county.by_person:
            yield county.by_person[person]
    for body in dict.fromkeys(_bodies(state, standing, county)):
        yield from county.by_body.get(body, ())
    for role in _roles(state, standing):
        yield from county.by_role.get(role, ())
    if standing == "signer":
        for paper in state.documents:
            yield from county.by_post.get(paper.next_post or "", ())


def _named(state: CaseState, standing: str) -> Iterator[str]:
    if standing == "agent":
        yield from (agent.person for agent in state.house.agents)
    elif standing == "registrar":
        yield state.house.registrar
    elif standing in {"leader", "signer"}:
        yield from state.house.leaders
        yield state.house.responsible or ""
    elif standing == "tasked":
        yield from (task.person for task in state.tasks if task.standing)
    elif standing in {"chair", "mediator", "member"}:
        for sitting in state.sittings:
            if sitting.open:
                yield from (seat.person for seat in sitting.seats)


def _bodies(  # noqa: C901 - one line a standing
    state: CaseState, standing: str, county: PeopledCounty
) -> Iterator[str]:
    lead, last = state.lead, state.last_lead
    if standing in {"lead", "holder", "body_head"} and lead is not None:
        yield lead.body
    elif standing == "holder":
        yield state.house.registrar_body
    elif standing == "assist":
        yield from (leg.body for leg in state.open_assists)
    elif standing == "tasked":
        yield from (task.body for task in state.tasks if task.standing)
    elif standing == "informed":
        yield from state.dispatch.informed
    elif standing == "handled":
        yield from (leg.body for leg in state.legs if not leg.open)
    elif standing in {"upper", "upper_head"} and last is not None:
        yield from sorted(county.book.above.get(last.body, ()))
    elif standing in {"centre", "supervisor"}:
        yield state.house.centre or ""
        yield from county.centres


def _roles(state: CaseState, standing: str) -> Iterator[str]:
    if standing in {"inspector", "auditor", "supervisor"}:
        yield standing
    elif standing == "centre" and state.secret and state.house.centre is None:
        yield "inspector"
