"""Figures: numerator, denominator, what was left out, and the entries behind them."""

from dataclasses import asdict
from datetime import date, timedelta
from typing import Annotated, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, ConfigDict, Field

from lianxin.api import answers, fresh, shown
from lianxin.api import figure_shapes as shapes
from lianxin.api.access import Asked, access
from lianxin.api.documents import problems
from lianxin.api.faults import BAD_CURSOR, unknown_filters
from lianxin.api.problems import Fault, Problem
from lianxin.api.shown import ROOT
from lianxin.figures import registry
from lianxin.figures.definitions import FIGURES, Definition, Words
from lianxin.figures.periods import Compare
from lianxin.figures.registry import By, Count, Figure, Line
from lianxin.rules.time.calendar import CHINA

EARLIEST, LATEST = date(1950, 1, 1), date(2200, 1, 1)
Day = Annotated[date, Field(ge=EARLIEST, le=LATEST)]

router = Router(tags=["figures"])


class Wanted(BaseModel):
    """Local days from `since` to before `until`; this month up to today where not said."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    since: Day | None = None
    until: Day | None = None
    by: By = "none"
    compare: Compare | None = None


class WantedEntries(Wanted):
    """Which entries behind a figure."""

    group: Annotated[str | None, Field(max_length=64, pattern=r"^[^\x00]*$")] = None
    cursor: Annotated[str | None, Field(max_length=200)] = None
    limit: Annotated[int, Field(ge=1, le=200)] = 50


@router.get(
    "/figures/{name}",
    auth=access("figures"),
    response={200: shapes.Figure, **problems(401, 403, 404, 422, 503)},
    summary="Count a figure",
)
def figure(request: Asked, name: str, wanted: Query[Wanted]) -> HttpResponse:
    """Return a figure over what the caller sees, never as a bare percentage."""
    asked = _asked(request, name, wanted, Wanted)
    return answers.told(_figure(registry.compute(asked), asked))


@router.get(
    "/figures/{name}/entries",
    auth=access("figures"),
    response={200: shapes.FigureEntries, **problems(401, 403, 404, 422, 503)},
    summary="Show the entries behind a figure",
)
def entries(request: Asked, name: str, wanted: Query[WantedEntries]) -> HttpResponse:
    """Return the entries a figure was counted from, or those of one group."""
    asked = _asked(request, name, wanted, WantedEntries)
    try:
        found = registry.entries(
            asked, group=wanted.group, cursor=wanted.cursor, limit=wanted.limit
        )
    except registry.BadCursor:
        raise Problem("invalid", errors=[BAD_CURSOR]) from None
    return answers.told({"items": [_line(line) for line in found.lines], "next": found.next_cursor})


def _asked(request: Asked, name: str, wanted: Wanted, known: type[BaseModel]) -> registry.Asked:
    if name not in FIGURES:
        raise Problem("not_found")
    _refuse_unknown(request, known)
    caller = request.auth
    today = caller.at.astimezone(CHINA).date()
    until = wanted.until or today + timedelta(days=1)
    since = wanted.since or (until - timedelta(days=1)).replace(day=1)
    if until <= since:
        raise Problem(
            "invalid", errors=[Fault("query:until", f"a day after {since}", f"{since}之后的日期")]
        )
    fresh.book(caller.versions)
    return registry.Asked(
        name=name,
        since=since,
        until=until,
        at=caller.at,
        by=wanted.by,
        actor=caller.actor,
        compare=wanted.compare,
    )


def _refuse_unknown(request: HttpRequest, known: type[BaseModel]) -> None:
    unknown = sorted(set(request.GET) - set(known.model_fields))
    if unknown:
        raise Problem("invalid", errors=unknown_filters(unknown, known.model_fields))


def _figure(found: Figure, asked: registry.Asked) -> dict[str, Any]:
    period = {
        "since": found.period.since.isoformat(),
        "until": found.period.until.isoformat(),
    }
    words = urlencode({**period, "by": found.by})
    return {
        **_meaning(found.definition),
        **period,
        "by": found.by,
        "total": _count(found.total),
        "groups": {key: _count(count) for key, count in found.groups.items()},
        "before": _before(found.before),
        "links": {"entries": f"{ROOT}/figures/{asked.name}/entries?{words}"},
    }


def _meaning(one: Definition) -> dict[str, Any]:
    return {
        "figure": one.code,
        "name": _words(one.name),
        "numerator": _words(one.numerator),
        "denominator": _words(one.denominator),
        "exclusions": {code: _words(words) for code, words in one.exclusions.items()},
        "share": one.share,
    }


def _words(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _count(count: Count) -> dict[str, Any]:
    return {
        "numerator": count.numerator,
        "denominator": count.denominator,
        "excluded": dict(count.excluded),
    }


def _before(found: Figure | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "since": found.period.since.isoformat(),
        "until": found.period.until.isoformat(),
        "total": _count(found.total),
        "groups": {key: _count(count) for key, count in found.groups.items()},
    }


def _line(line: Line) -> dict[str, Any]:
    told = asdict(line)
    del told["case"]
    return told | {"at": shown.moment(line.at)}
