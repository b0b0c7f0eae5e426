"""What lies around a place: its neighbours, the part of the county they make up, in one query."""

from pytest_django import DjangoAssertNumQueries

from lianxin.org import boundaries
from lianxin.org.models import Boundary
from tests.county import county, county_template

__all__ = ["county", "county_template"]
ROOT = "qinghe"
CITY = "yunchuan"
ZONES = {"chengguan", "shuangqiao", "pingchuan", "bihu", "songling", "liushu", "yongfeng", "baishi"}


def test_a_community_stands_among_those_of_its_sub_district_in_one_query(
    county: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        found = boundaries.around((CITY, ROOT, "chengguan", "liuyin"), root=ROOT)
    assert found.here == "liuyin"
    assert set(found.near) == {"liuyin", "donghu", "gulou", "xinhua", "mianfang"}
    assert found.part == "chengguan"
    assert set(found.wider) == ZONES


def test_a_grid_without_a_border_lies_in_its_community(county: str) -> None:
    path = (CITY, ROOT, "chengguan", "liuyin", "liuyin-grid-1")
    assert boundaries.around(path, root=ROOT).here == "liuyin"


def test_a_sub_district_stands_among_the_parts_of_the_county(county: str) -> None:
    found = boundaries.around((CITY, ROOT, "chengguan"), root=ROOT)
    assert (found.here, set(found.near)) == ("chengguan", ZONES)
    assert (found.part, found.wider) == ("", {})


def test_the_whole_county_shows_its_parts_and_means_none(county: str) -> None:
    for path in ((CITY, ROOT), (CITY,), ()):
        found = boundaries.around(path, root=ROOT)
        assert (found.here, set(found.near), found.wider) == ("", ZONES, {})


def test_a_place_whose_neighbours_alone_have_borders_falls_back_to_the_place_above(
    county: str,
) -> None:
    Boundary.objects.filter(code="liuyin").delete()
    found = boundaries.around((CITY, ROOT, "chengguan", "liuyin"), root=ROOT)
    assert (found.here, set(found.near)) == ("chengguan", ZONES)


def test_a_county_that_gave_no_borders_has_none(county: str) -> None:
    Boundary.objects.all().delete()
    found = boundaries.around((CITY, ROOT, "chengguan", "liuyin"), root=ROOT)
    assert found == boundaries.Around()
