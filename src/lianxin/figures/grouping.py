"""By what a figure may be grouped: what a row carries, and what the organisation says of it now."""

from collections.abc import Mapping
from typing import Any, Literal, get_args

from lianxin.rules.book import Book
from lianxin.rules.refusals import Refused

By = Literal["none", "body", "area", "category", "channel", "kind", "level", "zone", "body_kind"]
BY: tuple[By, ...] = get_args(By)
# A zone is the place next below the county: a township, a sub-district.
_ZONE = """COALESCE((SELECT split_part(split_part(place.path, %(within)s, 2), '/', 1)
FROM org_area AS place WHERE place.code = src.area), '')"""
_KIND = "COALESCE((SELECT held.kind FROM org_body AS held WHERE held.code = src.body), '')"
_LOOKED_UP: Mapping[str, str] = {"none": "''", "zone": _ZONE, "body_kind": _KIND}


def key_of(by: By) -> str:
    """Return the SQL of a row's group; the row is `src`. Refused `no_such` for an unknown grouping."""
    if by not in BY:
        raise Refused("no_such", name=by, field="by")
    return _LOOKED_UP.get(by, f"src.{by}")


def places(book: Book) -> dict[str, Any]:
    """Return the values that sources and groupings ask for: the county's own part of every path."""
    return {"within": f"/{book.root_area}/"}
