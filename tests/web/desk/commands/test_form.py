"""The form of a command: what is a list is chosen from it, rows are as many as needed, faults are told."""

import re
from typing import Any

import pytest
from django.test import Client

from lianxin.cases.reading import queries
from lianxin.rules import commands
from lianxin.web import questions
from tests.county import give, officer, register
from tests.web.conftest import Clock, page
from tests.web.desk.test_pages import quick, sit_down

__all__ = ["quick"]
LOOPS = frozenset({"ring", "restate", "warn", "take_over"})
NAMES = sorted(set(commands.CLASSES) - LOOPS - {"register"})
BARE = re.compile(r'<input (?:type="(?:text|number)" )?name="([^"]+)"')
EMPTY = re.compile(r'value="(?:\(\)|\[\]|None)"')


def led() -> str:
    """A matter that one body leads and works on."""
    number = register().state.number
    give("dispatcher-1", number, "assign", lead="urban-management")
    give("clerk-urban", number, "receive")
    return number


def asked(client: Client, number: str, name: str) -> Any:
    """The page that asks what a command needs."""
    answer = client.get(f"/desk/cases/{number}/{name}")
    assert answer.status_code == 200
    return answer


def send(client: Client, number: str, name: str, **fields: object) -> Any:
    """Send the form of a command as it was opened, and return what comes back."""
    form = asked(client, number, name)
    sent = {"token": form.context["token"], "version": form.context["view"].sequence, **fields}
    return client.post(f"/desk/cases/{number}/{name}", sent)


def question(answer: Any, name: str) -> Any:
    """One question of a page, those of rows too."""
    listed = answer.context["questions"]
    inner = [one for each in listed for row in each.rows for one in row]
    return next(one for one in (*listed, *inner) if one.name == name)


def test_a_body_that_is_no_more_is_found_by_its_old_name_and_says_who_took_it_over(
    county: str, clock: Clock
) -> None:
    client, number = sit_down("dispatcher-1"), register().state.number
    whole = client.get(f"/desk/cases/{number}/assign")
    assert "sanitation" not in {option.code for option in question(whole, "lead").options}
    found = client.get(f"/desk/cases/{number}/assign", {"find.lead": "环境卫生"})
    labels = {option.code: option.name for option in question(found, "lead").options}
    assert "已并入" in labels["sanitation"]
    answer = send(client, number, "assign", lead="sanitation")
    assert answer.status_code == 302
    lead = queries.state_of(officer("dispatcher-1"), number).lead
    assert lead is not None
    assert lead.body == "urban-management"


@pytest.fixture
def number(county: str, clock: Clock) -> str:
    """The number of a matter that is worked on."""
    return led()


@pytest.mark.parametrize("name", NAMES)
def test_whatever_names_something_is_chosen_and_never_typed(number: str, name: str) -> None:
    answer = asked(sit_down("clerk-urban"), number, name)
    listed = answer.context["questions"]
    every = [*listed, *(one for each in listed for row in each.rows for one in row)]
    named = {one.name: one for one in every if one.names}
    typed = set(BARE.findall(page(answer)))
    for one in named.values():
        if one.names == "case" and not one.listed:
            continue
        assert one.is_list or one.kind == "rows", one.name
        assert one.name not in typed
    numbers = {one.name for one in every if one.kind == "number" and one.listed}
    assert not numbers & typed
    assert not EMPTY.search(page(answer))
    assert not any("()" in one.default or "()" in one.value for one in every)


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_of_a_list_has_a_name_of_its_own(number: str, name: str) -> None:
    listed = asked(sit_down("clerk-urban"), number, name).context["questions"]
    for one in (*listed, *(one for each in listed for row in each.rows for one in row)):
        labels = [option.name for option in one.options]
        assert len(labels) == len(set(labels)), one.name
        assert all(re.search("[一-鿿]", label) for label in labels), (one.name, labels)


@pytest.mark.parametrize("name", NAMES)
def test_every_field_is_called_by_a_chinese_name(number: str, name: str) -> None:
    listed = asked(sit_down("clerk-urban"), number, name).context["questions"]
    for one in (*listed, *(one for each in listed for row in each.rows for one in row)):
        assert re.search("[一-鿿]", one.label), one.name


def test_rows_are_added_with_a_button_and_keep_what_was_typed(number: str) -> None:
    clerk = sit_down("clerk-urban")
    before = asked(clerk, number, "plan")
    assert len(question(before, "tasks").rows) == questions.ROWS
    fields = {"tasks.0.text": "查现场", "tasks.2.text": "回话", "text": "三步走"}
    after = send(clerk, number, "plan", more="tasks", **fields)
    assert after.status_code == 200
    assert len(question(after, "tasks").rows) == 2 * questions.ROWS
    assert question(after, "tasks.2.text").value == "回话"
    assert "查现场</textarea>" in page(after)
    # Nothing was done by it.
    assert after.context["view"].state.handling.plans == 0


def test_rows_that_were_not_used_do_not_count(number: str) -> None:
    clerk = sit_down("clerk-urban")
    fields = {"tasks.1.text": "查现场", "tasks.4.text": "回话", "text": "分两步"}
    assert send(clerk, number, "plan", **fields).status_code == 302
    given = asked(clerk, number, "note").context["view"].state.tasks
    assert len(given) == 2


def test_what_stands_chosen_anyway_uses_no_row(number: str) -> None:
    dispatcher = sit_down("dispatcher-1")
    fields = {f"seats.{row}.role": "member" for row in range(3)}
    told = {"kind": "coordination", "demand": "协调分工", **fields}
    assert send(dispatcher, number, "order_sitting", **told).status_code == 302


def test_a_fault_names_the_row_and_stands_at_its_field(number: str) -> None:
    clerk = sit_down("clerk-urban")
    told = {"tasks.0.text": "查现场", "tasks.2.body": "urban-management", "text": "分两步"}
    answer = send(clerk, number, "plan", **told)
    assert answer.status_code == 422
    assert question(answer, "tasks.2.text").fault == "第3行：这一项要填。"
    assert question(answer, "tasks.1.text").fault == ""
    assert '<a href="#q-tasks-2-text">' in page(answer)


def test_a_row_too_little_is_told_at_the_whole(number: str) -> None:
    answer = send(sit_down("clerk-urban"), number, "help_plan", consent="yes")
    assert question(answer, "measures").fault == "这一项要填。"


def test_what_does_not_go_together_is_told_at_the_head(number: str) -> None:
    dispatcher = sit_down("dispatcher-1")
    send(dispatcher, number, "order_sitting", kind="coordination", demand="协调")
    told = {"sitting": "1", "outcome": "lead_named", "lead": "urban-management"}
    answer = send(dispatcher, number, "conclude_sitting", **told)
    assert answer.status_code == 422
    assert "填的内容合不到一起，请再看看。" in page(answer)


def test_a_long_list_is_looked_through_without_scripts(number: str) -> None:
    dispatcher = sit_down("dispatcher-1")
    told = {"find.lead": "退役军人", "narrow": "lead", "note": "先看渠"}
    answer = send(dispatcher, number, "reassign", **told)
    assert answer.status_code == 200
    names = [option.name for option in question(answer, "lead").options]
    assert names
    assert all("退役军人" in name for name in names)
    assert 'value="退役军人"' in page(answer)


def test_what_is_chosen_stays_while_one_looks_for_more(number: str) -> None:
    dispatcher = sit_down("dispatcher-1")
    told = {"bodies": ["veterans"], "find.bodies": "教育", "narrow": "bodies"}
    answer = send(dispatcher, number, "broadcast", **told)
    codes = [option.code for option in question(answer, "bodies").options]
    assert codes[0] == "veterans"
    assert re.search(r'value="veterans"[^>]*checked', page(answer))


def test_whoever_is_of_no_body_sits_under_a_word_of_his_side(number: str) -> None:
    form = asked(sit_down("dispatcher-1"), number, "order_sitting")
    sides = question(form, "seats.0.person").options[:3]
    assert [side.name for side in sides] == ["信访人本人", "一同反映的人", "对方当事人"]
    # No word of a side is a code of somebody in the house.
    assert {side.code for side in sides} == {"petitioner", "fellow-petitioner", "other-party"}


def test_people_are_found_by_name_post_or_body_wherever_they_sit(number: str) -> None:
    dispatcher = sit_down("dispatcher-1")
    near = asked(dispatcher, number, "order_sitting")
    assert "clerk-veterans" not in {o.code for o in question(near, "seats.0.person").options}
    for word in ("退役军人",):
        answer = send(
            dispatcher,
            number,
            "order_sitting",
            **{"find.seats.0.person": word, "narrow": "seats.0.person"},
        )
        found = {option.code for option in question(answer, "seats.0.person").options}
        assert "clerk-veterans" in found
        assert "clerk-urban" not in found


def test_the_one_entry_that_holds_the_word_is_taken_without_a_second_press(number: str) -> None:
    dispatcher = sit_down("dispatcher-1")
    name = next(
        option.name
        for option in question(asked(dispatcher, number, "reassign"), "lead").options
        if option.code == "veterans"
    )
    answer = send(dispatcher, number, "reassign", **{"find.lead": name, "reason": "职责在该局"})
    assert answer.status_code == 302
    assert asked(dispatcher, number, "note").context["view"].state.lead.body == "veterans"


def test_a_word_that_nothing_holds_is_told_and_nothing_is_done(number: str) -> None:
    dispatcher = sit_down("dispatcher-1")
    answer = send(dispatcher, number, "reassign", **{"find.lead": "没有这个局", "reason": "x"})
    assert answer.status_code == 422
    assert question(answer, "lead").fault == "没有找到“没有这个局”，请换一个词再找。"


def test_several_answers_of_a_fixed_list_are_ticked(number: str) -> None:
    told = question(asked(sit_down("dispatcher-1"), number, "conclude_sitting"), "told")
    assert told.kind == "codes"
    assert {option.code for option in told.options} == {
        "arbitration",
        "administrative",
        "litigation",
    }


def test_an_outsider_may_not_look_through_lists(number: str) -> None:
    outsider = sit_down("clerk-women")
    sent = {"find.lead": "教育", "narrow": "lead"}
    assert outsider.post(f"/desk/cases/{number}/reassign", sent).status_code == 404
