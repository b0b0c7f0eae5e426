"""What a resident may choose for a code that a command asks for: agents, sittings, steps."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from lianxin.cases.reading.queries import CaseView
from lianxin.people import officers
from lianxin.rules.book import Book
from lianxin.rules.shutting_out import shut_out
from lianxin.rules.time.calendar import CHINA
from lianxin.web import dates, names, options
from lianxin.web.options import Option
from lianxin.web.questions import Question

AGENTS = ("agent", "grid_chief", "grid_worker", "volunteer")
PARTY = frozenset({"petitioner", "representative", "agent"})
OWN_SIDE = "petitioner_side"
NOT_ASKED: Mapping[str, frozenset[str]] = {"take_step": frozenset({"person", "done_at"})}
"""Fields that an office keeps of itself: who carried a step out, and when."""


def narrowed(
    asked: tuple[Question, ...], name: str, view: CaseView, book: Book, *, at: datetime
) -> tuple[Question, ...]:
    """Return the questions of a command with what may be chosen; a single answer is chosen."""
    found = []
    for question in asked:
        if question.name in NOT_ASKED.get(name, ()):
            continue
        choices = _CHOICES.get((name, question.name))
        if choices is not None:
            offered = choices(question, view, book, at)
            is_clear = question.required and len(offered) == 1
            single = offered[0].code if is_clear else question.default
            question = replace(question, options=offered, default=single)
        found.append(question)
    return tuple(found)


def has_agents(view: CaseView, book: Book, *, at: datetime) -> bool:
    """Whether anybody around the place of a matter carries matters for residents."""
    return bool(_near(view, book, at, most=1))


def _near(
    view: CaseView, book: Book, at: datetime, *, most: int = officers.MOST
) -> tuple[officers.Holder, ...]:
    """Whoever serves the place of the matter or a place that holds it."""
    area = view.state.matter.area
    path = set(book.area_path(area)) if area else set()
    bodies = [body.code for body in book.bodies.values() if body.area in path]
    on = at.astimezone(CHINA).date()
    return officers.holding(on=on, roles=AGENTS, bodies=bodies, most=most) if bodies else ()


def _agents(question: Question, view: CaseView, book: Book, at: datetime) -> tuple[Option, ...]:
    """The nearest first: a body of the smallest place, then those of the wider ones."""
    path = book.area_path(view.state.matter.area or "")
    depth = {code: place for place, code in enumerate(path)}
    holders = sorted(
        _near(view, book, at),
        key=lambda holder: depth.get(book.bodies[holder.body].area, 0),
        reverse=True,
    )
    kept_out, recused = shut_out(view.state, book), view.state.guard.recused
    called = {
        holder.code: f"{holder.zh} · {_post(holder, book)}"
        for holder in reversed(holders)
        if holder.code not in recused
        and not kept_out.person_is_shut_out(holder.code, (holder.body,))
    }
    order = dict.fromkeys(holder.code for holder in holders)
    return tuple(Option(code, called[code]) for code in order if code in called)


def _post(holder: officers.Holder, book: Book) -> str:
    post = book.posts.get(holder.post)
    return f"{names.body(holder.body, book)} {names.of(post.zh, post.en) if post else ''}".strip()


def _serving(question: Question, view: CaseView, book: Book, at: datetime) -> tuple[Option, ...]:
    serving = [agent.person for agent in view.state.house.agents]
    called = officers.names(serving)
    return tuple(Option(code, called.get(code, code)) for code in serving)


def _sittings(question: Question, view: CaseView, book: Book, at: datetime) -> tuple[Option, ...]:
    return tuple(
        Option(
            str(sitting.n),
            " · ".join(
                filter(
                    None,
                    (
                        f"{options.word('kind', sitting.kind)} {sitting.n}",
                        dates.moment(sitting.meets_at, now=at) if sitting.meets_at else "",
                    ),
                )
            ),
        )
        for sitting in view.state.sittings
        if sitting.step == "ordered"
    )


def _own_side(question: Question, view: CaseView, book: Book, at: datetime) -> tuple[Option, ...]:
    return tuple(option for option in question.options if option.code == OWN_SIDE)


def _kinds(question: Question, view: CaseView, book: Book, at: datetime) -> tuple[Option, ...]:
    """Of the kinds of sittings those that the procedure lets this party ask for."""
    rules = book.procedures[view.state.version].sittings
    mine = {rule.kind for rule in rules if not PARTY.isdisjoint(rule.asked_by)}
    return tuple(option for option in question.options if option.code in mine)


def _tracks(question: Question, view: CaseView, book: Book, at: datetime) -> tuple[Option, ...]:
    index = book.procedures[view.state.version].track_index
    codes = dict.fromkeys(step.track for step in view.steps)
    return tuple(Option(code, names.of(index[code].zh, index[code].en)) for code in codes)


def _steps(question: Question, view: CaseView, book: Book, at: datetime) -> tuple[Option, ...]:
    called = {step.step: names.of(step.zh, step.en) for step in view.steps}
    return tuple(Option(code, name) for code, name in called.items())


_Choices = Callable[[Question, CaseView, Book, datetime], tuple[Option, ...]]
_CHOICES: Mapping[tuple[str, str], _Choices] = {
    ("appoint_agent", "agent"): _agents,
    ("release_agent", "agent"): _serving,
    ("request_sitting", "kind"): _kinds,
    ("record_consent", "sitting"): _sittings,
    ("record_consent", "party"): _own_side,
    ("take_step", "track"): _tracks,
    ("take_step", "step"): _steps,
}
"""What may be chosen, by the command and its field."""
