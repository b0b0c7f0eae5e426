"""What may be chosen for a code that a command asks for: bodies, people, papers, clocks, steps."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from lianxin.cases.reading.queries import CaseView
from lianxin.documents.labels import labels
from lianxin.org.models import Category
from lianxin.people import officers
from lianxin.rules.decide import papers_open_to
from lianxin.rules.naming import Kind
from lianxin.rules.procedures import Procedure
from lianxin.rules.routing import suggest
from lianxin.rules.shutting_out import shut_out
from lianxin.rules.time.calendar import CHINA
from lianxin.web import names
from lianxin.web.desk.commands.numbered_choices import numbered
from lianxin.web.desk.session import Desk
from lianxin.web.options import Option, word
from lianxin.web.questions import Question

_LEADING = ("leader", "head")
_AGENTS = ("agent", "grid_chief", "grid_worker", "volunteer")
REASONS = ("not_our_duty", "other_area", "unclear", "pending", "court", "other")


def offered(
    questions: tuple[Question, ...], command: str, view: CaseView, desk: Desk
) -> tuple[Question, ...]:
    """Return the questions with what may be chosen; one without choices stays free to be typed."""
    return tuple(
        replace(
            question,
            options=question.options or _options(question, command, view, desk),
            rows=tuple(offered(row, command, view, desk) for row in question.rows),
        )
        for question in questions
    )


def _options(question: Question, command: str, view: CaseView, desk: Desk) -> tuple[Option, ...]:
    if question.names == "document":
        return _papers(command, view, desk)
    if question.kind == "number":
        return numbered(question.name.rpartition(".")[2], view, desk)
    choices = CHOICES.get(question.names) if question.names else None
    return choices(view, desk) if choices else ()


def bodies(view: CaseView, desk: Desk) -> tuple[Option, ...]:
    """Return the bodies of the county, the one whose duty the matter is first."""
    state, book = view.state, desk.book
    kept_out = shut_out(state, book)
    meant = suggest(
        book, category=state.matter.category, area=state.matter.area, shut=kept_out.bodies
    )
    first = (meant.lead, *meant.assists) if meant else ()
    rest = [
        body.code
        for body in book.bodies.values()
        if body.successor is None
        and body.code not in first
        and not kept_out.body_is_shut_out(body.code)
    ]
    return tuple(Option(code, names.body(code, book)) for code in (*first, *rest))


def _people(roles: tuple[str, ...] | None) -> Callable[[CaseView, Desk], tuple[Option, ...]]:
    def found(view: CaseView, desk: Desk) -> tuple[Option, ...]:
        today = desk.at.astimezone(CHINA).date()
        within = None if roles else _near(view, desk)
        holders = officers.holding(on=today, roles=roles, bodies=within)
        return tuple(
            {
                holder.code: Option(holder.code, f"{holder.zh} · {_post(holder, desk)}")
                for holder in holders
            }.values()
        )

    return found


def _near(view: CaseView, desk: Desk) -> frozenset[str]:
    return desk.actor.bodies | {leg.body for leg in view.state.legs if leg.open}


def _post(holder: officers.Holder, desk: Desk) -> str:
    post = desk.book.posts.get(holder.post)
    title = names.of(post.zh, post.en) if post else holder.post
    return f"{names.body(holder.body, desk.book)} {title}"


def _heads(view: CaseView, desk: Desk) -> tuple[Option, ...]:
    holders = officers.holding(
        on=desk.at.astimezone(CHINA).date(), roles=["head"], bodies=_near(view, desk)
    )
    return tuple(Option(holder.code, f"{holder.zh} · {_post(holder, desk)}") for holder in holders)


def _procedure(view: CaseView, desk: Desk) -> Procedure:
    return desk.book.procedures[view.state.version]


def _papers(command: str, view: CaseView, desk: Desk) -> tuple[Option, ...]:
    """The papers that may be made or sent by this command at this stage, as the procedure says."""
    codes = papers_open_to(
        view.state,
        command,
        actor=desk.actor,
        at=desk.at,
        book=desk.book,
        known=tuple(labels(desk.book)),
    )
    return tuple(Option(code, names.document(code)) for code in codes)


def _clocks(view: CaseView, desk: Desk) -> tuple[Option, ...]:
    index = _procedure(view, desk).clock_index
    running = [clock.code for clock in view.state.clocks if clock.stopped_at is None]
    return tuple(
        Option(code, names.of(index[code].zh, index[code].en))
        for code in dict.fromkeys(running)
        if code in index
    )


def _categories(view: CaseView, desk: Desk) -> tuple[Option, ...]:
    rows = Category.objects.order_by("code").values_list("code", "zh", "en")
    return tuple(Option(code, names.of(zh, en)) for code, zh, en in rows)


def _procedures(view: CaseView, desk: Desk) -> tuple[Option, ...]:
    options = []
    for code, digest in sorted(desk.book.current.items()):
        label = desk.book.procedures[digest].label
        options.append(Option(code, names.of(label.zh, label.en)))
    return tuple(options)


def _tracks(view: CaseView, desk: Desk) -> tuple[Option, ...]:
    index = _procedure(view, desk).track_index
    codes = dict.fromkeys(step.track for step in view.steps)
    return tuple(Option(code, names.of(index[code].zh, index[code].en)) for code in codes)


def _steps(view: CaseView, desk: Desk) -> tuple[Option, ...]:
    steps = {step.step: names.of(step.zh, step.en) for step in view.steps}
    return tuple(Option(code, name) for code, name in steps.items())


def _reasons(view: CaseView, desk: Desk) -> tuple[Option, ...]:
    return tuple(Option(code, word("reason", code)) for code in REASONS)


CHOICES: Mapping[Kind, Callable[[CaseView, Desk], tuple[Option, ...]]] = {
    "body": bodies,
    "agent": _people(_AGENTS),
    "leader": _people(_LEADING),
    "person": _people(None),
    "seat": _people(None),
    "head": _heads,
    "clock": _clocks,
    "category": _categories,
    "procedure": _procedures,
    "reason": _reasons,
    "track": _tracks,
    "step": _steps,
}
"""What may be chosen for a code, by what it names."""
TYPED: frozenset[Kind] = frozenset({"area", "case", "party", "post", "respondent", "word"})
"""Kinds without a list to choose from: too many, or nothing the county keeps."""
