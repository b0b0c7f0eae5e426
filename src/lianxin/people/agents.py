"""Whoever knocks at a door in the name of the county can be checked by the number on the badge."""

from dataclasses import dataclass
from datetime import date

from lianxin.people import actors
from lianxin.people.models import Officer
from lianxin.rules.actor import HeldPost


@dataclass(frozen=True, slots=True)
class CheckedAgent:
    """An officer as a resident may know him: name and the posts of that day."""

    name: str
    posts: tuple[HeldPost, ...]


def by_badge(badge: str, *, on: date) -> CheckedAgent | None:
    """Return who bears a badge and holds a post on a day of China; None for any other number."""
    officer = Officer.objects.filter(badge=badge).first() if badge else None
    if officer is None:
        return None
    # Whoever left the service bears an old badge: without a post today nobody is vouched for.
    posts = actors.posts_held(officer.pk, on=on)
    return CheckedAgent(officer.zh, posts) if posts else None
