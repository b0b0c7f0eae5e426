"""The entries of a case as a reader may see them, and the proof that goes out with them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from lianxin.cases.reading import queries, related
from lianxin.cases.reading.queries import CaseView
from lianxin.files import attachments
from lianxin.files.attachments import Opened, UnableToOpen
from lianxin.ledger import proof as proofs
from lianxin.ledger import reading
from lianxin.ledger.reading import Entry
from lianxin.rules import facts
from lianxin.rules.actor import Actor
from lianxin.rules.facts.meaning import Spoken
from lianxin.rules.refs import Ref
from lianxin.rules.refusals import Refused

PARTY = frozenset({"petitioner", "representative", "agent"})
KNOWING = frozenset({"petitioner", "representative", "registrar", "centre"})
"""Who may know where exactly a matter lies whose petitioner's identity is withheld."""
EXACT = ("lat", "lon", "address")
"""Where exactly a matter lies: perhaps somebody's home."""


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry as its reader sees it; `payload` is None where it is kept shut.

    `spoken` is how a resident is told of it, where he may know it and there is something to hear.
    """

    sequence: int
    fact: str
    at: datetime
    person: str
    post: str
    body: str
    digest: str
    payload: dict[str, Any] | None
    spoken: Spoken | None


def entries(actor: Actor, number: str, *, at: datetime) -> tuple[EntryView, ...]:
    """Return a case's entries, oldest first. Refused `not_visible` to an outsider."""
    return entries_of(queries.view(actor, number, at=at), actor)


def entries_of(view: CaseView, actor: Actor) -> tuple[EntryView, ...]:
    """Return the entries of a case that was looked at already, as its reader may see them."""
    only_party = view.standings <= PARTY
    rows = reading.entries(UUID(view.state.id))
    hidden = _hidden(view, actor, rows)
    views = []
    for row in rows:
        fact = facts.read(row.fact, row.payload)
        is_open = not only_party or fact.audience() != "house"
        payload = _shown(fact.name, row.payload, hidden, keeps_place(view)) if is_open else None
        views.append(
            EntryView(
                sequence=row.sequence,
                fact=row.fact,
                at=row.at,
                person=row.person,
                post=row.post,
                body=row.body,
                digest=row.digest.hex(),
                payload=payload,
                spoken=fact.spoken() if is_open else None,
            )
        )
    return tuple(views)


def attached(actor: Actor, number: str, attachment: str, *, at: datetime) -> Opened:
    """Open a file that an entry names, for a reader who sees that entry. Refused `not_visible`."""
    rows = entries(actor, number, at=at)
    refs = (ref for row in rows for ref in (row.payload or {}).get("attachments", ()))
    # By the entries this reader sees: a file of a shut entry is as shut as its words.
    if attachment not in {str(Ref(ref).id) for ref in refs}:
        raise Refused("not_visible")
    try:
        return attachments.fetch(UUID(attachment))
    except UnableToOpen:
        raise Refused("not_visible") from None


def keeps_place(view: CaseView) -> bool:
    """Whether the exact place of a matter is kept from its reader: where identity is withheld."""
    return view.state.people.withheld and view.standings.isdisjoint(KNOWING)


def _hidden(view: CaseView, actor: Actor, rows: Iterable[Entry]) -> frozenset[str]:
    """The other cases in a history that the reader may not learn of."""
    named = (related.named(row.fact, json.loads(row.payload)) for row in rows)
    return related.unseen(view.state, actor, frozenset().union(*named))


def _shown(fact: str, payload: str, hidden: frozenset[str], keeps_place: bool) -> dict[str, Any]:
    values: dict[str, Any] = json.loads(payload)
    if keeps_place and fact == "registered":
        values = {name: value for name, value in values.items() if name not in EXACT}
    return related.without(fact, values, hidden)


def proof(actor: Actor, number: str, *, at: datetime) -> dict[str, Any]:
    """Return the signed history that anybody can check without this system.

    A petitioner's shows what he may see and keeps the rest shut, verifiable all the same; so does
    everybody's with what names a case he does not see, or a place kept from him. Refused
    `not_visible` to an outsider.
    """
    view = queries.view(actor, number, at=at)
    only_party = view.standings <= PARTY
    stream = UUID(view.state.id)
    hidden, kept = _hidden(view, actor, reading.entries(stream)), keeps_place(view)

    def may_see(entry: Entry) -> bool:
        values = json.loads(entry.payload)
        if not related.named(entry.fact, values).isdisjoint(hidden):
            return False
        if kept and entry.fact == "registered" and any(values.get(name) for name in EXACT):
            return False
        return not only_party or facts.read(entry.fact, entry.payload).audience() != "house"

    return proofs.build(stream, may_see=may_see)
