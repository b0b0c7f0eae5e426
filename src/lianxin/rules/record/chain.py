"""The chain: how an entry's digest is made, so that nothing can be altered without it showing.

digest = H(header ‖ H(payload)), so a proof can show one payload and keep the next one shut
while both stay verifiable (docs/decisions/0002).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from lianxin.rules.record.canonical import canonical, digest

GENESIS = b"\0" * 32
"""What the first entry of a stream names as the digest before it."""


@dataclass(frozen=True, slots=True)
class EntryHeader:
    """Everything about an entry but its payload; `at` is UTC, whole seconds."""

    family: str
    stream: UUID
    sequence: int
    fact: str
    at: datetime
    person: str
    post: str
    body: str
    command: UUID
    previous: bytes

    def text(self) -> str:
        """Return the canonical text that is hashed."""
        return canonical(
            {
                "at": stamp(self.at),
                "body": self.body,
                "command": str(self.command),
                "fact": self.fact,
                "family": self.family,
                "person": self.person,
                "post": self.post,
                "previous": self.previous.hex(),
                "sequence": self.sequence,
                "stream": str(self.stream),
            }
        )


def stamp(at: datetime) -> str:
    """Return a moment as the ledger writes it: UTC, whole seconds, `2026-03-02T00:30:00Z`."""
    return f"{at.astimezone(UTC).isoformat()[:19]}Z"


def entry_digest(header: EntryHeader, payload_digest: bytes) -> bytes:
    """Return the entry's own digest, which the next entry of the stream carries as `previous`."""
    return digest(header.text().encode() + payload_digest)
