"""Which papers a case has: made by its facts, delivered by others, or still a draft."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from lianxin.documents.facts_until import Happened
from lianxin.documents.templates import OWN, Template
from lianxin.rules.facts import Fact
from lianxin.rules.facts.papers import Delivered
from lianxin.rules.state import CaseState

Way = Literal["drafted", "signed", "issued", "delivered", "void"]
ANEW = frozenset({"drafted", "opinion_proposed", "review_decided", "re_review_decided"})
"""Facts after which a paper of that name is another one."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper of a case: the entry that made it (0 for a draft), by whom, how far it is."""

    document: str
    entry: int
    state: Way
    body: str
    made_at: datetime | None = None
    delivered_at: datetime | None = None

    @property
    def is_void_draft(self) -> bool:
        """Whether it was never sent out and never will be: there is nothing to print."""
        return self.state == "void" and not self.entry


def sheets(
    facts: Sequence[Happened], state: CaseState, templates: Iterable[Template]
) -> list[Sheet]:
    """Return the papers of a case, oldest first; a draft that waits comes last."""
    void = {(paper.code, paper.entry) for paper in state.documents if paper.state == "void"}
    papers = [
        replace(sheet, state="void") if (sheet.document, sheet.entry) in void else sheet
        for template in templates
        for sheet in _of(template, facts)
    ]
    papers.sort(key=lambda sheet: (sheet.entry, sheet.document))
    return [*papers, *_drafts(state)]


def _of(template: Template, facts: Sequence[Happened]) -> Iterator[Sheet]:
    """An issued paper is made when it is sent out, and at the latest when it arrives."""
    open_: Sheet | None = None
    for happening in facts:
        fact = happening.fact
        about = getattr(fact, "document", None) == template.code
        # Drafted anew before it arrived: what went out before stays a paper of its own.
        if about and fact.name in ANEW and open_ is not None:
            yield open_
            open_ = None
        if _makes(template, fact) and (open_ is None or fact.name not in OWN):
            if open_ is not None:
                yield open_
            made = happening.entry
            open_ = Sheet(template.code, made.sequence, "issued", made.body, made.at)
        if about and isinstance(fact, Delivered) and open_ is not None:
            yield replace(open_, state="delivered", delivered_at=fact.delivered_at)
            open_ = None
    if open_ is not None:
        yield open_


def _makes(template: Template, fact: Fact) -> bool:
    for token in template.made_by:
        name, _, qualifier = token.partition(":")
        if name != fact.name:
            continue
        # Every paper is issued by the same fact; it makes the one that it names.
        if name in OWN and getattr(fact, "document", None) != template.code:
            continue
        if not qualifier or qualifier == fact.qualifier:
            return True
    return False


def _drafts(state: CaseState) -> Iterator[Sheet]:
    lead = state.last_lead
    for paper in state.documents:
        # Entry 0 stands for what no entry has sent out yet, nor ever will where it is void.
        if paper.state in ("drafted", "signed") or (paper.state == "void" and not paper.entry):
            body = paper.body or (lead.body if lead else state.house.registrar_body)
            yield Sheet(paper.code, 0, paper.state, body)
