"""Whoever is shut out after registration loses the matter in lists, look-ups, notices and figures."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import StringConstraints

from lianxin.cases import door
from lianxin.cases.reading import history, queries
from lianxin.cases.reading.filters import Filters
from lianxin.figures import reader
from lianxin.figures.registry import FigureQuestion, compute, entries
from lianxin.ledger import proof_check
from lianxin.notices import queries as notices
from lianxin.notices import reading as telling
from lianxin.rules import facts
from lianxin.rules.actor import Actor
from lianxin.rules.commands import CLASSES
from lianxin.rules.commands.intake import Register
from lianxin.rules.commands.shapes import CaseNumber
from lianxin.rules.naming import fields_naming
from lianxin.rules.refusals import Refused
from tests.cases import tables
from tests.cases.sight import ALL, LATER, everybody, found_by_sql, states, visible
from tests.county import AT, PLAIN, give, officer, register

SHIELD: dict[str, Any] = {
    "kind": "misconduct_report",
    "respondent": ["urban-management"],
    "reason": "反映该局人员",
}


def led_by_urban() -> str:
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management", assist=["ecology"])
    return number


def listed(actor: Actor, **wanted: Any) -> list[str]:
    rows = queries.page(actor, Filters(**wanted), at=LATER).rows
    return [row.number for row in rows]


def test_it_is_gone_from_lists_counts_filters_and_look_ups(county: str) -> None:
    number, clerk = led_by_urban(), officer("clerk-urban")
    assert listed(clerk) == [number]
    give("dispatcher-1", number, "shield", **SHIELD)
    assert listed(clerk) == listed(clerk, kind="misconduct_report") == []
    assert queries.count(clerk, ALL, at=LATER) == 0
    for look in (queries.view, history.entries, history.proof):
        with pytest.raises(Refused) as caught:
            look(clerk, number, at=LATER)
        assert caught.value.code == "not_visible"
    assert listed(officer("clerk-qinghe")) == [number]
    assert listed(officer("clerk-bihu")) == []


def test_who_registered_it_does_not_get_it_back_by_asking_again(county: str) -> None:
    command = Register.model_validate(PLAIN)
    key = door.Key("test", "once", b"asked")
    clerk = officer("clerk-urban")
    made = door.register(command, actor=clerk, at=AT, key=key)
    assert door.register(command, actor=clerk, at=AT, key=key).again
    give("dispatcher-1", made.state.number, "shield", **SHIELD)
    with pytest.raises(Refused) as caught:
        door.register(command, actor=clerk, at=AT, key=key)
    assert caught.value.code == "not_visible"


def test_sql_and_rules_still_agree_for_everybody(county: str) -> None:
    number = led_by_urban()
    give("dispatcher-1", number, "shield", **SHIELD)
    cases = states()
    for actor in everybody():
        assert found_by_sql(actor) == visible(actor, cases.values()), actor
    row = tables.row("SELECT kind, shut, lead FROM cases_case WHERE number = %s", number)
    assert row == {
        "kind": "misconduct_report",
        "shut": "b:urban-management",
        "lead": "qinghe-gov",
    }


def test_notices_sent_before_are_gone_and_the_new_lead_is_told(county: str) -> None:
    number = led_by_urban()
    telling.take(AT)
    assert [one.number for one in notices.mine(officer("clerk-urban"))] == [number]
    give("dispatcher-1", number, "shield", **SHIELD)
    telling.take(AT + timedelta(minutes=1))
    assert notices.mine(officer("clerk-urban")) == ()
    assert notices.unread_count(officer("head-urban")) == 0
    assert [one.fact for one in notices.mine(officer("clerk-qinghe"))] == ["shielded"]


def test_figures_no_longer_open_down_to_it(open_county: str) -> None:
    number, clerk = led_by_urban(), officer("clerk-urban")

    def counted(actor: Actor) -> tuple[int, int]:
        asked = FigureQuestion(
            name="registered",
            since=date(2026, 3, 1),
            until=date(2026, 4, 1),
            at=LATER,
            actor=actor,
        )
        return compute(asked).total.numerator, len(entries(asked).lines)

    reader.catch_up()
    assert counted(clerk) == (1, 1)
    give("dispatcher-1", number, "shield", **SHIELD)
    reader.catch_up()
    assert counted(clerk) == (0, 0)
    assert counted(officer("dispatcher-1")) == (1, 1)


def test_a_report_about_the_government_is_work_and_news_above_it(county: str) -> None:
    told = {"kind": "misconduct_report", "respondent": ["qinghe-gov"]}
    number = register("operator-3", **told).state.number
    telling.take(AT)
    assert [one.fact for one in notices.mine(officer("clerk-yunchuan"))] == ["registered"]
    assert listed(officer("clerk-yunchuan")) == [number]
    for shut in ("operator-3", "dispatcher-2", "inspector-1", "leader-1"):
        assert notices.mine(officer(shut)) == ()
        assert listed(officer(shut)) == []


def test_an_unknown_respondent_is_refused(county: str) -> None:
    number = led_by_urban()
    with pytest.raises(Refused) as caught:
        give("dispatcher-1", number, "shield", respondent=["no-such-body"], reason="x")
    assert caught.value.code == "no_such"


def tied(*, relation: str = "same_matter") -> tuple[str, str]:
    """A matter that urban management has, tied by the centre to one that becomes shut to it."""
    number, other = led_by_urban(), led_by_urban()
    give("dispatcher-1", number, "link", to=other, relation=relation)
    give("dispatcher-1", other, "shield", **SHIELD)
    return number, other


def test_a_plain_matter_does_not_tell_of_one_shut_later(county: str) -> None:
    number, other = tied()
    clerk, dispatcher = officer("clerk-urban"), officer("dispatcher-1")
    assert [tie.to for tie in queries.view(dispatcher, number, at=LATER).state.ties.links] == [
        other
    ]
    assert queries.view(clerk, number, at=LATER).state.ties.links == ()
    assert other not in repr(history.entries(clerk, number, at=LATER))
    assert other in repr(history.entries(dispatcher, number, at=LATER))


def test_nor_does_its_proof_which_holds_all_the_same(county: str) -> None:
    number, other = tied()
    told = history.proof(officer("clerk-urban"), number, at=LATER)
    assert other not in json.dumps(told)
    assert other in json.dumps(history.proof(officer("dispatcher-1"), number, at=LATER))
    assert [one["fact"] for one in told["entries"] if "payload" not in one] == ["linked"]
    assert proof_check.check(proof_check.read(json.dumps(told))) == []


def test_nor_once_the_tie_is_undone_or_was_a_mark_of_repeat(county: str) -> None:
    number, other = led_by_urban(), led_by_urban()
    give("dispatcher-1", number, "mark_repeat", of=other)
    give("dispatcher-1", other, "shield", **SHIELD)
    clerk = officer("clerk-urban")
    assert queries.view(clerk, number, at=LATER).state.ties.repeat_of is None
    give("dispatcher-1", number, "unlink", to=other, reason="两件事")
    assert other not in repr(history.entries(clerk, number, at=LATER))


def test_what_was_carried_and_split_off_is_kept_back_as_well(county: str) -> None:
    part, host = led_by_urban(), led_by_urban()
    give("dispatcher-1", part, "merge", into=host, consent=True)
    clerk = officer("clerk-urban")
    assert part in repr(history.entries(clerk, host, at=LATER))
    give("dispatcher-1", host, "split", parts=[part])
    give("dispatcher-1", part, "shield", **SHIELD)
    assert part not in repr(history.entries(clerk, host, at=LATER))


def test_whatever_command_names_a_case_leaves_facts_known_to_name_it() -> None:
    rules = (rule for rule in CaseNumber.__metadata__ if isinstance(rule, StringConstraints))
    pattern = json.dumps(next(rules).pattern)
    leaving = {
        cls.fact for cls in CLASSES.values() if pattern in json.dumps(cls.model_json_schema())
    }
    assert "linked" in leaving
    assert all(fields_naming(facts.CLASSES[name], "case") for name in leaving)
