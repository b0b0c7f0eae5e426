"""Sittings over many matters: convened, listed, shown, carried through to signed minutes."""

from typing import Annotated
from uuid import UUID

from django.http import HttpResponse
from ninja import Query, Router
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from lianxin.api import answers, bodies, fresh
from lianxin.api.access import CallerRequest, access
from lianxin.api.documents import json_body, problems
from lianxin.api.papers import DOWNLOAD, sent
from lianxin.documents.papers import named
from lianxin.documents.sitting_minutes import minutes_paper
from lianxin.rules.refusals import Refused
from lianxin.sittings import acts, sight
from lianxin.sittings.minutes import minutes
from lianxin.sittings.models import Sitting
from lianxin.sittings.sight import SittingSeen

MOST = 200
router = Router(tags=["sittings"])


class SittingLine(BaseModel):
    """A sitting in a list; it may still decide while neither closed nor called off."""

    id: UUID
    kind: str
    body: str
    area: str
    meets_at: AwareDatetime
    closed_at: AwareDatetime | None
    called_off_at: AwareDatetime | None


class SittingSeat(BaseModel):
    """A seat in the order of signing."""

    person: str
    post: str
    role: str
    attended: bool
    signed_at: AwareDatetime | None


class SittingItem(BaseModel):
    """An item whose case the caller sees; `state` sent means not yet taken by its case."""

    n: int
    case: str
    title: str
    village: str
    analysis: str
    decision: str
    body: str
    person: str
    due: AwareDatetime | None
    state: str
    refused: str


class SittingShown(SittingLine):
    """A sitting with its seats, the part of its agenda that the caller sees, and its minutes."""

    convener: str
    place: str
    quorum: int
    minutes: str
    digest: str
    seats: list[SittingSeat]
    items: list[SittingItem]


class SittingList(BaseModel):
    """The newest sittings in sight."""

    items: list[SittingLine]


class SittingsWanted(BaseModel):
    """How many to list."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    limit: Annotated[int, Field(ge=1, le=MOST)] = 50


@router.get(
    "/sittings",
    auth=access("read"),
    response={200: SittingList, **problems(401, 403, 422, 503)},
    summary="List the sittings in sight",
)
def listed(request: CallerRequest, wanted: Query[SittingsWanted]) -> HttpResponse:
    """Return the newest sittings the caller sits in, or of a body or an area of the caller's."""
    caller = request.auth
    fresh.book(caller.versions)
    sittings = sight.listed(caller.actor, limit=wanted.limit)
    return answers.json_answer({"items": [_line(sitting) for sitting in sittings]})


@router.post(
    "/sittings",
    auth=access("command"),
    response={201: SittingShown, **problems(400, 401, 403, 404, 409, 413, 415, 422, 503)},
    openapi_extra=json_body("Convene", keyed=False),
    summary="Convene a sitting",
)
def convene(request: CallerRequest) -> HttpResponse:
    """Call a sitting; its agenda is made of the open matters that the caller sees."""
    caller = request.auth
    fresh.book(caller.versions)
    made = acts.convene(caller.actor, bodies.read(request, bodies.CONVENE), at=caller.at)
    view = sight.view(caller.actor, made.id, at=caller.at)
    return answers.json_answer(_shown(view), status=201)


@router.get(
    "/sittings/{id}",
    auth=access("read"),
    response={200: SittingShown, **problems(401, 403, 404, 422, 503)},
    summary="Show a sitting",
)
def one(request: CallerRequest, id: UUID) -> HttpResponse:
    """Return a sitting; of its agenda what the caller may see of the cases themselves."""
    caller = request.auth
    fresh.book(caller.versions)
    return answers.json_answer(_shown(sight.view(caller.actor, id, at=caller.at)))


@router.post(
    "/sittings/{id}/acts",
    auth=access("command"),
    response={200: SittingShown, **problems(400, 401, 403, 404, 409, 413, 415, 422, 503)},
    openapi_extra=json_body("SittingAct", keyed=False),
    summary="Do something with a sitting",
)
def act(request: CallerRequest, id: UUID) -> HttpResponse:
    """Note who came, decide an item, change the agenda or the day, close the sitting, sign."""
    caller = request.auth
    fresh.book(caller.versions)
    acts.act(caller.actor, id, bodies.read(request, bodies.ACT), at=caller.at)
    return answers.json_answer(_shown(sight.view(caller.actor, id, at=caller.at)))


@router.get(
    "/sittings/{id}/{file}",
    auth=access("read"),
    response={200: None, **problems(401, 403, 404, 422, 503)},
    openapi_extra=DOWNLOAD,
    summary="Hand out the minutes of a sitting",
)
def paper(request: CallerRequest, id: UUID, file: str) -> HttpResponse:
    """Return `minutes.pdf` or `minutes.docx`, a draft until the sitting is closed.

    Of the agenda it has what the caller may see of the cases themselves.
    """
    caller = request.auth
    fresh.book(caller.versions)
    name, form = named(file)
    if name != "minutes":
        raise Refused("not_visible")
    contents = minutes(id, actor=caller.actor, at=caller.at)
    return sent(minutes_paper(contents, at=caller.at, form=form), form)


def _line(sitting: Sitting) -> dict[str, object]:
    return {
        "id": str(sitting.id),
        "kind": sitting.kind,
        "body": sitting.body,
        "area": sitting.area,
        "meets_at": sitting.meets_at.isoformat(),
        "closed_at": sitting.closed_at.isoformat() if sitting.closed_at else None,
        "called_off_at": sitting.called_off_at.isoformat() if sitting.called_off_at else None,
    }


def _shown(view: SittingSeen) -> dict[str, object]:
    sitting = view.sitting
    answer = SittingShown(
        id=sitting.id,
        kind=sitting.kind,
        body=sitting.body,
        area=sitting.area,
        meets_at=sitting.meets_at,
        closed_at=sitting.closed_at,
        called_off_at=sitting.called_off_at,
        convener=sitting.convener,
        place=view.place,
        quorum=sitting.quorum,
        minutes=view.minutes,
        digest=sitting.digest,
        seats=[SittingSeat.model_validate(seat, from_attributes=True) for seat in view.seats],
        items=[
            SittingItem(
                n=item.n,
                case=item.number,
                title=item.title,
                village=item.village,
                analysis=item.analysis,
                decision=item.decision,
                body=item.body,
                person=item.person,
                due=item.due,
                state=item.state,
                refused=item.refused,
            )
            for item in view.items
        ],
    )
    return answer.model_dump(mode="json")
