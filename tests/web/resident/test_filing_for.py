"""Filing for somebody else, or as several: who speaks, for whom, and that he said yes."""

from typing import Any

import pytest
from django.test import Client

from lianxin.people.petitioners import reveal
from lianxin.rules.state import CaseState
from tests.county import opened_by
from tests.web.conftest import MATTER, PERSON, filed, page

MOTHER = {
    "who": "other",
    "other_name": "刘桂花",
    "other_phone": "13800003333",
    "on_behalf": "family",
    "agreed": "yes",
}
GROUP = {"who": "group", "head_count": "12", "others": "李强 13800004444\n赵敏，13800005555\n孙丽"}


def _state(code: str) -> CaseState:
    return opened_by(code).state


def _names(ids: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(one.name, one.phone) for one in (reveal(id_) for id_ in ids)]  # type: ignore[arg-type]  # ids as the state holds them


def _asked(client: Client, **told: str) -> Any:
    return client.post("/say", {**MATTER, **PERSON, **told, "from": "person"})


def test_the_one_it_is_about_is_the_petitioner_and_whoever_speaks_represents_him(
    resident: Client,
) -> None:
    code = filed(resident, **MOTHER)
    state = _state(code)
    assert _names(state.people.petitioners) == [("刘桂花", "13800003333")]
    assert _names(state.people.representatives) == [("王秀兰", "13800001111")]
    assert (state.people.on_behalf, state.people.agreed) == ("family", True)
    assert "由家人代为反映，本人同意" in page(resident.get(f"/follow/{code}"))


def test_whoever_was_not_asked_yet_is_still_helped(resident: Client) -> None:
    state = _state(filed(resident, **{**MOTHER, "agreed": "not_yet", "other_phone": ""}))
    assert state.people.agreed is False
    assert state.people.reachable


def test_it_is_shown_before_it_is_sent(resident: Client) -> None:
    shown = page(_asked(resident, **MOTHER))
    assert "替 刘桂花 反映（家人）；本人知道，也同意" in shown


@pytest.mark.parametrize(
    ("left", "said"),
    [("other_name", "请写替谁反映"), ("agreed", "本人是不是同意"), ("phone", "请留一个电话")],
)
def test_what_is_missing_stands_at_its_field(resident: Client, left: str, said: str) -> None:
    answer = _asked(resident, **{**MOTHER, left: ""})
    assert answer.status_code == 422
    assert said in page(answer)
    assert 'value="13800003333"' in page(answer)


def test_several_name_their_representatives_a_line_each(resident: Client) -> None:
    state = _state(filed(resident, **GROUP))
    assert state.people.group
    assert state.people.head_count == 12
    assert _names(state.people.petitioners) == [("王秀兰", "13800001111")]
    told = [("李强", "13800004444"), ("赵敏", "13800005555"), ("孙丽", "")]
    assert _names(state.people.representatives) == told


def test_more_than_five_representatives_are_refused_with_the_article(resident: Client) -> None:
    answer = _asked(resident, **{**GROUP, "others": "甲\n乙\n丙\n丁\n戊"})
    assert answer.status_code == 422
    assert "最多5人（《信访工作条例》第二十条）" in page(answer)


def test_a_line_without_a_name_is_told_how_to_write_it(resident: Client) -> None:
    answer = _asked(resident, **{**GROUP, "others": "13800004444"})
    assert "一行写一位" in page(answer)


def test_for_oneself_what_stands_in_other_fields_is_not_taken(resident: Client) -> None:
    state = _state(filed(resident, **{**MOTHER, "who": "me"}))
    assert _names(state.people.petitioners) == [("王秀兰", "13800001111")]
    assert state.people.representatives == ()
    assert state.people.on_behalf is None
