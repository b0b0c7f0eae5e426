"""Telling a body of a matter, through the form of the desk: chosen, listed, told beside the legs, ended."""

from django.test import Client

from tests.county import give, register
from tests.web.conftest import Clock, page
from tests.web.desk.test_pages import quick, sit_down

__all__ = ["quick"]


def led() -> str:
    """A matter that one body leads."""
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management")
    return number


def press(client: Client, number: str, name: str, **fields: object) -> str:
    """Send the form of a command as the page offers it, and return the page that follows."""
    address = f"/desk/cases/{number}/{name}"
    form = client.get(address)
    assert form.status_code == 200
    sent = {"token": form.context["token"], "version": form.context["view"].sequence, **fields}
    return page(client.post(address, sent, follow=True))


def test_a_body_is_chosen_and_then_reads_the_matter_in_a_list_of_its_own(
    county: str, clock: Clock
) -> None:
    number = led()
    dispatcher = sit_down("dispatcher-1")
    form = page(dispatcher.get(f"/desk/cases/{number}/broadcast"))
    assert "抄送单位" in form
    assert 'value="veterans"' in form
    assert "抄送：" in press(dispatcher, number, "broadcast", bodies=["veterans"], text="请知悉。")
    told = sit_down("clerk-veterans")
    assert number in page(told.get("/desk/lists/informed"))
    assert "抄送：" in page(told.get(f"/desk/cases/{number}"))
    assert not told.get(f"/desk/cases/{number}/note").context["open"]


def test_a_broadcast_that_was_a_mistake_is_ended_and_the_page_is_gone(
    county: str, clock: Clock
) -> None:
    number = led()
    dispatcher = sit_down("dispatcher-1")
    assert not dispatcher.get(f"/desk/cases/{number}/end_broadcast").context["open"]
    press(dispatcher, number, "broadcast", bodies=["veterans"])
    left = press(dispatcher, number, "end_broadcast", bodies=["veterans"], reason="误抄")
    assert "抄送：" not in left
    told = sit_down("clerk-veterans")
    assert told.get(f"/desk/cases/{number}").status_code == 404
    assert number not in page(told.get("/desk/lists/informed"))


def test_an_outsider_may_not_and_learns_nothing(county: str, clock: Clock) -> None:
    number = led()
    outsider = sit_down("clerk-women")
    assert outsider.get(f"/desk/cases/{number}/broadcast").status_code == 404
