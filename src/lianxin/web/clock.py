"""The clock of the pages: read once a request, handed down as `at`."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the moment of this request in UTC."""
    return datetime.now(UTC)
