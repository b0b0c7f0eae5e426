"""Filing in three steps, without an account and without a script."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from lianxin.cases.codes import code_of
from lianxin.cases.reading import history, queries
from lianxin.people.rate_limits import Rate
from lianxin.rules.refusals import Refused
from lianxin.web.resident import filing
from lianxin.web.resident.filing_form import title_of
from tests.county import AT, give, officer, opened_by, register
from tests.web.conftest import MATTER, PERSON, TOKEN, filed, page
from tests.web.desk.test_pages import sit_down

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def _photo(content: bytes = PNG, name: str = "灯.png") -> BytesIO:
    file = BytesIO(content)
    file.name = name
    return file


def _cases() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_case")
        return int(cursor.fetchone()[0])


def test_what_is_told_goes_from_page_to_page_and_on_record(resident: Client) -> None:
    asked = resident.post("/say", MATTER)
    assert 'name="phone"' in page(asked)
    shown = page(resident.post("/say", {**MATTER, **PERSON, "from": "person"}))
    assert "晚上看不见路" in shown
    assert "王秀兰" in shown
    code = filed(resident, area="liuyin", address="东门")
    view = opened_by(code)
    assert view.title == "路灯坏了半个月"
    assert view.state.matter.channel == "web"
    assert view.state.matter.area == "liuyin"
    assert view.state.people.reachable


def test_a_fault_stands_at_its_field_and_what_was_told_is_kept(resident: Client) -> None:
    answer = resident.post("/say", {**MATTER, "text": " ", "address": "东门"})
    assert answer.status_code == 422
    assert "请写一写是怎么回事" in page(answer)
    assert 'value="东门"' in page(answer)
    answer = resident.post("/say", {**MATTER, "from": "person", "name": "王", "phone": "打不通"})
    assert answer.status_code == 422
    assert "请写一个能打通的电话" in page(answer)
    assert 'value="打不通"' in page(answer)


def test_no_page_can_be_jumped_over(resident: Client) -> None:
    answer = resident.post("/say", {"from": "check", "text": "", "kind": "complaint"})
    assert answer.status_code == 200
    assert 'name="text"' in page(answer)
    assert _cases() == 0


def test_a_double_press_files_once(resident: Client) -> None:
    assert filed(resident) == filed(resident)
    assert _cases() == 1


def test_the_same_token_for_another_matter_is_refused(resident: Client) -> None:
    filed(resident)
    told = {**MATTER, **PERSON, "token": TOKEN, "from": "check", "text": "另一件事。"}
    assert resident.post("/say", told).status_code == 409
    assert _cases() == 1


def test_nobody_needs_to_be_named(resident: Client) -> None:
    code = filed(resident, who="nobody", name="", phone="")
    state = opened_by(code).state
    assert state.people.anonymous
    assert state.people.petitioners == ()


def test_a_name_may_be_kept_from_whoever_handles(resident: Client) -> None:
    assert opened_by(filed(resident, withheld="on")).state.people.withheld


def test_whoever_is_reported_sees_nothing(resident: Client) -> None:
    code = filed(resident, kind="misconduct_report", respondent="urban-management")
    state = opened_by(code).state
    assert state.guard.respondent_bodies == ("urban-management",)
    with pytest.raises(Exception, match="not_visible"):
        queries.view(officer("clerk-urban"), state.number, at=AT)


def test_where_every_body_must_stand_aside_nobody_is_said_to_be_at_work(resident: Client) -> None:
    every = ("yunchuan-gov", "discipline", "city-discipline")
    state = register(kind="misconduct_report", respondent=every).state
    assert state.house.centre is None
    shown = page(resident.get(f"/follow/{code_of(state.id)}"))
    assert "您也可以直接向上一级信访部门或者纪检监察机关反映" in shown
    assert "正在派单" not in shown


def test_a_respondent_of_any_other_matter_is_nobody(resident: Client) -> None:
    code = filed(resident, respondent="urban-management")
    assert opened_by(code).state.guard.respondent_bodies == ()


def test_a_photo_goes_along_and_can_be_dropped(resident: Client) -> None:
    answer = resident.post("/say", {**MATTER, "photos": _photo()})
    carried = answer.context["files"]
    assert carried
    code = filed(resident, files=carried)
    assert "附件1" in page(resident.get(f"/follow/{code}"))
    id_ = answer.context["draft"].files[0][0]
    back = resident.post("/say", {**MATTER, "files": carried, "drop": id_})
    assert back.context["draft"].files == ()


def test_a_wrong_file_is_named_with_its_reason(resident: Client) -> None:
    answer = resident.post("/say", {**MATTER, "photos": _photo(b"MZ" + b"\0" * 80, "a.exe")})
    assert answer.status_code == 422
    assert "a.exe" in page(answer)
    assert "不接受可执行文件" in page(answer)


def test_a_list_of_files_that_was_changed_names_none(resident: Client) -> None:
    answer = resident.post("/say", {**MATTER, "files": "forged"})
    assert answer.context["draft"].files == ()


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "‮反", "x" * 20_000])
def test_whatever_was_written_is_shown_as_it_is(resident: Client, text: str) -> None:
    code = filed(resident, text=text)
    shown = page(resident.get(f"/follow/{code}"))
    assert "<script>alert" not in shown
    assert opened_by(code).text == text


@pytest.mark.parametrize("text", ["a\0b", "x" * 20_001])
def test_what_cannot_be_kept_is_refused_with_a_reason(resident: Client, text: str) -> None:
    assert resident.post("/say", {**MATTER, "text": text}).status_code == 422


def test_a_machine_that_files_all_day_is_slowed(
    resident: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filing, "BY_ADDRESS", Rate(most=1, seconds=600))
    filed(resident)
    answer = resident.post("/say", {**MATTER, **PERSON, "from": "check"})
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) <= timedelta(minutes=10).total_seconds()


def test_a_machine_that_stores_files_all_day_is_slowed_though_it_sends_nothing(
    resident: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filing, "BY_ADDRESS", Rate(most=1, seconds=600))
    found = [
        resident.post("/say", {**MATTER, "photos": SimpleUploadedFile("a.txt", b"x")}).status_code
        for _ in range(2)
    ]
    assert found[1] == 429
    assert resident.post("/say", MATTER).status_code == 200


def test_a_form_from_elsewhere_is_not_taken(county: str, clock: Any) -> None:
    answer = Client(enforce_csrf_checks=True).post("/say", MATTER)
    assert answer.status_code == 403
    assert "您写的都还在" in page(answer)
    assert _cases() == 0


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("路灯坏了。晚上看不见路", "路灯坏了"),
        ("\n\n路灯坏了", "路灯坏了"),
        (
            "我们小区门口的路灯坏了半个月，晚上老人出门看不见路，上周已经有人摔倒",
            "我们小区门口的路灯坏了半个月",
        ),
        ("灯" * 50, "灯" * 29 + "…"),
    ],
)
def test_the_first_words_become_the_title(text: str, title: str) -> None:
    assert title_of(text) == title


def test_the_like_nearby_is_told_before_sending_and_bars_nobody(resident: Client) -> None:
    register(category="c-010201", title="赵家门口的灯", petitioner={"name": "赵一"})
    told = {**MATTER, **PERSON, "area": "liuyin", "from": "person"}
    shown = page(resident.post("/say", told))
    assert "附近已经有人反映过类似的事，是同一件吗" in shown
    assert "路灯，1件，最近是3月2日（周一）" in shown
    assert "赵" not in shown
    assert filed(resident, area="liuyin")


def test_whoever_says_that_it_is_the_same_has_it_looked_at_under_that_subject(
    resident: Client,
) -> None:
    first = register(category="c-010201", area="liuyin", title="水塔东边黑了好几夜", text="没有亮")
    told = {"area": "liuyin", "same": "c-010201"}
    code = filed(resident, **told)
    state = opened_by(code).state
    assert state.matter.category == "c-010201"
    # It is what somebody says: nothing is tied, and nothing is refused him for it.
    assert state.ties.links == ()
    shown = page(sit_down("dispatcher-1").get(f"/desk/cases/{state.number}"))
    assert "反映人说是同一件事" in shown
    assert first.state.number in shown


def test_what_was_sent_then_changed_is_a_second_matter_only_if_one_wants_it(
    resident: Client,
) -> None:
    filed(resident)
    told = {**MATTER, **PERSON, "token": TOKEN, "from": "check", "text": "还有井盖也坏了。"}
    answer = resident.post("/say", told)
    assert answer.status_code == 409
    assert "您刚才已经提交过一件" in page(answer)
    assert "还有井盖也坏了。" in page(answer)
    assert _cases() == 1
    fresh = re.search(r'name="token" value="([0-9a-f-]{36})"', page(answer))
    assert fresh is not None
    assert resident.post("/say", {**told, "token": fresh[1]}).status_code == 302
    assert _cases() == 2


def test_only_a_subject_that_was_offered_can_be_the_same(resident: Client) -> None:
    register(category="c-010201")
    for told in ({"same": "c-0102"}, {"same": "c-010201", "kind": "misconduct_report"}):
        code = filed(resident, area="liuyin", token=str(uuid4()), **told)
        state = opened_by(code).state
        assert state.matter.category is None
        assert "反映人说是同一件事" not in page(
            sit_down("dispatcher-1").get(f"/desk/cases/{state.number}")
        )


def test_a_report_of_misconduct_looks_for_nothing_nearby(resident: Client) -> None:
    register(category="c-010201")
    told = {**MATTER, **PERSON, "area": "liuyin", "kind": "misconduct_report", "from": "person"}
    assert "附近已经有人" not in page(resident.post("/say", told))


def test_a_position_that_was_given_goes_along_and_reaches_whoever_handles_it(
    resident: Client,
) -> None:
    at = {"area": "liuyin", "lat": "30.730815", "lon": "124.304014"}
    check = page(resident.post("/say", {**MATTER, **PERSON, **at, "from": "person"}))
    assert "已附手机定位" in check
    assert '<input type="hidden" name="lat" value="30.730815">' in check
    number = opened_by(filed(resident, **at)).state.number
    told = history.entries(officer("dispatcher-1"), number, at=AT)[0].payload or {}
    assert (told["lat"], told["lon"]) == (30_730_815, 124_304_014)


@pytest.mark.parametrize("lat", ["91", "x", "nan"])
def test_a_position_off_the_globe_is_not_taken(resident: Client, lat: str) -> None:
    answer = resident.post("/say", {**MATTER, **PERSON, "lat": lat, "lon": "0", "from": "matter"})
    assert answer.status_code == 422


def test_whoever_is_retaliated_against_reports_it_from_the_page_of_his_matter(
    resident: Client,
) -> None:
    first = register(area="liuyin")
    give("dispatcher-1", first.state.number, "assign", lead="water")
    code = code_of(first.state.id)
    assert f"/say?about={code}" in page(resident.get(f"/follow/{code}"))
    asked = page(resident.get("/say", {"about": code}))
    assert first.state.number in asked
    assert 'name="kind" value="misconduct_report"' in asked
    told = {**MATTER, "text": "因为反映工地，家里被停水。", "about": code}
    shown = page(resident.post("/say", {**told, **PERSON, "from": "person"}))
    assert "打击报复" in shown
    view = opened_by(filed(resident, **told))
    assert view.state.ties.retaliation_for == first.state.number
    assert (view.state.matter.kind, view.state.kept_close) == ("misconduct_report", True)
    assert view.state.guard.kept_from_bodies == ("water",)
    with pytest.raises(Refused):
        queries.view(officer("clerk-water"), view.state.number, at=AT)
    # The matter for which he is retaliated against says nothing of it, to nobody.
    entries = history.entries(officer("clerk-water"), first.state.number, at=AT)
    assert [entry.fact for entry in entries] == ["registered", "assigned"]


def test_an_outsider_may_not_report_by_a_code_that_opens_nothing(resident: Client) -> None:
    before = _cases()
    assert resident.get("/say", {"about": "AAAAAAAAAA"}).status_code == 404
    sent = {**MATTER, **PERSON, "about": "AAAAAAAAAA", "from": "check", "token": TOKEN}
    assert resident.post("/say", sent).status_code == 404
    assert _cases() == before
