"""Raises a task at the centres when a year of the working calendar is missing."""

from datetime import datetime

from lianxin.cases import book as books
from lianxin.notices.reading import put
from lianxin.notices.receivers import body
from lianxin.rules.time.calendar import CHINA

MISSING = "calendar_missing"
NOTICE_MONTH = 12
"""The State Council publishes next year's days off in November; by December they should be here."""


def watch(at: datetime) -> int:
    """Tell every centre of each missing year, once a year; returns how many years are missing."""
    book = books.fresh()
    today = at.astimezone(CHINA).date()
    years = [today.year, today.year + 1] if today.month == NOTICE_MONTH else [today.year]
    missing = [year for year in years if year not in book.calendar.years]
    centres = {body(office.code) for office in book.bodies.values() if office.kind == "centre"}
    for year in missing:
        put(centres, fact=MISSING, about=str(year), at=at)
    return len(missing)
