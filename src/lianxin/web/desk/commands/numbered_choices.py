"""What stands in a case under a number, to be chosen by what it is: tasks, sittings, entries."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from lianxin.cases.reading import history
from lianxin.cases.reading.queries import CaseView
from lianxin.files import texts
from lianxin.rules.refs import Ref
from lianxin.web import dates, names, options
from lianxin.web.desk.case import history as case_history
from lianxin.web.desk.case import sittings as case_sittings
from lianxin.web.desk.case import tasks
from lianxin.web.desk.session import Desk
from lianxin.web.options import Option

SHORT = 24
"""Characters of a text that tell one task from another."""


def numbered(name: str, view: CaseView, desk: Desk) -> tuple[Option, ...]:
    """Return what a question that asks for a number may be answered with; empty for any other."""
    options_of = _FOUND.get(name)
    return options_of(view, desk) if options_of else ()


def _tasks(view: CaseView, desk: Desk) -> tuple[Option, ...]:
    standing = [task for task in view.state.tasks if task.standing]
    words = texts.read({Ref(task.text).id for task in standing if task.text})
    return tuple(
        Option(
            str(task.n),
            _line(
                f"{tasks.source(task.source)} {task.n}",
                names.body(task.body, desk.book),
                words.get(Ref(task.text).id, "")[:SHORT] if task.text else "",
            ),
        )
        for task in standing
    )


def _sittings(view: CaseView, desk: Desk) -> tuple[Option, ...]:
    return tuple(
        Option(
            str(sitting.n),
            _line(
                f"{options.word('kind', sitting.kind)} {sitting.n}",
                case_sittings.step(sitting.step),
                dates.moment(sitting.meets_at, now=desk.at) if sitting.meets_at else "",
            ),
        )
        for sitting in view.state.sittings
    )


def _agreements(view: CaseView, desk: Desk) -> tuple[Option, ...]:
    return tuple(
        Option(
            str(agreement.n),
            _line(
                _("第%(n)s份") % {"n": agreement.n}, dates.day(agreement.effective_at, now=desk.at)
            ),
        )
        for agreement in view.state.agreements
    )


def _entries(view: CaseView, desk: Desk) -> tuple[Option, ...]:
    return tuple(
        Option(
            str(entry.sequence),
            _line(
                str(entry.sequence),
                dates.moment(entry.at, now=desk.at),
                case_history.what(entry.fact),
            ),
        )
        for entry in history.entries_of(view, desk.actor)
        if entry.fact not in case_history.UNTOLD
    )


def _line(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _points(view: CaseView, desk: Desk) -> tuple[Option, ...]:
    """The points of the claim, with the words of those that stood in it from the first."""
    refs = next(
        (
            (entry.payload or {}).get("points", ())
            for entry in history.entries_of(view, desk.actor)
            if entry.fact == "registered"
        ),
        (),
    )
    words = texts.read({Ref(ref).id for ref in refs})
    said = {n: words.get(Ref(ref).id, "")[:SHORT] for n, ref in enumerate(refs, start=1)}
    return tuple(
        Option(str(n), _line(_("第%(n)s项") % {"n": n}, said.get(n, "")))
        for n in range(1, view.state.matter.points + 1)
    )


def _terms(view: CaseView, desk: Desk) -> tuple[Option, ...]:
    """The terms of the last agreement, with what each says where it has a day."""
    if not view.state.agreements:
        return ()
    given = {task.about: task for task in view.state.tasks if task.source == "term"}
    words = texts.read({Ref(task.text).id for task in given.values() if task.text})
    said = {
        about: words.get(Ref(task.text).id, "")[:SHORT] if task.text else ""
        for about, task in given.items()
    }
    terms = range(1, view.state.agreements[-1].terms + 1)
    return tuple(
        Option(str(n), _line(_("第%(n)s条") % {"n": n}, said.get(f"term-{n}", ""))) for n in terms
    )


_FOUND: Mapping[str, Callable[[CaseView, Desk], tuple[Option, ...]]] = {
    "task": _tasks,
    "sitting": _sittings,
    "hearing": _sittings,
    "agreement": _agreements,
    "entry": _entries,
    "point": _points,
    "term": _terms,
}
NUMBERED = frozenset(_FOUND)
"""What a matter numbers: chosen, never counted by hand."""
