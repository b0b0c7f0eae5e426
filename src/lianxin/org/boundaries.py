"""Where the places around a matter lie, as far as the county has said."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection

from lianxin.org import shapes, statements
from lianxin.org.shapes import Shape


@dataclass(frozen=True, slots=True)
class Around:
    """The place of a matter among its neighbours, and the part of the county they make up.

    `here` is empty where no part of the county is meant; `wider` where there is nothing wider
    than the neighbours.
    """

    here: str = ""
    near: Mapping[str, Shape] = field(default_factory=dict)
    part: str = ""
    wider: Mapping[str, Shape] = field(default_factory=dict)


def around(path: Sequence[str], *, root: str) -> Around:
    """Return what lies around a place, in one query; all empty where no border is known.

    `path` is the way from the county's top to the place.
    """
    below = list(path[path.index(root) + 1 :] if root in path else ())
    with connection.cursor() as cursor:
        cursor.execute(statements.AROUND, {"path": below, "root": root})
        rows = cursor.fetchall()
    by_parent: defaultdict[str, dict[str, Shape]] = defaultdict(dict)
    for parent, code, shape in rows:
        by_parent[parent][code] = shapes.read(shape)
    here = next(
        (
            code
            for code in reversed(below)
            if any(code in borders for borders in by_parent.values())
        ),
        "",
    )
    above = below[below.index(here) - 1] if here and below.index(here) else root
    higher = below[below.index(above) - 1] if above in below and below.index(above) else root
    wider = by_parent.get(higher, {}) if above != root else {}
    return Around(here, by_parent.get(above, {}), above if wider else "", wider)
