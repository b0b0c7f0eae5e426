"""What the parts of a case page say in words: texts and names, each read once for the whole page."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from lianxin.cases.reading.history import EntryView
from lianxin.files import texts
from lianxin.people import officers
from lianxin.rules.refs import Ref
from lianxin.rules.state import CaseState


@dataclass(frozen=True, slots=True)
class Lore:
    """The words that references stand for, and what officers are called."""

    words: Mapping[UUID, str]
    people: Mapping[str, str]

    def text(self, ref: str | None) -> str:
        """Return the text a reference names; empty for none and for one that was destroyed."""
        return self.words.get(Ref(ref).id, "") if ref else ""

    def name(self, code: str | None) -> str:
        """Return what an officer is called; the code of one who is unknown here."""
        return self.people.get(code, code) if code else ""


def lore(state: CaseState, entries: Iterable[EntryView]) -> Lore:
    """Return what the parts of a case page need, in two queries."""
    refs = {task.text for task in state.tasks if task.text}
    payloads = [payload.payload or {} for payload in entries]
    refs |= {
        ref for payload in payloads for name in ("proof", "address") if (ref := payload.get(name))
    }
    return Lore(texts.read({Ref(ref).id for ref in refs}), officers.names(set(_people(state))))


def _people(state: CaseState) -> Iterator[str]:
    yield from state.house.leaders
    yield from filter(None, [state.house.responsible])
    for task in state.tasks:
        yield from (task.person, task.giver)
    for step in state.steps:
        yield step.person
    for sitting in state.sittings:
        yield from (seat.person for seat in sitting.seats)
    for paper in state.documents:
        yield from paper.signers
