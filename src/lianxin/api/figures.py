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
from lianxin.api.access import CallerRequest, access
from lianxin.api.documents import problems
from lianxin.api.faults import BAD_CURSOR, unknown_filters
from lianxin.api.problems import FieldFault, Problem
from lianxin.api.shown import ROOT
from lianxin.figures import registry
from lianxin.figures.definitions import FIGURES, Definition, Words
from lianxin.figures.periods import Compare
from lianxin.figures.registry import By, Count, CountedEntry, Figure
from lianxin.rules.time.calendar import CHINA

EARLIEST, LATEST = date(1950, 1, 1), date(2200, 1, 1)
Day = Annotated[date, Field(ge=EARLIEST, le=LATEST)]

router = Router(tags=["figures"])


class FigureWanted(BaseModel):
    """Local days from `since` to before `until`; this month up to today where not said."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    since: Day | None = None
    until: Day | None = None
    by: By = "none"
    compare: Compare | None = None


class WantedEntries(FigureWanted):
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
def figure(request: CallerRequest, name: str, wanted: Query[FigureWanted]) -> HttpResponse:
    """Return a figure over what the caller sees, never as a bare percentage."""
    question = _asked(request, name, wanted, FigureWanted)
    return answers.json_answer(_figure(registry.compute(question), question))


@router.get(
    "/figures/{name}/entries",
    auth=access("figures"),
    response={200: shapes.FigureEntries, **problems(401, 403, 404, 422, 503)},
    summary="Show the entries behind a figure",
)
def entries(request: CallerRequest, name: str, wanted: Query[WantedEntries]) -> HttpResponse:
    """Return the entries a figure was counted from, or those of one group."""
    question = _asked(request, name, wanted, WantedEntries)
    try:
        page = registry.entries(
            question, group=wanted.group, cursor=wanted.cursor, limit=wanted.limit
        )
    except registry.BadFigureCursor:
        raise Problem("invalid", errors=[BAD_CURSOR]) from None
    return answers.json_answer(
        {"items": [_line(line) for line in page.lines], "next": page.next_cursor}
    )


def _asked(
    request: CallerRequest, name: str, wanted: FigureWanted, shape: type[BaseModel]
) -> registry.FigureQuestion:
    if name not in FIGURES:
        raise Problem("not_found")
    _refuse_unknown(request, shape)
    caller = request.auth
    today = caller.at.astimezone(CHINA).date()
    until = wanted.until or today + timedelta(days=1)
    since = wanted.since or (until - timedelta(days=1)).replace(day=1)
    if until <= since:
        raise Problem(
            "invalid",
            errors=[FieldFault("query:until", f"a day after {since}", f"{since}之后的日期")],
        )
    fresh.book(caller.versions)
    return registry.FigureQuestion(
        name=name,
        since=since,
        until=until,
        at=caller.at,
        by=wanted.by,
        actor=caller.actor,
        compare=wanted.compare,
    )


def _refuse_unknown(request: HttpRequest, shape: type[BaseModel]) -> None:
    unknown = sorted(set(request.GET) - set(shape.model_fields))
    if unknown:
        raise Problem("invalid", errors=unknown_filters(unknown, shape.model_fields))


def _figure(figure: Figure, question: registry.FigureQuestion) -> dict[str, Any]:
    period = {
        "since": figure.period.since.isoformat(),
        "until": figure.period.until.isoformat(),
    }
    words = urlencode({**period, "by": figure.by})
    return {
        **_meaning(figure.definition),
        **period,
        "by": figure.by,
        "total": _count(figure.total),
        "groups": {key: _count(count) for key, count in figure.groups.items()},
        "before": _before(figure.before),
        "links": {"entries": f"{ROOT}/figures/{question.name}/entries?{words}"},
    }


def _meaning(meaning: Definition) -> dict[str, Any]:
    return {
        "figure": meaning.code,
        "name": _words(meaning.name),
        "numerator": _words(meaning.numerator),
        "denominator": _words(meaning.denominator),
        "exclusions": {code: _words(words) for code, words in meaning.exclusions.items()},
        "share": meaning.share,
    }


def _words(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}


def _count(count: Count) -> dict[str, Any]:
    return {
        "numerator": count.numerator,
        "denominator": count.denominator,
        "excluded": dict(count.excluded),
    }


def _before(figure: Figure | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    return {
        "since": figure.period.since.isoformat(),
        "until": figure.period.until.isoformat(),
        "total": _count(figure.total),
        "groups": {key: _count(count) for key, count in figure.groups.items()},
    }


def _line(line: CountedEntry) -> dict[str, Any]:
    fields = asdict(line)
    del fields["case"]
    return fields | {"at": shown.moment(line.at)}
