"""Which minor release of PostgreSQL is the newest we know of, and what to say of an older one.

Minor releases mend holes and lost data; they come at least every three months. No machine asks the
network: the table is looked up by hand for each release of ours, so it may itself be behind, and a
server newer than it is never called old.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

LOOKED_UP = date(2026, 9, 3)
NEWEST: Mapping[int, int] = MappingProxyType({15: 19, 16: 15, 17: 11, 18: 6})
"""By major version the newest minor one that was out on that day."""
LAST_DAY: Mapping[int, date] = MappingProxyType(
    {
        15: date(2027, 11, 11),
        16: date(2028, 11, 9),
        17: date(2029, 11, 8),
        18: date(2030, 11, 14),
    }
)
"""By major version the day of its last minor release; holes found later are not mended."""


def remark(server: int, *, today: date) -> str | None:
    """Return what an operator should know of a server's release (as libpq numbers it), if anything."""
    major, minor = divmod(server, 10_000)
    last = LAST_DAY.get(major)
    if last is not None and today > last:
        return f"PostgreSQL {major} is mended no more since {last}: move to a newer one."
    newest = NEWEST.get(major, 0)
    if minor < newest:
        return (
            f"PostgreSQL {major}.{minor} is behind: {major}.{newest} was out on {LOOKED_UP}."
            " Update the system's, or point DATABASE_URL to a server that is kept up to date."
        )
    return None
