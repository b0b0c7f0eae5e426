"""One post: whoever filled, fills or will fill it; putting somebody in, and ending a term."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.founding import changes as org_changes
from lianxin.people import officers
from lianxin.people.officers import Term
from lianxin.rules.book import Post
from lianxin.rules.faults import Faults
from lianxin.rules.refusals import Refused
from lianxin.rules.time.calendar import CHINA
from lianxin.web import names
from lianxin.web.desk.session import Desk
from lianxin.web.manage import words
from lianxin.web.manage.entry import (
    CLEAN,
    FormState,
    WrongEntry,
    administrator,
    changing,
    sent_fields,
    wrong,
)
from lianxin.web.typed import form_page

MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class TermLine:
    """An appointment in words; `look` is its state as a colour."""

    term: Term
    state: str
    look: str
    may_end: bool


@form_page
@administrator
def post(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Show a post with everybody who holds it; appoint to it, or end an appointment."""
    post_held = desk.book.posts.get(code)
    if post_held is None:
        raise Refused("not_visible")
    if desk.form is None:
        return _show(request, desk, post_held, CLEAN)
    do = _ACTS.get(desk.answers.get("do", ""))
    sent = sent_fields(desk, "person", "since", "until", "stands_in_for")
    if do is None:
        return _show(request, desk, post_held, FormState(sent, {}, (_("没有这个操作。"),)))
    try:
        do(desk, post_held, sent)
    except (Faults, WrongEntry) as no:
        return _show(request, desk, post_held, wrong(sent, no))
    return HttpResponseRedirect(f"{reverse('manage_post', args=[code])}?did={desk.answers['do']}")


def _appoint(desk: Desk, post_held: Post, sent: Mapping[str, str]) -> None:
    person = _person(sent["person"], "person")
    other = _person(sent["stands_in_for"], "stands_in_for") if sent["stands_in_for"] else ""
    with changing(desk, "appoint", post_held.code, sent["reason"]) as by:
        org_changes.appoint(
            person,
            post_held.code,
            since=sent["since"],
            until=sent["until"],
            stands_in_for=other,
            at=desk.at,
            by=by,
        )


def _end(desk: Desk, post_held: Post, sent: Mapping[str, str]) -> None:
    if not sent["until"]:
        raise WrongEntry({"until": _("请填最后一天。")})
    try:
        since = date.fromisoformat(sent["since"])
    except ValueError:
        raise WrongEntry({"until": _("没有这项任职。")}) from None
    with changing(desk, "end_appointment", post_held.code, sent["reason"]) as by:
        org_changes.end(
            sent["person"], post_held.code, since=since, until=sent["until"], at=desk.at, by=by
        )


_ACTS: Mapping[str, Callable[[Desk, Post, Mapping[str, str]], None]] = {
    "appoint": _appoint,
    "end": _end,
}


def _person(text: str, field: str) -> str:
    """The one person meant by a code, a badge or a whole name; Wrong where it is none or several."""
    if not text:
        raise WrongEntry({field: _("请填姓名或编号。")})
    exact = [
        (code, zh)
        for code, zh, badge in officers.officers_matching(text, most=50)
        if text in (code, zh, badge)
    ]
    by_code = [code for code, _zh in exact if code == text]
    meant = by_code or [code for code, _zh in exact]
    if len(meant) == 1:
        return meant[0]
    if not meant:
        raise WrongEntry({field: _("没有找到这个人，可先在“人员与账号”里添加。")})
    listed = _("、").join(meant[:MOST_NAMED])
    raise WrongEntry({field: _("有几个人叫这个名字，请填编号：%(listed)s") % {"listed": listed}})


def _show(request: HttpRequest, desk: Desk, post_held: Post, form: FormState) -> HttpResponse:
    today = desk.at.astimezone(CHINA).date()
    context = {
        "desk": desk,
        "here": "org",
        "post": post_held,
        "name": names.of(post_held.zh, post_held.en),
        "role": words.role(post_held.role),
        "body": names.body(post_held.body, desk.book),
        "place": names.area(post_held.area, desk.book),
        "terms": [_line(term, today) for term in officers.terms(posts=[post_held.code])],
        "form": form,
        "doing": desk.answers.get("do", ""),
        "did": request.GET.get("did", ""),
        "today": today.isoformat(),
    }
    status = 422 if form.is_wrong else 200
    return render(request, "web/manage/post.html", context, status=status)


def _line(term: Term, today: date) -> TermLine:
    if term.on(today):
        return TermLine(term, _("在岗"), "done", True)
    if term.since > today:
        return TermLine(term, _("未到任"), "blue", True)
    return TermLine(term, _("已离任"), "", False)
