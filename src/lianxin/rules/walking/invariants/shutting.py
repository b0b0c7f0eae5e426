"""Whoever a report is about has no part in it, nor have the bodies he serves (article 30)."""

from collections.abc import Iterator

from lianxin.rules.standings import standings
from lianxin.rules.state import CaseState
from lianxin.rules.walking.county import PeopledCounty
from lianxin.rules.walking.world import World

ALLOWED = frozenset({"respondent", "recused"})
MOST = 25
"""Persons looked at after each step, those with a part first: all of a county would take the day."""


def has_no_standing(state: CaseState, world: World) -> Iterator[str]:
    """Nobody of those shut out is anything but a respondent, whatever he was before."""
    if not state.secret:
        return
    named = set(state.guard.respondent_persons)
    bodies = shut_bodies(state, world.county)
    people = [
        world.county.by_person[person]
        for person in sorted(named)
        if person in world.county.by_person
    ]
    for body in sorted(bodies, key=lambda code: code not in _parts(state))[:MOST]:
        people += world.county.by_body.get(body, ())[:2]
    for actor in people[:MOST]:
        extra = standings(state, actor, world.book) - ALLOWED
        if extra:
            whom = (
                "a person named"
                if actor.person in named
                else _why(state, actor.bodies & bodies, world.county)
            )
            yield f"{whom} has a part"
    leading = state.lead
    if leading is not None and leading.body in bodies:
        yield f"{_why(state, frozenset({leading.body}), world.county)} leads"


def shut_bodies(state: CaseState, county: PeopledCounty) -> frozenset[str]:
    """Return the bodies complained of, those in which a named person serves, what became of them, and all below."""
    named = set(state.guard.respondent_bodies)
    for person in state.guard.respondent_persons:
        named |= county.bodies_of(person)
    lineage = set(named)
    for code in named:
        body = county.book.bodies.get(code)
        while body is not None and body.successor and body.successor not in lineage:
            lineage.add(body.successor)
            body = county.book.bodies.get(body.successor)
    below = (code for body in lineage for code in county.below.get(body, ()))
    return frozenset(lineage.union(below))


def _parts(state: CaseState) -> frozenset[str]:
    bodies = {leg.body for leg in state.legs} | {
        state.house.centre or "",
        state.house.registrar_body,
    }
    return frozenset(bodies)


def _why(state: CaseState, bodies: frozenset[str], county: PeopledCounty) -> str:
    """How such a body is shut out: itself named, by a person who serves there, or below such a one."""
    named = set(state.guard.respondent_bodies)
    if named & bodies:
        return "a body named"
    serves = {
        body for person in state.guard.respondent_persons for body in county.bodies_of(person)
    }
    if serves & bodies:
        return "the body of a person named"
    return "below the body of a person named" if serves else "below a body named"
