"""What holds on every page: policy, language, letter size, help near, and every no."""

import re

import pytest
from django.test import Client

from lianxin.people.models import Officer
from tests.web.conftest import page

PAGES = ["/", "/say", "/follow", "/near", "/near/agent", "/near/chengguan-station"]
POSTER = "/near/chengguan-station/poster"


@pytest.mark.parametrize("path", [*PAGES, POSTER, "/nothing-here"])
def test_no_page_lets_anything_foreign_or_written_inline_in(resident: Client, path: str) -> None:
    answer = resident.get(path)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "style=" not in page(answer)
    assert not re.search(r"<script(?![^>]*src=)", page(answer))
    assert not re.search(r"(src|href)=\"(https?:)?//", page(answer))


def test_a_page_of_ours_alone_may_ask_for_the_position_of_a_phone(resident: Client) -> None:
    assert "geolocation=(self)" in resident.get("/say")["Permissions-Policy"]
    assert "locate.js" in page(resident.get("/say"))
    assert "locate.js" not in page(resident.get("/"))


@pytest.mark.parametrize("path", [*PAGES, POSTER])
def test_a_page_is_light(resident: Client, path: str) -> None:
    assert len(resident.get(path).content) < 60_000


@pytest.mark.parametrize("path", PAGES)
def test_every_page_speaks_english_when_asked(resident: Client, path: str) -> None:
    resident.get("/prefer?lang=en&next=/")
    answer = resident.get(path)
    assert answer["Content-Language"] == "en"
    assert '<html lang="en">' in page(answer)


def test_large_letters_are_one_attribute(resident: Client) -> None:
    resident.get("/prefer?mode=elder&next=/")
    assert 'data-mode="elder"' in page(resident.get("/"))
    resident.get("/prefer?mode=plain&next=/")
    assert 'data-mode="elder"' not in page(resident.get("/"))


def test_a_choice_never_leads_to_another_site(resident: Client) -> None:
    assert resident.get("/prefer?mode=elder&next=//evil.example")["Location"] == "/"
    assert resident.get("/prefer?mode=elder&next=https://evil.example/")["Location"] == "/"


def test_the_promise_is_that_of_the_procedure(resident: Client) -> None:
    shown = page(resident.get("/"))
    assert "4个工作小时" in shown
    assert "5个工作日" in shown


def test_a_page_that_is_not_there_says_so_in_words(resident: Client) -> None:
    answer = resident.get("/nothing-here")
    assert answer.status_code == 404
    assert "这里没有您要找的内容" in page(answer)


def test_stations_of_a_place_stand_first(resident: Client) -> None:
    shown = page(resident.get("/near?area=pingchuan"))
    assert "平川镇信访代办站" in shown
    assert "碧湖镇信访代办站" not in shown
    assert "清河县人民来访接待中心" in shown


def test_an_unknown_station_is_a_page_that_is_not_there(resident: Client) -> None:
    assert resident.get("/near/nowhere").status_code == 404


def test_an_agent_is_known_by_the_badge(resident: Client) -> None:
    Officer.objects.filter(pk="agent-chengguan").update(badge="0137")
    shown = page(resident.get("/near/agent?badge=0137"))
    assert "是真的" in shown
    assert Officer.objects.get(pk="agent-chengguan").zh in shown
    assert "没有工作证号 0138" in page(resident.get("/near/agent?badge=0138"))


def test_whoever_holds_no_post_any_more_is_no_agent(resident: Client) -> None:
    Officer.objects.create(code="gone", zh="离任", badge="0999")
    assert "没有工作证号 0999" in page(resident.get("/near/agent?badge=0999"))
