"""What a walker holds for offered: a name that can be read, never a code that must be known."""

import pytest
from pydantic import BaseModel

from lianxin.rules.commands.dispatch import Assign
from lianxin.rules.commands.sittings import OrderSitting
from tests.walk.filling import Filling, NotOffered
from tests.walk.forms import Button, Form, Page

PAGE = """<html><body><form method="post" enctype="multipart/form-data">
<input type="hidden" name="token" value="t"><input type="search" placeholder="找">
{fields}<button name="go" value="1">交办</button></form></body></html>"""
LEAD = """<label for="q-lead">牵头单位</label><select name="lead" id="q-lead">
<option value="">请选择</option><option value="water">{name}</option>{more}</select>"""


def _filling(fields: str) -> Filling:
    form = Page(PAGE.format(fields=fields).encode(), "/desk/cases/a/assign").forms[0]
    return Filling(form, called=lambda _kind, code: {"water": "水务局"}.get(code, ""))


def _told(fields: str, command: BaseModel) -> dict[str, list[str]]:
    filling = _filling(fields)
    filling.tell(command)
    return filling.answers


WATER = Assign(lead="water")


def test_what_a_form_holds_is_sent_as_a_browser_sends_it() -> None:
    fields = (
        '<textarea name="text">\nwords</textarea><input type="checkbox" name="one" value="1">'
        '<input type="checkbox" name="two" value="2" checked><input type="file" name="photo">'
        '<select name="kind"><option value="a">甲</option><option value="b">乙</option></select>'
        '<input name="gone" disabled value="x">'
    )
    assert _filling(fields).answers == {
        "token": ["t"],
        "text": ["words"],
        "two": ["2"],
        "kind": ["a"],
    }


def test_a_body_is_chosen_by_its_name() -> None:
    assert _told(LEAD.format(name="水务局", more=""), WATER)["lead"] == ["water"]


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ("", "no field"),
        ('<input type="hidden" name="lead" value="water">', "no field"),
        (
            '<label for="q">牵头单位</label><input name="lead" id="q">',
            "a code would have to be typed",
        ),
        ('<label for="q">()</label><input name="lead" id="q">', "the field has no name"),
        ('<input name="lead">', "the field has no name"),
        (LEAD.format(name="water", more=""), "chosen by a code, not by its name"),
        (LEAD.format(name="", more=""), "chosen by a code, not by its name"),
        (
            LEAD.format(name="水务局", more='<option value="water-2">水务局</option>'),
            "two answers bear the same name",
        ),
        (LEAD.format(name="水务局", more="").replace('"water"', '"fire"'), "not among what may"),
    ],
)
def test_what_cannot_be_told_by_its_name_is_not_offered(fields: str, reason: str) -> None:
    with pytest.raises(NotOffered, match=f"^lead: {reason}"):
        _told(fields, WATER)


SEATS = OrderSitting.model_validate(
    {"kind": "mediation", "demand": "先量地。", "seats": [{"person": "a"}, {"person": "b"}]}
)
KIND = """<fieldset><legend>类型</legend><label><input type="radio" name="kind" value="mediation">
调解</label></fieldset><label>要求<textarea name="demand"></textarea></label>"""
ROW = """<label>人员<select name="seats.{n}.person"><option value="{who}">{name}</option></select>
</label><button name="{button}" value="{about}">按</button>"""


def test_further_rows_that_are_not_there_are_not_offered() -> None:
    row = ROW.format(n=0, who="a", name="甲", button="other", about="")
    with pytest.raises(NotOffered, match="seats: not enough rows"):
        _told(KIND + row, SEATS)


def test_rows_are_added_by_their_button_and_long_lists_looked_through_by_a_name() -> None:
    first = ROW.format(n=0, who="a", name="甲", button="more", about="seats")
    second = ROW.format(n=1, who="", name="请选择", button="narrow", about="seats.1.person")
    look = '<input name="find.seats.1.person">'
    found = ROW.format(n=1, who="b", name="乙", button="narrow", about="seats.1.person")
    came = iter((first + second + look, first + found + look))
    pressed: list[tuple[str, str, list[str]]] = []

    def send(form: Form, answers: dict[str, list[str]], button: Button) -> Form:
        pressed.append((button.name, button.value, answers.get("find.seats.1.person", [])))
        return Page(PAGE.format(fields=KIND + next(came)).encode(), "/x").forms[0]

    form = Page(PAGE.format(fields=KIND + first).encode(), "/x").forms[0]
    filling = Filling(
        form, send=send, called=lambda _kind, code: {"a": "甲", "b": "乙"}.get(code, "")
    )
    filling.tell(SEATS)
    assert pressed == [("more", "seats", []), ("narrow", "seats.1.person", ["乙"])]
    assert filling.answers["seats.1.person"] == ["b"]
