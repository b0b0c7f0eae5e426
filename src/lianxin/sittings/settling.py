"""What a matter of an agenda still lacks before its meeting may end."""

from datetime import datetime
from typing import Protocol


class Studied(Protocol):
    """An item of an agenda, as it is kept or as its reader sees it."""

    @property
    def state(self) -> str: ...
    @property
    def decision(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def person(self) -> str: ...
    @property
    def due(self) -> datetime | None: ...


def lacking(item: Studied) -> tuple[str, ...]:
    """Name what is missing of decision, owner and deadline; nothing for what was put off with its reason."""
    if item.state == "put_off":
        return ()
    held = {"decision": item.decision, "owner": item.body or item.person, "due": item.due}
    return tuple(part for part, there in held.items() if not there)
