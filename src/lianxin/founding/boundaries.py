"""Reads boundaries of areas from a GeoJSON file: a collection of features, each with its code."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from lianxin.founding.tables import REPLACE, TableLine
from lianxin.org import shapes
from lianxin.org.shapes import Shape
from lianxin.rules.faults import Fault, Flaw, Unfit

FILE = "boundaries.geojson"
OURS = frozenset({"CRS84", "4326", "4490"})
"""WGS 84, and the national system CGCS2000, which is the same within a hand's breadth."""


def read(text: str, *, file: str) -> tuple[list[TableLine], list[Fault]]:
    """Return a line for each feature and what is wrong, with the number of the feature as its row.

    Shapes are thinned until each is small enough to keep, all of them alike. What else the
    features say of themselves is not read.
    """
    try:
        document = json.loads(text)
    except RecursionError:
        return [], [Fault(file, 0, "", Flaw("too_deep_geojson"))]
    except ValueError as problem:
        return [], [Fault(file, 0, "", Flaw("not_geojson", problem=str(problem)))]
    flaw = _unusable(document)
    if flaw is not None:
        return [], [Fault(file, 0, "", flaw)]
    faults: list[Fault] = []
    features = list(_features(document["features"], file, faults))
    thin = shapes.thinned_alike([shape for _row, _code, shape in features])
    lines = [
        TableLine(
            "boundaries", file, row, {"code": code, "shape": shapes.written(shape), REPLACE: again}
        )
        for (row, (code, again), _shape), shape in zip(features, thin, strict=True)
    ]
    return lines, faults


def _unusable(document: object) -> Flaw | None:
    """Why nothing of it can be read; None where it can be."""
    if not isinstance(document, dict) or not isinstance(document.get("features"), list):
        return Flaw("no_features")
    crs = document.get("crs")
    name = crs.get("properties", {}).get("name", "") if isinstance(crs, dict) else ""
    if name and str(name).rpartition(":")[2] not in OURS:
        return Flaw("other_coordinates", name=str(name))
    return None


def _features(
    features: list[Any], file: str, faults: list[Fault]
) -> Iterator[tuple[int, tuple[str, str], Shape]]:
    for row, feature in enumerate(features, start=1):
        feature_read: Mapping[str, Any] = feature if isinstance(feature, dict) else {}
        properties = feature_read.get("properties")
        values: Mapping[str, Any] = properties if isinstance(properties, dict) else {}
        code = values.get("code")
        if not isinstance(code, str) or not code:
            faults.append(Fault(file, row, "properties.code", Flaw("empty")))
            continue
        try:
            shape = shapes.parsed(feature_read.get("geometry"), most=shapes.MOST_GIVEN)
        except Unfit as unfit:
            faults.append(Fault(file, row, "geometry", unfit.flaw))
            continue
        again = values.get(REPLACE, "")
        yield row, (code, "yes" if again is True else str(again or "")), shape
