"""Papers of a case: listed and handed out, to the house and to the resident they went to."""

from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, ConfigDict, Field

from lianxin.api import answers, clock, fresh, shapes, shown
from lianxin.api.access import CallerRequest, access
from lianxin.api.documents import download, problems
from lianxin.api.giving import numbered
from lianxin.cases.reading import bearers
from lianxin.documents import papers
from lianxin.documents.papers import Form, PaperLine, Printed
from lianxin.files.downloads import headers
from lianxin.files.kinds import MEDIA_TYPES
from lianxin.people import rate_limits
from lianxin.rules.refusals import Refused

DOWNLOAD = download("the paper, for download only")
router = Router(tags=["documents"])


class Which(BaseModel):
    """Which of several papers of one name is meant; the last one when left out."""

    model_config = ConfigDict(extra="ignore")

    entry: Annotated[int | None, Field(ge=0, le=1_000_000)] = None


@router.get(
    "/cases/{number}/documents",
    auth=access("read"),
    response={200: shapes.Papers, **problems(401, 403, 404, 503)},
    summary="List the papers of a case",
)
def listed(request: CallerRequest, number: str) -> HttpResponse:
    """Return the papers of a case, oldest first, a draft with `entry` 0; a resident sees his own."""
    caller = request.auth
    fresh.book(caller.versions)
    lines = papers.listed(caller.actor, numbered(number), at=caller.at)
    return answers.json_answer({"items": [_line(line) for line in lines]})


@router.get(
    "/cases/{number}/documents/{file}",
    auth=access("read"),
    response={200: None, **problems(401, 403, 404, 409, 422, 503)},
    openapi_extra=DOWNLOAD,
    summary="Hand out a paper",
)
def fetch(request: CallerRequest, number: str, file: str, which: Query[Which]) -> HttpResponse:
    """Return `<code>.pdf` or `<code>.docx`; masked for who may not know whose matter it is."""
    caller = request.auth
    fresh.book(caller.versions)
    code, form = papers.named(file)
    made = papers.printed(
        caller.actor, numbered(number), code, form=form, at=caller.at, entry=which.entry
    )
    return sent(made, form)


@router.get(
    "/track/{query_code}/documents",
    response={200: shapes.Papers, **problems(404, 429, 503)},
    summary="List the papers that went to a resident",
    auth=None,
)
def tracked(request: HttpRequest, query_code: str) -> HttpResponse:
    """Return the papers that were delivered to the bearer of a query code."""
    at = clock.now()
    mine = bearers.bearer(query_code, address=rate_limits.address(request), at=at)
    fresh.book()
    lines = papers.listed(mine, mine.case, at=at)
    return answers.json_answer({"items": [_line(line) for line in lines]})


@router.get(
    "/track/{query_code}/documents/{file}",
    response={200: None, **problems(404, 409, 422, 429, 503)},
    openapi_extra=DOWNLOAD,
    summary="Hand out a paper that went to a resident",
    auth=None,
)
def track(request: HttpRequest, query_code: str, file: str, which: Query[Which]) -> HttpResponse:
    """Return a delivered paper as PDF to the bearer of a query code; drafts are the office's."""
    at = clock.now()
    mine = bearers.bearer(query_code, address=rate_limits.address(request), at=at)
    fresh.book()
    code, form = papers.named(file)
    if form != "pdf":
        raise Refused("not_visible")
    made = papers.printed(mine, mine.case, code, form=form, at=at, entry=which.entry)
    return sent(made, form)


def _line(line: PaperLine) -> dict[str, Any]:
    return {
        "code": line.code,
        "zh": line.zh,
        "en": line.en,
        "state": line.state,
        "entry": line.entry,
        "serial": line.serial or None,
        "made_at": shown.maybe(line.made_at),
        "delivered_at": shown.maybe(line.delivered_at),
    }


def sent(made: Printed, form: Form) -> HttpResponse:
    """Return a paper as a file to keep, which no browser opens as a page of ours."""
    return HttpResponse(made.content, headers=headers(made.name, MEDIA_TYPES[form]))
