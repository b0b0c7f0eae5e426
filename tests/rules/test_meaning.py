"""What facts and commands say of themselves: nothing is left unsaid, and what is said fits together."""

import sys
from collections.abc import Iterator
from types import CodeType, FunctionType
from typing import Any, ClassVar, Literal, get_args

import pytest

from lianxin.rules import commands, facts
from lianxin.rules.commands import CLASSES
from lianxin.rules.commands.menu import ActsOn, Group
from lianxin.rules.commands.shapes import BaseCommand, said
from lianxin.rules.conditions import sittings as sitting_conditions
from lianxin.rules.conditions.registry import RULES
from lianxin.rules.deciding import objects
from lianxin.rules.facts.meaning import Audience, Meaning, Sentence, Told
from lianxin.rules.facts.shapes import ClockChange, Fact, TaskChange
from lianxin.rules.facts.tasks import AboutTask
from lianxin.rules.naming import fields_naming, names_of
from lianxin.rules.standings import NAMES as STANDINGS
from tests.rules.test_facts import STORED

FACTS = sorted(facts.CLASSES.items())
OF_THE_FACT = {"named", "next_signer", "task_giver", "task_owner"}
"""Words of `told` that are found in the fact rather than among the standings."""


OF_A_TASK = {"task_giver", "task_owner"}
"""Words of `told` that only a fact about a task can answer."""


def texts_in(cls: type[Any]) -> set[str]:
    """Return the fields of a fact that hold plain strings, references apart."""
    return {
        name
        for name, info in cls.model_fields.items()
        if "str" in str(info.annotation) and "pattern" not in f"{info.annotation}{info.metadata}"
    }


def names_in(code: CodeType) -> Iterator[str]:
    """Yield every name that a piece of code mentions, and what stands inside it."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from names_in(constant)


def reads_command(function: FunctionType) -> bool:
    """Whether the test of a condition looks at the command, by itself or by what it calls."""
    names = set(names_in(function.__code__))
    below = [function.__globals__.get(name) for name in names]
    calls = (inner for inner in below if isinstance(inner, FunctionType))
    ours = (inner for inner in calls if ".conditions." in inner.__module__)
    return "command" in names or any(map(reads_command, ours))


def test_a_fact_that_does_not_say_who_may_know_it_is_refused() -> None:
    with pytest.raises(TypeError, match="meaning"):

        class Leaked(Fact):
            name: ClassVar[str] = "leaked"


def test_a_fact_does_not_take_over_what_another_one_says() -> None:
    with pytest.raises(TypeError, match="meaning"):

        class Repeated(facts.CLASSES["noted"]):  # type: ignore[misc] # any fact stands for all
            name: ClassVar[str] = "repeated"


def test_a_meaning_leaves_no_answer_out() -> None:
    with pytest.raises(TypeError, match="resident"):
        Meaning(audience="house", told=(), leads=None, paper=False, work="none", counted=None)  # type: ignore[call-arg] # that is the point


def test_a_command_that_does_not_say_where_it_stands_is_refused() -> None:
    class Silent(BaseCommand):
        zh: ClassVar[str] = "无声"
        en: ClassVar[str] = "Silent"
        fact: ClassVar[str] = "noted"

        command: Literal["silent"] = "silent"

    with pytest.raises(TypeError, match="acts_on, menu, offer"):
        commands.declared(Silent)


@pytest.mark.parametrize(("name", "cls"), FACTS)
def test_every_string_of_a_fact_says_what_it_names(name: str, cls: type[Fact]) -> None:
    assert texts_in(cls) <= names_of(cls).keys()


def test_what_clocks_and_tasks_change_says_what_it_names() -> None:
    for cls in (ClockChange, TaskChange):
        unsaid = texts_in(cls) - names_of(cls).keys() - {"op"}
        assert unsaid == set()


@pytest.mark.parametrize(("name", "cls"), FACTS)
def test_what_a_fact_says_can_be_carried_out(name: str, cls: type[Fact]) -> None:
    meaning = cls.meaning
    assert set(meaning.told) <= set(get_args(Told))
    assert issubclass(cls, AboutTask) or OF_A_TASK.isdisjoint(meaning.told)
    assert meaning.leads is None or meaning.leads in fields_naming(cls, "body")
    assert not meaning.counted or meaning.counted in cls.model_fields
    if "named" in meaning.told:
        assert fields_naming(cls, "body")
    sentence = meaning.resident
    if isinstance(sentence, Sentence):
        gaps = {gap: "·" for gap in sentence.fills}
        assert (sentence.zh % gaps, sentence.en % gaps) != ("", "")
        assert {fill.field for fill in sentence.fills.values()} <= cls.model_fields.keys()
        assert set(sentence.texts) <= cls.model_fields.keys()


@pytest.mark.parametrize("stored", STORED, ids=lambda stored: stored["fact"])
def test_every_stored_fact_answers_what_is_asked_of_it(stored: dict[str, str]) -> None:
    # A sentence that depends on what the fact holds is a function, which nothing else calls here.
    fact = facts.read(stored["fact"], stored["payload"])
    spoken = fact.spoken()
    if spoken is not None:
        gaps = dict.fromkeys(spoken.values, "·")
        assert (spoken.zh % gaps, spoken.en % gaps) != ("", "")
    assert fact.audience() in get_args(Audience)
    assert set(fact.notified()) <= STANDINGS | OF_THE_FACT | {"tell-1"}
    assert fact.new_lead() is None or fact.meaning.leads


@pytest.mark.parametrize(("name", "cls"), FACTS)
def test_what_the_house_keeps_has_no_sentence_for_residents(name: str, cls: type[Fact]) -> None:
    # Facts whose audience depends on what they hold say so by a method of their own.
    depends = "audience" in vars(cls)
    assert cls.meaning.audience != "house" or cls.meaning.resident is None or depends


def test_whoever_may_be_told_is_a_standing_or_of_the_fact() -> None:
    assert set(get_args(Told)) <= STANDINGS | OF_THE_FACT


def test_every_fact_has_a_name_that_the_desk_can_say() -> None:
    left = {cls.fact for cls in commands.CLASSES.values()}
    assert [name for name, cls in FACTS if name not in left and cls.label is None] == []


def test_two_facts_never_bear_one_name() -> None:
    class Noted(facts.CLASSES["noted"]):  # type: ignore[misc] # any fact stands for all
        name: ClassVar[str] = "noted"
        meaning: ClassVar[Meaning] = facts.CLASSES["noted"].meaning

    with pytest.raises(TypeError, match="both called noted"):
        facts.by_name([facts.CLASSES["noted"], Noted])


def test_every_command_that_is_declared_is_one_that_can_be_given() -> None:
    declared = {
        cls
        for module in set(map(sys.modules.get, (cls.__module__ for cls in CLASSES.values())))
        for cls in vars(module).values()
        if isinstance(cls, type) and issubclass(cls, BaseCommand) and "command" in cls.model_fields
    }
    assert declared == set(CLASSES.values())
    assert all(cls.zh and cls.en for cls in declared)


def test_every_group_and_object_is_used_and_every_place_taken_once() -> None:
    classes = commands.CLASSES.values()
    places = [cls.menu.place for cls in classes if cls.menu.place is not None]
    offers = [cls.offer.place for cls in classes if cls.offer is not None]
    assert len(places) == len(set(places))
    assert len(offers) == len(set(offers))
    assert {cls.menu.group for cls in classes} == set(get_args(Group))
    assert {cls.acts_on for cls in classes} == set(get_args(ActsOn)) == objects._PRESENT.keys()


@pytest.mark.parametrize("name", sorted(commands.CLASSES))
def test_every_code_of_a_command_says_what_it_names(name: str) -> None:
    cls = commands.CLASSES[name]
    codes = {
        field
        for field, info in cls.model_fields.items()
        if "[A-Za-z0-9_.\\\\-]*" in f"{info.annotation}{info.metadata}"
    }
    assert codes <= names_of(cls).keys()


def test_conditions_that_look_at_the_command_say_so() -> None:
    # The command that a clock's own condition looks at is the clock's ring, not what somebody says.
    by_ring = {"nothing_recorded"}
    # Before a body is named it asks whether there is one at all to name, so that nothing is offered in vain.
    before_naming = {"own_system"}
    wrong = [
        name
        for name, rule in RULES.items()
        if name not in by_ring | before_naming and reads_command(rule.holds) != rule.by_command
    ]
    assert wrong == []
    assert sitting_conditions.SITTING_RULES.keys() <= RULES.keys()


def test_a_field_made_by_said_alone_names_nothing() -> None:
    class Plain(BaseCommand):
        text: str = said("说明", "Text")

    assert names_of(Plain) == {}
