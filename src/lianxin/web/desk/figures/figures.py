"""The figures at the desk: never a bare percentage, and each opens to the entries it was counted from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.figures import registry
from lianxin.figures.definitions import FIGURES, Definition, Words
from lianxin.figures.grouping import By
from lianxin.figures.registry import BadFigureCursor, Count, Figure, FigureQuestion
from lianxin.org.models import Category
from lianxin.rules.refusals import Refused
from lianxin.rules.time.calendar import CHINA
from lianxin.web import dates, names, sheets
from lianxin.web.desk.session import Desk, officer

MAIN = (
    *("registered", "concluded", "conclusion_rate", "assigned_within_limit"),
    *("answered_within_limit", "tasks_within_limit", "satisfaction_rate", "resolution_rate"),
    *("response_rate", "returns", "reopened", "supervised", "docket_cleared"),
)
"""Counted on the first page; the others are counted when they are opened."""
EARLIEST, LATEST = date(1950, 1, 1), date(2200, 1, 1)
PAGE = 50
BYS: tuple[By, ...] = ("body", "zone", "category", "channel", "kind")


@dataclass(frozen=True, slots=True)
class FigureInWords:
    """A count in words: the fraction, its per cent where it has one, and what was left out."""

    fraction: str
    percent: str
    left_out: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class FigureInList:
    """A figure or a group of one, now and before, and where it opens to."""

    name: str
    now: FigureInWords
    before: FigureInWords | None
    href: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Days:
    """The days a page asks about; `until` no longer counts."""

    since: date
    until: date
    fault: str = ""

    @property
    def query(self) -> dict[str, str]:
        """The days as they stand in an address."""
        return {"since": self.since.isoformat(), "until": self.until.isoformat()}


@require_safe
@officer
def figures(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the main figures of a time beside the time before; `format=csv` hands them out."""
    days = _days(request, desk)
    lines = [_main(FIGURES[code], days, desk) for code in MAIN]
    if request.GET.get("format") == "csv":
        return _sheet(lines, f"figures-{days.since}-{days.until}")
    rest = [
        (meaning.code, _words(meaning.name))
        for meaning in FIGURES.values()
        if meaning.code not in MAIN
    ]
    context = {
        **_around(days, desk),
        "lines": lines,
        "rest": rest,
        "csv": f"?{urlencode({**days.query, 'format': 'csv'})}",
    }
    return render(request, "web/desk/figures/figures.html", context)


@require_safe
@officer
def figure(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """Show what a figure means, its groups, and the entries it was counted from."""
    if name not in FIGURES:
        raise Refused("not_visible")
    days, asked_by = _days(request, desk), request.GET.get("by", "body")
    by: By = next((choice for choice in BYS if choice == asked_by), "body")
    result = registry.compute(_asked(name, days, desk, by=by))
    lines = _groups(result, days, desk)
    if request.GET.get("format") == "csv":
        return _sheet(lines, f"{name}-{days.since}-{days.until}")
    group = request.GET.get("group")
    meaning = FIGURES[name]
    query = {**days.query, "by": by}
    context = {
        **_around(days, desk),
        "name": _words(meaning.name),
        "meaning": [
            (_("算在内"), _words(meaning.numerator)),
            (_("分母"), _words(meaning.denominator)),
            *((_("不算"), _words(words)) for words in meaning.exclusions.values()),
        ],
        "line": _line(result, "", desk),
        "share": meaning.share,
        "by": by,
        "bys": [(choice, _by_word(choice)) for choice in BYS],
        "lines": lines,
        "group": _group_word(group, by, desk) if group is not None else "",
        **_entries(request, _asked(name, days, desk, by=by), group, query, desk),
        "csv": f"?{urlencode({**query, 'format': 'csv'})}",
    }
    return render(request, "web/desk/figures/figure.html", context)


def _entries(
    request: HttpRequest,
    question: FigureQuestion,
    group: str | None,
    query: Mapping[str, str],
    desk: Desk,
) -> dict[str, Any]:
    cursor = request.GET.get("cursor")
    try:
        page = registry.entries(question, group=group, cursor=cursor, limit=PAGE)
    except BadFigureCursor:
        page = registry.entries(question, group=group, limit=PAGE)
    more = {**query, **({"group": group} if group is not None else {})}
    reasons = FIGURES[question.name].exclusions
    rows = [
        {
            "number": line.number,
            "when": dates.full(line.at),
            "counted": line.counted,
            "excluded": _words(reasons[line.excluded]) if line.excluded in reasons else "",
        }
        for line in page.lines
    ]
    after = {**more, "cursor": page.next_cursor} if page.next_cursor else None
    return {"entries": rows, "next": f"?{urlencode(after)}" if after else ""}


def _around(days: Days, desk: Desk) -> dict[str, Any]:
    return {
        "desk": desk,
        "way_here": "figures",
        "days": days,
        "last": (days.until - timedelta(days=1)).isoformat(),
        "since": days.since.isoformat(),
        "fault": days.fault,
    }


def _days(request: HttpRequest, desk: Desk) -> Days:
    """The days told (`last` is the last that counts), else this month up to today."""
    tomorrow = desk.at.astimezone(CHINA).date() + timedelta(days=1)
    usual = Days((tomorrow - timedelta(days=1)).replace(day=1), tomorrow)
    query = {name: request.GET.get(name, "").strip() for name in ("since", "until", "last")}
    try:
        since = date.fromisoformat(query["since"]) if query["since"] else usual.since
        until = date.fromisoformat(query["until"]) if query["until"] else tomorrow
        if query["last"]:
            until = date.fromisoformat(query["last"]) + timedelta(days=1)
    except (ValueError, OverflowError):
        return Days(usual.since, usual.until, _("筛选条件有误，已忽略。"))
    if not EARLIEST <= since < until <= LATEST:
        return Days(usual.since, usual.until, _("筛选条件有误，已忽略。"))
    return Days(since, until)


def _asked(name: str, days: Days, desk: Desk, *, by: By = "none") -> FigureQuestion:
    return FigureQuestion(
        name=name,
        since=days.since,
        until=days.until,
        at=desk.at,
        by=by,
        actor=desk.actor,
        compare="previous",
    )


def _main(meaning: Definition, days: Days, desk: Desk) -> FigureInList:
    result = registry.compute(_asked(meaning.code, days, desk))
    return _line(result, f"{meaning.code}?{urlencode(days.query)}", desk)


def _line(result: Figure, href: str, desk: Desk) -> FigureInList:
    meaning = result.definition
    before = _told(result.before.total, meaning) if result.before else None
    return FigureInList(
        name=_words(meaning.name),
        now=_told(result.total, meaning),
        before=before,
        href=href,
        about=_words(meaning.numerator),
    )


def _groups(result: Figure, days: Days, desk: Desk) -> list[FigureInList]:
    """The groups of a figure, those with most to count first: an order of size, not of merit."""
    groups = sorted(result.groups.items(), key=lambda group: (-_size(group[1], result), group[0]))
    before = result.before.groups if result.before else {}
    categories = _category_words() if result.by == "category" else {}
    return [
        FigureInList(
            name=categories.get(key) or _group_word(key, result.by, desk),
            now=_told(count, result.definition),
            before=_told(before[key], result.definition) if key in before else None,
            href=f"?{urlencode({**days.query, 'by': result.by, 'group': key})}",
        )
        for key, count in groups
    ]


def _size(count: Count, result: Figure) -> int:
    return count.numerator if result.definition.share else count.denominator


def _told(count: Count, meaning: Definition) -> FigureInWords:
    if meaning.share:
        fraction, percent = str(count.numerator), ""
    else:
        fraction = count.fraction
        percent = (
            f"{round(100 * count.numerator / count.denominator)}%" if count.denominator else ""
        )
    reasons = tuple(
        (_words(meaning.exclusions[why]) if why in meaning.exclusions else why, number)
        for why, number in count.excluded.items()
    )
    return FigureInWords(fraction, percent, sum(count.excluded.values()), reasons)


def _words(words: Words) -> str:
    return names.of(words.zh, words.en)


def _category_words() -> dict[str, str]:
    rows = Category.objects.values_list("code", "zh", "en")
    return {code: names.of(zh, en) for code, zh, en in rows}


def _group_word(key: str, by: str, desk: Desk) -> str:
    if not key:
        return _("没有说明")
    word_of = {
        "body": lambda: names.body(key, desk.book),
        "zone": lambda: names.area(key, desk.book),
        "channel": lambda: names.channel(key),
        "kind": lambda: names.kind(key),
    }.get(by)
    return word_of() if word_of else key


def _by_word(by: By) -> str:
    words = {
        "body": _("单位"),
        "zone": _("镇街"),
        "category": _("分类"),
        "channel": _("渠道"),
        "kind": _("类型"),
    }
    return words[by]


def _sheet(lines: list[FigureInList], name: str) -> HttpResponse:
    head = [
        _("名称"),
        _("算在内"),
        _("分母"),
        _("百分比"),
        _("不算"),
        _("上期算在内"),
        _("上期分母"),
    ]
    rows = [[line.name, *_cells(line.now), *_cells(line.before)[:2]] for line in lines]
    return sheets.csv_file([head, *rows], name)


def _cells(share: FigureInWords | None) -> list[str]:
    if share is None:
        return ["", ""]
    counted, _slash, among = share.fraction.partition("/")
    return [counted, among, share.percent, str(share.left_out)]
