"""The first decision of a case: on record, with its procedure and its first clocks."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from lianxin.rules.actor import Actor, HeldPost
from lianxin.rules.ask import Ask, Peer, Stamp
from lianxin.rules.book import CENTRE_KIND, Book
from lianxin.rules.commands.intake import Register
from lianxin.rules.deciding.clocks import changes
from lianxin.rules.deciding.retaliation import NOBODY, KeptFrom, kept_from
from lianxin.rules.evolve import clocked, evolve
from lianxin.rules.facts.intake import Registered
from lianxin.rules.facts.shapes import RespondentIn
from lianxin.rules.procedures import Procedure
from lianxin.rules.refs import Ref
from lianxin.rules.refusals import Refused
from lianxin.rules.routing import centre_for
from lianxin.rules.shutting_out import ShutOut
from lianxin.rules.state import REPORT, CaseState

MOST_REPRESENTATIVES = 5
"""Article 20(3) [V]."""


class Fresh(NamedTuple):
    """What the door hands in for a new case: its id, number and the ids of those who raise it.

    `people` are the bodies of the persons complained of, by the posts of that day; `first` is the
    matter for which somebody says he is retaliated against, if there is one of that number.
    """

    stream: str
    number: str
    petitioners: tuple[str, ...] = ()
    representatives: tuple[str, ...] = ()
    people: Mapping[str, frozenset[str]] = MappingProxyType({})
    first: Peer | None = None


class Begun(NamedTuple):
    """The first fact of a case, and the case after it."""

    fact: Registered
    state: CaseState


def register(
    command: Register,
    *,
    actor: Actor,
    at: datetime,
    book: Book,
    refs: Mapping[str, Ref],
    fresh: Fresh,
    stamp: Stamp,
) -> Begun:
    """Return the first fact of a case with its clocks, already folded.

    Refused `future`, `too_many_representatives` (article 20(3)) and `no_such` for an unknown area,
    category or respondent, and for an earlier matter that the actor may not see.
    """
    _refuse_impossible(command, at, book)
    procedure = procedure_for(command.kind, command.channel, book)
    hidden = kept_from(command, actor, fresh.first, book) if command.retaliation_for else NOBODY
    fact = _fact(command, actor, at, book, refs, fresh, procedure, stamp, hidden)
    state = evolve(None, fact, stamp)
    ask = Ask(
        state=state,
        command=command,
        actor=actor,
        at=at,
        book=book,
        procedure=procedure,
        standings=frozenset(),
        refs=refs,
    )
    fact = fact.model_copy(update={"clocks": changes(ask, fact)})
    return Begun(fact, clocked(state, fact, stamp))


def registering_post(command: Register, actor: Actor, book: Book) -> HeldPost | None:
    """Return the post of several from which somebody registers; None for one without any.

    A centre's first, then the one that stands nearest above the place of the matter.
    """
    path = book.area_path(command.area) if command.area else ()

    def fit(post: HeldPost) -> tuple[bool, int]:
        body = book.bodies.get(post.body)
        area = post.area or (body.area if body else "")
        near = path.index(area) if area in path else -1
        return body is not None and body.kind == CENTRE_KIND, near

    return max(actor.posts, key=fit, default=None)


def procedure_for(kind: str, channel: str, book: Book) -> Procedure:
    """Return the version that a new case of this kind and channel starts with."""
    for key in ((kind, channel), (kind, "*"), ("*", channel), ("*", "*")):
        code = book.uses.get(key)
        if code is not None and code in book.current:
            return book.procedures[book.current[code]]
    raise Refused("no_such", name=f"procedure for {kind} by {channel}", kind="procedure")


def _refuse_impossible(command: Register, at: datetime, book: Book) -> None:
    for field in ("raised_at", "occurred_at"):
        moment = getattr(command, field)
        if moment is not None and moment > at:
            raise Refused("future", field=field)
    if len(command.representatives) > MOST_REPRESENTATIVES:
        raise Refused(
            "too_many_representatives",
            field="representatives",
            given=len(command.representatives),
            article="条例20(3)",
        )
    if command.area is not None and command.area not in book.areas:
        raise Refused("no_such", name=command.area, kind="area", field="area")
    if command.category is not None and command.category not in book.categories:
        raise Refused("no_such", name=command.category, kind="category", field="category")


def _fact(
    command: Register,
    actor: Actor,
    at: datetime,
    book: Book,
    refs: Mapping[str, Ref],
    fresh: Fresh,
    procedure: Procedure,
    stamp: Stamp,
    hidden: KeptFrom,
) -> Registered:
    heads = command.head_count or max(1, len(command.representatives))
    area = command.area or book.root_area or None
    path = book.area_path(area) if area else ()
    first = procedure.stages[0]
    return Registered(
        stage=first.code,
        phase=first.phase,
        number=fresh.number,
        procedure=procedure.code,
        version=procedure.digest,
        area=area,
        area_path=path,
        **_spot(command),
        petitioners=fresh.petitioners,
        representatives=fresh.representatives,
        persons=(actor.person,) if actor.kind == "petitioner" and actor.person else (),
        reachable=_reachable(command) and not command.anonymous,
        head_count=heads,
        group=heads >= book.group_size,
        initial=command.initial is not False,
        raised_at=command.raised_at or at,
        agent=_receiver(command, actor, procedure),
        **_complained_of(command, fresh, book, stamp.body, path, hidden),
        **{name: getattr(command, name) for name in _AS_TOLD},
        **_texts(command, refs),
    )


def _complained_of(
    command: Register,
    fresh: Fresh,
    book: Book,
    registrar: str,
    path: tuple[str, ...],
    hidden: KeptFrom,
) -> dict[str, Any]:
    """Who is named, in which bodies the persons sit, and the centre that the matter lies with."""
    codes = tuple(dict.fromkeys(command.respondent))
    bodies = tuple(code for code in codes if code in book.bodies)
    persons = tuple(code for code in codes if code not in book.bodies)
    seats = sitting_in(persons, fresh.people)
    secret = command.confidential or command.kind == REPORT
    involved = (*bodies, *(seat.body for seat in seats), *hidden.bodies)
    shut = frozenset(involved if secret else ())
    left = ShutOut(frozenset(), shut, book).leaves_a_keeper(path)
    return {
        "respondent_bodies": bodies,
        "respondent_persons": persons,
        "respondents_in": seats,
        "respondent_unknown": command.respondent_unknown and not codes,
        "kept_from_bodies": hidden.bodies,
        "kept_from_persons": hidden.persons,
        "kept_by_few": command.retaliation_for is not None and left,
        "centre": centre_for(registrar, path, shut=shut, book=book),
    }


def sitting_in(
    persons: Iterable[str], people: Mapping[str, frozenset[str]]
) -> tuple[RespondentIn, ...]:
    """Return in which bodies persons complained of hold posts, as a fact keeps it."""
    return tuple(
        RespondentIn(person=person, body=body)
        for person in persons
        for body in sorted(people.get(person, ()))
    )


_AS_TOLD = (
    "channel",
    "kind",
    "category",
    "on_behalf",
    "agreed",
    "same_nearby",
    "anonymous",
    "withheld",
    "confidential",
    "urgent",
    "occurred_at",
    "external_id",
    "retaliation_for",
    "reception",
)


def _texts(command: Register, refs: Mapping[str, Ref]) -> dict[str, Any]:
    return {
        "title": refs["title"],
        "text": refs["text"],
        "address": refs.get("address"),
        "told_place": refs.get("told_place"),
        "points": _listed(refs, "points", len(command.points)),
        "attachments": _listed(refs, "attachments", len(command.attachments)),
    }


def _spot(command: Register) -> dict[str, int | None]:
    return {"lat": _millionths(command.lat), "lon": _millionths(command.lon)}


def _millionths(degrees: float | None) -> int | None:
    return None if degrees is None else round(degrees * 1_000_000)


def _listed(refs: Mapping[str, Ref], name: str, count: int) -> tuple[Ref, ...]:
    return tuple(refs[f"{name}.{place}"] for place in range(count))


def _reachable(command: Register) -> bool:
    """Whether anybody of them can be told; whoever speaks for another can be, too."""
    people = (command.petitioner, *command.representatives)
    return command.petitioner is not None and any(
        person is not None and (person.phone or person.address) for person in people
    )


def _receiver(command: Register, actor: Actor, procedure: Procedure) -> str | None:
    """Who takes a resident's matter in, where the procedure makes him its agent."""
    # Whoever takes a complaint about the house in must not speak for it before the house.
    secret = command.kind == REPORT or command.confidential or command.respondent
    if not procedure.reception_is_agency or actor.kind != "officer" or secret:
        return None
    return actor.person if actor.person and actor.posts else None
