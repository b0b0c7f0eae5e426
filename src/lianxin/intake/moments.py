"""Reads the times that other systems write; without a zone they are times of China."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime

from lianxin.rules.time.calendar import CHINA

_USUAL = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
    r"(?:[T\s]*(\d{1,2})\s*[:时点]\s*(\d{1,2})(?:\s*[:分]\s*(\d{1,2})(?:\.\d+)?)?\s*[分秒]?)?"
)


def moment(cell: str | datetime, *, forms: Sequence[str] = ()) -> datetime:
    """Return a moment in UTC; ValueError for what none of the forms reads.

    Without forms the usual ones are read: `2019/2/28 11:25:05`, `2019-02-28 11:25`, `2019.2.28`,
    `2019年2月28日 11时25分`, ISO 8601 with an offset; a day without a time is its midnight.
    """
    local = (
        cell
        if isinstance(cell, datetime)
        else _read(unicodedata.normalize("NFKC", cell).strip(), forms)
    )
    return (local if local.tzinfo else local.replace(tzinfo=CHINA)).astimezone(UTC)


def _read(text: str, forms: Sequence[str]) -> datetime:
    for form in forms:
        try:
            return datetime.strptime(text, form)  # noqa: DTZ007 - the zone is added by the caller
        except ValueError:
            continue
    usual = _USUAL.fullmatch(text) if not forms else None
    if usual is not None:
        parts = [int(part) if part else 0 for part in usual.groups()]
        year, month, day, hour, minute, second = parts
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - the zone is added by the caller
    if not forms:
        return datetime.fromisoformat(text)
    raise ValueError(text)
