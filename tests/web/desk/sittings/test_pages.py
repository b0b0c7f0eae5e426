"""Sittings at the desk: the calendar, the call, who came, what was decided, the signatures."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lianxin.sittings import sending
from lianxin.sittings.models import Sitting
from tests.county import AT, give, register
from tests.sittings.test_joint_meetings import HEAD, PRESENT, convened, decided, done, led
from tests.web.conftest import Clock, page
from tests.web.desk.test_pages import quick, sit_down

__all__ = ["quick"]
CALLED = {"kind": "joint_meeting", "body": "pingchuan", "place": "镇会议室", "chosen": "1"}
MEETS = "2026-03-05T09:00"


@pytest.fixture
def head(county: str, clock: Clock) -> Client:
    """The head of a township at the desk."""
    return sit_down(HEAD)


def call(client: Client, **more: Any) -> Any:
    """Send the call of a joint meeting."""
    told = {**CALLED, "meets_at": MEETS, "chair": HEAD, "members": list(PRESENT), **more}
    return client.post("/desk/sittings/new", told)


PATHS = ["", "/minutes", "/minutes.pdf", "/minutes.docx", "/items/1"]


@pytest.mark.parametrize("path", PATHS)
def test_an_outsider_sees_the_same_page_for_an_unknown_and_an_invisible_sitting(
    county: str, clock: Clock, path: str
) -> None:
    led("shanghe", "pingchuan")
    sitting = convened()
    outsider = sit_down("head-bihu")
    assert outsider.get(f"/desk/sittings/{sitting.pk}{path}").status_code == 404
    unknown = str(sitting.pk)[:-4] + "0000"
    assert outsider.get(f"/desk/sittings/{unknown}{path}").status_code == 404
    assert str(sitting.pk) not in page(outsider.get("/desk/sittings/?month=2026-03"))


@pytest.mark.parametrize("act", ["attend", "close_sitting", "sign_minutes", "call_off", "nothing"])
def test_an_outsider_does_nothing_with_a_sitting(county: str, clock: Clock, act: str) -> None:
    sitting = convened()
    assert sit_down("head-bihu").post(f"/desk/sittings/{sitting.pk}/{act}").status_code == 404


@pytest.mark.parametrize("path", ["", "new"])
def test_whoever_is_not_logged_in_is_asked_to(resident: Client, path: str) -> None:
    assert resident.get(f"/desk/sittings/{path}").status_code == 302


def test_the_calendar_shows_the_month_and_what_has_no_moment_yet(head: Client) -> None:
    sitting = convened(meets_at=AT + timedelta(days=3))
    number = register("operator-3", channel="media", kind="claim", area="shanghe").state.number
    give("dispatcher-2", number, "assign", lead="pingchuan")
    give("clerk-pingchuan", number, "receive")
    give(HEAD, number, "order_sitting", kind="coordination", demand="协调。")
    shown = page(head.get("/desk/sittings/?month=2026-03"))
    assert str(sitting.pk) in shown
    assert "协调会" in shown
    assert "还没有定时间" in shown
    assert str(sitting.pk) not in page(head.get("/desk/sittings/?month=2026-04"))
    assert "2026年3月" in page(head.get("/desk/sittings/?month=nonsense"))


def test_a_hearing_stands_in_the_calendar_until_it_is_concluded(county: str, clock: Clock) -> None:
    number = register("operator-3", channel="in_person", kind="claim").state.number
    give("dispatcher-2", number, "assign", lead="housing")
    give("clerk-housing", number, "receive")
    give("clerk-housing", number, "accept", route=6)
    meets_at = AT + timedelta(days=9)
    told = {"demand": "事实有争议。", "meets_at": meets_at, "place": "三楼听证室"}
    give("section-housing", number, "order_sitting", kind="hearing", **told)
    shown = page(sit_down("dispatcher-2").get("/desk/sittings/"))
    assert "听证会" in shown
    assert "三楼听证室" in shown
    assert "已决定" in shown


def test_the_calendar_costs_the_same_however_much_meets(head: Client) -> None:
    convened()
    head.get("/desk/sittings/")
    with CaptureQueriesContext(connection) as one:
        head.get("/desk/sittings/")
    for days in range(2, 6):
        convened(meets_at=AT + timedelta(days=days))
    with CaptureQueriesContext(connection) as five:
        head.get("/desk/sittings/")
    assert len(one) == len(five) <= 16


def test_agenda_and_members_are_listed_before_the_call(head: Client) -> None:
    number = led("shanghe", "pingchuan")
    asked = "/desk/sittings/new?kind=joint_meeting&body=pingchuan"
    shown = page(head.get(asked))
    assert number in shown
    assert "上河村" in shown
    assert 'value="section-pingchuan" checked' in shown
    assert "没有可上会的未办结事项" in page(head.get(f"{asked}&which=red"))


def test_only_what_was_chosen_is_called_and_twice_pressed_is_once_called(head: Client) -> None:
    one, other = led("shanghe", "pingchuan"), led("xiahe", "xiahe")
    told = {"cases": [one], "recorder": PRESENT[1]}
    first, again = call(head, **told), call(head, **told)
    assert first.status_code == 302
    assert first["Location"] == again["Location"]
    sitting = Sitting.objects.get()
    assert [item.number for item in sitting.items.all()] == [one]
    roles = dict(sitting.seats.values_list("person", "role"))
    assert roles == {HEAD: "chair", PRESENT[1]: "recorder"}
    shown = page(head.get(first["Location"]))
    assert one in page(head.get(f"{first['Location']}/items/1"))
    assert other not in shown


def test_a_village_calls_whoever_works_for_it_to_its_council(county: str, clock: Clock) -> None:
    village = sit_down("head-shanghe")
    told = {"kind": "council", "body": "shanghe", "meets_at": MEETS, "place": "村委会"}
    shown = page(village.get("/desk/sittings/new", told))
    for person in ("agent-shanghe", "grid-shanghe", "clerk-shanghe"):
        assert f'value="{person}"' in shown
    told |= {"chosen": "1", "chair": "head-shanghe", "invited": ["agent-shanghe", "grid-shanghe"]}
    assert village.post("/desk/sittings/new", told).status_code == 302
    seats = {seat.person for seat in Sitting.objects.get(body="shanghe").seats.all()}
    assert seats == {"head-shanghe", "agent-shanghe", "grid-shanghe"}


def test_what_is_missing_or_out_of_sight_is_told_beside_its_field(head: Client) -> None:
    answer = call(head, meets_at="", place=" ")
    assert answer.status_code == 422
    assert answer.context["faults"].keys() == {"meets_at", "place"}
    answer = call(head, more=led("huxin", "bihu"))
    assert answer.status_code == 422
    assert answer.context["faults"] == {"cases": "没有这件事项。"}
    assert Sitting.objects.count() == 0


def test_who_speaks_for_no_body_calls_nobody(county: str, clock: Clock) -> None:
    client = sit_down("clerk-pingchuan")
    assert client.get("/desk/sittings/new").status_code == 409
    assert "召集会议" not in page(client.get("/desk/sittings/"))


def test_a_meeting_goes_from_its_call_to_its_last_signature(head: Client) -> None:
    led("shanghe", "pingchuan")
    sitting = convened()
    way = f"/desk/sittings/{sitting.pk}"
    refused = head.post(f"{way}/items/1", {"decision": "清淤"})
    assert refused.status_code == 422
    assert "出席人数不足" in page(refused)
    assert "清淤" in page(refused)
    head.post(f"{way}/attend", {"persons": [*PRESENT, "head-xiahe"]})
    head.post(f"{way}/attend", {"persons": list(PRESENT)})
    told = {
        "analysis": "淤积半米",
        "decision": "清淤",
        "body": "shanghe",
        "due": "2026-03-20T18:00",
    }
    answer = head.post(f"{way}/items/1", told)
    assert answer.status_code == 302
    shown = head.get(way)
    draft = shown.context["forms"]["close_sitting"][0].value
    assert "水渠" not in draft
    assert "淤积半米；清淤；责任：上河村" in draft
    assert head.post(f"{way}/close_sitting", {"minutes": ""}).status_code == 422
    assert head.post(f"{way}/close_sitting", {"minutes": draft}).status_code == 302
    assert "轮到您签字" in page(head.get(way))
    assert "等您签字" in page(head.get("/desk/sittings/"))
    second = sit_down(PRESENT[1])
    early = second.post(f"{way}/sign_minutes")
    assert early.status_code == 422
    assert "现在该由清河县平川镇人民政府 镇长签" in early.context["no"]["refused"]
    for client in (head, second):
        assert client.post(f"{way}/sign_minutes").status_code == 302
    assert "已签完" in page(head.get(way))
    assert sitting.pk.hex not in page(head.get(f"{way}/minutes"))
    assert "清淤" in page(head.get(f"{way}/minutes"))


def test_a_due_moment_in_the_past_is_told_beside_its_field(head: Client) -> None:
    led("shanghe", "pingchuan")
    sitting = convened()
    done(sitting, "attend", persons=PRESENT)
    told = {"decision": "清淤", "due": "2026-03-01T18:00"}
    answer = head.post(f"/desk/sittings/{sitting.pk}/items/1", told)
    assert answer.status_code == 422
    faults = {one.name: one.fault for one in answer.context["questions"] if one.fault}
    assert faults == {"due": "期限不能早于现在。"}


def test_a_member_sees_his_own_matters_and_no_buttons(county: str, clock: Clock) -> None:
    hidden, own = led("shanghe", "pingchuan"), led("xiahe", "xiahe")
    sitting = convened()
    member = sit_down("head-xiahe")
    shown = page(member.get(f"/desk/sittings/{sitting.pk}"))
    assert own in page(member.get(f"/desk/sittings/{sitting.pk}/items/2"))
    assert hidden not in shown
    assert "结束会议" not in shown
    assert member.get(f"/desk/sittings/{sitting.pk}/items/1").status_code == 404
    answer = member.post(f"/desk/sittings/{sitting.pk}/attend", {"persons": ["head-xiahe"]})
    assert answer.status_code == 422
    assert "这一步由主持人、记录员来办" in page(answer)


def test_matters_come_and_go_the_day_moves_and_it_is_called_off(head: Client) -> None:
    first = led("shanghe", "pingchuan")
    sitting = convened()
    other = led("xiahe", "xiahe")
    way = f"/desk/sittings/{sitting.pk}"
    assert head.post(f"{way}/amend_agenda", {"add": other, "drop": "1"}).status_code == 302
    assert [item.number for item in sitting.items.all()] == [other]
    assert first != other
    moved = {"meets_at": "2026-03-01T09:00", "place": "村委会"}
    answer = head.post(f"{way}/move_sitting", moved)
    assert answer.status_code == 422
    assert "不能早于现在" in page(answer)
    assert head.post(f"{way}/move_sitting", {**moved, "meets_at": MEETS}).status_code == 302
    assert head.post(f"{way}/call_off", {"reason": "道路中断"}).status_code == 302
    assert "已取消：道路中断" in page(head.get(way))


def test_a_sitting_costs_the_same_however_long_its_agenda(head: Client) -> None:
    led("shanghe", "pingchuan")
    way = f"/desk/sittings/{convened().pk}"
    head.get(way)
    with CaptureQueriesContext(connection) as one:
        head.get(way)
    for _ in range(4):
        led("xiahe", "xiahe")
    longer = f"/desk/sittings/{convened().pk}"
    with CaptureQueriesContext(connection) as five:
        head.get(longer)
    assert len(one) == len(five) <= 14


def test_a_decision_without_its_owner_or_deadline_says_what_it_lacks(head: Client) -> None:
    led("shanghe", "pingchuan")
    sitting = convened()
    done(sitting, "attend", persons=PRESENT)
    way = f"/desk/sittings/{sitting.pk}"
    done(sitting, "decide_item", item=1, decision="清淤")
    assert "还没有定责任单位和期限" in page(head.get(way))
    done(sitting, "decide_item", item=1, decision="清淤", body="shanghe")
    shown = page(head.get(way))
    assert "还没有定期限" in shown
    assert "1件，已定0件" in shown
    due = AT + timedelta(days=14)
    done(sitting, "decide_item", item=1, decision="清淤", body="shanghe", due=due)
    assert "1件，已定1件" in page(head.get(way))


def test_a_decision_its_case_refused_says_so(head: Client) -> None:
    number = led("shanghe", "pingchuan")
    sitting = decided(number)
    give("dispatcher-2", number, "merge", into=led("xiahe", "xiahe"), consent=True)
    sending.take(AT)
    assert "事项没有接受：它已经办结" in page(head.get(f"/desk/sittings/{sitting.pk}"))


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF"), ("docx", b"PK")])
def test_the_minutes_are_handed_out_as_a_file(head: Client, form: str, begins: bytes) -> None:
    sitting = decided(led("shanghe", "pingchuan"))
    answer = head.get(f"/desk/sittings/{sitting.pk}/minutes.{form}")
    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert answer["Content-Disposition"].startswith("attachment")


def test_the_way_of_a_decided_matter_names_no_meeting_by_its_id(head: Client) -> None:
    number = led("shanghe", "pingchuan")
    sitting = decided(number)
    sending.take(AT)
    shown = page(head.get(f"/desk/cases/{number}"))
    assert "记入会议决定" in shown
    assert str(sitting.pk) not in shown.partition("一路走来")[2]


def test_a_matter_leads_to_the_sitting_that_has_it_on_its_agenda(head: Client) -> None:
    number = led("shanghe", "pingchuan")
    sitting = convened()
    assert f'href="/desk/sittings/{sitting.pk}"' in page(head.get(f"/desk/cases/{number}"))
