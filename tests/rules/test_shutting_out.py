"""Whoever is complained of, and all who sit with him or below him, get no part in the matter (30)."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from lianxin.rules.actor import Actor, HeldPost
from lianxin.rules.book import Book
from lianxin.rules.commands import CLASSES
from lianxin.rules.naming import PERSONS, marks_in
from lianxin.rules.refusals import Refused
from lianxin.rules.shutting_out import named_in, refuse_named, shut_out, shut_with
from lianxin.rules.standings import standings
from tests.rules.county import (
    CHEN,
    LI,
    WANG,
    WANG_HEAD,
    Play,
    book,
    handled,
    officer,
)
from tests.rules.test_statutory import refused

GOV_HEAD = officer("qinghe-gov", "head", person="gov-head")
TAKES_AWAY = {
    ("end_broadcast", "bodies"),
    ("readmit", "person"),
    ("recuse", "person"),
    ("release_agent", "agent"),
    ("release_assist", "body"),
    ("rule_objection", "body"),
    ("rule_recusal", "person"),
}
"""Fields that name somebody who has a part no longer, or has none: all others give one, or word of it."""


def merged_into(here: Book, code: str, successor: str) -> Book:
    bodies = dict(here.bodies)
    bodies[code] = replace(bodies[code], successor=successor)
    return replace(here, bodies=bodies)


def reported(*respondents: str, **fields: Any) -> Play:
    return Play(kind="misconduct_report", respondent=list(respondents), **fields)


def shapes_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from shapes_in(inner)


def naming(cls: type[BaseModel], under: str = "") -> Iterator[tuple[str, str, Any]]:
    """Yield each field of a command that names somebody: its path, what it names, and the field alone."""
    for name, info in cls.model_fields.items():
        marks = [mark for mark in info.metadata if hasattr(mark, "gives_part")]
        for mark in (*marks, *marks_in(info.annotation)):
            if mark.kind == "body" or mark.kind in PERSONS:
                several = "tuple" in str(info.annotation)
                yield f"{under}{name}", mark.kind, several
                break
        for shape in shapes_in(info.annotation):
            inner_path = (
                f"{under}{name}.0." if "tuple" in str(info.annotation) else f"{under}{name}."
            )
            yield from naming(shape, inner_path)


def holding(cls: type[BaseModel], path: str, value: Any) -> BaseModel:
    """Return a command with nothing told but one field, at whatever depth."""
    head, _, rest = path.partition(".")
    told: dict[str, Any] = dict.fromkeys(cls.model_fields)
    if not rest:
        told[head] = value
    else:
        several, rest = rest.startswith("0."), rest.removeprefix("0.")
        (shape,) = set(shapes_in(cls.model_fields[head].annotation))
        inner = holding(shape, rest, value)
        told[head] = (inner,) if several else inner
    return cls.model_construct(**told)


FIELDS = [
    (command, path, kind, several)
    for command, cls in sorted(CLASSES.items())
    for path, kind, several in naming(cls)
]


def test_there_are_fields_that_name_somebody() -> None:
    assert {("assign", "lead"), ("call_in", "bodies"), ("instruct", "bodies")} <= {
        (command, path) for command, path, _, _ in FIELDS
    }
    assert {("plan", "tasks.0.person"), ("order_sitting", "seats.0.person")} <= {
        (command, path) for command, path, _, _ in FIELDS
    }


@pytest.mark.parametrize(("command", "path", "kind", "several"), FIELDS)
def test_no_command_names_anybody_shut_out(
    command: str, path: str, kind: str, several: bool
) -> None:
    play = reported("wang")
    people = {"wang": frozenset({"water"}), "sits-there": frozenset({"water", "urban"})}
    for code in ("water", "old-water") if kind == "body" else ("wang", "sits-there"):
        asked = holding(CLASSES[command], path, (code,) if several else code)
        if (command, path) in TAKES_AWAY:
            refuse_named(asked, play.state, play.book, people)
            continue
        with pytest.raises(Refused) as caught:
            refuse_named(asked, play.state, play.book, people)
        assert (caught.value.code, caught.value.why["field"]) == ("respondent", path)


@pytest.mark.parametrize(("command", "path", "kind", "several"), FIELDS)
def test_no_command_names_a_recused_person(
    command: str, path: str, kind: str, several: bool
) -> None:
    if kind == "body":
        return
    play = handled()
    play.do("recuse", LI, person="wang", ground="亲属")
    asked = holding(CLASSES[command], path, ("wang",) if several else "wang")
    if (command, path) in TAKES_AWAY:
        refuse_named(asked, play.state, play.book, {})
        return
    with pytest.raises(Refused) as caught:
        refuse_named(asked, play.state, play.book, {})
    assert (caught.value.code, caught.value.why["field"]) == ("recused", path)


def test_an_open_matter_shuts_nobody_out() -> None:
    play = Play(respondent=["water"])
    shut = shut_out(play.state, play.book)
    assert (shut.persons, shut.bodies) == (frozenset(), frozenset())
    play.do("assign", LI, lead="water")


def test_whoever_takes_a_body_over_is_shut_out_with_it_and_so_is_what_it_took_over() -> None:
    here = book()
    assert {"water", "old-water", "qinghe-gov", "city-gov"} <= shut_with("water", here)
    assert "old-water" in shut_with("water", here)
    assert "water" in shut_with("old-water", here)
    assert "urban" not in shut_with("water", here)
    # Below a body that was merged is below what it was merged into.
    moved = merged_into(here, "shuangqiao-gov", "bihu-gov")
    assert "bihu-gov" in shut_with("shuangchun-committee", moved)


def test_a_body_merged_after_it_was_complained_of_is_shut_out_in_its_successor() -> None:
    play = reported("agriculture")
    play.do("assign", LI, lead="water")
    assert "lead" in standings(play.state, WANG, play.book)
    merged = merged_into(play.book, "agriculture", "water")
    assert standings(play.state, WANG, merged) == {"respondent"}


def test_a_body_that_has_taken_over_another_is_named_by_its_old_name_too() -> None:
    play = reported("water")
    assert refused(play, "assign", LI, lead="old-water").code == "respondent"


def person_reported() -> Play:
    """A report of a person of the water office; the case knows where he sits."""
    play = handled()
    play.do("shield", LI, kind="misconduct_report", respondent=["wang"], reason="反映王某")
    return play


def test_the_bureau_of_a_person_complained_of_loses_the_matter() -> None:
    play = person_reported()
    assert [(seat.person, seat.body) for seat in play.state.guard.respondents_in] == [
        ("wang", "water")
    ]
    for actor in (WANG, WANG_HEAD, officer("water", "section_head")):
        assert standings(play.state, actor, play.book) == {"respondent"}
    assert play.state.lead is not None
    assert play.state.lead.body == "qinghe-gov"
    no = refused(play, "add_assist", LI, body="water", demand="协助")
    assert (no.code, no.why["field"]) == ("respondent", "body")


def test_where_he_sat_when_he_was_named_stays_shut_and_where_he_sits_now_is_shut_too() -> None:
    play = person_reported()
    play.people["wang"] = frozenset({"urban"})
    assert refused(play, "add_assist", LI, body="urban", demand="协助").code == "respondent"
    play.do("shield", LI, respondent=["chen"], reason="又反映陈某")
    assert standings(play.state, officer("urban"), play.book) == {"respondent"}
    assert standings(play.state, WANG, play.book) == {"respondent"}


def test_clearing_a_person_opens_his_bureau_again_and_no_other() -> None:
    play = person_reported()
    play.people["chen"] = frozenset({"bihu-gov"})
    play.do("shield", LI, respondent=["chen"], reason="又反映陈某")
    play.do("draft", LI, document="unshielding", text="经核实与王某无关")
    play.do("set_leader", LI, leaders=["deputy"])
    play.do("sign", GOV_HEAD, document="unshielding")
    play.do("sign", Actor("deputy"), document="unshielding")
    play.do("shield", LI, cleared=["wang"], reason="经核实与王某无关")
    assert standings(play.state, CHEN, play.book) == {"respondent"}
    assert "respondent" not in standings(play.state, WANG, play.book)


def test_whoever_leads_speaks_or_sits_and_is_of_the_bureau_does_so_no_longer() -> None:
    play = handled()
    play.people |= {"boss": frozenset({"water"}), "other": frozenset({"urban"})}
    play.do("set_leader", LI, leaders=["boss", "other"], responsible="boss")
    play.do("appoint_agent", LI, agent="boss", mandate="代办")
    seats = [{"person": "boss", "role": "chair"}, {"person": "other", "role": "member"}]
    play.do("order_sitting", LI, kind="coordination", demand="协调", seats=seats)
    play.do("shield", LI, kind="misconduct_report", respondent=["water"], reason="反映该局")
    house = play.state.house
    assert (house.leaders, house.responsible, house.agent, house.agents) == (
        ("other",),
        None,
        None,
        (),
    )
    assert [seat.person for seat in play.state.sittings[0].seats] == ["other"]


def test_a_person_complained_of_at_registration_shuts_his_bureau_at_once() -> None:
    play = reported("wang", people={"wang": frozenset({"water"})})
    assert standings(play.state, WANG_HEAD, play.book) == {"respondent"}
    assert refused(play, "assign", LI, lead="water").code == "respondent"


def test_a_person_of_the_centre_complained_of_shuts_the_centre() -> None:
    play = reported("li", people={"li": frozenset({"petition-office"})})
    assert standings(play.state, LI, play.book) == {"respondent"}
    assert play.state.house.centre == "qinghe-gov"


def test_every_post_of_a_person_counts_whichever_he_acts_from() -> None:
    play = reported("water")
    here = HeldPost("petition-office-handler", "petition-office", "qinghe", "handler")
    there = HeldPost("water-handler", "water", "qinghe", "handler")
    both = Actor("both", posts=(here, there)).acting_from("petition-office-handler")
    assert standings(play.state, both, play.book) == {"respondent"}


def test_what_a_command_names_is_found_at_every_depth() -> None:
    command = CLASSES["plan"].model_validate(
        {
            "text": "方案",
            "tasks": [{"text": "一", "body": "water"}, {"text": "二", "person": "wang"}],
        }
    )
    assert [(named.field, named.code) for named in named_in(command)] == [
        ("tasks.0.body", "water"),
        ("tasks.1.person", "wang"),
    ]
