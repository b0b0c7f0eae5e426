"""Who acts: a person with the posts held that day, a petitioner, or the system's own loops."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from lianxin.rules.refusals import Refused

Kind = Literal["officer", "petitioner", "system"]


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post as held on a day; `stands_in_for` names the absent person whose place is filled."""

    post: str
    body: str
    area: str
    role: str
    stands_in_for: str = ""


@dataclass(frozen=True)
class Actor:
    """Who acts, with the posts of that day.

    `petitioner` is the id of a petitioner known from a query code or a log-in; a query code opens
    only the case it was given for (`case`), so it is empty for officers. `elsewhere` are bodies in
    which he holds posts too but from which he does not act now: what shuts them out shuts him out.
    """

    person: str
    kind: Kind = "officer"
    posts: tuple[HeldPost, ...] = ()
    petitioners: frozenset[str] = frozenset()
    case: str = ""
    elsewhere: frozenset[str] = frozenset()

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The bodies of the posts held."""
        return frozenset(post.body for post in self.posts)

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles of the posts held."""
        return frozenset(post.role for post in self.posts)

    def post_in(self, body: str | None) -> HeldPost | None:
        """Return the post held in a body; of several there the first appointed to."""
        return next((post for post in self.posts if post.body == body), None)

    def post_for(self, *bodies: str | None) -> HeldPost | None:
        """Return the post that acts in what concerns these bodies, the one most concerned first.

        Whoever holds none in any of them acts from the post he was appointed to first; None for
        whoever holds no post.
        """
        for body in bodies:
            post = self.post_in(body)
            if post is not None:
                return post
        return self.posts[0] if self.posts else None

    def acting_from(self, post: str | None) -> "Actor":
        """Return the actor with this one of his posts, all of them for None.

        Refused `no_such` for a post that he does not hold.
        """
        if post is None:
            return self
        chosen = tuple(held_post for held_post in self.posts if held_post.post == post)
        if not chosen:
            raise Refused("no_such", name=post, kind="post", field="post")
        # The posts left out still count where they shut him out.
        rest = self.bodies - {held_post.body for held_post in chosen}
        return replace(self, posts=chosen, elsewhere=self.elsewhere | rest)


SYSTEM = Actor(person="system", kind="system")
