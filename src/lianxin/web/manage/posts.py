"""One post: whoever filled, fills or will fill it; putting somebody in, and ending a term."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lianxin.files.faults import Faults
from lianxin.founding import changes as org_changes
from lianxin.people import officers
from lianxin.people.officers import Term
from lianxin.rules.book import Post
from lianxin.rules.refusals import Refused
from lianxin.rules.time.calendar import CHINA
from lianxin.web import names
from lianxin.web.desk.session import Desk
from lianxin.web.manage import words
from lianxin.web.manage.entry import (
    CLEAN,
    Form,
    Wrong,
    administrator,
    changing,
    given,
    wrong,
)

MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class TermLine:
    """An appointment in words; `look` is its state as a colour."""

    term: Term
    state: str
    look: str
    may_end: bool


@require_http_methods(["GET", "POST"])
@administrator
def post(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Show a post with everybody who holds it; appoint to it, or end an appointment."""
    found = desk.book.posts.get(code)
    if found is None:
        raise Refused("not_visible")
    if request.method == "GET":
        return _show(request, desk, found, CLEAN)
    do = _ACTS.get(request.POST.get("do", ""))
    told = given(request, "person", "since", "until", "stands_in_for")
    if do is None:
        return _show(request, desk, found, Form(told, {}, (_("没有这个操作。"),)))
    try:
        do(desk, found, told)
    except (Faults, Wrong) as no:
        return _show(request, desk, found, wrong(told, no))
    return HttpResponseRedirect(f"{reverse('manage_post', args=[code])}?did={request.POST['do']}")


def _appoint(desk: Desk, found: Post, told: Mapping[str, str]) -> None:
    person = _person(told["person"], "person")
    other = _person(told["stands_in_for"], "stands_in_for") if told["stands_in_for"] else ""
    with changing(desk, "appoint", found.code, told["reason"]) as by:
        org_changes.appoint(
            person,
            found.code,
            since=told["since"],
            until=told["until"],
            stands_in_for=other,
            at=desk.at,
            by=by,
        )


def _end(desk: Desk, found: Post, told: Mapping[str, str]) -> None:
    if not told["until"]:
        raise Wrong({"until": _("请填最后一天。")})
    try:
        since = date.fromisoformat(told["since"])
    except ValueError:
        raise Wrong({"until": _("没有这项任职。")}) from None
    with changing(desk, "end_appointment", found.code, told["reason"]) as by:
        org_changes.end(
            told["person"], found.code, since=since, until=told["until"], at=desk.at, by=by
        )


_ACTS: Mapping[str, Callable[[Desk, Post, Mapping[str, str]], None]] = {
    "appoint": _appoint,
    "end": _end,
}


def _person(asked: str, field: str) -> str:
    """The one person meant by a code, a badge or a whole name; Wrong where it is none or several."""
    if not asked:
        raise Wrong({field: _("请填姓名或编号。")})
    exact = [
        (code, zh)
        for code, zh, badge in officers.found(asked, most=50)
        if asked in (code, zh, badge)
    ]
    by_code = [code for code, _zh in exact if code == asked]
    meant = by_code or [code for code, _zh in exact]
    if len(meant) == 1:
        return meant[0]
    if not meant:
        raise Wrong({field: _("没有找到这个人，可先在“人员与账号”里添加。")})
    listed = _("、").join(meant[:MOST_NAMED])
    raise Wrong({field: _("有几个人叫这个名字，请填编号：%(listed)s") % {"listed": listed}})


def _show(request: HttpRequest, desk: Desk, found: Post, form: Form) -> HttpResponse:
    today = desk.at.astimezone(CHINA).date()
    shown = {
        "desk": desk,
        "here": "org",
        "post": found,
        "name": names.of(found.zh, found.en),
        "role": words.role(found.role),
        "body": names.body(found.body, desk.book),
        "place": names.area(found.area, desk.book),
        "terms": [_line(one, today) for one in officers.terms(posts=[found.code])],
        "form": form,
        "doing": request.POST.get("do", ""),
        "did": request.GET.get("did", ""),
        "today": today.isoformat(),
    }
    status = 422 if form.is_wrong else 200
    return render(request, "web/manage/post.html", shown, status=status)


def _line(term: Term, today: date) -> TermLine:
    if term.on(today):
        return TermLine(term, _("在岗"), "done", True)
    if term.since > today:
        return TermLine(term, _("未到任"), "blue", True)
    return TermLine(term, _("已离任"), "", False)
