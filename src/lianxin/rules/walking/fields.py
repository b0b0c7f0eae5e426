"""Fields of commands drawn by what they name: from the case, the county and the other cases.

Most are plausible, some are nasty: another body, a day gone by, a paper that is not there. What
the rules make of them is theirs to say; a person whom the house does not know never comes so far.
"""

import types
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import AwareDatetime, BaseModel
from pydantic.fields import FieldInfo

from lianxin.rules.actor import Actor
from lianxin.rules.naming import Kind, Names
from lianxin.rules.procedures import Procedure
from lianxin.rules.state import CaseState
from lianxin.rules.walking.county import PeopledCounty

TEXT = "说明"
NASTY = 0.08
"""How often a field gets what hardly fits: enough to meet refusals, seldom enough to get on."""
LEFT_OUT = 0.5
"""How often what may be left out is."""
GONE_BY = frozenset({"received_at"})
"""Moments of what has happened already."""
FILE = "0195f2c4-7d00-7000-8000-00000000f11e"
_WORDS: dict[str, tuple[str, ...]] = {
    "reason": ("not_ours", "elsewhere"),
    "word": ("walked", "settled"),
}


@dataclass(frozen=True)
class Scene:
    """What fields are drawn from: the case, who acts, when, the county, the numbers of other cases."""

    state: CaseState
    procedure: Procedure
    actor: Actor
    at: datetime
    county: PeopledCounty
    peers: tuple[str, ...]
    chance: Random

    def nasty(self) -> bool:
        """Whether this field is to be one that hardly fits."""
        return self.chance.random() < NASTY

    def one(self, choices: Sequence[Any], otherwise: Any = None) -> Any:
        """Return one of several; `otherwise` where there are none."""
        return self.chance.choice(choices) if choices else otherwise


def drawn(cls: type[BaseModel], scene: Scene, given: dict[str, Any]) -> dict[str, Any]:
    """Return fields for a command or a part of one: those given, the others by what they name."""
    fields = {}
    for name, info in cls.model_fields.items():
        if name == "command":
            continue
        if name in given:
            fields[name] = given[name]
            continue
        if name in GONE_BY and not scene.nasty():
            fields[name] = scene.at - timedelta(minutes=scene.chance.randint(1, 60 * 24 * 5))
            continue
        marks = tuple(info.metadata)
        value = _value(info.annotation, marks, scene)
        if value is not None or info.is_required():
            fields[name] = value
    return fields


def _value(annotation: Any, marks: tuple[Any, ...], scene: Scene) -> Any:  # noqa: C901 - by type
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *more = get_args(annotation)
        return _value(inner, (*marks, *more), scene)
    if origin in {Union, types.UnionType}:
        choices = [kind for kind in get_args(annotation) if kind is not type(None)]
        if len(choices) < len(get_args(annotation)) and scene.chance.random() < LEFT_OUT:
            return None
        return _value(scene.one(choices), marks, scene)
    if origin is Literal:
        return scene.one(get_args(annotation))
    if origin is tuple:
        return _several(get_args(annotation)[0], marks, scene)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return drawn(annotation, scene, {})
    named = next((mark for mark in marks if isinstance(mark, Names)), None)
    if named is not None:
        return code(named.kind, scene)
    if annotation is bool:
        return scene.chance.random() < 0.6
    if annotation is int:
        return _number(marks, scene)
    if annotation in {datetime, AwareDatetime}:
        return moment(scene)
    if annotation is str and any(_is_file(mark) for mark in marks):
        return FILE
    return TEXT if annotation is str else None


def _is_file(mark: Any) -> bool:
    return str(getattr(mark, "pattern", "") or "").startswith("^[0-9a-f]{8}-")


def _several(inner: Any, marks: tuple[Any, ...], scene: Scene) -> list[Any]:
    least, most = _bound(marks, "min_length", 0), _bound(marks, "max_length", 3)
    count = scene.one(range(least, min(most, least + 2) + 1))
    return [_value(inner, (), scene) for _ in range(count)]


def _number(marks: tuple[Any, ...], scene: Scene) -> int:
    least, most = _bound(marks, "ge", 0), _bound(marks, "le", 100)
    return scene.chance.randint(least, most if scene.nasty() else min(most, least + 30))


def _bound(marks: tuple[Any, ...], name: str, otherwise: int) -> int:
    """A bound as a type says it, itself or through the field that it stands in."""
    flat = (
        m for mark in marks for m in (mark.metadata if isinstance(mark, FieldInfo) else (mark,))
    )
    return next((int(getattr(m, name)) for m in flat if hasattr(m, name)), otherwise)


def moment(scene: Scene) -> datetime:
    """Return a moment near: mostly to come, at times gone by, at times the very due moment of a clock."""
    dues = [clock.due for clock in scene.state.clocks if clock.due is not None]
    if dues and scene.chance.random() < 0.2:
        due: datetime = scene.one(dues)
        return due
    back = scene.chance.random() < 0.2
    days = timedelta(minutes=scene.chance.randint(1, 60 * 24 * 40))
    return scene.at - days if back else scene.at + days


def code(kind: Kind, scene: Scene) -> Any:  # noqa: C901 - one line a kind
    """Return a code of that kind; the other half of the county now and then."""
    state, book = scene.state, scene.county.book
    if kind == "body":
        return body(scene)
    if kind in {"person", "seat", "leader", "agent", "party"}:
        return person(kind, scene)
    if kind == "head":
        return _approver(scene)
    if kind == "respondent":
        return person(kind, scene) if scene.chance.random() < 0.3 else body(scene)
    if kind == "case":
        return scene.one(scene.peers, "WALK-260302-999999")
    if kind == "clock":
        running = [clock.code for clock in state.clocks if clock.stopped_at is None]
        return scene.one(running or [clock.code for clock in scene.procedure.clocks])
    if kind == "document":
        return _document(scene)
    if kind == "procedure":
        return scene.one(sorted(book.current))
    if kind == "track":
        return scene.one([track.code for track in scene.procedure.tracks], "none")
    if kind == "step":
        return scene.one([step for track in scene.procedure.tracks for step in track.steps], "none")
    if kind == "area":
        return scene.one(sorted(book.areas))
    if kind == "category":
        return scene.one(sorted(book.categories))
    if kind == "post":
        return scene.one(sorted(book.posts))
    return scene.one(_WORDS.get(kind, ("walked",)))


def body(scene: Scene) -> str:
    """Return a body: one with a part in the case, one whose people could take it, or any at all."""
    book, pick = scene.county.book, scene.chance.random()
    legs = [leg.body for leg in scene.state.legs]
    if pick < 0.15 and legs:
        return str(scene.one(legs))
    lead = scene.state.last_lead
    if pick < 0.3 and lead is not None:
        near = sorted(book.above.get(lead.body, ())) or [lead.body]
        return str(scene.one(near))
    if pick < 0.5:
        below = scene.county.below.get(lead.body if lead else "", ())
        return str(scene.one(below or scene.county.staffed))
    if pick < 1 - NASTY:
        return str(scene.one(scene.county.staffed))
    return str(scene.one(list(book.bodies)))


def person(kind: str, scene: Scene) -> str:
    """Return somebody whom the house knows, mostly of the bodies that have a part in the case."""
    county, state = scene.county, scene.state
    wanted = {"leader": ("leader", "head"), "agent": ("agent", "handler", "head")}.get(kind, ())
    pool = [actor for role in wanted for actor in county.by_role.get(role, ())]
    if not pool or scene.chance.random() < 0.3:
        bodies = [leg.body for leg in state.legs] + [state.house.centre or ""]
        pool = [actor for code in bodies for actor in county.by_body.get(code, ())]
    if not pool or scene.nasty():
        pool = list(county.people)
    return str(scene.one(pool).person)


def _approver(scene: Scene) -> str:
    signers = [person for paper in scene.state.documents for person in paper.signers]
    return str(scene.one([*signers, scene.actor.person or "nobody"]))


def _document(scene: Scene) -> str:
    here = [paper.code for paper in scene.state.documents]
    needed = [code for row in scene.procedure.actions for code in row.needs]
    signed = list(scene.procedure.sign_off_index)
    notices = ["acceptance_notice", "refusal_notice", "hearing_notice", "extension_notice"]
    if here and scene.chance.random() < 0.5:
        return str(scene.one(here))
    return str(scene.one([*needed, *signed, *notices]))
