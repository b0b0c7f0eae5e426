"""Papers through the form of the desk: offered by name at their stage, issued, delivered."""

from django.test import Client

from tests.county import give, register
from tests.web.conftest import Clock, page
from tests.web.desk.commands.test_broadcast import press
from tests.web.desk.test_pages import quick, sit_down

__all__ = ["quick"]


def accepted() -> str:
    """A petition that its body has taken on."""
    number = register(channel="in_person", kind="claim").state.number
    give("dispatcher-1", number, "assign", lead="urban-management")
    give("clerk-urban", number, "receive")
    give("clerk-urban", number, "accept", route="6")
    return number


def offered(client: Client, number: str, name: str) -> dict[str, str]:
    """The papers that a form offers: what each is called on the page, with its code."""
    form = client.get(f"/desk/cases/{number}/{name}")
    (asked,) = [one for one in form.context["questions"] if one.name == "document"]
    assert all(option.name in page(form) for option in asked.options)
    return {option.name: option.code for option in asked.options}


def test_the_notice_of_acceptance_is_chosen_by_its_name_issued_and_delivered(
    county: str, clock: Clock
) -> None:
    number = accepted()
    clerk = sit_down("clerk-urban")
    papers = offered(clerk, number, "issue")
    assert set(papers) == {"信访事项受理告知书"}
    press(clerk, number, "issue", document=papers["信访事项受理告知书"])
    papers = offered(clerk, number, "deliver")
    assert set(papers) == {"信访事项受理告知书"}
    paper = papers["信访事项受理告知书"]
    left = press(clerk, number, "deliver", document=paper, means="in_person")
    assert "信访事项受理告知书" in left
    assert "deliver" not in clerk.get(f"/desk/cases/{number}").context["view"].commands


def test_the_centre_is_offered_the_notice_of_referral_and_nobody_elses(
    county: str, clock: Clock
) -> None:
    number = accepted()
    assert set(offered(sit_down("dispatcher-1"), number, "issue")) == {"信访事项转送告知书"}


def test_a_paper_of_another_stage_sent_by_hand_is_refused_with_the_form_kept(
    county: str, clock: Clock
) -> None:
    clerk = sit_down("clerk-urban")
    left = press(clerk, accepted(), "issue", document="supervision_order", text="不再受理")
    assert "现在还不能做这一步" in left
    assert "不再受理</textarea>" in left


def test_an_outsider_may_not_issue_and_learns_nothing(county: str, clock: Clock) -> None:
    outsider = sit_down("clerk-women")
    assert outsider.get(f"/desk/cases/{accepted()}/issue").status_code == 404
