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
    found = _FOUND.get(name)
    return found(view, desk) if found else ()


def _tasks(view: CaseView, desk: Desk) -> tuple[Option, ...]:
    standing = [one for one in view.state.tasks if one.standing]
    words = texts.read({Ref(one.text).id for one in standing if one.text})
    return tuple(
        Option(
            str(one.n),
            _line(
                f"{tasks.source(one.source)} {one.n}",
                names.body(one.body, desk.book),
                words.get(Ref(one.text).id, "")[:SHORT] if one.text else "",
            ),
        )
        for one in standing
    )


def _sittings(view: CaseView, desk: Desk) -> tuple[Option, ...]:
    return tuple(
        Option(
            str(one.n),
            _line(
                f"{options.word('kind', one.kind)} {one.n}",
                case_sittings.step(one.step),
                dates.moment(one.meets_at, now=desk.at) if one.meets_at else "",
            ),
        )
        for one in view.state.sittings
    )


def _agreements(view: CaseView, desk: Desk) -> tuple[Option, ...]:
    return tuple(
        Option(str(one.n), _line(str(one.n), dates.day(one.effective_at, now=desk.at)))
        for one in view.state.agreements
    )


def _entries(view: CaseView, desk: Desk) -> tuple[Option, ...]:
    return tuple(
        Option(
            str(one.sequence),
            _line(
                str(one.sequence), dates.moment(one.at, now=desk.at), case_history.what(one.fact)
            ),
        )
        for one in history.entries_of(view, desk.actor)
        if one.fact not in case_history.UNTOLD
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
