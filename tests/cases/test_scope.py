"""Who sees what: the SQL of the lists and the standings of the rules say the very same."""

import base64
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lianxin.cases import book, queries
from lianxin.cases.filters import Filters
from lianxin.cases.queries import BadCursor, Order
from lianxin.cases.scope import scope_of
from lianxin.rules.actor import SYSTEM, Actor, Held
from lianxin.rules.refusals import Refused
from lianxin.rules.standings import standings
from lianxin.rules.state import CaseState
from tests.cases import tables
from tests.cases.plays import special_cases
from tests.county import AT, give, officer, petitioner, register

HIDDEN = {"respondent", "recused"}
LATER = AT + timedelta(days=200)
ALL = Filters()


def states() -> dict[str, CaseState]:
    """Every case by its number."""
    found = tables.rows("SELECT number, state FROM cases_case")
    return {one["number"]: CaseState.model_validate_json(one["state"]) for one in found}


def visible(actor: Actor, cases: Iterable[CaseState]) -> set[str]:
    """The numbers of the cases that the rules let an actor see."""
    here = book.current()
    held = {case.number: standings(case, actor, here) for case in cases}
    return {number for number, found in held.items() if found - HIDDEN}


def found_by_sql(actor: Actor) -> set[str]:
    """The numbers of the cases that the look-up's own condition finds."""
    where = scope_of(actor, book.current()).where()
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT number FROM cases_case AS held WHERE {where.sql}", where.values)
        return {number for (number,) in cursor.fetchall()}


def listed(actor: Actor, *, order: Order = "newest", limit: int = 200) -> list[str]:
    """The numbers in all pages of an actor's list."""
    numbers, cursor = [], None
    while True:
        page = queries.page(actor, ALL, at=LATER, cursor=cursor, limit=limit, order=order)
        numbers += [line.number for line in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            return numbers


def everybody() -> list[Actor]:
    """Every person of the preset with his posts, and a petitioner for each case."""
    people = tables.rows("SELECT code FROM people_officer ORDER BY code")
    terms = tables.rows(
        "SELECT term.person, post.code, post.body, post.area, post.role"
        " FROM people_appointment AS term JOIN org_post AS post ON post.code = term.post"
    )
    held: dict[str, list[Held]] = {}
    for term in terms:
        held.setdefault(term.pop("person"), []).append(Held(term.pop("code"), **term))
    return [
        Actor(one["code"], "officer" if one["code"] in held else "petitioner", tuple(posts))
        for one in people
        for posts in (held.get(one["code"], []),)
    ]


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
        for one in (*state.petitioners, *state.representatives):
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
        posts.append(Held(code, post.body, post.area, role or post.role))
    cases = states()
    named = [one for case in cases.values() for one in case.petitioners[:1]]
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
    shut = {
        "misconduct": ("urban-management", {"head-water"}),
        "confidential": ("chengguan", set()),
        "about_the_office": ("petition-office", set()),
    }
    here = book.current()
    for name, (body, persons) in shut.items():
        number = made[name].state.number
        for actor in everybody():
            below = not (actor.within(here.above)).isdisjoint({body})
            if below or actor.person in persons:
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


def test_an_open_complaint_about_a_unit_is_not_hidden_from_it(county: str) -> None:
    number = special_cases()["open_respondent"].state.number
    give("dispatcher-1", number, "assign", lead="urban-management")
    assert "lead" in queries.view(officer("clerk-urban"), number, at=AT).standings


def test_a_unit_merged_into_another_takes_its_silence_with_it(county: str) -> None:
    tables.run("UPDATE org_body SET successor = 'water' WHERE code = 'utilities'")
    tables.run("UPDATE org_version SET version = version + 1 WHERE part = 'bodies'")
    book.forget()
    state = register(kind="misconduct_report", respondent=["utilities"]).state
    assert state.respondent_bodies == ("utilities", "water")
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
    auditor = replace(officer("auditor-1"), posts=(Held("auditor", "liuyin", "liuyin", "auditor"),))
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
        "INSERT INTO org_area (code, parent, level, zh, en, path) VALUES ('liu_in', 'chengguan',"
        " 'community', '柳因', 'Liu-in', '/yunchuan/qinghe/chengguan/liu_in/')"
    )
    tables.run("UPDATE org_body SET area = 'liu_in' WHERE code = 'gulou'")
    book.forget()
    auditor = Actor("a", posts=(Held("auditor", "gulou", "liu_in", "auditor"),))
    register()
    number = register(area="liu_in").state.number
    assert found_by_sql(auditor) == {number} == visible(auditor, states().values())


def test_somebody_who_is_no_officer_any_more_loses_what_he_typed_in(county: str) -> None:
    number = register().state.number
    left = Actor("operator-1", "petitioner")
    assert found_by_sql(left) == set() == visible(left, states().values())
    officer_still = Actor("operator-1")
    assert found_by_sql(officer_still) == {number} == visible(officer_still, states().values())


@pytest.mark.parametrize("order", ["newest", "due"])
@pytest.mark.parametrize("limit", [1, 3, 50])
def test_the_pages_of_a_list_give_each_case_once(
    played: dict[str, Any], order: Order, limit: int
) -> None:
    for person in ("dispatcher-1", "clerk-urban", "head-qinghe"):
        actor = officer(person)
        numbers = listed(actor, order=order, limit=limit)
        assert len(numbers) == len(set(numbers))
        whole = queries.page(actor, ALL, at=LATER, limit=200, order=order)
        assert numbers == [line.number for line in whole.rows]
        assert whole.next_cursor is None


def test_the_newest_stand_first_and_the_most_pressing_first(played: dict[str, Any]) -> None:
    dispatcher = officer("dispatcher-1")
    newest = queries.page(dispatcher, ALL, at=LATER, limit=200).rows
    assert [line.id for line in newest] == sorted((line.id for line in newest), reverse=True)
    pressing = queries.page(dispatcher, ALL, at=LATER, limit=200, order="due").rows
    due = [line.due_at or LATER.replace(year=9999) for line in pressing]
    assert due == sorted(due)
    assert len(due) > 10


def test_a_case_that_comes_in_while_somebody_turns_pages_pushes_nothing_out(county: str) -> None:
    minutes = [AT + timedelta(minutes=n) for n in range(5)]
    before = [register(at=at).state.number for at in minutes[:4]]
    dispatcher = officer("dispatcher-1")
    first = queries.page(dispatcher, ALL, at=AT, limit=2)
    register(at=minutes[4])
    second = queries.page(dispatcher, ALL, at=AT, limit=2, cursor=first.next_cursor)
    told = [line.number for line in (*first.rows, *second.rows)]
    assert sorted(told) == sorted(before)


def cursor_of(value: Any) -> str:
    """A cursor as somebody might make one."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


DAY = "2026-03-02T00:30:00+00:00"
SOME_ID = "0195f2c4-7d00-7000-8000-000000000000"


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "柳",
        "AAAA",
        "%00",
        cursor_of(1),
        cursor_of([]),
        cursor_of([SOME_ID]),
        cursor_of([SOME_ID, DAY, 1]),
        cursor_of([1, DAY]),
        cursor_of([SOME_ID, 1]),
        cursor_of(["1", DAY]),
        cursor_of([SOME_ID, "yesterday"]),
        cursor_of([SOME_ID, "0001-01-01T00:00:00+14:00"]),
        cursor_of({"a": 1, "b": 2}),
        base64.urlsafe_b64encode(b"[" * 3000).decode(),
    ],
)
@pytest.mark.parametrize("order", ["newest", "due"])
def test_a_cursor_that_no_list_gave_is_refused(county: str, cursor: str, order: Order) -> None:
    with pytest.raises(BadCursor):
        queries.page(officer("dispatcher-1"), ALL, at=AT, cursor=cursor, order=order)


def test_each_filter_keeps_what_it_says(played: dict[str, Any]) -> None:
    cases = states()
    dispatcher = officer("dispatcher-1")
    mine = visible(dispatcher, cases.values())

    def kept(**told: Any) -> set[str]:
        filters = Filters(**told)
        page = queries.page(dispatcher, filters, at=LATER, limit=200)
        numbers = {line.number for line in page.rows}
        assert queries.count(dispatcher, filters, at=LATER) == len(numbers)
        return numbers

    def those(test: Any) -> set[str]:
        found = {number for number in mine if test(cases[number])}
        assert found, "the filter is tried on nothing"
        return found

    assert kept(stage="dispatched") == those(lambda it: it.stage == "dispatched")
    assert kept(phase="answered") == those(lambda it: it.phase == "answered")
    assert kept(kind="claim") == those(lambda it: it.kind == "claim")
    assert kept(channel="letter") == those(lambda it: it.channel == "letter")
    assert kept(area="chengguan") == those(lambda it: "chengguan" in it.area_path)
    assert kept(area="nowhere") == set()
    assert kept(open=True) == those(lambda it: not it.is_final)
    assert kept(open=False) == those(lambda it: it.is_final)
    lead = {number for number in mine if (leg := cases[number].last_lead) and leg.body == "market"}
    assert kept(body="market") == lead != set()
    under = those(lambda it: (it.category or "").startswith("c-01"))
    assert kept(category="c-01") == under
    assert kept(overdue=True) | kept(overdue=False) == mine
    assert kept(overdue=True) & kept(overdue=False) == set()
    assert kept(overdue=True) == kept(due_before=LATER, open=True) != set()
    since = AT + timedelta(days=3)
    assert kept(since=since) == those(lambda it: it.registered_at >= since)
    assert kept(until=since) == those(lambda it: it.registered_at < since)


def test_words_of_a_title_are_taken_as_they_are(county: str) -> None:
    dispatcher = officer("dispatcher-1")
    number = register(title="收费 100% 不合理_A\\B").state.number
    register(title="收费 1000 不合理XA")
    for words in ("100%", "理_A", "A\\B", number.lower(), f" {number} "):
        found = queries.page(dispatcher, Filters(q=words), at=AT).rows
        assert [line.number for line in found] == [number], words
    assert queries.count(dispatcher, Filters(q="收费"), at=AT) == 2
