"""What somebody is to a case: derived from the state and the book, never stored.

Two standings take every other away: `respondent` (article 30) and `recused` (article 28).
"""

from collections.abc import Mapping

from lianxin.rules.actor import Actor, Held
from lianxin.rules.book import Book
from lianxin.rules.routing import CENTRE_KIND
from lianxin.rules.state import CaseState

NAMES = frozenset(
    {
        "petitioner",
        "representative",
        "agent",
        "registrar",
        "holder",
        "lead",
        "assist",
        "tasked",
        "informed",
        "signer",
        "upper",
        "upper_head",
        "centre",
        "supervisor",
        "leader",
        "mediator",
        "chair",
        "member",
        "inspector",
        "body_head",
        "auditor",
        "system",
        "handled",
        "respondent",
        "recused",
    }
)
HEAD = "head"
DECIDING = frozenset({HEAD, "leader"})
"""Roles that speak for their body to those below it."""
SEAT_STANDINGS: Mapping[str, tuple[str, ...]] = {
    "chair": ("chair", "member"),
    "mediator": ("mediator", "member"),
    "member": ("member",),
    "evaluator": ("member",),
    "recorder": ("member",),
    "expert": ("member",),
}
"""What a seat of an open sitting gives; the sides have their own standing, observers none."""


def standings(state: CaseState, actor: Actor, book: Book) -> frozenset[str]:
    """Return every standing of the actor in the case; empty for an outsider."""
    # Before all else: loops act on secret matters too, and are nobody's subordinates.
    if actor.kind == "system":
        return frozenset({"system"})
    # First of all standings: whoever is complained of is nothing else to the case (article 30).
    if is_respondent(state, actor, book):
        return frozenset({"respondent"})
    if actor.person in state.guard.recused:
        return frozenset({"recused"})
    party = _as_party(state, actor)
    if not party.isdisjoint({"petitioner", "representative"}):
        # Nobody handles the own matter (article 28).
        return frozenset(party)
    found = party | _as_named(state, actor) | _by_tasks(state, actor) | _told(state, actor)
    if actor.posts:
        found |= _by_legs(state, actor, book) | _by_area(state, actor, book)
    return frozenset(found)


def is_respondent(state: CaseState, actor: Actor, book: Book) -> bool:
    """Whether the actor belongs to what a secret case complains of, or to a body below it."""
    if not state.secret:
        return False
    if actor.person in state.guard.respondent_persons:
        return True
    shut = state.guard.respondent_bodies
    return bool(shut) and not actor.within(book.above).isdisjoint(shut)


def body_is_respondent(state: CaseState, body: str, book: Book) -> bool:
    """Whether a body is complained of in a secret case, or stands below such a one."""
    if not state.secret:
        return False
    return not ({body} | book.above.get(body, frozenset())).isdisjoint(
        state.guard.respondent_bodies
    )


def _as_party(state: CaseState, actor: Actor) -> set[str]:
    found: set[str] = set()
    bears_code = actor.case == state.number and actor.kind == "petitioner"
    known = not actor.petitioners.isdisjoint(state.people.petitioners)
    if bears_code or known or actor.person in state.people.persons:
        found.add("petitioner")
    if not actor.petitioners.isdisjoint(state.people.representatives):
        found.add("representative")
    if any(actor.person == one.person for one in state.house.agents):
        found.add("agent")
    return found


def _as_named(state: CaseState, actor: Actor) -> set[str]:
    found: set[str] = set()
    if actor.person == state.house.registrar and actor.kind == "officer":
        found.add("registrar")
    if actor.person in state.house.leaders or actor.person == state.house.responsible:
        found.add("leader")
        if any(paper.next_post == "leader" for paper in state.documents):
            found.add("signer")
    for sitting in state.sittings:
        if sitting.open:
            found |= {
                name
                for seat in sitting.seats
                if seat.person == actor.person
                for name in SEAT_STANDINGS.get(seat.role, ())
            }
    return found


def _by_tasks(state: CaseState, actor: Actor) -> set[str]:
    # A report that waits for whoever gave the task stays in sight of whoever made it.
    for task in state.tasks:
        mine = task.body in actor.bodies or (task.person and task.person == actor.person)
        if task.standing and mine:
            return {"tasked"}
    return set()


def _told(state: CaseState, actor: Actor) -> set[str]:
    # What becomes secret closes to whoever was only told of it (article 30).
    told = not state.secret and not actor.bodies.isdisjoint(state.dispatch.informed)
    return {"informed"} if told else set()


def _by_legs(state: CaseState, actor: Actor, book: Book) -> set[str]:
    found: set[str] = set()
    lead = state.lead
    if lead is None and not state.legs and state.house.registrar_body in actor.bodies:
        found.add("holder")
    for leg in state.legs:
        if leg.body in actor.bodies:
            found |= (
                {leg.role, "holder"}
                if leg.open and leg.role == "lead"
                else {leg.role if leg.open else "handled"}
            )
    if lead is not None:
        found |= _about_lead(lead.body, actor, book)
    last = state.last_lead
    if last is not None and not actor.bodies.isdisjoint(book.above.get(last.body, frozenset())):
        found.add("upper")
        above = book.above.get(last.body, frozenset())
        if any(held.body in above and held.role in DECIDING for held in actor.posts):
            found.add("upper_head")
    if any(paper.next_post in {held.post for held in actor.posts} for paper in state.documents):
        found.add("signer")
    return found


def _about_lead(lead: str, actor: Actor, book: Book) -> set[str]:
    heads = any(held.body == lead and held.role == HEAD for held in actor.posts)
    return {"body_head"} if heads else set()


def _by_area(state: CaseState, actor: Actor, book: Book) -> set[str]:
    found: set[str] = set()
    for held in actor.posts:
        if _covers(held, state, book):
            found |= _by_role(held, state, book)
    if state.secret and state.house.centre in actor.bodies:
        # Where the centre itself is complained of, the body above it takes its place (article 30).
        found.add("centre")
    return found


def _by_role(held: Held, state: CaseState, book: Book) -> set[str]:
    if held.role == "auditor":
        return {"auditor"}
    if held.role == "inspector":
        # Where no body is left that is not complained of, somebody must take it on (article 30).
        return {"inspector", "centre"} if _waits(state) else {"inspector"}
    if not is_centre(held.body, book):
        return set()
    return {"centre", "supervisor"} if held.role == "supervisor" else {"centre"}


def _waits(state: CaseState) -> bool:
    return state.secret and state.house.centre is None


def _covers(held: Held, state: CaseState, book: Book) -> bool:
    place = book.bodies[held.body].area if held.body in book.bodies else held.area
    if not state.matter.area_path or place in state.matter.area_path:
        return True
    # Whoever covers the whole county covers what was put on record in it of a place beyond.
    return place == book.root_area


def is_centre(body: str, book: Book) -> bool:
    """Whether a body is a petition centre (office, hotline centre, mediation centre)."""
    found = book.bodies.get(body)
    return found is not None and found.kind == CENTRE_KIND


def concerned(state: CaseState) -> tuple[str | None, ...]:
    """Return the bodies whose matter a case is, the nearest first: an officer's post in one acts."""
    lead = state.last_lead
    return (lead.body if lead else None, state.house.centre, state.house.registrar_body)
