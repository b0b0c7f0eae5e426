"""Values of the county: its root area, its name, its office hours and what counts as a group."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from lianxin.ledger.journal import stream_of
from lianxin.ledger.record import Author, Change, put
from lianxin.org import versions
from lianxin.org.models import Setting
from lianxin.rules.patterns import Pattern
from lianxin.rules.time.calendar import OFFICE_HOURS

STREAM = stream_of("org", "settings")
COUNTING = {"office_hours", "calendar_years"}
GROUP_SIZE = 5  # the usual working definition of a group case; the regulation names none


@dataclass(frozen=True, slots=True)
class County:
    """One county's values; `office_hours` are spans of the local day in minutes.

    `circle` are the posts that keep a report of which nobody knows whom it is about.
    """

    root_area: str = ""
    label_zh: str = ""
    label_en: str = ""
    group_size: int = GROUP_SIZE
    patterns: tuple[Pattern, ...] = ()
    circle: tuple[str, ...] = ()
    office_hours: tuple[tuple[int, int], ...] = OFFICE_HOURS
    calendar_years: frozenset[int] = frozenset()

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> "County":
        """Return the county from its settings; what was never set has its usual value."""
        label = values.get("county", {})
        return cls(
            root_area=values.get("root_area", ""),
            label_zh=label.get("zh", ""),
            label_en=label.get("en", ""),
            group_size=values.get("group_size", GROUP_SIZE),
            patterns=tuple(
                Pattern.model_validate(pattern) for pattern in values.get("patterns", ())
            ),
            circle=tuple(values.get("circle", ())),
            office_hours=tuple(
                (int(opens), int(closes))
                for opens, closes in values.get("office_hours", OFFICE_HOURS)
            ),
            calendar_years=frozenset(values.get("calendar_years", ())),
        )


def read() -> dict[str, Any]:
    """Return all settings by key."""
    return dict(Setting.objects.values_list("key", "value"))


@transaction.atomic
def change(values: Mapping[str, Any], *, at: datetime, by: Author) -> bool:
    """Set values and put them on record; tells whether any was new. Unchanged ones leave no fact.

    After a change of COUNTING call `calendar.keep` in the same transaction.
    """
    settings = read()
    new = {
        key: value for key, value in values.items() if key not in settings or settings[key] != value
    }
    if not new:
        return False
    Setting.objects.bulk_create(
        [Setting(key=key, value=value) for key, value in new.items()],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["value"],
    )
    put(Change("org", STREAM, "settings_changed", new), at=at, by=by)
    versions.bump("org")
    if new.keys() & COUNTING:
        versions.bump("calendar")
    return True
