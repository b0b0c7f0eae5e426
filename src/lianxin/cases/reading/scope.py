"""Which cases somebody sees. Every list, every count and every look-up goes through here.

It says in SQL what `rules.standings` says of one state; a test holds the two against each other.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from lianxin.cases.rows import KEPT_CLOSE
from lianxin.rules.actor import Actor
from lianxin.rules.book import Book
from lianxin.rules.shutting_out import is_of_circle, shut_with
from lianxin.rules.standings import is_centre

WIDE_ROLES = frozenset({"auditor", "inspector"})
NOBODY = "FALSE"


@dataclass(frozen=True, slots=True)
class Arm:
    """One way to a case: a condition on `held` (cases_case) that an index serves, with its values."""

    sql: str
    values: dict[str, Any] = field(default_factory=dict)


def all_of(arms: Iterable[Arm]) -> Arm:
    """Return the one condition that all hold; names of values are told apart by their arms."""
    arms = tuple(arms)
    values = {name: value for arm in arms for name, value in arm.values.items()}
    return Arm(" AND ".join(f"({arm.sql})" for arm in arms) or "TRUE", values)


@dataclass(frozen=True, slots=True)
class Scope:
    """What an actor sees: any of `arms`, and not shut out."""

    arms: tuple[Arm, ...]
    shut: Arm

    def where(self) -> Arm:
        """Return the whole scope as one condition, for look-ups."""
        values: dict[str, Any] = dict(self.shut.values)
        for arm in self.arms:
            values |= arm.values
        any_arm = " OR ".join(f"({arm.sql})" for arm in self.arms) or NOBODY
        return Arm(f"({any_arm}) AND {self.shut.sql}", values)


def scope_of(actor: Actor, book: Book) -> Scope:
    """Return the scope of an actor; an outsider's has no arms and so shows nothing."""
    # Loops and the command line see everything; no request ever comes as this actor.
    if actor.kind == "system":
        return Scope((Arm("TRUE"),), Arm("TRUE"))
    shut = _shut(actor, book)
    areas = _areas(actor, book)
    if book.root_area in areas:
        # Whoever covers the whole county needs no other way.
        return Scope((Arm("TRUE"),), shut)
    arms = [*_by_area(areas), *_by_legs(actor, book), *_by_part(actor)]
    if actor.case:
        arms.append(Arm("held.number = %(s_case)s", {"s_case": actor.case}))
    return Scope(tuple(arms), shut)


def _shut(actor: Actor, book: Book) -> Arm:
    sits_in = actor.bodies | actor.elsewhere
    named = sorted({name for body in sits_in for name in shut_with(body, book)})
    mine = [f"b:{body}" for body in named]
    mine.append(f"p:{actor.person}")
    apart = "NOT string_to_array(held.shut, ' ') && %(s_shut)s::text[]"
    values: dict[str, Any] = {"s_shut": mine}
    if actor.posts and not is_of_circle(actor, book):
        apart += (
            " AND (%(s_close)s <> ALL(string_to_array(held.shut, ' '))"
            " OR coalesce(held.last_lead = ANY(%(s_keeping)s), FALSE))"
        )
        values |= {"s_close": KEPT_CLOSE, "s_keeping": sorted(actor.bodies)}
    return Arm(f"(held.shut IS NULL OR {apart})", values)


def _areas(actor: Actor, book: Book) -> frozenset[str]:
    areas = set()
    for post in actor.posts:
        body = book.bodies.get(post.body)
        if post.role in WIDE_ROLES or is_centre(post.body, book):
            areas.add(body.area if body else post.area)
    return frozenset(areas)


def _by_area(areas: frozenset[str]) -> list[Arm]:
    arms = []
    for place, code in enumerate(sorted(areas)):
        arms.append(
            Arm(
                f"(held.area_path LIKE %(s_area{place})s OR held.area_path = '/')",
                {f"s_area{place}": within(code)},
            )
        )
    return arms


def within(area: str) -> str:
    """Return the LIKE pattern of an area path that leads through an area.

    A case keeps the path it was registered with, so that an area which moved still finds it.
    """
    literal = area.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%/{literal}/%"


def _by_legs(actor: Actor, book: Book) -> list[Arm]:
    if not actor.bodies:
        return []
    bodies = sorted(actor.bodies)
    below = sorted(code for code, above in book.above.items() if not above.isdisjoint(actor.bodies))
    return [
        _by_lead(sorted({*bodies, *below})),
        # Of a body that leads, or led last, the way before this one has found the case.
        Arm(
            'held.id IN (SELECT "case" FROM cases_leg WHERE beside AND body = ANY(%(s_bodies)s))',
            {"s_bodies": bodies},
        ),
        Arm(
            "held.last_lead IS NULL AND held.registrar_body = ANY(%(s_bodies)s) AND NOT EXISTS"
            ' (SELECT FROM cases_leg WHERE "case" = held.id)',
            {"s_bodies": bodies},
        ),
    ]


def _by_lead(leads: list[str]) -> Arm:
    # Of one body the index gives the newest first; of several it gives no order, and the newest of
    # all are looked through instead, which is quick because several bodies have much.
    if len(leads) == 1:
        return Arm("held.last_lead = %(s_lead)s", {"s_lead": leads[0]})
    return Arm("held.last_lead = ANY(%(s_leads)s)", {"s_leads": leads})


def _by_part(actor: Actor) -> list[Arm]:
    who = [f"p:{petitioner}" for petitioner in sorted(actor.petitioners)]
    who += [f"a:{actor.person}"] if actor.person else []
    who += [f"s:{post.post}" for post in actor.posts]
    who += [f"b:{body}" for body in sorted(actor.bodies)]
    if not who:
        return []
    # Only an officer keeps a case in sight by having typed it in.
    passed_over = [] if actor.kind == "officer" else ["registrar"]
    return [
        Arm(
            'held.id IN (SELECT "case" FROM cases_party'
            " WHERE who = ANY(%(s_who)s) AND role <> ALL(%(s_roles)s))",
            {"s_who": who, "s_roles": passed_over},
        )
    ]
