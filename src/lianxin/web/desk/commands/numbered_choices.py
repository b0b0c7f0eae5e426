"""What stands in a case under a number, to be chosen by what it is: tasks, sittings, entries."""

from collections.abc import Callable, Mapping

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
            _line(str(agreement.n), dates.day(agreement.effective_at, now=desk.at)),
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


_FOUND: Mapping[str, Callable[[CaseView, Desk], tuple[Option, ...]]] = {
    "task": _tasks,
    "sitting": _sittings,
    "hearing": _sittings,
    "agreement": _agreements,
    "entry": _entries,
}
