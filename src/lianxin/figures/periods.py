"""Periods of local days: from the first day to the day after the last, and what they are held against."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Literal

from lianxin.rules.time.calendar import CHINA
from lianxin.rules.time.limits import add_months

Compare = Literal["previous", "year"]


@dataclass(frozen=True, slots=True)
class Period:
    """Local days from `since`; `until` is the first that no longer counts."""

    since: date
    until: date

    def __post_init__(self) -> None:
        """Refuse a period without a day (ValueError)."""
        if self.until <= self.since:
            raise ValueError("a period ends after it begins")

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The first moment of the period and the first after it, in UTC."""
        first, after = (
            datetime.combine(day, time(), tzinfo=CHINA) for day in (self.since, self.until)
        )
        return first.astimezone(UTC), after.astimezone(UTC)

    def before(self, compare: Compare) -> "Period":
        """Return the period just before, or the same one a year earlier; whole months stay whole."""
        if compare == "year":
            return Period(add_months(self.since, -12), add_months(self.until, -12))
        if self.since.day == self.until.day == 1:
            months = (self.until.year - self.since.year) * 12 + self.until.month - self.since.month
            return Period(add_months(self.since, -months), self.since)
        return Period(self.since - (self.until - self.since), self.since)
