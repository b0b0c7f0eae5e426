"""Matters of every kind, by every channel, as somebody may put them on record."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Any, get_args

from pydantic import ValidationError

from lianxin.rules.actor import Actor
from lianxin.rules.book import Book
from lianxin.rules.commands.intake import Channel, Kind, Register
from lianxin.rules.walking.county import PeopledCounty
from lianxin.rules.walking.world import WalkStep, World

KINDS: tuple[str, ...] = get_args(Kind)
CHANNELS: tuple[str, ...] = get_args(Channel)
REPORT = "misconduct_report"
NAMES = ("赵某", "钱某", "孙某")
"""Few, so that the same people come again."""


def raised(world: World, procedure: str, chance: Random) -> WalkStep | None:
    """Return the registration of a matter that begins in this procedure; None where none does."""
    ways = _ways(world.book, procedure)
    if not ways:
        return None
    kind, channel = chance.choice(ways)
    actor = _registrar(world.county, channel, chance)
    fields = _fields(world, kind, channel, actor, chance)
    try:
        command = Register.model_validate(fields)
    except ValidationError:
        return None
    return WalkStep(world.at, world.next_letter(), actor, command)


def begins(book: Book, procedure: str) -> bool:
    """Whether a matter can begin in this procedure; any other is entered by a move."""
    return bool(_ways(book, procedure))


def _ways(book: Book, procedure: str) -> Sequence[tuple[str, str]]:
    return [
        (kind, channel)
        for kind in KINDS
        for channel in CHANNELS
        if _used(book, kind, channel) == procedure
    ]


def _used(book: Book, kind: str, channel: str) -> str | None:
    keys = ((kind, channel), (kind, "*"), ("*", channel), ("*", "*"))
    return next((book.uses[key] for key in keys if key in book.uses), None)


def _registrar(county: PeopledCounty, channel: str, chance: Random) -> Actor:
    """Who puts it on record: a centre's people, a body that was come to, or the resident himself."""
    if channel in {"web", "wechat", "assistant"} and chance.random() < 0.6:
        return Actor(person=chance.choice(("", "resident-1")), kind="petitioner")
    centres = [
        actor
        for role in ("operator", "dispatcher", "window")
        for actor in county.by_role.get(role, ())
    ]
    if centres and channel != "grid" and chance.random() < 0.6:
        return chance.choice(centres)
    roles = ("grid_worker", "grid_chief", "agent", "liaison") if channel == "grid" else ("handler",)
    people = [actor for role in roles for actor in county.by_role.get(role, ())]
    return chance.choice(people or list(county.people))


def _fields(world: World, kind: str, channel: str, actor: Actor, chance: Random) -> dict[str, Any]:
    book, county = world.book, world.county
    group = chance.random() < 0.15
    fields: dict[str, Any] = {
        "channel": channel,
        "kind": kind,
        "title": "事项",
        "text": "内容",
        "area": _place(county, actor, chance),
        "category": chance.choice((None, *sorted(book.categories)[:20])),
        "urgent": chance.random() < 0.2,
        "initial": chance.choice((None, None, True, False)),
        "points": ["其一", "其二"][: chance.choice((0, 0, 0, 1, 2))],
        "withheld": chance.random() < 0.1,
        "head_count": chance.choice((book.group_size, 60)) if group else None,
    }
    if chance.random() < 0.2:
        fields["raised_at"] = world.at - timedelta(days=chance.randint(0, 20))
    fields |= _who(chance, group=group)
    if kind == REPORT or chance.random() < 0.08:
        fields |= _about(county, chance, confidential=kind != REPORT)
    return fields


def _place(county: PeopledCounty, actor: Actor, chance: Random) -> str | None:
    areas = [held.area for held in actor.posts if held.area in county.book.areas]
    if areas and chance.random() < 0.5:
        return areas[0]
    return chance.choice((None, county.book.root_area, *_some(county.book, chance)))


def _some(book: Book, chance: Random) -> list[str]:
    inside = [code for code, area in book.areas.items() if book.root_area in area.path]
    return chance.sample(inside, min(3, len(inside)))


def _who(chance: Random, *, group: bool) -> dict[str, Any]:
    pick = chance.random()
    if pick < 0.15:
        return {"anonymous": True}
    name = chance.choice(NAMES)
    if pick < 0.25:
        return {"petitioner": {"name": name}}
    who: dict[str, Any] = {"petitioner": {"name": name, "phone": "13800002210"}}
    if group:
        who["representatives"] = [{"name": "代表甲"}, {"name": "代表乙"}]
    return who


def _about(county: PeopledCounty, chance: Random, *, confidential: bool) -> dict[str, Any]:
    """Whom a report is about: a body of any kind, a person of any, or not known."""
    kinds = sorted({body.kind for body in county.book.bodies.values()})
    kind = chance.choice(kinds)
    bodies = [code for code, body in county.book.bodies.items() if body.kind == kind]
    roles = sorted(county.by_role)
    people = county.by_role[chance.choice(roles)]
    named: list[str] = chance.choice(
        ([], [chance.choice(bodies)], [chance.choice(bodies)], [chance.choice(people).person])
    )
    return {"respondent": named, "confidential": confidential}
