"""What a body had that is merged or dissolved in mid-case goes to whoever answers (article 24)."""

from dataclasses import replace
from typing import Any

import pytest

from lianxin.cases.marks import marks
from lianxin.notices.receivers import body, told_of
from lianxin.rules.actor import SYSTEM
from lianxin.rules.facts.succession import TakenOver
from lianxin.rules.refusals import Refused
from lianxin.rules.standings import standings
from tests.rules.county import (
    CHEN,
    HEARD,
    LI,
    WANG,
    WANG_HEAD,
    WANG_SECTION,
    Play,
    book,
    handled,
    officer,
    with_book,
)

FARM = officer("agriculture", person="farm")
FARM_HEAD = officer("agriculture", "head", "farm-head")
GOV = officer("qinghe-gov", person="gov-clerk")


def end(play: Play, *, successor: str | None, code: str = "water", **more: Any) -> None:
    """Let a body end in the book: merged into another, or dissolved."""
    bodies = dict(play.book.bodies)
    kind = bodies[code].kind if successor else "dissolved"
    bodies[code] = replace(bodies[code], successor=successor, kind=kind, **more)
    play.book = replace(play.book, bodies=bodies)


def merged(play: Play) -> TakenOver:
    """Merge the water bureau into agriculture, and let the loop come by."""
    end(play, successor="agriculture")
    (fact,) = play.do("take_over", SYSTEM)
    assert isinstance(fact, TakenOver)
    return fact


def test_the_people_of_the_successor_have_the_standing_and_those_before_have_none() -> None:
    play = handled()
    before = standings(play.state, WANG, play.book)
    merged(play)
    assert standings(play.state, FARM, play.book) == before
    assert standings(play.state, WANG, play.book) == frozenset()
    assert "body_head" in standings(play.state, FARM_HEAD, play.book)


def test_nothing_begins_again_and_no_stage_is_lost() -> None:
    play = handled()
    stage, clocks, leg = play.state.stage, play.state.clocks, play.state.lead
    assert leg is not None
    merged(play)
    assert (play.state.stage, play.state.clocks) == (stage, clocks)
    assert play.state.lead == leg.model_copy(update={"body": "agriculture"})
    play.do("note", FARM, text="接着办")


def test_the_successor_and_the_centre_are_told_and_the_resident_reads_who_answers() -> None:
    play = handled()
    fact = merged(play)
    assert {body("agriculture"), body("petition-office")} <= told_of(fact, play.state, play.book)
    spoken = fact.spoken()
    assert spoken is not None
    assert "承接" in spoken.zh and spoken.values["lead"] == ("body", "agriculture")
    assert fact.new_lead() == "agriculture"


def test_a_paper_goes_on_with_who_signs_there_and_who_signed_stays() -> None:
    play = handled()
    play.do("hear", WANG, **HEARD)
    play.do("propose_opinion", WANG, "2026-04-10 09:00", outcome="explained", facts="查明",
            basis="水法", text="说明")  # fmt: skip
    play.do("sign", WANG_SECTION, document="opinion")
    merged(play)
    paper = play.state.document("opinion")
    assert paper is not None
    assert paper.signed_by == ("water-section-head",)
    assert (paper.next_post, paper.body) == ("agriculture-head", "agriculture")
    with pytest.raises(Refused):
        play.do("sign", WANG_HEAD, document="opinion")
    play.do("sign", FARM_HEAD, document="opinion")
    play.do("issue", FARM, document="opinion")


def test_who_assisted_what_it_now_leads_assists_no_longer() -> None:
    play = handled()
    play.do("add_assist", LI, body="agriculture", demand="协助")
    merged(play)
    assert not play.state.open_assists
    assert play.state.lead is not None
    assert play.state.lead.body == "agriculture"


def test_an_assist_and_a_task_are_taken_over_and_the_lead_stays() -> None:
    play = handled()
    play.do("add_assist", LI, body="urban", demand="协助")
    play.do("call_in", LI, bodies=["urban"], place="现场", by="今天")
    end(play, successor="agriculture", code="urban")
    (fact,) = play.do("take_over", SYSTEM)
    assert isinstance(fact, TakenOver)
    assert (fact.lead, fact.spoken()) == (None, None)
    assert {"assist", "tasked"} <= standings(play.state, FARM, play.book)
    assert [task.body for task in play.state.tasks] == ["agriculture"]
    play.do("report_task", FARM, task=1, done=True, text="到场")


def test_a_centre_that_is_merged_is_followed_by_its_successor() -> None:
    play = handled()
    end(play, successor="agriculture", code="petition-office")
    play.do("take_over", SYSTEM)
    assert play.state.house.centre == "agriculture"


def test_of_a_dissolved_body_the_government_answers_and_the_centre_owes_a_name() -> None:
    play = handled()
    end(play, successor=None)
    (fact,) = play.do("take_over", SYSTEM)
    assert isinstance(fact, TakenOver)
    assert (fact.qualifier, fact.lead) == ("unnamed", "qinghe-gov")
    assert body("petition-office") in told_of(fact, play.state, play.book)
    assert "m:unnamed" in marks(play.state)
    assert play.clock("designate").whose == "centre"
    assert "lead" in standings(play.state, GOV, play.book)
    play.do("reassign", LI, lead="agriculture", reason="职责划入农业农村局")
    assert "m:unnamed" not in marks(play.state)
    assert play.clock("designate").stopped_at == play.at


def test_a_government_that_takes_the_matter_in_hand_needs_no_name() -> None:
    play = handled()
    end(play, successor=None)
    play.do("take_over", SYSTEM)
    play.do("note", GOV, "2026-03-20 09:00", text="本级直接办理")
    assert "m:unnamed" not in marks(play.state)


def test_where_nobody_is_left_that_is_said_once_and_the_centre_sends_it_on() -> None:
    play = handled()
    end(play, successor=None, upper_gov=None, upper_line=None)
    (fact,) = play.do("take_over", SYSTEM)
    assert isinstance(fact, TakenOver)
    assert (fact.after, fact.unnamed, fact.spoken()) == (None, True, None)
    assert "m:unnamed" in marks(play.state)
    with pytest.raises(Refused, match="not_now"):
        play.do("take_over", SYSTEM)
    play.do("reassign", LI, lead="agriculture", reason="明确承办")
    assert "m:unnamed" not in marks(play.state)


def test_merged_into_whom_it_is_about_it_goes_to_the_first_body_above() -> None:
    play = handled()
    play.do("shield", LI, confidential=True, respondent=["agriculture"], reason="反映农业局")
    merged(play)
    assert play.state.lead is not None
    assert play.state.lead.body == "qinghe-gov"
    assert standings(play.state, FARM, play.book) == {"respondent"}


def test_nothing_is_taken_over_of_a_body_that_stands() -> None:
    play = handled()
    with pytest.raises(Refused, match="not_now"):
        play.do("take_over", SYSTEM)


@pytest.mark.parametrize("actor", [LI, WANG, FARM, GOV])
def test_nobody_but_the_loops_takes_over(actor: Any) -> None:
    play = handled()
    end(play, successor="agriculture")
    with pytest.raises(Refused) as no:
        play.do("take_over", actor)
    assert no.value.code in {"not_yours", "not_visible"}


def test_an_outsider_may_not() -> None:
    play = handled()
    with pytest.raises(Refused, match="not_visible"):
        play.do("take_over", CHEN)


def test_who_was_ruled_to_lead_leaves_that_to_its_successor() -> None:
    play = Play()
    play.do("assign", LI, lead="water")
    play.do("object", WANG, reason="not_ours", text="不属本单位")
    play.do("rule_objection", LI, upheld=False, text="由你局办理")
    merged(play)
    with pytest.raises(Refused):
        play.do("object", FARM, reason="not_ours", text="也不属本单位")


def test_the_book_knows_which_bodies_are_no_more() -> None:
    assert book().ended == {"old-water"}
    gone = replace(book().bodies["urban"], kind="dissolved")
    assert with_book(bodies={**book().bodies, "urban": gone}).ended == {"old-water", "urban"}
