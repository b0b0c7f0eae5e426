"""The window writes down what a letter asks for: with its day and its scan, and the resident reads it."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from lianxin.rules.time.calendar import CHINA
from tests.county import give, register
from tests.web.conftest import Clock, page
from tests.web.desk.commands.test_form import asked, question, send
from tests.web.desk.test_pages import quick, sit_down

__all__ = ["quick"]


def led() -> str:
    """A matter that a body leads and works on."""
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management")
    give("clerk-urban", number, "receive")
    return number


def test_only_what_the_resident_may_do_now_is_offered_by_its_name(
    county: str, clock: Clock
) -> None:
    form = asked(sit_down("dispatcher-1"), led(), "take_down")
    offered = {option.code: option.name for option in question(form, "asks").options}
    assert offered == {"withdraw": "撤回", "urge": "催办"}
    # A rating is asked for where one may be given, and whose word it is where there are several.
    assert {"contacted", "solved", "satisfied", "of"}.isdisjoint(
        {one.name for one in form.context["questions"]}
    )


def test_a_rating_is_asked_for_once_there_is_an_answer(county: str, clock: Clock) -> None:
    number = led()
    clock.on(hours=2)
    give("clerk-urban", number, "reply", text="已责令停工。")
    form = asked(sit_down("dispatcher-1"), number, "take_down")
    assert "rate" in {option.code for option in question(form, "asks").options}
    assert {"contacted", "solved", "satisfied"} <= {one.name for one in form.context["questions"]}


def test_a_letter_without_its_scan_comes_back_and_with_it_is_on_the_way(
    county: str, clock: Clock
) -> None:
    client, number = sit_down("dispatcher-1"), led()
    clock.on(days=1)
    told = {
        "asks": "urge",
        "came": "letter",
        "received_at": f"{clock.now().astimezone(CHINA) - timedelta(hours=2):%Y-%m-%dT%H:%M}",
        "text": "请快一点。",
    }
    refused = send(client, number, "take_down", **told)
    assert refused.status_code == 422
    assert question(refused, "attachments").fault
    scan = SimpleUploadedFile("来信.pdf", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n")
    assert send(client, number, "take_down", **told, attachments=scan).status_code == 302
    way = page(client.get(f"/desk/cases/{number}"))
    for said in ("代信访人登记", "催办", "来信", "请快一点。"):
        assert said in way


def test_whoever_handles_the_matter_writes_no_withdrawal(county: str, clock: Clock) -> None:
    client, number = sit_down("clerk-urban"), led()
    clock.on(hours=2)
    told = {
        "asks": "withdraw",
        "came": "telephone",
        "received_at": f"{clock.now().astimezone(CHINA) - timedelta(hours=1):%Y-%m-%dT%H:%M}",
        "text": "说不办了。",
    }
    assert send(client, number, "take_down", **told).context["refused"]


def test_an_outsider_is_told_nothing(county: str, clock: Clock) -> None:
    number = led()
    assert sit_down("clerk-ecology").get(f"/desk/cases/{number}/take_down").status_code == 404
