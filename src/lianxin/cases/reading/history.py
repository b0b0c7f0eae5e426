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
from lianxin.rules.actor import Actor
from lianxin.rules.refs import Ref
from lianxin.rules.refusals import Refused
from lianxin.rules.state import TASK

# What the house keeps to itself: the petitioner sees that it happened, not what was written.
INTERNAL = frozenset(
    {
        "legal_opinion_given",
        "expert_opinion_given",
        "root_cause_recorded",
        "advised",
        "warned",
        "task_reported",
        "task_closed",
        "recused",
        "risk_set",
        "progress_set",
        "drafted",
        "signed",
        "opinion_proposed",
    }
)
PARTY = frozenset({"petitioner", "representative", "agent"})
KNOWING = frozenset({"petitioner", "representative", "registrar", "centre"})
"""Who may know where exactly a matter lies whose petitioner's identity is withheld."""
EXACT = ("lat", "lon", "address")
"""Where exactly a matter lies: perhaps somebody's home."""


@dataclass(frozen=True, slots=True)
class EntryView:
    """An entry as its reader sees it; `payload` is None where it is kept shut."""

    sequence: int
    fact: str
    at: datetime
    person: str
    post: str
    body: str
    digest: str
    payload: dict[str, Any] | None


def entries(actor: Actor, number: str, *, at: datetime) -> tuple[EntryView, ...]:
    """Return a case's entries, oldest first. Refused `not_visible` to an outsider."""
    return entries_of(queries.view(actor, number, at=at), actor)


def entries_of(seen: CaseView, actor: Actor) -> tuple[EntryView, ...]:
    """Return the entries of a case that was looked at already, as its reader may see them."""
    only_party = seen.standings <= PARTY
    rows = reading.entries(UUID(seen.state.id))
    hidden = _hidden(seen, actor, rows)
    return tuple(
        EntryView(
            sequence=row.sequence,
            fact=row.fact,
            at=row.at,
            person=row.person,
            post=row.post,
            body=row.body,
            digest=row.digest.hex(),
            payload=_shown(row.fact, row.payload, only_party, hidden, keeps_place(seen)),
        )
        for row in rows
    )


def attached(actor: Actor, number: str, attachment: str, *, at: datetime) -> Opened:
    """Open a file that an entry names, for a reader who sees that entry. Refused `not_visible`."""
    rows = entries(actor, number, at=at)
    refs = (ref for row in rows for ref in (row.payload or {}).get("attachments", ()))
    if attachment not in {str(Ref(ref).id) for ref in refs}:
        raise Refused("not_visible")
    try:
        return attachments.fetch(UUID(attachment))
    except UnableToOpen:
        raise Refused("not_visible") from None


def keeps_place(seen: CaseView) -> bool:
    """Whether the exact place of a matter is kept from its reader: where identity is withheld."""
    return seen.state.people.withheld and seen.standings.isdisjoint(KNOWING)


def _hidden(seen: CaseView, actor: Actor, rows: Iterable[Entry]) -> frozenset[str]:
    """The other cases in a history that the reader may not learn of."""
    naming = [row for row in rows if row.fact in related.NAMING]
    named = (related.named(row.fact, json.loads(row.payload)) for row in naming)
    return related.unseen(seen.state, actor, frozenset().union(*named))


def _shown(
    fact: str, payload: str, only_party: bool, hidden: frozenset[str], keeps_place: bool
) -> dict[str, Any] | None:
    told: dict[str, Any] = json.loads(payload)
    if only_party and not _open_to_party(fact, told):
        return None
    if keeps_place and fact == "registered":
        told = {name: value for name, value in told.items() if name not in EXACT}
    return related.without(fact, told, hidden)


def _open_to_party(fact: str, told: dict[str, Any]) -> bool:
    if fact == "noted":
        return bool(told.get("public"))
    if fact == "rung" and str(told.get("about", "")).startswith(TASK):
        return False
    if fact == "supervised" and "body" in told:
        # Somebody who owed a task was pressed.
        return False
    return fact not in INTERNAL


def proof(actor: Actor, number: str, *, at: datetime) -> dict[str, Any]:
    """Return the signed history that anybody can check without this system.

    A petitioner's shows what he may see and keeps the rest shut, verifiable all the same; so does
    everybody's with what names a case he does not see, or a place kept from him. Refused
    `not_visible` to an outsider.
    """
    seen = queries.view(actor, number, at=at)
    only_party = seen.standings <= PARTY
    stream = UUID(seen.state.id)
    hidden, kept = _hidden(seen, actor, reading.entries(stream)), keeps_place(seen)

    def may_see(entry: Entry) -> bool:
        told = json.loads(entry.payload)
        if not related.named(entry.fact, told).isdisjoint(hidden):
            return False
        if kept and entry.fact == "registered" and any(told.get(name) for name in EXACT):
            return False
        return not only_party or _open_to_party(entry.fact, told)

    return proofs.build(stream, may_see=may_see)
