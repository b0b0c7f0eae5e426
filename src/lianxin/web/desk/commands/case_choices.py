"""What a matter itself holds, to be chosen by its name: papers, clocks, tracks, steps, respondents."""

from collections.abc import Callable, Collection, Mapping, Sequence

from django.utils.translation import gettext as _

from lianxin.cases.reading import queries
from lianxin.cases.reading.queries import CaseView
from lianxin.documents.labels import labels
from lianxin.people import officers
from lianxin.rules.decide import papers_open_to, words_open_to
from lianxin.rules.naming import Kind
from lianxin.web import names
from lianxin.web.desk.commands.listing import FormLists
from lianxin.web.options import Option, word
from lianxin.web.questions import Question

OF_A_RATING = frozenset({"contacted", "solved", "satisfied"})
"""What is asked of a petitioner who rates."""
REASONS = (
    *("not_our_duty", "other_area", "unclear", "pending", "court", "ended", "emergency", "other"),
)


def papers(where: FormLists) -> Sequence[Option]:
    """Return the papers that may be made or sent by this command now, as the procedure says."""
    if where.view is None:
        return ()
    desk = where.desk
    codes = papers_open_to(
        where.view.state,
        where.command,
        actor=desk.actor,
        at=desk.at,
        book=desk.book,
        known=tuple(labels(desk.book)),
    )
    return [Option(code, names.document(code)) for code in codes]


def words_to_take_down(question: Question, where: FormLists) -> tuple[Option, ...]:
    """Return what the petitioner may ask for here, of all that could be taken down."""
    if where.view is None:
        return question.options
    names_open = _words_open(where.view, where)
    return tuple(option for option in question.options if option.code in names_open)


def is_asked(name: str, where: FormLists) -> bool:
    """Whether a question of a form has an answer in this matter: none is asked for nothing.

    Of what is taken down for a petitioner: his rating only where he may rate, and whose word it is only
    where several matters are handled as one.
    """
    if where.command != "take_down" or where.view is None:
        return True
    if name in OF_A_RATING:
        return "rate" in _words_open(where.view, where)
    return name != "of" or bool(where.view.state.ties.carried)


def _words_open(view: CaseView, where: FormLists) -> Collection[str]:
    desk = where.desk
    return words_open_to(view.state, actor=desk.actor, at=desk.at, book=desk.book)


def _clocks(where: FormLists) -> Sequence[Option]:
    if where.view is None:
        return ()
    state = where.view.state
    index = where.desk.book.procedures[state.version].clock_index
    running = dict.fromkeys(clock.code for clock in state.clocks if clock.stopped_at is None)
    rules = [index[code] for code in running if code in index]
    return [Option(rule.code, names.of(rule.zh, rule.en)) for rule in rules]


def _tracks(where: FormLists) -> Sequence[Option]:
    if where.view is None:
        return ()
    index = where.desk.book.procedures[where.view.state.version].track_index
    codes = dict.fromkeys(step.track for step in where.view.steps)
    return [Option(code, names.of(index[code].zh, index[code].en)) for code in codes]


def _steps(where: FormLists) -> Sequence[Option]:
    steps = where.view.steps if where.view else ()
    named = {step.step: names.of(step.zh, step.en) for step in steps}
    return [Option(code, name) for code, name in named.items()]


def _reasons(where: FormLists) -> Sequence[Option]:
    return [Option(code, word("reason", code)) for code in REASONS]


def _parts(where: FormLists) -> Sequence[Option]:
    """The matters that are handled together here, this one first; none where it is alone."""
    ties = where.view.state.ties if where.view else None
    if where.view is None or ties is None or not ties.parts:
        return ()
    own = where.view.state.number
    lines = queries.lines(where.desk.actor, [own, *ties.parts], at=where.desk.at)
    titles = {line.number: line.title for line in lines}
    named = {own: _("%(number)s（本件）") % {"number": own}, **{part: part for part in ties.parts}}
    return [
        Option(number, " · ".join(filter(None, (titles.get(number), said))))
        for number, said in named.items()
    ]


OF_CASE: Mapping[Kind, Callable[[FormLists], Sequence[Option]]] = {
    "clock": _clocks,
    "track": _tracks,
    "step": _steps,
    "reason": _reasons,
    "part": _parts,
}
"""What a matter holds of each kind."""


def subjects(where: FormLists) -> Sequence[Option]:
    """Return what the running clocks are about of which there is one each: a task, an assist."""
    if where.view is None:
        return ()
    state, book = where.view.state, where.desk.book
    about = dict.fromkeys(c.about for c in state.clocks if c.about and c.stopped_at is None)
    tasks = {task.subject: task for task in state.tasks}
    people = officers.names({task.person for task in tasks.values() if task.person})
    found = []
    for subject in about:
        task = tasks.get(subject)
        who = names.body(task.body, book) or people.get(task.person, "") if task else ""
        found.append(Option(subject, " · ".join(filter(None, (_subject(subject), who)))))
    return found


def _subject(subject: str) -> str:
    kind, _dash, number = subject.rpartition("-")
    return f"{word('about', kind)} {number}"


def tied_matters(where: FormLists) -> Sequence[Option] | None:
    """Return the matters that this one is tied to, where a command takes a tie away; else None."""
    if where.view is None or where.command not in {"unlink", "split"}:
        return None
    ties = where.view.state.ties
    numbers = ties.parts if where.command == "split" else tuple(link.to for link in ties.links)
    lines = queries.lines(where.desk.actor, list(numbers), at=where.desk.at)
    titles = {line.number: line.title for line in lines}
    return [
        Option(number, " · ".join(filter(None, (titles.get(number), number))))
        for number in dict.fromkeys(numbers)
    ]
