"""Cases: put on record, listed, shown, changed, proved."""

import re
from dataclasses import replace
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import AwareDatetime, BeforeValidator, Field, WithJsonSchema

from lianxin.api import answers, clock, fresh, giving, shapes, shown
from lianxin.api.access import CallerRequest, access
from lianxin.api.documents import json_body, problems
from lianxin.api.faults import BAD_CURSOR, unknown_filters
from lianxin.api.giving import numbered
from lianxin.api.problems import Problem
from lianxin.cases import book as books
from lianxin.cases.reading import bearers, history, queries, related
from lianxin.cases.reading import clocks as case_clocks
from lianxin.cases.reading.filters import Filters
from lianxin.cases.reading.queries import Order
from lianxin.people import rate_limits
from lianxin.rules.standings import standings

MOST = 200
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

router = Router(tags=["cases"])


def _moment(value: object) -> object:
    """A day of China stands for its first moment; a bare number is no moment."""
    if isinstance(value, str) and DAY.fullmatch(value):
        return f"{value}T00:00:00+08:00"
    if isinstance(value, str) and DAY.match(value) is None:
        raise ValueError("a moment with its offset, or a day")
    return value


When = Annotated[
    AwareDatetime,
    BeforeValidator(_moment),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "format": "date-time"},
                {"type": "string", "format": "date"},
            ]
        }
    ),
]


class Listing(Filters):
    """What a list may be asked for; a day stands for its first moment in China."""

    due_before: When | None = None
    since: When | None = None
    until: When | None = None

    cursor: Annotated[str | None, Field(max_length=200)] = None
    limit: Annotated[int, Field(ge=1, le=MOST)] = 50
    order: Order = "newest"
    count: Annotated[bool, Field(description="count the whole list too")] = False


@router.post(
    "/cases",
    auth=access("register", by_door=True),
    response={
        201: shapes.Registered,
        **problems(400, 401, 403, 409, 413, 415, 422, 503),
    },
    openapi_extra=json_body("Register", keyed=True),
    summary="Register a case",
)
def register(request: CallerRequest) -> HttpResponse:
    """Put a matter on record; the clocks start at `raised_at`, or now.

    With an `Idempotency-Key` sent again for the same body, the answer is the case of then as it
    stands now.
    """
    passed = giving.register(request)
    return answers.json_answer(shown.registered(passed), status=201, again=passed.again)


@router.get(
    "/cases",
    auth=access("read"),
    response={200: shapes.Page, **problems(401, 403, 422, 503)},
    summary="List the cases in sight",
)
def listed(request: CallerRequest, listing: Query[Listing]) -> HttpResponse:
    """Return a page of what the caller sees; all filters given must hold."""
    _refuse_unknown(request)
    caller = request.auth
    fresh.book(caller.versions)
    filters = Filters.model_construct(
        **{name: getattr(listing, name) for name in Filters.model_fields}
    )
    try:
        page = queries.page(
            caller.actor,
            filters,
            at=caller.at,
            cursor=listing.cursor,
            limit=listing.limit,
            order=listing.order,
        )
    except queries.BadCursor:
        raise Problem("invalid", errors=[BAD_CURSOR]) from None
    counted = None
    if listing.count:
        counted = queries.count(caller.actor, filters, at=caller.at, order=listing.order)
    return answers.json_answer(
        {
            "items": [shown.line(row) for row in page.rows],
            "next": page.next_cursor,
            "count": counted,
        }
    )


@router.get(
    "/cases/{number}",
    auth=access("read"),
    response={200: shapes.Case, **problems(401, 403, 404, 503)},
    summary="Show a case",
)
def one(request: CallerRequest, number: str) -> HttpResponse:
    """Return a case with its legs, tracks, explained clocks and the commands open to the caller."""
    caller = request.auth
    book = fresh.book(caller.versions)
    view = queries.view(caller.actor, numbered(number), at=caller.at)
    clocks = case_clocks.clocks(view.state, at=caller.at, book=book)
    return answers.json_answer(shown.case(view, clocks))


@router.post(
    "/cases/{number}/commands",
    auth=access("command", by_door=True),
    response={
        200: shapes.Changed,
        **problems(400, 401, 403, 404, 409, 413, 415, 422, 503),
    },
    openapi_extra=json_body("Command", keyed=True),
    summary="Give a command to a case",
)
def command(request: CallerRequest, number: str) -> HttpResponse:
    """Do one step; a refusal says what is missing and who can meet it.

    With `expect_version` the command is refused when somebody else was faster; with `post` it is
    given from that one of the caller's posts.
    """
    passed, actor = giving.record(request, number)
    standings_now = standings(passed.state, actor, books.current())
    state_shown = related.state_for(passed.state, actor)
    answer = shown.changed(replace(passed, state=state_shown), party=shown.is_party(standings_now))
    return answers.json_answer(answer, again=passed.again)


@router.get(
    "/cases/{number}/entries",
    auth=access("read"),
    response={200: shapes.Entries, **problems(401, 403, 404, 503)},
    summary="Show the history of a case",
)
def entries(request: CallerRequest, number: str) -> HttpResponse:
    """Return the entries of a case, oldest first, those shut to the caller without payload."""
    caller = request.auth
    fresh.book(caller.versions)
    rows = history.entries(caller.actor, numbered(number), at=caller.at)
    return answers.json_answer({"items": [shown.entry(row) for row in rows]})


@router.get(
    "/cases/{number}/proof",
    auth=access("read"),
    response={200: shapes.Proof, **problems(401, 403, 404, 503)},
    summary="Hand out the signed history of a case",
)
def proof(request: CallerRequest, number: str) -> HttpResponse:
    """Return the history with its chain and seals; `lianxin verify --proof` checks it anywhere."""
    caller = request.auth
    fresh.book(caller.versions)
    return answers.json_answer(history.proof(caller.actor, numbered(number), at=caller.at))


@router.get(
    "/track/{query_code}",
    response={200: shapes.Tracked, **problems(404, 429, 503)},
    summary="Show a resident his case",
    auth=None,
)
def track(request: HttpRequest, query_code: str) -> HttpResponse:
    """Return a case to the bearer of its query code; no log-in, but not often."""
    at = clock.now()
    mine = bearers.bearer(query_code, address=rate_limits.address(request), at=at)
    book = fresh.book()
    view = queries.view(mine, mine.case, at=at)
    return answers.json_answer(
        shown.tracked(view, case_clocks.clocks(view.state, at=at, book=book))
    )


def _refuse_unknown(request: HttpRequest) -> None:
    """A mistyped filter must not show as a list without it."""
    unknown = sorted(set(request.GET) - set(Listing.model_fields))
    if unknown:
        raise Problem("invalid", errors=unknown_filters(unknown, Listing.model_fields))
