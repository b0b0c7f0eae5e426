"""Of several posts, which one registers."""

from lianxin.rules.actor import Actor
from lianxin.rules.commands.intake import Register
from lianxin.rules.deciding.registering import registering_post
from tests.rules.county import book, officer


def chosen(*bodies: str, area: str | None = "shuangchun") -> str:
    """The body from whose post somebody with posts in these bodies registers."""
    posts = tuple(officer(body).posts[0] for body in bodies)
    told = {"channel": "in_person", "kind": "claim", "title": "渠", "text": "塌", "area": area}
    held = registering_post(Register.model_validate(told), Actor("z", posts=posts), book())
    return held.body if held else ""


def test_the_centre_comes_first() -> None:
    assert chosen("agriculture", "shuangchun-committee", "petition-office") == "petition-office"


def test_then_whatever_stands_nearest_to_the_place() -> None:
    assert chosen("agriculture", "bihu-gov", "shuangqiao-gov", "shuangchun-committee") == (
        "shuangchun-committee"
    )
    assert chosen("bihu-gov", "shuangqiao-gov") == "shuangqiao-gov"


def test_else_the_first_and_without_a_post_none() -> None:
    assert chosen("agriculture", "water", area=None) == "agriculture"
    assert chosen() == ""
