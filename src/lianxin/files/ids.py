"""Ids that are made anywhere and still sort by time."""

import secrets
from datetime import datetime
from uuid import UUID


def time_ordered(at: datetime) -> UUID:
    """Return a version 7 UUID (RFC 9562) of a moment: milliseconds first, the rest chance."""
    milliseconds = int(at.timestamp() * 1000)
    chance = secrets.randbits(74)
    high = (milliseconds << 16) | 0x7000 | (chance >> 62)
    low = (0b10 << 62) | (chance & ((1 << 62) - 1))
    return UUID(int=(high << 64) | low)
