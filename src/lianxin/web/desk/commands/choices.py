"""What may be chosen for a code that a command asks for: bodies, people, papers, clocks, steps.

A long list has a field to look in and a button beside it, so that it serves without scripts too: the
form comes back with what was typed and with the entries that hold the word.
"""

from collections.abc import Sequence
from dataclasses import replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from lianxin.cases.reading.queries import CaseView
from lianxin.rules.naming import PERSONS
from lianxin.web.desk.commands.case_choices import (
    OF_CASE,
    is_asked,
    papers,
    tied_matters,
    words_to_take_down,
)
from lianxin.web.desk.commands.county_choices import OF_COUNTY, called
from lianxin.web.desk.commands.listing import FormLists
from lianxin.web.desk.commands.numbered_choices import NUMBERED, numbered
from lianxin.web.desk.commands.word_choices import words
from lianxin.web.desk.session import Desk
from lianxin.web.options import Option
from lianxin.web.questions import Answer, Question

FIND = "find."
"""How the field that one looks with is called: this, and the name of its question."""
NARROW = "narrow"
"""What the button beside it sends, with the name of the question."""
SHOWN = 300
"""So many entries of a list stand on the page; more are to be looked for."""
FEW = 12
"""A list of up to so many needs no field to look in."""


def offered(
    questions: tuple[Question, ...],
    command: str,
    view: CaseView | None,
    desk: Desk,
    sent: QueryDict,
) -> tuple[Question, ...]:
    """Return the questions with what may be chosen, as far as `sent` looks for it in long lists."""
    where = FormLists(command, view, desk)
    return tuple(
        _offered(question, where, sent) for question in questions if is_asked(question.name, where)
    )


def _offered(question: Question, where: FormLists, sent: QueryDict) -> Question:
    if question.rows:
        rows = tuple(tuple(_offered(one, where, sent) for one in row) for row in question.rows)
        return replace(question, rows=rows)
    name = question.name.rpartition(".")[2]
    if where.command == "take_down" and name == "asks":
        return replace(question, options=words_to_take_down(question, where))
    if question.options:
        return question
    if question.kind == "number":
        if name not in NUMBERED or where.view is None:
            return question
        return replace(question, options=numbered(name, where.view, where.desk), listed=True)
    if question.names == "case":
        return _matters(question, where)
    if question.names is None:
        return question
    return _found(question, name, where, sent)


def _matters(question: Question, where: FormLists) -> Question:
    """Another matter has its number, which stands on its papers; one tied to this is chosen."""
    tied = tied_matters(where)
    if tied is None:
        return question
    kind: Answer = "codes" if question.kind == "texts" else "code"
    return replace(question, kind=kind, options=tuple(tied), listed=True)


def _found(question: Question, name: str, where: FormLists, sent: QueryDict) -> Question:
    asked = sent.get(FIND + question.name, "").strip()
    found = _entries(question, name, asked, where)
    shown = found[:SHOWN]
    chosen = [code for code in sent.getlist(question.name) if code] or [question.value]
    there = {option.code for option in shown}
    # What is chosen stays in sight, whatever is looked for next.
    kept = (called(question.names, code, where.desk) for code in chosen if code not in there)
    many = asked or len(found) > FEW or question.names in PERSONS
    return replace(
        question,
        options=(*filter(None, kept), *shown),
        listed=True,
        sought=asked if many else None,
        left=len(found) - len(shown),
    )


def _entries(question: Question, name: str, asked: str, where: FormLists) -> Sequence[Option]:
    assert question.names is not None
    if question.names == "document":
        return papers(where)
    if question.names == "word":
        return words(name, asked, where)
    if question.names in OF_COUNTY:
        return where.once(question.names, asked, OF_COUNTY[question.names])
    of_case = OF_CASE.get(question.names)
    return of_case(where) if of_case else ()


def resolved(questions: tuple[Question, ...], sent: QueryDict) -> QueryDict:
    """Return what was sent, with the one entry chosen that holds the word where none was chosen."""
    answers = sent.copy()
    for question in _each(questions):
        if not question.sought or any(sent.getlist(question.name)):
            continue
        if len(question.options) == 1:
            answers.setlist(question.name, [question.options[0].code])
    return answers


def unchosen(questions: tuple[Question, ...], sent: QueryDict) -> list[Question]:
    """Return the questions in whose list somebody looked and chose nothing of what was found."""
    return [
        question
        for question in _each(questions)
        if question.sought and not any(sent.getlist(question.name))
    ]


def not_found(question: Question) -> str:
    """Return what is wrong where somebody looked in a list and chose nothing."""
    if not question.options:
        return _("没有找到“%(word)s”，请换一个词再找。") % {"word": question.sought}
    return _("请从找到的里面选一个。")


def _each(questions: tuple[Question, ...]) -> list[Question]:
    inner = [one for question in questions for row in question.rows for one in row]
    return [*questions, *inner]
