"""Several people raise one matter: none of them takes it back for all (article 20(3))."""

from lianxin.rules.actor import Actor
from tests.rules.county import LI, Play
from tests.rules.test_statutory import refused


def group() -> Play:
    """A matter of three, two of whom represent them."""
    people = [{"name": "钱某", "phone": "13800002211"}, {"name": "孙某", "phone": "13800002212"}]
    return Play(head_count=3, representatives=people)


def one_of(play: Play, n: int) -> Actor:
    """A representative, known by his telephone."""
    token = play.state.people.representatives[n]
    return Actor(person="", kind="petitioner", petitioners=frozenset({token}))


def test_one_of_several_takes_back_his_own_part_alone() -> None:
    play = group()
    play.do("assign", LI, lead="water")
    clocks = play.state.clocks
    (fact,) = play.do("withdraw", one_of(play, 0), reason="我不再要求")
    assert fact.phase is None
    assert play.state.stage == "dispatched"
    assert play.state.clocks == clocks, "for the others it goes on as it was"
    assert play.state.people.stood_back == play.state.people.representatives[:1]


def test_who_took_his_part_back_takes_back_nobody_else_s() -> None:
    play = group()
    for who in (one_of(play, 0), play.zhao):
        play.do("withdraw", who, reason="我不再要求")
    for who in (one_of(play, 0), play.zhao):
        assert refused(play, "withdraw", who, reason="再撤一次").code == "not_now"
    assert play.state.stage == "registered", "the third of them still asks"


def test_the_last_of_them_ends_it() -> None:
    play = group()
    for actor in (one_of(play, 0), one_of(play, 1)):
        play.do("withdraw", actor, reason="已经解决")
    assert play.state.stage == "registered"
    play.do("withdraw", play.zhao, reason="已经解决")
    assert play.state.stage == "withdrawn"


def test_who_raised_it_alone_takes_it_back_as_ever() -> None:
    play = Play()
    play.do("withdraw", play.zhao, reason="已经解决")
    assert play.state.stage == "withdrawn"


def test_an_officer_takes_back_nobody_s_matter() -> None:
    assert refused(group(), "withdraw", LI, reason="省事").code == "not_yours"
