"""Moments as everything is kept in: UTC, in whole seconds."""

from datetime import UTC, datetime


def whole(moment: datetime) -> datetime:
    """Return a moment as the ledger keeps it; parts of a second are cut off.

    What is read back must be the very text that was hashed. ValueError for a moment without its
    offset: the machine's own zone would decide, and two machines could disagree.
    """
    if moment.utcoffset() is None:
        raise ValueError("a moment carries its offset")
    return moment.astimezone(UTC).replace(microsecond=0)
