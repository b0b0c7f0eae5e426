"""Who sits, who must not, what must come first, and what a sitting leaves behind."""

from typing import Any

import pytest

from lianxin.rules.faults import Faults
from lianxin.rules.refusals import Refused
from lianxin.rules.standings import standings
from lianxin.rules.state import Sitting
from tests.rules.county import (
    CHEN,
    HEARD,
    LI,
    WANG,
    WANG_HEAD,
    WANG_SECTION,
    Play,
    compiled,
    handled,
    officer,
)
from tests.rules.test_statutory import refused

JUDGE = officer("qinghe-gov", person="judge")
PANEL = [
    {"person": "judge", "role": "chair"},
    {"person": "scholar", "role": "evaluator"},
    {"person": "neighbour", "role": "evaluator"},
    {"person": "writer", "role": "recorder"},
    {"person": "petitioner", "role": "petitioner_side"},
    {"person": "wang", "role": "unit_side"},
]
OPINION = {"outcome": "supported", "facts": "查明", "basis": "水法", "text": "予以修复"}


def codes(no: Refused) -> list[str]:
    """The conditions that a refusal names."""
    return [one["code"] for one in no.why["conditions"]]


def hearing(**fields: Any) -> Play:
    """A hearing that was ordered and of which both sides have notice."""
    play = handled(**fields)
    play.do("order_sitting", WANG, kind="hearing", demand="重大疑难", seats=PANEL)
    play.do("issue", WANG, document="hearing_notice")
    play.do("deliver", WANG, document="hearing_notice", means="in_person")
    return play


def held() -> Play:
    """A hearing that was held."""
    play = hearing()
    play.do("hold_sitting", JUDGE, sitting=1, seats=PANEL, minutes="听证笔录")
    return play


def test_a_hearing_asked_for_is_the_one_that_is_ordered() -> None:
    play = handled()
    play.do("request_sitting", play.zhao, kind="hearing", reason="事实有争议")
    play.do("order_sitting", WANG, kind="hearing", demand="同意听证")
    (sitting,) = play.state.sittings
    assert (sitting.n, sitting.step) == (1, "ordered")


def test_a_hearing_is_asked_for_once_and_declined_with_a_reason() -> None:
    play = handled()
    play.do("request_sitting", play.zhao, kind="hearing", reason="事实有争议")
    no = refused(play, "request_sitting", play.zhao, kind="hearing", reason="再申请")
    assert no.code == "not_now"
    assert refused(play, "decline_sitting", play.zhao, sitting=1, reason="算了").code == "not_yours"
    play.do("decline_sitting", WANG, sitting=1, reason="事实清楚")
    assert not play.state.sittings[0].open
    assert refused(play, "decline_sitting", WANG, sitting=1, reason="再答").code == "not_now"


def test_a_petitioner_does_not_ask_for_a_coordination_of_bodies() -> None:
    play = handled()
    no = refused(play, "request_sitting", play.zhao, kind="coordination", reason="推诿")
    assert (no.code, no.why["by"]) == ("not_yours", ["assist", "lead"])


def test_a_hearing_is_not_held_before_its_notice_is_delivered() -> None:
    play = handled()
    play.do("order_sitting", WANG, kind="hearing", demand="重大疑难")
    no = refused(play, "hold_sitting", WANG, sitting=1, seats=PANEL, minutes="笔录")
    assert (no.code, no.why["document"]) == ("document_missing", "hearing_notice")
    play.do("issue", WANG, document="hearing_notice")
    no = refused(play, "hold_sitting", WANG, sitting=1, seats=PANEL, minutes="笔录")
    assert no.code == "document_missing"


def test_the_notice_of_an_earlier_hearing_does_not_serve_a_later_one() -> None:
    play = held()
    play.do("conclude_sitting", JUDGE, sitting=1, outcome="advised", opinion="宜支持")
    play.do("order_sitting", WANG, kind="hearing", demand="新证据")
    no = refused(play, "hold_sitting", WANG, sitting=2, seats=PANEL, minutes="笔录")
    assert no.code == "document_missing"


@pytest.mark.parametrize(
    "seats",
    [
        PANEL[:2] + PANEL[3:],
        [one for one in PANEL if one["role"] != "recorder"] + [{"person": "guest"}],
        [one for one in PANEL if one["role"] != "chair"] + [{"person": "guest"}],
        PANEL[:1] * 3 + PANEL[3:],
        [*PANEL[:2], {"person": "guest", "role": "observer"}, *PANEL[3:]],
    ],
    ids=["two judge", "nobody records", "nobody chairs", "one sits thrice", "an observer"],
)
def test_without_its_panel_a_hearing_has_no_quorum(seats: list[dict[str, str]]) -> None:
    no = refused(hearing(), "hold_sitting", WANG, sitting=1, seats=seats, minutes="笔录")
    assert (no.code, codes(no)) == ("no_quorum", ["quorum"])
    assert no.why["conditions"][0]["who"] == ["chair"]


def test_a_hearing_hears_both_sides() -> None:
    alone = [*PANEL[:5], {"person": "guest", "role": "evaluator"}]
    no = refused(hearing(), "hold_sitting", WANG, sitting=1, seats=alone, minutes="笔录")
    assert (no.code, codes(no)) == ("unmet", ["both_sides"])
    assert no.why["conditions"][0]["article"] == "条例31(6)"


@pytest.mark.parametrize("role", ["chair", "evaluator", "member"])
def test_who_investigated_neither_chairs_nor_judges(role: str) -> None:
    seats = [*PANEL, {"person": "wang", "role": role}]
    no = refused(hearing(), "hold_sitting", LI, sitting=1, seats=seats, minutes="笔录")
    assert (no.code, no.why["name"], no.why["article"]) == ("self_check", "wang", "条例28(3)")
    named = refused(hearing(), "name_seats", LI, sitting=1, seats=seats)
    assert named.code == "self_check"


def test_who_investigated_speaks_for_the_unit() -> None:
    assert held().state.sittings[0].sessions == 1


def test_who_only_signed_for_the_receipt_did_not_investigate() -> None:
    play = Play()
    play.do("assign", LI, lead="water")
    play.do("receive", WANG)
    assert play.state.house.investigators == ()
    play.do("contact", WANG, means="telephone", reached=True, text="已联系")
    assert play.state.house.investigators == ("wang",)


def test_a_reviewer_who_works_on_the_review_may_chair_its_hearing() -> None:
    assert "judge" not in held().state.house.investigators


def test_who_stood_aside_has_no_seat() -> None:
    play = hearing()
    play.do("recuse", LI, person="scholar", ground="亲属")
    no = refused(play, "hold_sitting", WANG, sitting=1, seats=PANEL, minutes="笔录")
    assert (no.code, no.why["name"], no.why["article"]) == ("recused", "scholar", "条例28(3)")


def test_who_is_complained_of_has_no_seat() -> None:
    play = Play(kind="misconduct_report", respondent=["urban", "scholar"])
    no = refused(play, "order_sitting", LI, kind="hearing", demand="核实", seats=PANEL)
    assert (no.code, no.why["article"]) == ("respondent", "条例30(3)")


def test_a_seat_gives_a_standing_until_the_sitting_is_concluded() -> None:
    play = hearing()
    seen = standings(play.state, JUDGE, play.book)
    assert {"chair", "member"} <= seen
    assert standings(play.state, officer("bihu-gov", person="writer"), play.book) == {"member"}
    play.do("hold_sitting", JUDGE, sitting=1, seats=PANEL, minutes="笔录")
    play.do("conclude_sitting", JUDGE, sitting=1, outcome="advised", opinion="宜支持")
    assert "chair" not in standings(play.state, JUDGE, play.book)


def test_an_observer_sees_nothing_of_the_case() -> None:
    play = handled()
    guest = [{"person": CHEN.person, "role": "observer"}]
    play.do("order_sitting", WANG, kind="reception", demand="接访", seats=guest)
    assert standings(play.state, CHEN, play.book) == frozenset()
    assert refused(play, "note", CHEN, text="旁听").code == "not_visible"


def test_a_seat_of_before_the_roles_is_a_member_s() -> None:
    sitting = Sitting.model_validate({"n": 1, "kind": "council", "step": "held", "seats": ["a"]})
    assert [(seat.person, seat.role) for seat in sitting.seats] == [("a", "member")]


def test_a_hearing_is_concluded_with_an_opinion() -> None:
    play = held()
    no = refused(play, "conclude_sitting", JUDGE, sitting=1, outcome="advised")
    assert codes(no) == ["opinion_given"]


def test_an_outcome_of_a_hearing_that_was_never_held_says_so() -> None:
    play = hearing()
    no = refused(play, "conclude_sitting", WANG, sitting=1, outcome="advised", opinion="宜支持")
    assert codes(no) == ["sat"]
    play.do("conclude_sitting", WANG, sitting=1, outcome="withdrawn")


def test_an_opinion_waits_for_the_hearing_and_cites_it() -> None:
    play = held()
    assert codes(refused(play, "propose_opinion", WANG, **OPINION, hearing=1)) == [
        "hearing_concluded"
    ]
    play.do("conclude_sitting", JUDGE, sitting=1, outcome="advised", opinion="宜支持")
    assert codes(refused(play, "propose_opinion", WANG, **OPINION)) == ["hearing_cited"]
    assert codes(refused(play, "propose_opinion", WANG, **OPINION, hearing=2)) == ["hearing_cited"]
    play.do("hear", WANG, **HEARD)
    (fact,) = play.do("propose_opinion", WANG, **OPINION, hearing=1)
    assert fact.model_dump()["hearing"] == 1


def test_an_opinion_cites_no_hearing_where_none_was_held() -> None:
    play = hearing()
    play.do("conclude_sitting", WANG, sitting=1, outcome="not_held")
    play.do("hear", WANG, **HEARD)
    play.do("propose_opinion", WANG, **OPINION)


def coordination(play: Play, **fields: Any) -> Play:
    """A coordination that the centre chairs."""
    play.do("order_sitting", LI, kind="coordination", demand="职责不清")
    seats = [{"person": "li", "role": "chair"}, {"person": "wang"}]
    play.do("hold_sitting", LI, sitting=1, seats=seats, minutes="协调会纪要")
    if fields:
        play.do("conclude_sitting", LI, sitting=1, outcome="lead_named", **fields)
    return play


def test_a_coordination_names_a_lead_that_may_not_return_the_matter() -> None:
    play = Play()
    play.do("assign", LI, lead="water")
    play.do("request_sitting", WANG, kind="coordination", reason="与农业局职责交叉")
    coordination(play, lead="agriculture", decisions=["由农业局主办。"])
    assert (play.state.lead and play.state.lead.body, play.state.stage) == (
        "agriculture",
        "dispatched",
    )
    clerk = officer("agriculture")
    no = refused(play, "object", clerk, reason="not-ours", text="不归我们")
    assert no.code == "may_not_return"
    assert no.why["conditions"][0]["who"] == ["centre"]
    assert "reassigned" in [fact.name for fact in play.facts]


def test_a_coordination_rules_an_objection_that_is_open() -> None:
    for lead in ("water", "agriculture"):
        play = Play()
        play.do("assign", LI, lead="water")
        play.do("object", WANG, reason="not-ours", text="不归我们")
        coordination(play, lead=lead, decisions=["定主办。"])
        assert play.state.lead is not None
        assert (play.state.lead.body, play.state.lead.state) == (lead, "offered")
        assert play.clock("rule_objection").stopped_at is not None


def test_a_lead_bound_in_the_middle_of_the_work_goes_on_there() -> None:
    play = coordination(handled(), lead="water", decisions=["仍由水务局主办。"])
    assert (play.state.stage, play.state.dispatch.may_not_return) == ("handling", ("water",))
    other = coordination(handled(), lead="urban", decisions=["改由城管局主办。"])
    assert other.state.stage == "handling"
    assert other.state.lead is not None
    assert other.state.lead.body == "urban"


def test_before_dispatch_the_bound_body_waits_for_the_centre() -> None:
    play = coordination(Play(), lead="water", decisions=["由水务局主办。"])
    assert play.state.lead is None
    play.do("assign", LI, lead="water")
    assert refused(play, "object", WANG, reason="no", text="不办").code == "may_not_return"


def test_a_lead_does_not_bind_another() -> None:
    play = coordination(handled())
    told = {"outcome": "lead_named", "lead": "urban", "decisions": ["由城管局主办。"]}
    no = refused(play, "conclude_sitting", WANG, sitting=1, **told)
    assert (no.code, no.why["by"]) == ("not_yours", ["centre", "chair", "leader"])


def test_a_meeting_that_did_not_happen_binds_nobody() -> None:
    play = handled()
    play.do("order_sitting", LI, kind="coordination", demand="职责不清")
    told = {"outcome": "lead_named", "lead": "urban", "decisions": ["由城管局主办。"]}
    assert refused(play, "conclude_sitting", LI, sitting=1, **told).code == "not_now"


def test_a_hearing_names_no_lead() -> None:
    told = {"outcome": "advised", "lead": "urban", "decisions": ["由城管局主办。"]}
    assert refused(held(), "conclude_sitting", JUDGE, sitting=1, **told).code == "not_yours"


def test_a_lead_is_named_with_a_reason() -> None:
    with pytest.raises(ValueError, match="named by a decision"):
        held().do("conclude_sitting", JUDGE, sitting=1, outcome="advised", lead="urban")


def test_a_decision_with_an_owner_says_whose_and_until_when() -> None:
    play = coordination(handled())
    due = "2026-03-31T18:00:00+08:00"
    decisions = ["会后通报。", {"text": "核实水权。", "body": "agriculture", "due": due}]
    (fact,) = play.do("conclude_sitting", LI, sitting=1, outcome="agreed", decisions=decisions)
    assert len(fact.model_dump()["decisions"]) == 2
    (task,) = play.state.tasks
    assert (task.source, task.body, task.open) == ("decision", "agriculture", True)
    assert play.due("decision") == "2026-03-31 18:00"
    clerk = officer("agriculture")
    assert "report_task" in play.open_to(clerk)
    play.do("report_task", clerk, task=1, done=True, text="已核实。")
    assert play.clock("decision").stopped_at is not None


def test_only_who_may_order_a_sitting_orders_it() -> None:
    play = handled()
    no = refused(play, "order_sitting", play.zhao, kind="hearing", demand="我要听证")
    assert no.code == "not_yours"
    assert refused(play, "order_sitting", CHEN, kind="hearing", demand="x").code == "not_visible"


def test_a_sitting_that_is_not_there_is_neither_held_nor_concluded() -> None:
    play = handled()
    told = {"sitting": 4, "party": "petitioner_side", "given": True}
    assert refused(play, "record_consent", WANG, **told).code == "no_such"
    assert refused(play, "name_seats", WANG, sitting=4, seats=[]).code == "no_such"


ROWS = """
[procedure]
code = "mine"
label = {{ zh = "县", en = "County" }}
extends = "statutory"

[rows]
sittings = [
  {row},
]
"""


def test_a_county_asks_for_more_at_a_hearing() -> None:
    found = compiled(ROWS.format(row='{ kind = "hearing", quorum = 9, roles = ["expert"] }'))
    rule = found.sitting_index["hearing"]
    assert (rule.quorum, rule.panel_min, rule.needs_sides, rule.neutral) == (9, 3, True, True)
    assert rule.roles == ("chair", "recorder", "expert")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ('{ kind = "hearing", quorum = 2 }', "sitting_widened"),
        ('{ kind = "hearing", panel_min = 1 }', "sitting_widened"),
        ('{ kind = "hearing", needs_sides = false }', "sitting_widened"),
        ('{ kind = "hearing", neutral = false }', "sitting_widened"),
        ('{ kind = "coordination", binds = ["lead"] }', "binding_widened"),
        ('{ kind = "trial", quorum = 3 }', "not_one_of"),
        ('{ kind = "council", roles = ["king"] }', "not_one_of"),
        ('{ kind = "council", asked_by = ["nobody"] }', "unknown_standing"),
        ('{ kind = "council", quorum = 0 }', "wrong_count"),
        ("{ quorum = 3 }", "missing_key"),
    ],
)
def test_a_county_asks_for_no_less(row: str, code: str) -> None:
    with pytest.raises(Faults) as no:
        compiled(ROWS.format(row=row))
    assert code in {fault.code for fault in no.value.faults}


def test_a_signed_opinion_carries_the_hearing_to_its_end() -> None:
    play = held()
    play.do("conclude_sitting", JUDGE, sitting=1, outcome="advised", opinion="宜支持")
    play.do("hear", WANG, **HEARD)
    play.do("propose_opinion", WANG, **OPINION, hearing=1)
    play.do("sign", WANG_SECTION, document="opinion")
    play.do("sign", WANG_HEAD, document="opinion")
    assert play.state.stage == "issuing"
