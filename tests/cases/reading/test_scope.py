"""Who sees what: the SQL of the lists and the standings of the rules say the very same."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.cases import book
from lianxin.cases.reading import queries
from lianxin.cases.reading.filters import Filters
from lianxin.cases.reading.queries import Order
from lianxin.rules.actor import SYSTEM, Actor, HeldPost
from lianxin.rules.refusals import Refused
from lianxin.rules.shutting_out import shut_with
from tests.cases import tables
from tests.cases.plays import special_cases
from tests.cases.sight import ALL, LATER, everybody, found_by_sql, listed, states, visible
from tests.county import AT, give, officer, petitioner, register


def test_sql_and_rules_agree_for_every_person_of_the_county(played: dict[str, Any]) -> None:
    cases = states()
    seen = 0
    for actor in everybody():
        want = visible(actor, cases.values())
        assert found_by_sql(actor) == want, actor
        assert set(listed(actor)) == want, actor
        assert queries.count(actor, ALL, at=LATER) == len(want), actor
        seen += len(want)
    assert seen > 500


def test_list_and_count_agree_in_both_orders(played: dict[str, Any]) -> None:
    for person in ("dispatcher-1", "clerk-urban", "head-qinghe", "resident-zhao", "leader-1"):
        actor = officer(person)
        orders: tuple[Order, ...] = ("newest", "due")
        for order in orders:
            counted = queries.count(actor, ALL, at=LATER, order=order)
            assert counted == len(listed(actor, order=order))


def test_the_bearer_of_a_query_code_sees_that_one_case(played: dict[str, Any]) -> None:
    cases = states()
    for number in cases:
        bearer = petitioner(number)
        assert found_by_sql(bearer) == {number} == visible(bearer, cases.values())
        assert queries.view(bearer, number, at=LATER).standings == {"petitioner"}


def test_a_known_petitioner_sees_the_cases_he_raised_or_stands_for(county: str) -> None:
    made = special_cases()
    cases = states()
    for name in ("plain", "group"):
        state = made[name].state
        for one in (*state.people.petitioners, *state.people.representatives):
            actor = Actor("", "petitioner", petitioners=frozenset({one}))
            assert found_by_sql(actor) == {state.number} == visible(actor, cases.values())


def test_the_system_sees_all_and_a_stranger_nothing(played: dict[str, Any]) -> None:
    cases = states()
    assert found_by_sql(SYSTEM) == set(cases) == visible(SYSTEM, cases.values())
    for nobody in (Actor(""), Actor("nobody"), Actor("nobody", "petitioner")):
        assert found_by_sql(nobody) == set() == visible(nobody, cases.values())
        assert listed(nobody) == []
        assert queries.count(nobody, ALL, at=LATER) == 0


PEOPLE = st.sampled_from(
    [
        "",
        "resident-zhao",
        "clerk-water",
        "section-water",
        "head-water",
        "agent-liuyin",
        "leader-1",
        "head-liuyin",
        "dispatcher-2",
        "mediator-1",
    ]
)


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_sql_and_rules_agree_for_actors_that_nobody_has_thought_of(
    played: dict[str, Any], data: st.DataObject
) -> None:
    here = book.current()
    codes = data.draw(st.lists(st.sampled_from(sorted(here.posts)), max_size=4, unique=True))
    roles = st.sampled_from(["", "auditor", "inspector", "supervisor", "head"])
    posts = []
    for code in codes:
        post, role = here.posts[code], data.draw(roles)
        posts.append(HeldPost(code, post.body, post.area, role or post.role))
    cases = states()
    named = [one for case in cases.values() for one in case.people.petitioners[:1]]
    actor = Actor(
        person=data.draw(PEOPLE),
        kind=data.draw(st.sampled_from(["officer", "petitioner"])),
        posts=tuple(posts),
        petitioners=frozenset(data.draw(st.lists(st.sampled_from(named), max_size=2))),
    )
    want = visible(actor, cases.values())
    assert found_by_sql(actor) == want
    assert set(listed(actor)) == want
    assert queries.count(actor, ALL, at=LATER) == len(want)


def refused_view(actor: Actor, number: str) -> bool:
    """Whether a look-up says that there is no such case."""
    with pytest.raises(Refused) as caught:
        queries.view(actor, number, at=AT)
    return caught.value.code == "not_visible" and not caught.value.why


def test_an_invisible_case_and_an_unknown_one_look_the_same(county: str) -> None:
    number = register().state.number
    outsider = officer("clerk-bihu")
    assert refused_view(outsider, number)
    assert refused_view(outsider, "QINGHE-260302-ZZZZZZ")
    assert queries.view(officer("dispatcher-1"), number, at=AT).state.number == number


def test_a_respondent_and_all_below_it_never_see_the_report(county: str) -> None:
    made = special_cases()
    # One report names a person beside a unit: the unit in which he sits is shut out with him.
    shut = {
        "misconduct": {"urban-management", "water"},
        "confidential": {"chengguan"},
        "about_the_office": {"petition-office"},
    }
    here = book.current()
    for name, bodies in shut.items():
        number = made[name].state.number
        for actor in everybody():
            if any(not shut_with(own, here).isdisjoint(bodies) for own in actor.bodies):
                assert refused_view(actor, number), (name, actor.person)
                assert number not in listed(actor)
                assert number not in found_by_sql(actor)


def test_the_accused_office_does_not_see_it_even_as_centre_and_registrar(
    county: str,
) -> None:
    number = special_cases()["about_the_office"].state.number
    office = [actor for actor in everybody() if "petition-office" in actor.bodies]
    roles = {role for actor in office for role in actor.roles}
    assert {"operator", "dispatcher", "supervisor", "head"} <= roles
    for actor in office:
        assert refused_view(actor, number)
    assert queries.view(officer("dispatcher-1"), number, at=AT).state.number == number


def test_a_unit_merged_after_it_was_complained_of_takes_its_silence_with_it(county: str) -> None:
    number = register(kind="misconduct_report", respondent=["utilities"]).state.number
    give("dispatcher-2", number, "assign", lead="water")
    assert queries.view(officer("clerk-water"), number, at=AT)
    tables.run("UPDATE org_body SET successor = 'water' WHERE code = 'utilities'")
    tables.run("UPDATE org_version SET version = version + 1 WHERE part = 'bodies'")
    book.forget()
    clerk = officer("clerk-water")
    assert refused_view(clerk, number)
    assert number not in found_by_sql(clerk)
    assert number not in listed(clerk)


def test_a_person_complained_of_shuts_out_the_unit_in_which_he_sits(county: str) -> None:
    number = register(kind="misconduct_report", respondent=["section-water"]).state.number
    state = states()[number]
    assert [seat.body for seat in state.guard.respondents_in] == ["water"]
    for person in ("clerk-water", "head-water", "section-water"):
        assert refused_view(officer(person), number)
        assert number not in found_by_sql(officer(person))
    for field in ({"lead": "water"}, {"lead": "market", "assist": ["water"]}):
        with pytest.raises(Refused) as caught:
            give("dispatcher-2", number, "assign", **field)
        assert (caught.value.code, caught.value.why["name"]) == ("respondent", "water")
    for leader in ("head-water", "clerk-water"):
        with pytest.raises(Refused, match="respondent"):
            give("dispatcher-2", number, "set_leader", leaders=[leader])


def agreed_by_all(number: str) -> set[str]:
    """The officers that see a case, by the rules and by every list alike."""
    state, seeing = states()[number], set()
    for actor in everybody():
        sees = bool(visible(actor, [state]))
        assert (number in found_by_sql(actor)) == sees, actor
        assert (number in listed(actor)) == sees, actor
        seeing |= {actor.person} if sees else set()
    return seeing


def test_a_report_of_nobody_known_is_seen_by_the_circle_and_by_whom_it_goes_to(county: str) -> None:
    number = register(
        "operator-3", channel="letter", kind="misconduct_report", respondent_unknown=True
    ).state.number
    # The head of discipline inspection is of it, and has a part once it goes there.
    circle = {"head-petition", "head-hotline", "inspector-1"}
    assert agreed_by_all(number) == circle
    give("head-petition", number, "refer", lead="discipline")
    commission = {"head-discipline", "section-discipline", "clerk-discipline"}
    assert agreed_by_all(number) == circle | commission


def test_that_somebody_is_retaliated_against_is_seen_by_the_circle_alone(county: str) -> None:
    first = register().state.number
    give("dispatcher-1", first, "assign", lead="urban-management")
    give("clerk-urban", first, "receive")
    number = register(
        "operator-3", channel="letter", kind="misconduct_report", retaliation_for=first
    ).state.number
    assert agreed_by_all(number) == {"head-petition", "head-hotline", "inspector-1"}
    give("head-petition", number, "shield", respondent=["hotline"], reason="问明")
    assert agreed_by_all(number) == {"head-petition", "inspector-1"}
    # Where the whole circle is concerned, whoever is not may act all the same.
    give("head-petition", number, "shield", respondent=["qinghe-gov"], reason="又问明")
    assert agreed_by_all(number) & {"clerk-urban", "head-petition", "dispatcher-1"} == set()
    assert agreed_by_all(number)


def test_an_open_complaint_about_a_unit_is_not_hidden_from_it(county: str) -> None:
    number = special_cases()["open_respondent"].state.number
    give("dispatcher-1", number, "assign", lead="urban-management")
    assert "lead" in queries.view(officer("clerk-urban"), number, at=AT).standings


def test_a_unit_merged_into_another_takes_its_silence_with_it(county: str) -> None:
    tables.run("UPDATE org_body SET successor = 'water' WHERE code = 'utilities'")
    tables.run("UPDATE org_version SET version = version + 1 WHERE part = 'bodies'")
    book.forget()
    state = register(kind="misconduct_report", respondent=["utilities"]).state
    assert refused_view(officer("clerk-water"), state.number)
    with pytest.raises(Refused) as caught:
        give("dispatcher-2", state.number, "assign", lead="utilities")
    assert caught.value.code == "respondent"


def test_a_recused_person_sees_nothing_and_his_colleague_goes_on(county: str) -> None:
    number = special_cases()["recused"].state.number
    assert refused_view(officer("section-water"), number)
    assert refused_view(officer("dispatcher-2"), number)
    assert "lead" in queries.view(officer("clerk-water"), number, at=AT).standings
    with pytest.raises(Refused) as caught:
        give("section-water", number, "note", text="记")
    assert caught.value.code == "recused"


def test_a_case_from_beyond_the_county_still_has_a_centre(county: str) -> None:
    number = special_cases()["beyond"].state.number
    assert "centre" in queries.view(officer("dispatcher-1"), number, at=AT).standings
    give("dispatcher-1", number, "assign", lead="urban-management")


def test_an_area_that_moved_to_another_parent_keeps_its_cases(county: str) -> None:
    auditor = replace(
        officer("auditor-1"), posts=(HeldPost("auditor", "liuyin", "liuyin", "auditor"),)
    )
    number = register().state.number
    tables.run(
        "UPDATE org_area SET parent = 'shuangqiao',"
        " path = '/yunchuan/qinghe/shuangqiao/liuyin/' WHERE code = 'liuyin'"
    )
    book.forget()
    assert book.current().area_path("liuyin")[-2] == "shuangqiao"
    assert found_by_sql(auditor) == {number} == visible(auditor, states().values())
    found = queries.page(auditor, Filters(area="liuyin"), at=AT)
    assert [line.number for line in found.rows] == [number]


def test_an_underscore_in_an_area_code_stands_for_itself(county: str) -> None:
    tables.run(
        "INSERT INTO org_area (code, parent, level, zh, en, path, address) VALUES ('liu_in',"
        " 'chengguan', 'community', '柳因', 'Liu-in', '/yunchuan/qinghe/chengguan/liu_in/', '')"
    )
    tables.run("UPDATE org_body SET area = 'liu_in' WHERE code = 'gulou'")
    book.forget()
    auditor = Actor("a", posts=(HeldPost("auditor", "gulou", "liu_in", "auditor"),))
    register()
    number = register(area="liu_in").state.number
    assert found_by_sql(auditor) == {number} == visible(auditor, states().values())


def test_somebody_who_is_no_officer_any_more_loses_what_he_typed_in(county: str) -> None:
    number = register().state.number
    left = Actor("operator-1", "petitioner")
    assert found_by_sql(left) == set() == visible(left, states().values())
    officer_still = Actor("operator-1")
    assert found_by_sql(officer_still) == {number} == visible(officer_still, states().values())
