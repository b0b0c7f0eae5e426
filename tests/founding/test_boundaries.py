"""Boundaries of areas from a GeoJSON file: with the county's tables, whole or not at all."""

import json
from math import sin
from pathlib import Path
from typing import Any

import pytest

from lianxin.founding.load import import_org
from lianxin.ledger.models import Entry
from lianxin.org.models import Area, Boundary
from lianxin.rules.faults import Faults
from tests.founding.tables_on_disk import AT, CLERK, county

pytestmark = pytest.mark.django_db
SQUARE = [[[120.0, 30.0], [120.2, 30.0], [120.2, 30.2], [120.0, 30.2], [120.0, 30.0]]]


def feature(code: Any = "liuyin", rings: Any = SQUARE, **more: Any) -> dict[str, Any]:
    properties = {"code": code, "name": "柳荫社区", **more}
    geometry = {"type": "Polygon", "coordinates": rings}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def put(folder: Path, *features: Any, name: str = "boundaries.geojson", **more: Any) -> Path:
    told = {"type": "FeatureCollection", "features": list(features), **more}
    (folder / name).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return folder


def faults(path: Path) -> list[tuple[str, int, str, str]]:
    with pytest.raises(Faults) as refused:
        import_org(path, at=AT, by=CLERK)
    return [(one.file, one.line, one.column, one.sentence()) for one in refused.value.faults]


def test_boundaries_come_with_the_folder_of_the_county(tmp_path: Path) -> None:
    loaded = import_org(put(county(tmp_path), feature()), at=AT, by=CLERK)
    assert loaded.tables["boundaries"].new == 1
    held = Boundary.objects.get()
    assert held.code_id == "liuyin"
    assert json.loads(held.shape)["coordinates"] == [SQUARE]


def test_again_changes_nothing_and_the_record_names_the_place_alone(tmp_path: Path) -> None:
    put(county(tmp_path), feature())
    import_org(tmp_path, at=AT, by=CLERK)
    entries = Entry.objects.count()
    again = import_org(tmp_path / "boundaries.geojson", at=AT, by=CLERK)
    assert (again.tables["boundaries"].new, again.tables["boundaries"].same) == (0, 1)
    assert Entry.objects.count() == entries
    told = Entry.objects.get(fact="boundaries_set")
    assert json.loads(told.payload) == {"columns": ["code"], "rows": [["liuyin"]]}


def test_a_boundary_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    import_org(put(county(tmp_path), feature()), at=AT, by=CLERK)
    moved = [[[x + 1, y] for x, y in SQUARE[0]]]
    put(tmp_path, feature(rings=moved))
    counts = import_org(tmp_path / "boundaries.geojson", at=AT, by=CLERK).tables["boundaries"]
    assert (counts.new, counts.changed) == (0, 1)
    assert "121.2" in Boundary.objects.get().shape


def test_every_fault_is_named_with_its_feature_and_nothing_is_loaded(tmp_path: Path) -> None:
    open_ring = [[*SQUARE[0][:-1], [120.1, 30.1]]]
    put(
        county(tmp_path),
        feature(),
        feature("nowhere"),
        feature("chengguan", open_ring),
        feature("qinghe", [[[30, 120], *SQUARE[0]]]),
        feature(""),
        feature("liuyin"),
        "no feature",
    )
    here = "boundaries.geojson"
    assert faults(tmp_path) == [
        (here, 2, "code", "nowhere is not among the areas"),
        (here, 3, "geometry", "a ring is open: it begins at 120.0, 30.0 and ends at 120.1, 30.1"),
        (here, 4, "geometry", "120 is no latitude in degrees (longitude comes first)"),
        (here, 5, "properties.code", "is empty"),
        (here, 6, "code", f"liuyin stands in {here} row 1 already"),
        (here, 7, "properties.code", "is empty"),
    ]
    assert not Area.objects.exists()
    assert not Boundary.objects.exists()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is no proper GeoJSON: "),
        ('{"features": [', "is no proper GeoJSON: "),
        ("[" * 100_000, "is no proper GeoJSON: it is nested too deep"),
        ("[]", "is no FeatureCollection"),
        ('{"type": "FeatureCollection"}', "is no FeatureCollection"),
    ],
)
def test_a_file_that_is_no_collection_is_one_fault(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "boundaries.geojson").write_text(text, encoding="utf-8")
    ((file, row, _column, said),) = faults(tmp_path / "boundaries.geojson")
    assert (file, row) == ("boundaries.geojson", 0)
    assert said.startswith(reason)


def test_bytes_that_are_no_text_and_a_map_of_another_name_are_faults(tmp_path: Path) -> None:
    (tmp_path / "boundaries.geojson").write_bytes(b'{"\xff\xff\xff')
    put(tmp_path, feature(), name="rivers.geojson")
    assert [(one[0], one[3]) for one in faults(tmp_path)] == [
        ("boundaries.geojson", "is neither UTF-8 nor GB18030"),
        ("rivers.geojson", "is no map; it is boundaries.geojson"),
    ]


@pytest.mark.parametrize(
    ("crs", "taken"),
    [
        ("urn:ogc:def:crs:OGC:1.3:CRS84", True),
        ("urn:ogc:def:crs:EPSG::4490", True),
        ("urn:ogc:def:crs:EPSG::3857", False),
    ],
)
def test_another_coordinate_system_is_refused_by_name(
    tmp_path: Path, crs: str, taken: bool
) -> None:
    put(county(tmp_path), feature(), crs={"type": "name", "properties": {"name": crs}})
    if taken:
        assert import_org(tmp_path, at=AT, by=CLERK).tables["boundaries"].new == 1
    else:
        assert "WGS 84" in faults(tmp_path)[0][3]


def test_a_border_of_thousands_of_points_is_thinned_and_one_beyond_that_is_refused(
    tmp_path: Path,
) -> None:
    def ring(corners: int) -> list[list[list[float]]]:
        side = [
            [121 + sin(n * 20 / corners) / 20 + n * n % 7 / 5_000, 30 + n / corners]
            for n in range(corners)
        ]
        return [[[120, 30], *side, [120, 31], [120, 30]]]

    import_org(put(county(tmp_path), feature(rings=ring(5_000))), at=AT, by=CLERK)
    shape = json.loads(Boundary.objects.get().shape)
    assert 100 < len(shape["coordinates"][0][0]) <= 1_001
    put(tmp_path, feature(rings=ring(50_001)))
    assert faults(tmp_path / "boundaries.geojson") == [
        ("boundaries.geojson", 1, "geometry", "holds 50003 points, more than 50000")
    ]
