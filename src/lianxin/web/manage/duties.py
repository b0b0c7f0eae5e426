"""The duty list: who leads and who assists, by subject and place; and who would get a matter, and why."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.founding import changes as org_changes
from lianxin.founding.files import Read
from lianxin.org.models import Category
from lianxin.rules.book import Book, DutyLine
from lianxin.rules.faults import Faults
from lianxin.rules.refusals import Refused
from lianxin.rules.routing import Suggestion, suggest
from lianxin.web import names, places
from lianxin.web.desk.session import Desk
from lianxin.web.manage.entry import (
    CLEAN,
    FormState,
    WrongEntry,
    administrator,
    changing,
    sent_fields,
    wrong,
)
from lianxin.web.options import Option
from lianxin.web.typed import form_page

PAGE = 60
Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DutyRow:
    """A line of the duty list, in words."""

    category: str
    area: str
    subject: str
    above: str
    place: str
    lead: str
    assists: str
    article: str


@require_safe
@administrator
def duties(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the duty list, and who would get a matter of a subject in a place, with the reasons."""
    book, labels = desk.book, _labels()
    q = request.GET.get("q", "").strip()[:60]
    rows = [_row(line, book, labels) for line in book.duties]
    matching = [row for row in rows if _holds(row, q)]
    category, area = request.GET.get("category", ""), request.GET.get("area", "")
    start = _start(request.GET.get("start", ""), len(matching))
    context = {
        "desk": desk,
        "here": "duties",
        "q": q,
        "rows": matching[start : start + PAGE],
        "count": len(matching),
        "next": start + PAGE if start + PAGE < len(matching) else 0,
        "before": max(0, start - PAGE) if start else None,
        "categories": _categories(labels, book),
        "places": places.options(book, area),
        "category": category,
        "area": area,
        "asked": category in labels,
        "meant": _meant(desk, category, area, labels) if category in labels else None,
        "did": request.GET.get("did", ""),
    }
    return render(request, "web/manage/duties.html", context)


@form_page
@administrator
def duty(request: HttpRequest, desk: Desk, category: str, area: str) -> HttpResponse:
    """Say who leads and who assists for a subject in a place, and in all below both."""
    book, labels = desk.book, _labels()
    if category not in labels or area not in book.areas:
        raise Refused("not_visible")
    line = book.duty_index.get((category, area))
    if desk.form is None:
        return _form(request, desk, (category, area), line, CLEAN)
    sent = sent_fields(desk, "lead", "article")
    sent["assists"] = ";".join(filter(None, desk.answers.getlist("assists")))
    row = {"category": category, "area": area, **sent}
    try:
        with changing(desk, "duty", category, sent["reason"]) as by:
            read = Read(lines=[org_changes.line("duties", row)])
            org_changes.take(read, at=desk.at, by=by)
    except (Faults, WrongEntry) as no:
        return _form(request, desk, (category, area), line, wrong(sent, no))
    return HttpResponseRedirect(f"{reverse('manage_duties')}?did=duty&q={category}")


@require_safe
@administrator
def new_duty(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Go to the line of a subject and a place that were chosen."""
    category, area = request.GET.get("category", ""), request.GET.get("area", "")
    if category not in desk.book.categories:
        return HttpResponseRedirect(reverse("manage_duties"))
    place = area if area in desk.book.areas else desk.book.root_area
    return HttpResponseRedirect(reverse("manage_duty", args=[category, place]))


def _form(
    request: HttpRequest, desk: Desk, key: tuple[str, str], line: DutyLine | None, form: FormState
) -> HttpResponse:
    book, labels = desk.book, _labels()
    category, area = key
    present = {
        "lead": line.lead if line else "",
        "assists": ";".join(line.assists) if line else "",
        "article": line.article if line else "",
    }
    values = {**present, **form.given}
    bodies = [body for body in book.bodies.values() if body.successor is None]
    context = {
        "desk": desk,
        "here": "duties",
        "line": line,
        "subject": labels[category],
        "above": _above(category, book, labels),
        "place": names.area(area, book),
        "told": values,
        "assists": values["assists"].split(";"),
        "bodies": [Option(body.code, names.of(body.zh, body.en)) for body in bodies],
        "form": form,
    }
    status = 422 if form.is_wrong else 200
    return render(request, "web/manage/duty.html", context, status=status)


def _labels() -> Labels:
    rows = Category.objects.order_by("code").values_list("code", "zh", "en")
    return {code: names.of(zh, en) for code, zh, en in rows}


def _categories(labels: Labels, book: Book) -> list[tuple[str, str]]:
    """Subjects as a list to choose from, each set in as deep as it lies."""
    return [
        (code, "\u00a0\u00a0" * (len(book.category_path(code)) - 1) + label)
        for code, label in labels.items()
    ]


def _above(category: str, book: Book, labels: Labels) -> str:
    path = book.category_path(category)[1:]
    return " › ".join(labels.get(code, code) for code in reversed(path))


def _row(line: DutyLine, book: Book, labels: Labels) -> DutyRow:
    return DutyRow(
        line.category,
        line.area,
        labels.get(line.category, line.category),
        _above(line.category, book, labels),
        names.area(line.area, book),
        names.body(line.lead, book),
        _joined(line.assists, book),
        line.article,
    )


def _joined(bodies: tuple[str, ...], book: Book) -> str:
    return _("、").join(names.body(code, book) for code in bodies)


def _start(text: str, count: int) -> int:
    """From which line on a page of the list shows; from the first for anything odd."""
    start = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
    return start if start < count else 0


def _holds(row: DutyRow, q: str) -> bool:
    among = (row.category, row.subject, row.above, row.place, row.lead, row.assists)
    return not q or any(q.lower() in text.lower() for text in among)


def _meant(desk: Desk, category: str, area: str, labels: Labels) -> dict[str, object] | None:
    suggestion = suggest(desk.book, category=category, area=area or None)
    if suggestion is None:
        return None
    return {
        "lead": names.body(suggestion.lead, desk.book),
        "assists": _joined(suggestion.assists, desk.book),
        "why": _why(suggestion, desk.book, labels),
        "line": suggestion.line,
        "sure": suggestion.confidence,
    }


def _why(suggestion: Suggestion, book: Book, labels: Labels) -> list[str]:
    """The reasons in the order in which they were come to, in words."""
    return [_reason(reason, book, labels) for reason in suggestion.why]


def _reason(reason: str, book: Book, labels: Labels) -> str:
    for pattern, say in _REASONS:
        match = pattern.fullmatch(reason)
        if match:
            return say(match, book, labels)
    return reason


Say = Callable[["re.Match[str]", Book, Labels], str]


def _by_line(match: "re.Match[str]", book: Book, labels: Labels) -> str:
    parts = {"subject": labels.get(match[1], match[1]), "place": names.area(match[2], book)}
    return _("职责清单有“%(subject)s”在%(place)s这一行") % parts


def _by_successor(match: "re.Match[str]", book: Book, labels: Labels) -> str:
    parts = {"before": names.body(match[1], book), "after": names.body(match[2], book)}
    return _("%(before)s的职责由%(after)s承接（条例24）") % parts


_REASONS: tuple[tuple["re.Pattern[str]", Say], ...] = (
    (re.compile(r"duty (\S+) in (\S+)"), _by_line),
    (re.compile(r"(\S+) answered for by (\S+)"), _by_successor),
)
