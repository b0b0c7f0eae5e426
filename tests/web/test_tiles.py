"""Pictures of a map service: only where a county names one, from there alone, never of a secret."""

import re
from typing import Any

import pytest

from lianxin.org import shapes
from lianxin.web import tiles
from lianxin.web.maps import Frame
from lianxin.web.middleware import POLICY
from tests.county import register
from tests.web.conftest import Clock, page
from tests.web.desk.case.test_place import drawing
from tests.web.desk.test_pages import quick, sit_down

__all__ = ["quick"]
SERVICE = "https://tiles.example.gov:8443/w/{z}/{x}/{y}.png?tk=a"
ORIGIN = "https://tiles.example.gov:8443"


def shown(number: str) -> Any:
    """Return the case page as a dispatcher gets it."""
    return sit_down("dispatcher-1").get(f"/desk/cases/{number}")


def test_where_no_service_is_named_nobody_else_is_asked_for_anything(
    county: str, clock: Clock
) -> None:
    answer = shown(register().state.number)
    assert answer["Content-Security-Policy"] == POLICY
    assert "<image" not in page(answer)
    assert not re.search(r"(src|href)=\"(https?:)?//", page(answer))


def test_a_named_service_is_let_in_on_a_page_with_a_map_and_nothing_else_is(
    county: str, clock: Clock, settings: Any
) -> None:
    settings.TILES, settings.TILES_CREDIT = SERVICE, "© 某测绘院"
    number = register().state.number
    answer = shown(number)
    before, after = POLICY.split("; "), answer["Content-Security-Policy"].split("; ")
    assert [one for one in after if one not in before] == [f"img-src 'self' {ORIGIN} data: blob:"]
    assert len(after) == len(before)
    found = re.findall(r'<image href="([^"]+)"', drawing(answer))
    assert 0 < len(found) <= 16
    assert all(re.fullmatch(rf"{ORIGIN}/w/\d+/\d+/\d+\.png\?tk=a", one) for one in found)
    assert "© 某测绘院" in drawing(answer)
    assert answer["Referrer-Policy"] == "same-origin"
    other = sit_down("dispatcher-1").get(f"/desk/cases/{number}/note")
    assert other["Content-Security-Policy"] == POLICY


def test_of_a_secret_matter_no_service_learns_the_place(
    county: str, clock: Clock, settings: Any
) -> None:
    settings.TILES = SERVICE
    answer = shown(register(confidential=True).state.number)
    assert 'class="here"' in drawing(answer)
    assert "<image" not in page(answer)
    assert answer["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize("size", [0.01, 0.3, 4.0])
def test_the_pictures_cover_the_map_and_lie_where_the_service_says(
    settings: Any, size: float
) -> None:
    settings.TILES = "https://a/{z}/{x}/{y}"
    ring = [[120, 30], [120 + size, 30], [120 + size, 30 + size], [120, 30 + size], [120, 30]]
    frame = Frame.around([shapes.parsed({"type": "Polygon", "coordinates": [ring]})])
    found = tiles.under(frame)
    side = float(found[0].size)
    assert 1 <= len(found) <= 16
    assert min(float(one.x) for one in found) <= 0
    assert min(float(one.y) for one in found) <= 0
    assert max(float(one.x) for one in found) + side >= frame.wide - 0.2
    assert max(float(one.y) for one in found) + side >= frame.high - 0.2
    # The corner of a picture stands where our own drawing puts that longitude.
    z, x, _y = map(int, found[0].address.removeprefix("https://a/").split("/"))
    west = round((x / 2**z * 360 - 180) * shapes.UNIT)
    assert frame.tenths((west, 30 * shapes.UNIT))[0] / 10 == pytest.approx(
        float(found[0].x), abs=0.2
    )
