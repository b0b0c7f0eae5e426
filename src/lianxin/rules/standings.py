"""What somebody is to a case: derived from the state and the book, never stored.

Two standings take every other away: `respondent` (article 30) and `recused` (article 28).
"""

from collections.abc import Mapping

from lianxin.rules.actor import Actor, HeldPost
from lianxin.rules.book import CENTRE_KIND, Book
from lianxin.rules.shutting_out import shut_out
from lianxin.rules.state import CaseState
from lianxin.rules.step_words import STANDINGS

NAMES = frozenset(STANDINGS)
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
    shut = shut_out(state, book)
    if shut.actor_is_shut_out(actor):
        return frozenset({"respondent"})
    # It may be about anybody of the house, so whoever is not needed for it knows nothing of it.
    if shut.actor_is_outside(actor):
        return frozenset()
    if actor.person in state.guard.recused:
        return frozenset({"recused"})
    party = _as_party(state, actor)
    if not party.isdisjoint({"petitioner", "representative"}):
        # Nobody handles the own matter (article 28).
        return frozenset(party)
    names = party | _as_named(state, actor) | _by_tasks(state, actor) | _told(state, actor)
    if actor.posts:
        names |= _by_legs(state, actor, book) | _by_area(state, actor, book)
    return frozenset(names)


def _as_party(state: CaseState, actor: Actor) -> set[str]:
    parts: set[str] = set()
    bears_code = actor.case == state.number and actor.kind == "petitioner"
    is_petitioner = not actor.petitioners.isdisjoint(state.people.petitioners)
    if bears_code or is_petitioner or actor.person in state.people.persons:
        parts.add("petitioner")
    if not actor.petitioners.isdisjoint(state.people.representatives):
        parts.add("representative")
    if any(actor.person == agent.person for agent in state.house.agents):
        parts.add("agent")
    return parts


def _as_named(state: CaseState, actor: Actor) -> set[str]:
    names: set[str] = set()
    # What came in by its petitioner has nobody as registrar, and nobody is no officer.
    if actor.person and actor.person == state.house.registrar and actor.kind == "officer":
        names.add("registrar")
    if actor.person in state.house.leaders or actor.person == state.house.responsible:
        names.add("leader")
        if any(paper.next_post == "leader" for paper in state.documents):
            names.add("signer")
    for sitting in state.sittings:
        if sitting.open:
            names |= {
                name
                for seat in sitting.seats
                if seat.person == actor.person
                for name in SEAT_STANDINGS.get(seat.role, ())
            }
    return names


def _by_tasks(state: CaseState, actor: Actor) -> set[str]:
    # A report that waits for whoever gave the task stays in sight of whoever made it.
    for task in state.tasks:
        mine = task.body in actor.bodies or (task.person and task.person == actor.person)
        if task.standing and mine:
            return {"tasked"}
    return set()


def _told(state: CaseState, actor: Actor) -> set[str]:
    # What becomes secret closes to whoever was only told of it (article 30).
    was_told = not state.secret and not actor.bodies.isdisjoint(state.dispatch.informed)
    return {"informed"} if was_told else set()


def _by_legs(state: CaseState, actor: Actor, book: Book) -> set[str]:
    names: set[str] = set()
    lead = state.lead
    # What was sent nowhere yet is held by whoever registered it.
    if lead is None and not state.legs and state.house.registrar_body in actor.bodies:
        names.add("holder")
    for leg in state.legs:
        if leg.body in actor.bodies:
            names |= (
                {leg.role, "holder"}
                if leg.open and leg.role == "lead"
                else {leg.role if leg.open else "handled"}
            )
    if lead is not None:
        names |= _about_lead(lead.body, actor, book)
    last = state.last_lead
    if last is not None and not actor.bodies.isdisjoint(book.above.get(last.body, frozenset())):
        names.add("upper")
        above = book.above.get(last.body, frozenset())
        if any(post.body in above and post.role in DECIDING for post in actor.posts):
            names.add("upper_head")
    if any(paper.next_post in {post.post for post in actor.posts} for paper in state.documents):
        names.add("signer")
    return names


def _about_lead(lead: str, actor: Actor, book: Book) -> set[str]:
    heads = any(post.body == lead and post.role == HEAD for post in actor.posts)
    return {"body_head"} if heads else set()


def _by_area(state: CaseState, actor: Actor, book: Book) -> set[str]:
    names: set[str] = set()
    for post in actor.posts:
        if _covers(post, state, book):
            names |= _by_role(post, state, book)
    if state.secret and state.house.centre in actor.bodies:
        # Where the centre itself is complained of, the body above it takes its place (article 30).
        names.add("centre")
    return names


def _by_role(post: HeldPost, state: CaseState, book: Book) -> set[str]:
    if post.role == "auditor":
        return {"auditor"}
    if post.role == "inspector":
        # Where no body is left that is not complained of, somebody must take it on (article 30).
        return {"inspector", "centre"} if _waits(state) else {"inspector"}
    if not is_centre(post.body, book):
        return set()
    return {"centre", "supervisor"} if post.role == "supervisor" else {"centre"}


def _waits(state: CaseState) -> bool:
    return state.secret and state.house.centre is None


def _covers(post: HeldPost, state: CaseState, book: Book) -> bool:
    place = book.bodies[post.body].area if post.body in book.bodies else post.area
    if not state.matter.area_path or place in state.matter.area_path:
        return True
    # Whoever covers the whole county covers what was put on record in it of a place beyond.
    return place == book.root_area


def is_centre(code: str, book: Book) -> bool:
    """Whether a body is a petition centre (office, hotline centre, mediation centre)."""
    body = book.bodies.get(code)
    return body is not None and body.kind == CENTRE_KIND


def concerned(state: CaseState) -> tuple[str | None, ...]:
    """Return the bodies whose matter a case is, the nearest first: an officer's post in one acts."""
    lead = state.last_lead
    return (lead.body if lead else None, state.house.centre, state.house.registrar_body)
