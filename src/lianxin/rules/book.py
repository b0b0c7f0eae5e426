"""The book: what the rules look things up in. An immutable snapshot of one county."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from lianxin.rules.patterns import Pattern
from lianxin.rules.procedures import Procedure
from lianxin.rules.time.calendar import Calendar

DISSOLVED = "dissolved"
"""The kind of a body that is no more; without a successor, the government above names one."""

CENTRE_KIND = "centre"
"""The kind of body that takes petitions in and sends them out."""
CIRCLE = frozenset({"head", "supervisor"})
"""Roles of a centre that keep a report of somebody unknown, where the county says nothing else [D]."""


@dataclass(frozen=True, slots=True)
class Area:
    """A place of any level, from province to household; `path` runs from the root to itself."""

    code: str
    parent: str | None
    level: str
    zh: str
    en: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Body:
    """Any organisation, with both lines above it: government and department (article 35)."""

    code: str
    area: str
    kind: str
    upper_gov: str | None
    upper_line: str | None
    successor: str | None
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Post:
    """A place to be filled in a body."""

    code: str
    body: str
    area: str
    role: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class DutyLine:
    """Which body leads, and which assist, for a category in an area (with all below both)."""

    category: str
    area: str
    lead: str
    assists: tuple[str, ...]
    article: str


@dataclass(frozen=True)
class Book:
    """One county's calendar, places, bodies, duties and procedures at one moment.

    `uses` maps (kind, channel) to a procedure code, `*` standing for any; `current` maps a
    procedure code to the digest of the version that new cases start with; `procedures` holds
    versions by digest, old ones too; `circle_posts` are the posts of the confidential circle that
    the county names.
    """

    calendar: Calendar
    areas: Mapping[str, Area]
    bodies: Mapping[str, Body]
    posts: Mapping[str, Post]
    duties: tuple[DutyLine, ...]
    categories: Mapping[str, str | None]
    uses: Mapping[tuple[str, str], str]
    current: Mapping[str, str]
    procedures: Mapping[str, Procedure]
    versions: Mapping[str, int] = field(default_factory=dict)
    group_size: int = 5
    root_area: str = ""
    patterns: tuple[Pattern, ...] = ()
    circle_posts: tuple[str, ...] = ()

    @cached_property
    def circle(self) -> frozenset[str]:
        """The posts that keep reports of which nobody knows whom they are about.

        Where the county names none: the heads and supervisors of its centres, and its inspectors.
        """
        if self.circle_posts:
            return frozenset(self.circle_posts)
        centres = {body.code for body in self.bodies.values() if body.kind == CENTRE_KIND}
        return frozenset(
            post.code
            for post in self.posts.values()
            if post.role == "inspector" or (post.role in CIRCLE and post.body in centres)
        )

    @cached_property
    def duty_index(self) -> Mapping[tuple[str, str], DutyLine]:
        """Duty lines by (category, area)."""
        return {(line.category, line.area): line for line in self.duties}

    @cached_property
    def above(self) -> Mapping[str, frozenset[str]]:
        """For each body every body above it, by either line, itself left out."""
        return {code: frozenset(self._climb(code)) for code in self.bodies}

    def _climb(self, code: str) -> set[str]:
        above: set[str] = set()
        waiting = [code]
        while waiting:
            body = self.bodies.get(waiting.pop())
            if body is None:
                continue
            for upper in (body.upper_gov, body.upper_line):
                if upper is not None and upper not in above and upper != code:
                    above.add(upper)
                    waiting.append(upper)
        return above

    @cached_property
    def shut_with(self) -> Mapping[str, frozenset[str]]:
        """For each body those of which each, when it is complained of, shuts this one out (article 30).

        The same people sit in what a body was merged into, and those below take its orders, by
        whatever name it goes today.
        """
        before: dict[str, set[str]] = {}
        for body in self.bodies.values():
            if body.successor is not None:
                before.setdefault(body.successor, set()).add(body.code)
        return {code: frozenset(self._shutting(code, before)) for code in self.bodies}

    def _shutting(self, code: str, before: Mapping[str, set[str]]) -> set[str]:
        over: set[str] = set()
        waiting = [code]
        while waiting:
            at = waiting.pop()
            body = self.bodies.get(at)
            if at in over:
                continue
            over.add(at)
            if body is not None:
                lines = (body.successor, body.upper_gov, body.upper_line)
                waiting += [line for line in lines if line]
        # Naming what one of these has taken over names it.
        named: set[str] = set()
        waiting = list(over)
        while waiting:
            at = waiting.pop()
            if at not in named:
                named.add(at)
                waiting += before.get(at, ())
        return named

    @cached_property
    def posts_by_body(self) -> Mapping[str, tuple[Post, ...]]:
        """The posts of each body, by code."""
        by_body: dict[str, list[Post]] = {}
        for code in sorted(self.posts):
            by_body.setdefault(self.posts[code].body, []).append(self.posts[code])
        return {body: tuple(posts) for body, posts in by_body.items()}

    def posts_of(self, body: str) -> tuple[Post, ...]:
        """Return the posts of a body."""
        return self.posts_by_body.get(body, ())

    @cached_property
    def centres(self) -> Mapping[str, str]:
        """For each area with a petition centre the first such body."""
        centres: dict[str, str] = {}
        for body in self.bodies.values():
            if body.kind == CENTRE_KIND:
                centres.setdefault(body.area, body.code)
        return centres

    def centre_of(self, path: tuple[str, ...]) -> str | None:
        """Return the petition centre nearest to a place, looking upward."""
        return next((self.centres[code] for code in reversed(path) if code in self.centres), None)

    @cached_property
    def ended(self) -> frozenset[str]:
        """The bodies that are no more: merged into another, or dissolved."""
        return frozenset(
            body.code
            for body in self.bodies.values()
            if body.successor is not None or body.kind == DISSOLVED
        )

    def answering(self, code: str) -> Body | None:
        """Return who answers for a body today: itself, its last successor, or who designates one.

        A dissolved body without a successor leaves it to the government above (article 24).
        """
        visited: set[str] = set()
        at = self.bodies.get(code)
        while at is not None:
            visited.add(at.code)
            after = at.successor or (at.upper_gov if at.kind == DISSOLVED else None)
            if after is None or after in visited:
                break
            at = self.bodies.get(after)
        return at

    def area_path(self, code: str) -> tuple[str, ...]:
        """Return the codes from the root down to an area; empty for an unknown one."""
        area = self.areas.get(code)
        return area.path if area else ()

    def category_path(self, code: str | None) -> tuple[str, ...]:
        """Return a category and those above it, the narrowest first."""
        path: list[str] = []
        while code is not None and code in self.categories and code not in path:
            path.append(code)
            code = self.categories[code]
        return tuple(path)
