"""Who is told of a fact: standings and codes made into bodies, posts and persons."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from lianxin.people.actors import posts_held
from lianxin.rules.actor import Actor
from lianxin.rules.book import Book
from lianxin.rules.facts import Fact, TaskChange
from lianxin.rules.facts.papers import Rung
from lianxin.rules.facts.tasks import AboutTask
from lianxin.rules.naming import codes_naming
from lianxin.rules.shutting_out import shut_out
from lianxin.rules.standings import HEAD, SEAT_STANDINGS
from lianxin.rules.state import CaseState, Task
from lianxin.rules.time.calendar import CHINA


@dataclass(frozen=True, slots=True, order=True)
class Receiver:
    """One of: a body, a post, a person, a standing (whoever has it when he looks)."""

    body: str = ""
    post: str = ""
    person: str = ""
    standing: str = ""


def body(code: str) -> Receiver:
    """Tell a whole body."""
    return Receiver(body=code)


def centre_of(state: CaseState, book: Book) -> str | None:
    """Return the petition centre that a case lies with."""
    return state.house.centre or book.centre_of(
        state.matter.area_path or book.area_path(book.root_area)
    )


def of_standing(name: str, state: CaseState, book: Book, *, about: str = "") -> set[Receiver]:
    """Return who has a standing in the case; the centre where nobody fills it.

    Of a clock about one task or one assisting leg only the one who owes that is told.
    """
    if name in {"tasked", "assist"} and about:
        return _owing(about, state) or _centre(state, book)
    find = _STANDINGS.get(name)
    receivers = find(state, book) if find else set()
    return receivers or _centre(state, book)


def _centre(state: CaseState, book: Book) -> set[Receiver]:
    centre = centre_of(state, book)
    return {body(centre)} if centre else set()


def _lead(state: CaseState, book: Book) -> set[Receiver]:
    lead = state.last_lead
    if lead is not None:
        return {body(lead.body)}
    return {body(state.house.registrar_body)} if state.house.registrar_body else set()


def _assist(state: CaseState, book: Book) -> set[Receiver]:
    return {body(leg.body) for leg in state.open_assists}


def _tasked(state: CaseState, book: Book) -> set[Receiver]:
    return {receiver for task in state.open_tasks for receiver in _of_task(task)}


def _of_task(task: Task | TaskChange) -> set[Receiver]:
    receivers = {body(task.body)} if task.body else set()
    return receivers | ({Receiver(person=task.person)} if task.person else set())


def _owing(about: str, state: CaseState) -> set[Receiver]:
    legs = {body(leg.body) for leg in state.legs if leg.subject == about}
    return legs | {
        receiver for task in state.tasks if task.subject == about for receiver in _of_task(task)
    }


def _handled(state: CaseState, book: Book) -> set[Receiver]:
    return {body(leg.body) for leg in state.legs if not leg.open}


def _upper(state: CaseState, book: Book) -> set[Receiver]:
    lead = state.last_lead
    lead_body = book.bodies.get(lead.body) if lead else None
    if lead_body is None:
        return set()
    return {body(code) for code in (lead_body.upper_gov, lead_body.upper_line) if code}


def _body_head(state: CaseState, book: Book) -> set[Receiver]:
    lead = state.last_lead
    posts = book.posts_of(lead.body) if lead else ()
    return {Receiver(post=post.code) for post in posts if post.role == HEAD}


def _supervisor(state: CaseState, book: Book) -> set[Receiver]:
    posts = book.posts_of(centre_of(state, book) or "")
    return {Receiver(post=post.code) for post in posts if post.role == "supervisor"}


def _inspector(state: CaseState, book: Book) -> set[Receiver]:
    return {
        Receiver(post=post.code)
        for post in book.posts.values()
        if post.role == "inspector"
        and (not state.matter.area_path or post.area in state.matter.area_path)
    }


def _leader(state: CaseState, book: Book) -> set[Receiver]:
    named = {*state.house.leaders, state.house.responsible}
    return {Receiver(person=person) for person in named if person}


def _agent(state: CaseState, book: Book) -> set[Receiver]:
    return {Receiver(person=agent.person) for agent in state.house.agents}


def _registrar(state: CaseState, book: Book) -> set[Receiver]:
    return {Receiver(person=state.house.registrar)} if state.house.registrar else set()


def _signer(state: CaseState, book: Book) -> set[Receiver]:
    return {Receiver(post=paper.next_post) for paper in state.documents if paper.next_post}


def _seated(role: str) -> Callable[[CaseState, Book], set[Receiver]]:
    """Who has a seat of a role, or for `member` any seat that gives a standing."""

    def find(state: CaseState, book: Book) -> set[Receiver]:
        running = (sitting for sitting in state.sittings if sitting.open)
        return {
            Receiver(person=seat.person)
            for sitting in running
            for seat in sitting.seats
            if role in SEAT_STANDINGS.get(seat.role, ())
        }

    return find


def _party(name: str) -> Callable[[CaseState, Book], set[Receiver]]:
    return lambda state, book: {Receiver(standing=name)}


_STANDINGS: Mapping[str, Callable[[CaseState, Book], set[Receiver]]] = MappingProxyType(
    {
        "lead": _lead,
        "holder": _lead,
        "assist": _assist,
        "tasked": _tasked,
        "handled": _handled,
        "upper": _upper,
        "body_head": _body_head,
        "centre": _centre,
        "supervisor": _supervisor,
        "inspector": _inspector,
        "leader": _leader,
        "agent": _agent,
        "registrar": _registrar,
        "signer": _signer,
        "mediator": _seated("mediator"),
        "chair": _seated("chair"),
        "member": _seated("member"),
        "petitioner": _party("petitioner"),
        "representative": _party("representative"),
    }
)


def told_of(fact: Fact, state: CaseState, book: Book) -> set[Receiver]:
    """Return who is told of a fact, as it says of itself; `state` is the case just after it.

    A fact with a line that names nobody is told to the centre rather than to nobody.
    """
    given_tasks = {
        receiver for change in fact.tasks if change.op == "given" for receiver in _of_task(change)
    }
    names = fact.notified()
    if given_tasks and not names:
        return given_tasks
    about = fact.about if isinstance(fact, Rung) else ""
    receivers = set(given_tasks)
    for name in names or ("centre",):
        of_fact = _OF_FACT.get(name)
        receivers |= (
            of_fact(fact, state, book) if of_fact else of_standing(name, state, book, about=about)
        )
    return receivers


def _named(fact: Fact, state: CaseState, book: Book) -> set[Receiver]:
    bodies = {body(code) for code in codes_naming(fact, "body")}
    return bodies or of_standing("lead", state, book)


def _next_signer(fact: Fact, state: CaseState, book: Book) -> set[Receiver]:
    # After the last signature, or after a refusal, the lead goes on.
    return _signer(state, book) or of_standing("lead", state, book)


def _task_owner(fact: Fact, state: CaseState, book: Book) -> set[Receiver]:
    assert isinstance(fact, AboutTask), "only what is about a task has its owner to tell"
    task = state.task(fact.task)
    return _of_task(task) if task else set()


def _task_giver(fact: Fact, state: CaseState, book: Book) -> set[Receiver]:
    assert isinstance(fact, AboutTask), "only what is about a task has its giver to tell"
    task = state.task(fact.task)
    if task is None:
        return set()
    if task.given_from:
        return {body(task.given_from)}
    return {Receiver(person=task.giver)} if task.giver else _centre(state, book)


_OF_FACT: Mapping[str, Callable[[Fact, CaseState, Book], set[Receiver]]] = MappingProxyType(
    {
        "named": _named,
        "next_signer": _next_signer,
        "task_giver": _task_giver,
        "task_owner": _task_owner,
    }
)


def allowed(
    wanted: Iterable[Receiver], state: CaseState, book: Book, *, at: datetime
) -> set[Receiver]:
    """Return the receivers without respondents and recused; `state` is the case as it is now.

    Where that leaves none of several, the first uninvolved body above the centre is told instead,
    or else the uninvolved inspectors, or else the auditors.
    """
    receivers = set(wanted)
    kept = {receiver for receiver in receivers if not _is_shut(receiver, state, book, at)}
    if kept or not receivers:
        return kept
    return _uninvolved(state, book)


def _is_shut(receiver: Receiver, state: CaseState, book: Book, at: datetime) -> bool:
    shut = shut_out(state, book)
    if receiver.person:
        posts = posts_held(receiver.person, on=at.astimezone(CHINA).date())
        actor = Actor(receiver.person, posts=posts)
        return receiver.person in state.guard.recused or shut.actor_is_shut_out(actor)
    post = book.posts.get(receiver.post)
    code = post.body if post else receiver.body
    return bool(code) and shut.body_is_shut_out(code)


def _uninvolved(state: CaseState, book: Book) -> set[Receiver]:
    code = centre_of(state, book)
    visited: set[str] = set()
    while code is not None and code not in visited:
        if not shut_out(state, book).body_is_shut_out(code):
            return {body(code)}
        visited.add(code)
        above = book.bodies.get(code)
        code = (above.upper_gov or above.upper_line) if above else None
    return _watching("inspector", state, book) or _watching("auditor", state, book)


def _watching(role: str, state: CaseState, book: Book) -> set[Receiver]:
    return {
        Receiver(post=post.code)
        for post in book.posts.values()
        if post.role == role and not shut_out(state, book).body_is_shut_out(post.body)
    }
