"""Puts changes of organisation and people on record, in streams of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from lianxin.ledger import journal
from lianxin.rules.time.moments import whole


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes a change and in which post; all facts of one change share `command`."""

    person: str
    post: str = ""
    body: str = ""
    command: UUID = field(default_factory=uuid4)


@dataclass(frozen=True, slots=True)
class Change:
    """A fact about organisation or people, before it is on record."""

    family: str
    stream: UUID
    fact: str
    payload: Mapping[str, Any]


def put(change: Change, *, at: datetime, by: Author) -> None:
    """Append one change to its stream, inside the caller's transaction; seconds are cut off."""
    journal.append(
        family=change.family,
        stream=change.stream,
        fact=change.fact,
        payload=dict(change.payload),
        person=by.person,
        post=by.post,
        body=by.body,
        at=whole(at),
        command=by.command,
    )
