"""What a resident chooses by its name: an agent, a side, a step; a code is never typed."""

from typing import Any

from django.test import Client

from lianxin.cases.codes import code_of
from tests.county import give, opened_by, register
from tests.web.conftest import TOKEN, Clock, page

SENT = {"token": TOKEN}


def _code(**fields: Any) -> str:
    return code_of(register("agent-liuyin", channel="agent", **fields).state.id)


def _number(code: str) -> str:
    return opened_by(code).state.number


def test_a_resident_lets_an_agent_of_the_place_carry_the_matter(resident: Client) -> None:
    code = _code(area="liuyin")
    assert "请代办员替我跑" in page(resident.get(f"/follow/{code}"))
    form = page(resident.get(f"/follow/{code}/appoint_agent"))
    assert '<option value="agent-liuyin">' in form and "荣伟民 · " in form
    # Nearest first: the agent of the village before the one of the subdistrict.
    assert form.index("agent-liuyin") < form.index("agent-chengguan")
    assert "agent-donghu" not in form
    told = {**SENT, "agent": "agent-liuyin", "mandate": "腿脚不便。", "level": "handles"}
    assert resident.post(f"/follow/{code}/appoint_agent", told).status_code == 302
    assert opened_by(code).state.house.agent == "agent-liuyin"


def test_where_no_agent_serves_none_is_offered(resident: Client) -> None:
    assert "请代办员替我跑" not in page(resident.get(f"/follow/{_code(area=None)}"))


def test_a_recused_agent_is_not_offered(resident: Client) -> None:
    code = _code(area="liuyin")
    give("agent-liuyin", _number(code), "recuse", person="agent-liuyin", ground="亲属。")
    answer = resident.get(f"/follow/{code}/appoint_agent")
    assert answer.status_code == 200
    assert "agent-chengguan" in page(answer)
    assert "agent-liuyin" not in page(answer)


def test_of_two_agents_one_is_let_go_by_name(resident: Client) -> None:
    code = _code(area="liuyin")
    for agent, level in (("agent-liuyin", "handles"), ("agent-chengguan", "assists")):
        give(
            "agent-liuyin", _number(code), "appoint_agent", agent=agent, mandate="代办", level=level
        )
    form = page(resident.get(f"/follow/{code}/release_agent"))
    assert '<option value="agent-liuyin">荣伟民' in " ".join(form.split()).replace("> ", ">")
    told = {**SENT, "agent": "agent-liuyin", "reason": "两天没有回音。"}
    assert resident.post(f"/follow/{code}/release_agent", told).status_code == 302
    assert [one.person for one in opened_by(code).state.house.agents] == ["agent-chengguan"]


def _mediated() -> str:
    code = code_of(
        register("operator-3", channel="in_person", kind="claim", area="liuyin").state.id
    )
    number = _number(code)
    give("dispatcher-2", number, "assign", lead="chengguan")
    give("clerk-chengguan", number, "receive")
    give("clerk-chengguan", number, "accept", route="6")
    give(
        "clerk-chengguan",
        number,
        "order_sitting",
        kind="mediation",
        demand="邻里之间先调。",
        seats=[{"person": "mediator-1", "role": "mediator"}],
    )
    return code


def test_a_resident_says_whether_he_wants_mediation_for_his_own_side_alone(
    resident: Client,
) -> None:
    code = _mediated()
    assert "愿不愿意调解" in page(resident.get(f"/follow/{code}"))
    form = page(resident.get(f"/follow/{code}/record_consent"))
    assert "调解 1" in form and "信访人一方" in form
    assert "对方当事人" not in form
    told = {**SENT, "sitting": "1", "party": "petitioner_side", "given": "no"}
    assert resident.post(f"/follow/{code}/record_consent", told).status_code == 302
    consent = opened_by(code).state.sittings[0].consents[0]
    assert (consent.party, consent.given) == ("petitioner_side", False)


def test_a_resident_cannot_agree_for_the_other_side(resident: Client) -> None:
    code = _mediated()
    told = {**SENT, "sitting": "1", "party": "other_side", "given": "yes"}
    answer = resident.post(f"/follow/{code}/record_consent", told)
    assert answer.status_code == 422
    assert opened_by(code).state.sittings[0].consents == ()


def test_a_resident_confirms_the_last_step_of_the_agents_work(
    resident: Client, clock: Clock
) -> None:
    code = _code(area="liuyin", kind="service_errand")
    number = _number(code)
    give("agent-liuyin", number, "appoint_agent", agent="agent-liuyin", mandate="代办")
    for step in ("accepted", "followed", "fed_back"):
        assert "确认这一步办到了" not in page(resident.get(f"/follow/{code}"))
        give("agent-liuyin", number, "take_step", track="agency", step=step)
    assert "确认这一步办到了" in page(resident.get(f"/follow/{code}"))
    form = page(resident.get(f"/follow/{code}/take_step"))
    assert '<option value="confirmed" selected>' in " ".join(form.split()).replace(" >", ">")
    # Who did it and when is what an office keeps.
    assert 'name="person"' not in form and 'name="done_at"' not in form
    told = {"token": TOKEN, "track": "agency", "step": "confirmed", "text": "拿到了。"}
    assert resident.post(f"/follow/{code}/take_step", told).status_code == 302
    assert opened_by(code).state.tracks["agency"] == "confirmed"
