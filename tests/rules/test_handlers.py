"""Whoever had a hand in a matter does not check it."""

import pytest

from tests.rules.county import LI, SUN, WANG, WANG_HEAD, WANG_SECTION, answered, handled, officer
from tests.rules.test_statutory import refused


def test_those_who_accepted_drafted_and_signed_handled_it() -> None:
    assert set(answered().state.house.handlers) == {"wang", "wang-section", "wang-head"}


@pytest.mark.parametrize("step", ["note", "contact", "plan"])
def test_so_did_who_worked_on_it_for_a_body_that_has_a_part(step: str) -> None:
    told = {
        "note": {"text": "记"},
        "contact": {"means": "telephone", "reached": True, "text": "已联系"},
        "plan": {"text": "方案"},
    }[step]
    play = handled()
    play.do("add_assist", LI, body="urban", demand="协助")
    play.do(step, officer("urban", person="helper"), **told)
    assert "helper" in play.state.house.handlers


def test_who_registered_dispatched_or_noted_at_the_centre_did_not() -> None:
    play = handled()
    play.do("note", SUN, text="已催")
    assert not {"li", "sun"} & set(play.state.house.handlers)


def test_the_one_who_signed_does_not_follow_up_though_he_moved_to_the_centre() -> None:
    play = answered()
    play.do("conclude", WANG, outcome="resolved", text="办结")
    for actor in (WANG_HEAD, WANG_SECTION):
        moved = officer("petition-office", "follow_up", actor.person)
        told = {"reached": True, "satisfied": "satisfied", "solved": True}
        assert refused(play, "follow_up", moved, **told).code == "self_check"
    play.do("follow_up", SUN, reached=True, satisfied="satisfied", solved=True)
