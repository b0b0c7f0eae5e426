"""Matters that belong to a case: tied, repeated, carried; only those its reader may see."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lianxin.cases.likeness.alike import LEAST, alike
from lianxin.cases.likeness.answered import answered
from lianxin.cases.reading import queries
from lianxin.cases.reading.history import EntryView
from lianxin.cases.reading.queries import CaseView
from lianxin.rules.state import CaseState
from lianxin.web import dates, names, options
from lianxin.web.desk.session import Desk


@dataclass(frozen=True, slots=True)
class Relative:
    """Another matter and what it is to this one."""

    number: str
    title: str
    relation: str
    phase: str
    registered: str


def kin(state: CaseState, desk: Desk) -> list[Relative]:
    """Return the matters tied to a case, in one query; what is out of sight is not even counted."""
    ties = dict(_ties(state))
    if not ties:
        return []
    lines = {line.number: line for line in queries.lines(desk.actor, list(ties), at=desk.at)}
    return [
        Relative(
            number=number,
            title=lines[number].title or _("（标题不可见）"),
            relation=relation,
            phase=names.phase(lines[number].phase),
            registered=dates.day(lines[number].registered_at, now=desk.at),
        )
        for number, relation in ties.items()
        if number in lines
    ]


@dataclass(frozen=True, slots=True)
class Similar:
    """An open matter of the same place and subject that says much the same."""

    number: str
    title: str
    phase: str
    registered: str
    percent: int


def said_same(entries: Iterable[EntryView]) -> bool:
    """Whether whoever raised the matter says that others raised the very same one there."""
    first = next(iter(entries), None)
    return bool(first and (first.payload or {}).get("same_nearby"))


def like(view: CaseView, desk: Desk, *, same: bool = False) -> list[Similar]:
    """Return what is alike and not tied to the case already, in one query.

    Where it is `same`, said to be one of them, however little its words are alike.
    """
    state = view.state
    tied = {number for number, _relation in _ties(state)}
    return [
        matter
        for matter in like_words(
            f"{view.title} {view.text}",
            state.matter.category,
            state.matter.area,
            desk,
            but=state.number,
            least=0 if same else LEAST,
        )
        if matter.number not in tied
    ]


def like_words(
    said: str,
    category: str | None,
    area: str | None,
    desk: Desk,
    *,
    but: str = "",
    least: int = LEAST,
) -> list[Similar]:
    """Return open matters of a place and subject that say much the same as these words."""
    matters = alike(
        desk.actor, said, category=category, area=area, at=desk.at, but=but, least=least
    )
    return [
        Similar(
            number=matter.number,
            title=matter.title,
            phase=names.phase(matter.phase),
            registered=dates.day(matter.registered_at, now=desk.at),
            percent=matter.percent,
        )
        for matter in matters
    ]


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """What was answered in public to a like matter."""

    number: str
    title: str
    text: str
    when: str
    percent: int


def answers(said: str, category: str, desk: Desk) -> list[EarlierAnswer]:
    """Return earlier public answers to like matters of a category, the likest first."""
    return [
        EarlierAnswer(
            matter.number,
            matter.title,
            matter.text,
            dates.day(matter.answered_at, now=desk.at),
            matter.percent,
        )
        for matter in answered(desk.actor, said, category=category, at=desk.at)
    ]


def _ties(state: CaseState) -> Iterator[tuple[str, str]]:
    """The last relation told of a matter stands."""
    for link in state.ties.links:
        yield link.to, options.word("relation", link.relation)
    if state.ties.repeat_of:
        yield state.ties.repeat_of, _("初次反映")
    if state.ties.merged_into:
        yield state.ties.merged_into, _("并入的主件")
    for part in state.ties.parts:
        yield part, _("并入本件")
