"""The small county of the rules' tests, with somebody in every post."""

from lianxin.rules.actor import Actor, HeldPost
from lianxin.rules.book import Book, Post
from lianxin.rules.walking.county import PeopledCounty
from tests.rules.county import book, with_book

ROLES = ("dispatcher", "supervisor", "operator", "inspector", "leader")


def small(**changes: object) -> PeopledCounty:
    """The county, with parts of its book changed: each post held by one person of its name."""
    full = with_book(**changes) if changes else book()
    posts = {**full.posts, **_of_the_centre()}
    whole = with_book(**{**changes, "posts": posts})
    return PeopledCounty(
        whole, tuple(_holder(post) for post in posts.values() if _stands(post, whole))
    )


def _stands(post: Post, whole: Book) -> bool:
    return not whole.bodies[post.body].successor


def _of_the_centre() -> dict[str, Post]:
    body = "petition-office"
    return {
        f"{body}-{role}": Post(f"{body}-{role}", body, "qinghe", role, "", "") for role in ROLES
    }


def _holder(post: Post) -> Actor:
    held = HeldPost(post.code, post.body, post.area, post.role)
    return Actor(f"at-{post.code}", posts=(held,))
