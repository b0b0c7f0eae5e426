"""The page of tokens and parts: from the stylesheet itself, for officers alone."""

from django.test import Client

from lianxin.web.desk.styleguide import tokens
from tests.web.conftest import Clock, page
from tests.web.desk.test_pages import quick, sit_down

__all__ = ["quick"]


def test_it_shows_every_token_of_the_stylesheet_and_each_part(county: str, clock: Clock) -> None:
    shown = page(sit_down("clerk-human").get("/desk/styleguide"))
    assert {"paper", "ink", "late", "size", "touch"} <= tokens().keys()
    for name, value in tokens().items():
        assert f"--{name}</code>" in shown
        assert value.partition('"')[0] in shown
    for part in ('class="button grave"', 'class="clock late"', 'class="chain', 'class="risk red"'):
        assert part in shown


def test_an_outsider_is_asked_to_log_in(resident: Client) -> None:
    assert resident.get("/desk/styleguide")["Location"].startswith("/desk/log-in")
