"""Which of somebody's posts acts, where he holds several."""

from lianxin.rules.actor import Actor, HeldPost

CLERK = HeldPost("clerk", "water", "qinghe", "handler")
HEAD = HeldPost("head", "water", "qinghe", "head")
DUTY = HeldPost("duty", "centre", "qinghe", "dispatcher")
LI = Actor("li", posts=(CLERK, HEAD, DUTY))


def test_the_post_in_the_body_most_concerned_acts() -> None:
    assert LI.post_for("centre", "water") == DUTY
    assert LI.post_for("housing", None, "centre") == DUTY


def test_of_several_in_one_body_the_first_appointed_to_acts() -> None:
    assert LI.post_for("water") == CLERK


def test_where_none_is_concerned_the_first_of_all_acts() -> None:
    assert LI.post_for("housing") == LI.post_for() == CLERK


def test_whoever_holds_none_acts_from_none() -> None:
    assert Actor("zhao", kind="petitioner").post_for("water") is None
