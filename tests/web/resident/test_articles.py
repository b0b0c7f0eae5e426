"""Articles and notices are there for everybody, in both languages."""

import pytest
from django.test import Client

from tests.web.conftest import Clock, page


def test_the_first_page_leads_to_them(resident: Client) -> None:
    shown = page(resident.get("/"))
    assert 'href="/articles"' in shown
    assert 'href="/articles/emergencies"' in shown


def test_what_nobody_may_ask_for_is_told(resident: Client) -> None:
    assert "谁也不能收您的钱" in page(resident.get("/articles"))
    shown = page(resident.get("/articles/no-fees"))
    assert "代办员替您跑，不收费，也不收礼" in shown
    assert "《人民调解法》第四条" in shown


def test_they_speak_english_when_asked(resident: Client) -> None:
    resident.get("/prefer?lang=en&next=/")
    assert "Nobody may take money from you" in page(resident.get("/articles/no-fees"))


@pytest.mark.parametrize("code", ["nothing", "..", "preset"])
def test_an_unknown_one_is_a_page_that_is_not_there(resident: Client, code: str) -> None:
    assert resident.get(f"/articles/{code}").status_code == 404


def test_a_countys_notice_stands_first(resident: Client, clock: Clock) -> None:
    shown = page(resident.get("/articles"))
    assert shown.index("领导接访日怎么约") < shown.index("有危险，先打这些电话")
