"""Review, re-review and the end of the procedure (articles 35 and 36)."""

from typing import Any

import pytest

from lianxin.rules.refusals import Refused
from tests.rules.county import HEARD, LI, WANG, Play, answered, handled, officer
from tests.rules.test_statutory import refused

COUNTY = officer("qinghe-gov", person="reviewer-county")
CITY = officer("city-gov", person="reviewer-city")
PANEL = [
    {"person": "judge", "role": "chair"},
    {"person": "scholar", "role": "evaluator"},
    {"person": "neighbour", "role": "evaluator"},
    {"person": "writer", "role": "recorder"},
    {"person": "petitioner", "role": "petitioner_side"},
    {"person": "wang", "role": "unit_side"},
]


def reviewed(outcome: str = "upheld", **fields: Any) -> Play:
    """A petition reviewed by the county government."""
    play = answered(**fields)
    play.do("request_review", play.zhao, "2026-05-10 09:00", reason="不服")
    play.do("decide_review", COUNTY, "2026-06-01 09:00", outcome=outcome, text="维持")
    play.do("sign", officer("qinghe-gov", "head"), document="review_opinion")
    return play


def test_the_body_above_the_handling_body_reviews() -> None:
    play = answered()
    play.do("request_review", play.zhao, "2026-05-10 09:00", reason="不服")
    lead = play.state.lead
    assert lead is not None
    assert (lead.body, lead.instrument) == ("qinghe-gov", "review")
    assert play.due("review") == "2026-06-09 23:59"
    assert refused(play, "decide_review", WANG, outcome="upheld", text="维持").code == "not_yours"


def test_a_vertical_body_is_reviewed_along_its_own_line() -> None:
    clerk = officer("tax")
    play = Play(title="退税")
    play.do("assign", LI, lead="tax")
    play.do("receive", clerk)
    play.do("accept", clerk, route="6")
    told = {"facts": "查明", "basis": "税法", "text": "不予支持", "outcome": "not_supported"}
    play.do("hear", clerk, **HEARD)
    play.do("propose_opinion", clerk, **told)
    play.do("sign", officer("tax", "section_head"), document="opinion")
    play.do("sign", officer("tax", "head"), document="opinion")
    play.do("issue", clerk, document="opinion")
    play.do("deliver", clerk, document="opinion", means="post")
    play.do("request_review", play.zhao, reason="不服")
    assert play.state.lead is not None
    assert play.state.lead.body == "city-tax"


def test_nobody_reviews_after_the_thirty_days() -> None:
    play = answered()
    no = refused(play, "request_review", play.zhao, "2026-05-21 00:00", reason="不服")
    assert no.code == "unmet"
    assert "条例" not in no.code


def test_a_revoked_opinion_goes_back_to_the_handling_body() -> None:
    play = reviewed("revoked")
    assert play.state.stage == "handling"
    assert play.state.lead is not None
    assert play.state.lead.body == "water"
    assert play.state.document("opinion") is None


def test_hearing_time_does_not_count_in_the_re_review() -> None:
    play = reviewed()
    play.do("issue", COUNTY, document="review_opinion")
    play.do("deliver", COUNTY, document="review_opinion", means="post")
    play.do("request_re_review", play.zhao, "2026-06-05 09:00", reason="不服")
    assert play.due("re_review") == "2026-07-06 23:59"
    play.do("order_sitting", CITY, "2026-06-10 09:00", kind="hearing", demand="重大疑难")
    assert play.clock("re_review").paused
    play.do("issue", CITY, document="hearing_notice")
    play.do("deliver", CITY, document="hearing_notice", means="post")
    play.do("hold_sitting", CITY, "2026-06-15 09:00", sitting=1, seats=PANEL, minutes="记录")
    no = refused(play, "decide_re_review", CITY, outcome="upheld", text="维持")
    assert no.why["conditions"][0]["code"] == "hearing_concluded"
    told = {"outcome": "advised", "opinion": "建议维持"}
    play.do("conclude_sitting", CITY, "2026-06-20 09:00", sitting=1, **told)
    assert play.due("re_review") == "2026-07-15 23:59"


def test_a_hearing_does_not_stop_the_sixty_days() -> None:
    play = handled()
    play.do("order_sitting", WANG, kind="hearing", demand="重大疑难")
    assert not play.clock("handle").paused


def test_the_procedure_ends_after_re_review_and_the_same_facts_are_not_accepted_again() -> None:
    play = reviewed()
    no = refused(play, "end_procedure", LI, ground="复核")
    assert no.code == "not_now"
    play.do("issue", COUNTY, document="review_opinion")
    play.do("deliver", COUNTY, document="review_opinion", means="post")
    play.do("request_re_review", play.zhao, reason="不服")
    play.do("decide_re_review", CITY, outcome="upheld", text="维持")
    play.do("sign", officer("city-gov", "head"), document="re_review_opinion")
    assert refused(play, "end_procedure", LI, ground="已经复核").code == "document_missing"
    play.do("issue", CITY, document="re_review_opinion")
    play.do("deliver", CITY, document="re_review_opinion", means="post")
    play.do("end_procedure", LI, ground="已经复核")
    assert play.state.phase == "ended"
    assert play.clock("tell_end").running
    play.do("issue", LI, document="end_notice")
    play.do("deliver", LI, document="end_notice", means="post")
    assert not play.clock("tell_end").running
    assert refused(play, "reopen", play.zhao, reason="再来").code == "ended"

    again = Play(number="QINGHE-260302-000009")
    again.beside(play)
    again.do("mark_repeat", LI, of=play.state.number)
    again.do("assign", LI, lead="water")
    again.do("receive", WANG)
    assert refused(again, "accept", WANG, route="6").code == "ended"
    again.do("decline", WANG, reason="ended", text="复核终结", next_door="属地疏导帮扶")


def test_the_same_matter_pending_below_is_not_accepted_above() -> None:
    below = Play()
    below.do("assign", LI, lead="shuangqiao-gov")
    clerk = officer("shuangqiao-gov")
    below.do("receive", clerk)
    below.do("accept", clerk, route="6")
    above = Play(number="QINGHE-260302-000003")
    above.beside(below)
    above.do("link", LI, to=below.state.number, relation="same_matter")
    above.do("assign", LI, lead="water")
    above.do("receive", WANG)
    no = refused(above, "accept", WANG, route="6")
    assert (no.code, no.why["lead"], no.why["article"]) == (
        "pending_elsewhere",
        "shuangqiao-gov",
        "条例19(3)",
    )
    above.do("accept", WANG, "2026-07-01 09:00", route="6")


def test_a_linked_case_must_be_one_that_the_actor_sees() -> None:
    play = Play()
    with pytest.raises(Refused, match="no_such"):
        play.do("link", LI, to="QINGHE-260302-ZZZZZZ", relation="related")
