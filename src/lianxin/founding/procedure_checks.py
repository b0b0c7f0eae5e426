"""Whether what a procedure names of a county is there: posts that sign, papers, places of its limits.

The grammar knows commands, facts and conditions; only a whole preset knows posts, areas, categories
and the documents it has a wording for.
"""

from collections.abc import Iterator, Mapping, Set
from typing import get_args

from lianxin.founding.checks import Whole
from lianxin.rules import facts
from lianxin.rules.commands.intake import Kind
from lianxin.rules.commands.persons import SetProgress, SetRisk
from lianxin.rules.deciding.papers import LEADER
from lianxin.rules.facts.papers import AboutDocument
from lianxin.rules.faults import Fault, Flaw
from lianxin.rules.grammar.names import PAPER_COMMANDS
from lianxin.rules.procedures import Action, ClockRule, Procedure, SignOff

PAPER_FACTS = frozenset(
    name for name, cls in facts.CLASSES.items() if issubclass(cls, AboutDocument)
)
SIGN = "sign"
"""Of papers alone this one leads by how it ends, and not by which paper it is."""
ANY_CASE = frozenset({"*", "urgent"})
_COLOURS = frozenset(
    word
    for command, name in ((SetRisk, "risk"), (SetProgress, "progress"))
    for word in get_args(command.model_fields[name].annotation)
)
# Every acting body is asked for these; where it has no head of section its head signs.
_EVERYWHERE = frozenset({LEADER, "body-head", "section-head"})


def unknown_names(
    procedure: Procedure, whole: Whole, *, papers: Set[str], file: str
) -> Iterator[Fault]:
    """Yield a fault for each post, document, place, category or colour that is not there.

    A document is there when it has a wording among `papers` or when somebody signs it. Only the rows of the file itself are asked; those of a base are told with that base.
    """
    signers = _signers(whole)
    for row in procedure.sign_offs:
        if row.line:
            yield from _sign_off(row, signers, file)
    there = papers | set(procedure.sign_off_index)
    yield from _papers(procedure, there, file)
    keys = _limit_keys(whole)
    for clock in procedure.clocks:
        if clock.line:
            yield from _clock(clock, keys, file)


def _signers(whole: Whole) -> frozenset[str]:
    roles = {values["role"].replace("_", "-") for values in whole["posts"].values()}
    return frozenset({code for (code,) in whole["posts"]} | roles | _EVERYWHERE)


def _limit_keys(whole: Whole) -> frozenset[str]:
    levels = {values["level"] for values in whole["areas"].values()}
    named = {code for (code,) in (*whole["areas"], *whole["categories"])}
    return frozenset(named | levels | set(get_args(Kind)) | _COLOURS | ANY_CASE)


def _sign_off(row: SignOff, signers: frozenset[str], file: str) -> Iterator[Fault]:
    for name in row.posts:
        if name not in signers:
            yield Fault(file, row.line, row.document, Flaw("unknown_signer", name=name))


def _papers(procedure: Procedure, there: Set[str], file: str) -> Iterator[Fault]:
    named = [(row.line, row.do, _of_action(row)) for row in procedure.actions]
    named += [(row.line, row.code, _of_clock(row)) for row in procedure.clocks]
    named += [(row.line, row.document, (row.document,)) for row in procedure.papers]
    for line, what, codes in named:
        for code in dict.fromkeys(codes):
            if line and code not in there:
                yield Fault(file, line, what, Flaw("unknown_document", name=code))


def _of_action(row: Action) -> tuple[str, ...]:
    if row.do in PAPER_COMMANDS - {SIGN} and isinstance(row.to, Mapping):
        return (*row.needs, *row.papers, *row.to)
    return (*row.needs, *row.papers)


def _of_clock(row: ClockRule) -> tuple[str, ...]:
    tokens = (token.partition(":") for token in (*row.start, *row.stop, *row.pause, *row.resume))
    codes = tuple(code for name, _, code in tokens if name in PAPER_FACTS and code)
    return (*codes, *filter(None, (row.extend.needs if row.extend else None,)))


def _clock(clock: ClockRule, keys: frozenset[str], file: str) -> Iterator[Fault]:
    if not isinstance(clock.limit, Mapping):
        return
    for key in clock.limit:
        if key not in keys:
            yield Fault(file, clock.line, clock.code, Flaw("unknown_limit_key", name=key))
