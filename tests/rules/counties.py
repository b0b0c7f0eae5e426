"""The counties that ship with the product, as the rules see them: read from their files, no database."""

from datetime import date
from functools import cache

from lianxin.founding.on_paper import county_of
from lianxin.rules.actor import Actor
from lianxin.rules.book import Book
from lianxin.rules.procedures import Procedure
from lianxin.rules.walking.county import PeopledCounty

CODES = ("anji", "fangzheng", "hengkou", "hohhot", "pingfang", "qinghe")
ON = date(2026, 3, 2)


@cache
def _county(county: str) -> PeopledCounty:
    return county_of(county, on=ON)


def procedures(county: str) -> dict[str, Procedure]:
    """The procedures of a county by code, the shipped ones among them."""
    here = book(county)
    return {code: here.procedures[digest] for code, digest in here.current.items()}


def book(county: str) -> Book:
    """The county with its places, bodies, posts and procedures."""
    return _county(county).book


def officers(county: str) -> tuple[Actor, ...]:
    """Everybody who holds posts of a county, with all of them."""
    return _county(county).people


def sitting_in(county: str) -> dict[str, frozenset[str]]:
    """The bodies of everybody who holds a post."""
    return {actor.person: actor.bodies for actor in officers(county)}


def holder(county: str, role: str, *, body: str = "") -> Actor:
    """Somebody who holds a role, in a body where one is said."""
    return next(
        actor
        for actor in officers(county)
        for post in actor.posts
        if post.role == role and body in {"", post.body}
    )
