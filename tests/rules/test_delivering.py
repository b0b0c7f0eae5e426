"""A paper that does not arrive: what is on record of it, and which other ways are then open."""

from collections.abc import Callable
from typing import Any

import pytest

from lianxin.rules.facts.papers import Delivered
from lianxin.rules.refusals import Refused
from tests.rules.county import (
    CHEN,
    HEARD,
    WANG,
    WANG_HEAD,
    WANG_SECTION,
    Play,
    at,
    compiled,
    handled,
)
from tests.rules.grammar.test_narrowing import over, told

NOTICE: dict[str, Any] = {"document": "acceptance_notice"}
OPINION: dict[str, Any] = {"document": "opinion"}


def refused(step: Callable[[], object]) -> Refused:
    """The refusal of a step that must be refused."""
    with pytest.raises(Refused) as caught:
        step()
    return caught.value


def issued() -> Play:
    """A petition whose opinion was issued on 13 April."""
    play = handled()
    fields = {"outcome": "supported", "facts": "查明", "basis": "法", "text": "修复"}
    play.do("hear", WANG, **HEARD)
    play.do("propose_opinion", WANG, "2026-04-10 09:00", **fields)
    play.do("sign", WANG_SECTION, document="opinion")
    play.do("sign", WANG_HEAD, document="opinion")
    play.do("issue", WANG, "2026-04-13 09:00", document="opinion")
    return play


def test_a_paper_is_left_at_the_place_only_after_it_was_tried_and_with_its_proof() -> None:
    play = handled()
    play.do("issue", WANG, document="acceptance_notice")
    left = {**NOTICE, "means": "left_at_place"}
    no = refused(lambda: play.do("deliver", WANG, **left, proof="见证人两名"))
    assert [one["code"] for one in no.why["conditions"]] == ["delivery_failed"]
    play.do("fail_delivery", WANG, **NOTICE, means="in_person", reason="refused", text="拒收")
    assert refused(lambda: play.do("deliver", WANG, **left)).code == "proof_missing"
    assert play.clock("tell").running
    play.do("deliver", WANG, **left, proof="见证人两名")
    assert not play.clock("tell").running


def test_a_try_lies_between_issue_and_now() -> None:
    play = issued()
    tried = {**OPINION, "means": "post", "reason": "returned"}
    for moment, code in (("2026-04-12 09:00", "before_issue"), ("2026-04-14 09:00", "future")):
        step = {**tried, "tried_at": at(moment)}
        assert refused(lambda step=step: play.do("fail_delivery", WANG, **step)).code == code


def test_a_public_notice_delivers_at_the_end_of_its_thirty_days_and_not_before() -> None:
    play = issued()
    posting = {**OPINION, "place": "门户网站"}
    assert refused(lambda: play.do("post_notice", WANG, **posting)).code == "unmet"
    play.do("fail_delivery", WANG, "2026-04-16 09:00", **OPINION, means="post", reason="moved")
    play.do("post_notice", WANG, "2026-04-17 09:00", **posting)
    assert refused(lambda: play.do("post_notice", WANG, **posting)).code == "not_now"
    delivering = {**OPINION, "means": "public_notice", "proof": "截图"}
    no = refused(lambda: play.do("deliver", WANG, "2026-05-17 23:59", **delivering))
    assert [one["code"] for one in no.why["conditions"]] == ["notice_over"]
    assert play.state.stage == "issuing"
    facts = play.do("deliver", WANG, "2026-05-18 09:00", **delivering)
    (fact,) = [fact for fact in facts if isinstance(fact, Delivered)]
    assert fact.delivered_at == at("2026-05-17 23:59").replace(second=59)
    assert play.due("review_apply") == "2026-06-16 23:59"
    # The body did its part on the day it posted the notice, within its sixty days.
    assert not play.clock("handle").late


def test_nothing_fails_to_arrive_that_was_never_sent() -> None:
    play = handled()
    tried = {**NOTICE, "means": "post", "reason": "absent"}
    assert refused(lambda: play.do("fail_delivery", WANG, **tried)).code == "document_missing"


def test_an_outsider_neither_tries_nor_posts() -> None:
    play = issued()
    tried = {**OPINION, "means": "post", "reason": "absent"}
    assert refused(lambda: play.do("fail_delivery", CHEN, **tried)).code == "not_visible"
    posting = {**OPINION, "place": "门户网站"}
    assert refused(lambda: play.do("post_notice", CHEN, **posting)).code == "not_visible"


def test_a_county_asks_for_more_of_a_way_of_delivery_and_never_for_less() -> None:
    row = '{ means = "post", proof = true }'
    assert compiled(over("deliveries", row)).delivery_index["post"].proof
    row = '{ means = "public_notice", period = "60 days" }'
    period = compiled(over("deliveries", row)).delivery_index["public_notice"].period
    assert period is not None
    assert period.amount == 60
    for row in (
        '{ means = "entrusted", proof = false }',
        '{ means = "public_notice", period = "7 days" }',
    ):
        assert told(over("deliveries", row)) == [(7, "delivery_loosened")]
