"""Where a case lies: drawn among its neighbours, kept back with the identity, and never guessed."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.cases.reading import history
from lianxin.org.models import Boundary
from lianxin.org.shapes import UNIT, bounds, holds, read
from tests.county import AT, give, officer, register
from tests.web.conftest import Clock, page
from tests.web.desk.test_pages import quick, sit_down

__all__ = ["quick"]


def spot_in(code: str) -> dict[str, float]:
    """Return a point that lies in a place."""
    shape = read(Boundary.objects.get(pk=code).shape)
    west, south, east, north = bounds([shape])
    for n in range(400):
        point = (west + (east - west) * (n % 20) // 20, south + (north - south) * (n // 20) // 20)
        if holds(shape, point):
            return {"lon": point[0] / UNIT, "lat": point[1] / UNIT}
    raise AssertionError(code)


def shown(person: str, number: str) -> Any:
    """Return the case page as an officer gets it."""
    return sit_down(person).get(f"/desk/cases/{number}")


def drawing(answer: Any) -> str:
    """Return what the page says of the place."""
    found = re.search(
        r'<section class="sheet close map[^"]*">.*?</section>', page(answer), re.DOTALL
    )
    return found[0] if found else ""


def test_the_place_is_drawn_among_its_neighbours_with_all_of_it_in_words(
    county: str, clock: Clock
) -> None:
    number = register(area="liuyin-grid-1").state.number
    said = drawing(shown("dispatcher-1", number))
    assert '<title id="map-title">柳荫社区的位置图</title>' in said
    assert "涂色的是柳荫社区。图上还有" in said
    assert said.count("<path") == 5 + 8 + 1
    assert said.count('<path class="here"') == 2
    assert "<circle" not in said
    assert "城关街道 › 柳荫社区 › 柳荫社区第一网格" in said


def test_the_point_that_was_given_is_drawn_and_told_as_about(county: str, clock: Clock) -> None:
    number = register(**spot_in("liuyin"), address="十二号楼东侧").state.number
    answer = shown("dispatcher-1", number)
    said = drawing(answer)
    assert said.count("<circle") == 2
    assert "圆点是给的大概位置" in said
    assert "给的位置（大约）" in said
    assert "请核对" not in said
    assert "十二号楼东侧" in page(answer)


def test_a_point_elsewhere_than_the_place_asks_to_be_checked(county: str, clock: Clock) -> None:
    number = register(**spot_in("donghu")).state.number
    said = drawing(shown("dispatcher-1", number))
    assert "给的位置落在东湖社区，登记的是柳荫社区，请核对。" in said
    far = register(lat=39.9, lon=116.4).state.number
    said = drawing(shown("dispatcher-1", far))
    assert "不在图上这些地方" in said
    assert "<circle" not in said


def test_the_whole_county_means_no_part_of_it(county: str, clock: Clock) -> None:
    number = register(area=None, **spot_in("donghu")).state.number
    said = drawing(shown("dispatcher-1", number))
    assert said.count("<path") == 8 + 1
    assert 'class="here"' not in said
    assert "请核对" not in said


def test_without_borders_the_path_of_places_stands_as_before(county: str, clock: Clock) -> None:
    Boundary.objects.all().delete()
    number = register(lat=30.5, lon=124.25).state.number
    answer = shown("dispatcher-1", number)
    assert drawing(answer) == ""
    assert "城关街道 › 柳荫社区" in page(answer)
    assert "给的位置（大约） 30.50000, 124.25000" in page(answer)


def test_an_outsider_may_not_see_where_a_matter_lies(county: str, clock: Clock) -> None:
    number = register(**spot_in("liuyin")).state.number
    assert Client().get(f"/desk/cases/{number}").status_code == 302
    hidden = shown("clerk-human", number)
    assert hidden.status_code == 404
    assert "<svg viewBox" not in page(hidden).partition("<main")[2]


def test_where_the_identity_is_withheld_the_exact_place_is_too(county: str, clock: Clock) -> None:
    number = register(withheld=True, address="十二号楼东侧", **spot_in("liuyin")).state.number
    give("dispatcher-1", number, "assign", lead="urban-management")
    for person, knows in (("dispatcher-1", True), ("clerk-urban", False), ("auditor-1", False)):
        answer = shown(person, number)
        assert ("十二号楼东侧" in page(answer)) is knows
        assert ("<circle" in drawing(answer)) is knows
        assert ("具体地点只有登记人和信访机构能看" in page(answer)) is not knows
        entry = history.entries(officer(person), number, at=AT)[0].payload or {}
        assert ({"lat", "lon", "address"} <= set(entry)) is knows
        assert set(entry) >= {"title", "area"}
        proved = str(history.proof(officer(person), number, at=AT))
        assert (str(entry.get("lat", spot_millionths(number))) in proved) is knows


def spot_millionths(number: str) -> int:
    """Return the latitude that the ledger holds of a case."""
    told = history.entries(officer("dispatcher-1"), number, at=AT)[0].payload or {}
    return int(told["lat"])


def test_the_map_costs_one_statement_whatever_is_on_it(county: str, clock: Clock) -> None:
    def cost(number: str) -> int:
        with CaptureQueriesContext(connection) as counted:
            assert client.get(f"/desk/cases/{number}").status_code == 200
        return sum("org_boundary" in one["sql"] for one in counted)

    plain, pointed = register().state.number, register(**spot_in("liuyin")).state.number
    client = sit_down("dispatcher-1")
    assert [cost(plain), cost(pointed)] == [1, 1]
    Boundary.objects.all().delete()
    assert cost(pointed) == 1


@pytest.mark.parametrize("mode", ["plain", "elder"])
@pytest.mark.parametrize("area", ["liuyin", "songling", None])
def test_a_map_is_small(county: str, clock: Clock, mode: str, area: str | None) -> None:
    number = register(area=area, **spot_in("liuyin")).state.number
    client = sit_down("dispatcher-1")
    client.cookies["mode"] = mode
    said = drawing(client.get(f"/desk/cases/{number}"))
    assert 0 < len(said.encode()) < 15_000
    assert "style" not in said
    assert "script" not in said


def test_a_name_from_a_file_is_only_ever_a_name(county: str, clock: Clock) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE org_area SET zh = '<b>柳' WHERE code = 'liuyin'")
        cursor.execute("UPDATE org_version SET version = version + 1")
    said = drawing(shown("dispatcher-1", register().state.number))
    assert "&lt;b&gt;柳" in said
    assert "<b>" not in said
