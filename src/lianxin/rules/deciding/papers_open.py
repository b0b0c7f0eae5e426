"""Which papers somebody could draft, sign, issue, deliver or publish now: found by trying each.

What is offered is asked of the very rules that then decide, so that both say the same.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from lianxin.rules.ask import Ask
from lianxin.rules.commands import papers as commands
from lianxin.rules.deciding import papers
from lianxin.rules.deciding.allowed import allowed, rows_at
from lianxin.rules.procedures import Action
from lianxin.rules.refs import Ref
from lianxin.rules.refusals import Refused

UNWRITTEN = Ref(f"00000000-0000-0000-0000-000000000000#{'0' * 64}")
"""Stands for the text of a paper that nobody has written yet."""
TRIES: Mapping[str, Callable[[str], commands.Papers]] = MappingProxyType(
    {
        "draft": lambda code: commands.Draft(document=code, text="—"),
        "sign": lambda code: commands.Sign(document=code),
        "issue": lambda code: commands.Issue(document=code),
        "deliver": lambda code: commands.Deliver(document=code, means="in_person"),
        "fail_delivery": lambda code: commands.FailDelivery(
            document=code, means="post", reason="absent"
        ),
        "post_notice": lambda code: commands.PostNotice(document=code, place="—"),
        "publish": lambda code: commands.Publish(document=code),
    }
)
"""Each command about one paper, said of a paper and nothing else."""
MAKES = frozenset({"draft", "issue"})
"""Commands that may be about a paper which the case has not yet."""


def papers_open(name: str, ask: Ask, *, known: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the papers that the actor could do this to now, as the procedure names them.

    `known` are all that have a wording: what a row that names no papers lets be made.
    """
    rows = tuple(_mine(name, ask))
    codes = [code for row in rows for code in row.papers]
    codes += [paper.code for paper in ask.state.documents]
    if name in MAKES and names_any(rows):
        # What nobody signs is made at once: a draft of it would wait for ever.
        codes += [*ask.procedure.sign_off_index, *(known if name == "issue" else ())]
    return tuple(code for code in dict.fromkeys(codes) if _may(name, code, ask))


def is_open(name: str, ask: Ask) -> bool:
    """Tell whether there is a paper that the actor could do this to now."""
    rows = tuple(_mine(name, ask))
    # Which papers have a wording only others know: a row for any paper is taken at its word.
    return (name in MAKES and names_any(rows)) or bool(papers_open(name, ask))


def names_any(rows: Iterable[Action]) -> bool:
    """Whether one of the rows is for any paper."""
    return any(not row.papers for row in rows)


def _mine(name: str, ask: Ask) -> Iterator[Action]:
    rows = rows_at(replace(ask, command=None), name)
    return (row for row in rows if not ask.standings.isdisjoint(row.by))


def _may(name: str, code: str, ask: Ask) -> bool:
    tried = replace(ask, command=TRIES[name](code), refs={"text": UNWRITTEN, "place": UNWRITTEN})
    try:
        papers.decide(tried.command, replace(tried, action=allowed(tried, name)))
    except Refused:
        return False
    return True
