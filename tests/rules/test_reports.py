"""A report of misconduct in every county: somebody may always act on it, and never those it is about."""

from typing import Any

import pytest

from lianxin.rules.actor import Actor
from lianxin.rules.book import Body, Post
from lianxin.rules.shutting_out import shut_out
from lianxin.rules.standings import standings
from tests.rules import counties
from tests.rules.county import LI, WANG, Play, book, handled, officer, with_book
from tests.rules.test_statutory import refused

RESIDENT = Actor("resident", kind="petitioner")
WHO = (
    "department",
    "official",
    "village",
    "centre",
    "hotline",
    "discipline",
    "government",
    "admin",
)


def respondent(county: str, who: str) -> str:
    """The code of somebody of a county that a report may be about."""
    here = counties.book(county)
    mine = [body for body in here.bodies.values() if here.root_area in here.area_path(body.area)]

    def first(kind: str) -> str:
        return next(body.code for body in mine if body.kind == kind)

    centres = [body.code for body in mine if body.kind == "centre"]
    if who == "official":
        return counties.holder(county, "head", body=first("department")).person
    if who == "admin":
        return counties.holder(county, "admin").person
    if who == "village":
        lowest = max(mine, key=lambda body: len(here.area_path(body.area)))
        return lowest.code
    if who in {"centre", "hotline"}:
        return centres[0 if who == "centre" else 1]
    return first(who)


def all_below(county: str, named: set[str]) -> set[str]:
    """Those bodies, what became of them, and all below: found one step at a time."""
    here, shut = counties.book(county), set(named)
    while True:
        more = {
            body.code
            for body in here.bodies.values()
            if shut & {body.upper_gov, body.upper_line, body.successor}
        }
        more |= {here.bodies[code].successor or code for code in shut}
        if more <= shut:
            return shut
        shut |= more


def reported(county: str, code: str, **fields: Any) -> Play:
    here = counties.book(county)
    return Play(
        actor=RESIDENT,
        book=here,
        people=counties.sitting_in(county),
        kind="misconduct_report",
        channel="web",
        area=here.root_area,
        respondent=[code] if code else [],
        **fields,
    )


def parts(play: Play, county: str) -> dict[str, frozenset[str]]:
    """The standings of every officer of a county who has any."""
    found = {
        actor.person: standings(play.state, actor, play.book) for actor in counties.officers(county)
    }
    return {person: names for person, names in found.items() if names}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("county", counties.CODES)
def test_whoever_is_complained_of_somebody_may_act_and_none_of_his_may_see(
    county: str, who: str
) -> None:
    code = respondent(county, who)
    here = counties.book(county)
    people = {actor.person: actor for actor in counties.officers(county)}
    shut = all_below(county, {code} if code in here.bodies else set(people[code].bodies))
    play = reported(county, code)
    for _sent in (False, True):
        held = parts(play, county)
        for person, names in held.items():
            concerned = person == code or not people[person].bodies.isdisjoint(shut)
            assert ("respondent" in names) == concerned, person
            assert names == {"respondent"} or not concerned, person
        able = [people[person] for person, names in held.items() if "centre" in names]
        assert able, "nobody may act on it"
        if play.state.lead is None:
            lead = next(
                body.code
                for kind in ("discipline", "government")
                for body in here.bodies.values()
                if body.kind == kind and body.code not in shut
            )
            assert "assign" in play.open_to(able[0])
            play.do("assign", able[0], lead=lead)
    assert any("lead" in names for names in parts(play, county).values())


@pytest.mark.parametrize("county", counties.CODES)
def test_a_report_of_nobody_known_is_kept_by_few_and_goes_to_discipline_alone(county: str) -> None:
    play = reported(county, "", respondent_unknown=True)
    people = {actor.person: actor for actor in counties.officers(county)}
    circle = play.book.circle
    held = parts(play, county)
    assert held
    for person in held:
        assert {post.post for post in people[person].posts} & circle, person
    keeper = next(people[person] for person, names in held.items() if "centre" in names)
    department = respondent(county, "department")
    no = refused(play, "assign", keeper, lead=department)
    assert (no.code, no.why["field"]) == ("unmet", "lead")
    discipline = respondent(county, "discipline")
    play.do("assign", keeper, lead=discipline)
    for person, names in parts(play, county).items():
        actor = people[person]
        of_circle = {post.post for post in actor.posts} & circle
        assert of_circle or "lead" in names, person


@pytest.mark.parametrize("county", counties.CODES)
def test_reports_go_by_a_procedure_that_asks_first_whom_they_are_about(county: str) -> None:
    here = counties.book(county)
    codes = {use for (kind, _channel), use in here.uses.items() if kind == "misconduct_report"}
    assert codes
    for code in codes:
        procedure = counties.procedures(county)[code]
        first = procedure.stages[0].code
        opening = [
            row
            for do in ("assign", "refer", "accept", "supervise")
            for row in procedure.action_index.get(do, ())
            if first in row.at
        ]
        assert opening
        assert [row for row in opening if "respondent_said" not in row.when] == []


def test_a_report_is_sent_to_nobody_before_it_is_asked_whom_it_is_about() -> None:
    play = Play(kind="misconduct_report")
    for do in ("assign", "refer"):
        assert do not in play.open_to(LI)
        no = refused(play, do, LI, lead="water")
        assert no.code == "unmet"
        (condition,) = no.why["conditions"]
        assert (condition["code"], condition["who"]) == ("respondent_said", ["centre"])
    play.do("shield", LI, respondent=["urban"], reason="问明反映城管")
    play.do("assign", LI, lead="water")


def with_keepers(**changes: Any) -> Any:
    """The county with a commission, and a supervisor of its centre."""
    bodies = dict(book().bodies)
    bodies["discipline"] = Body("discipline", "qinghe", "discipline", None, None, None, "", "")
    posts = dict(book().posts)
    posts["watch"] = Post("watch", "petition-office", "qinghe", "supervisor", "", "")
    return with_book(bodies=bodies, posts=posts, **changes)


KEEPER = officer("petition-office", "head", person="zhou")


def test_not_known_is_an_answer_and_keeps_the_report_with_the_circle() -> None:
    play = Play(kind="misconduct_report", book=with_keepers())
    play.do("shield", LI, respondent_unknown=True, reason="问过，说不清是谁")
    assert play.state.kept_close
    assert standings(play.state, LI, play.book) == frozenset()
    assert refused(play, "note", LI, text="看看").code == "not_visible"
    assert "centre" in standings(play.state, KEEPER, play.book)
    no = refused(play, "set_leader", KEEPER, leaders=["wang"])
    assert (no.code, no.why["field"]) == ("unmet", "leaders")
    play.do("refer", KEEPER, lead="discipline")
    checker = Actor("ji", posts=(officer("water").posts[0],))
    assert standings(play.state, checker, play.book) == frozenset()


def test_the_petitioner_sees_his_report_though_hardly_anybody_else_does() -> None:
    play = Play(kind="misconduct_report", book=with_keepers(), respondent_unknown=True)
    assert standings(play.state, play.zhao, play.book) == {"petitioner"}


def test_a_county_may_name_its_circle() -> None:
    play = Play(
        kind="misconduct_report",
        book=with_keepers(circle_posts=("watch",)),
        respondent_unknown=True,
    )
    assert standings(play.state, KEEPER, play.book) == frozenset()


def test_found_out_the_report_is_open_to_those_not_concerned() -> None:
    play = Play(kind="misconduct_report", book=with_keepers(), respondent_unknown=True)
    play.do("shield", KEEPER, respondent=["water"], reason="查明反映水务局")
    assert "centre" in standings(play.state, LI, play.book)
    assert standings(play.state, WANG, play.book) == {"respondent"}


def test_nobody_takes_the_not_known_back_alone() -> None:
    play = Play(kind="misconduct_report", book=with_keepers(), respondent_unknown=True)
    no = refused(play, "shield", KEEPER, respondent_unknown=False, reason="误标")
    assert no.code == "document_missing"


def ordered() -> Play:
    """A hotline order of a county where a report of misconduct is a petition by whatever way it came."""
    uses = {**book().uses, ("misconduct_report", "*"): "statutory"}
    return Play(channel="hotline", kind="complaint", book=with_book(uses=uses))


def test_an_order_that_turns_out_to_be_a_report_is_a_petition_from_then_on() -> None:
    play = ordered()
    play.do("assign", LI, lead="water")
    play.do("shield", LI, kind="misconduct_report", respondent=["water"], reason="实为检举")
    assert (play.state.procedure, play.state.matter.kind) == ("statutory", "misconduct_report")
    assert [fact.name for fact in play.facts[-2:]] == ["shielded", "moved"]
    assert play.clock("tell").running
    assert standings(play.state, WANG, play.book) == {"respondent"}


def test_an_order_not_sent_yet_begins_anew_as_a_petition() -> None:
    play = ordered()
    play.do("shield", LI, kind="misconduct_report", respondent=["water"], reason="实为检举")
    assert (play.state.procedure, play.state.stage) == ("statutory", "registered")
    assert play.clock("route").running


def test_a_petition_that_turns_out_to_be_a_report_stays_where_the_law_counts() -> None:
    play = handled()
    before = play.due("handle")
    play.do("shield", LI, kind="misconduct_report", respondent=["urban"], reason="实为检举")
    assert (play.state.procedure, play.due("handle")) == ("statutory", before)
    assert play.facts[-1].name == "shielded"


def test_a_complaint_by_visit_is_a_petition_in_every_county() -> None:
    for county in counties.CODES:
        here = counties.book(county)
        play = Play(
            actor=RESIDENT, book=here, kind="complaint", channel="in_person", area=here.root_area
        )
        procedure = here.procedures[play.state.version]
        assert any(rule.wall for rule in procedure.clocks), county


@pytest.mark.parametrize("county", ["qinghe", "pingfang"])
def test_whoever_of_the_circle_is_complained_of_others_of_it_are_left(county: str) -> None:
    here = counties.book(county)
    assert here.circle_posts, "the county names its few"
    for code in here.circle:
        post = here.posts[code]
        play = reported(county, post.body)
        out = shut_out(play.state, here)
        left = [other for other in here.circle if not out.body_is_shut_out(here.posts[other].body)]
        assert left, post
        assert code not in left
