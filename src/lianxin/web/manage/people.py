"""The people of the county: who they are, which posts they hold, and their log-ins."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lianxin.founding import changes as org_changes
from lianxin.founding.files import Read
from lianxin.people import accounts, officers
from lianxin.people.officers import Term
from lianxin.rules.faults import Faults
from lianxin.rules.refusals import Refused
from lianxin.rules.time.calendar import CHINA
from lianxin.web import dates, names
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
from lianxin.web.typed import form_page

MOST = 40


@form_page
@administrator
def people(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Find people by name, code or badge, with posts and log-ins; put a new person on the list."""
    sent = sent_fields(desk, "code", "zh", "badge")
    if desk.form is None:
        return _list(request, desk, CLEAN)
    try:
        _add(desk, sent)
    except (Faults, WrongEntry) as no:
        return _list(request, desk, wrong(sent, no))
    return HttpResponseRedirect(reverse("manage_person", args=[sent["code"]]))


def _add(desk: Desk, sent: Mapping[str, str]) -> None:
    if officers.names([sent["code"]]):
        raise WrongEntry({"code": _("这个编号已经有人用了。")})
    with changing(desk, "add_person", sent["code"], sent["reason"]) as by:
        row = {"code": sent["code"], "zh": sent["zh"], "badge": sent["badge"]}
        org_changes.take(Read(lines=[org_changes.line("people", row)]), at=desk.at, by=by)


def _list(request: HttpRequest, desk: Desk, form: FormState) -> HttpResponse:
    q = request.GET.get("q", "").strip()[:60]
    officers_found = officers.officers_matching(q, most=MOST + 1)
    codes = [code for code, _zh, _badge in officers_found[:MOST]]
    terms, log_ins = officers.terms(persons=codes), accounts.log_ins(codes)
    today = desk.at.astimezone(CHINA).date()
    rows = [
        {
            "code": code,
            "zh": zh,
            "badge": badge,
            "posts": [
                _post(term, desk) for term in terms if term.person == code and term.on(today)
            ],
            "log_in": _log_in(log_ins.get(code), desk),
        }
        for code, zh, badge in officers_found[:MOST]
    ]
    context = {
        "desk": desk,
        "here": "people",
        "q": q,
        "rows": rows,
        "more": len(officers_found) > MOST,
        "form": form,
    }
    status = 422 if form.is_wrong else 200
    return render(request, "web/manage/people.html", context, status=status)


@form_page
@administrator
def person(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Show a person's posts and log-in; set a password, shut the log-in, or open it again."""
    called = officers.names([code])
    if not called:
        raise Refused("not_visible")
    if desk.form is None:
        return _one(request, desk, code, called[code], CLEAN)
    sent = sent_fields(desk, "password")
    do = _ACTS.get(desk.answers.get("do", ""))
    try:
        if do is None:
            raise WrongEntry({"": _("没有这个操作。")})
        do(desk, code, sent)
    except WrongEntry as no:
        # A password is never sent back.
        form = wrong({**sent, "password": ""}, no)
        return _one(request, desk, code, called[code], form)
    return HttpResponseRedirect(f"{reverse('manage_person', args=[code])}?did={desk.answers['do']}")


def _password(desk: Desk, code: str, sent: Mapping[str, str]) -> None:
    with changing(desk, "password", code, sent["reason"]) as by:
        try:
            accounts.give_account(code, password=sent["password"], at=desk.at, by=by)
        except ValidationError:
            raise WrongEntry(
                {"password": _("密码太弱：至少10个字符，不要用常见的密码。")}
            ) from None


def _lock(desk: Desk, code: str, sent: Mapping[str, str]) -> None:
    if code == desk.actor.person:
        raise WrongEntry({"lock": _("不能停用自己的账号。")})
    with changing(desk, "lock", code, sent["reason"]) as by:
        accounts.lock(code, at=desk.at, by=by)


def _unlock(desk: Desk, code: str, sent: Mapping[str, str]) -> None:
    with changing(desk, "unlock", code, sent["reason"]) as by:
        accounts.unlock(code, at=desk.at, by=by)


_ACTS: Mapping[str, Callable[[Desk, str, Mapping[str, str]], None]] = {
    "password": _password,
    "lock": _lock,
    "unlock": _unlock,
}


def _one(request: HttpRequest, desk: Desk, code: str, zh: str, form: FormState) -> HttpResponse:
    log_in = accounts.log_ins([code]).get(code)
    today = desk.at.astimezone(CHINA).date()
    context = {
        "desk": desk,
        "here": "people",
        "code": code,
        "zh": zh,
        "log_in": _log_in(log_in, desk),
        "terms": [
            (term, _post(term, desk), term.on(today)) for term in officers.terms(persons=[code])
        ],
        "form": form,
        "doing": desk.answers.get("do", ""),
        "did": request.GET.get("did", ""),
    }
    status = 422 if form.is_wrong else 200
    return render(request, "web/manage/person.html", context, status=status)


def _log_in(log_in: accounts.LogIn | None, desk: Desk) -> dict[str, Any]:
    """Whether somebody can log in, in words."""
    if log_in is None:
        return {"state": "none", "said": _("没有账号"), "look": "", "last": ""}
    last = dates.moment(log_in.last_used, now=desk.at) if log_in.last_used else _("从未登录")
    if not log_in.is_open:
        return {"state": "locked", "said": _("已停用"), "look": "late", "last": last}
    return {"state": "open", "said": _("可登录"), "look": "done", "last": last}


def _post(term: Term, desk: Desk) -> str:
    post = desk.book.posts.get(term.post)
    if post is None:
        return term.post
    return f"{names.body(post.body, desk.book)} {names.of(post.zh, post.en)}"
