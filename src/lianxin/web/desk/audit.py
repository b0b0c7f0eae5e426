"""The auditor's page: who came in, who saw a petitioner in the open and why, who got access."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.cases.reading import queries
from lianxin.files import texts
from lianxin.ledger import accesses
from lianxin.ledger.accesses import Access, After
from lianxin.people import officers, petitioners
from lianxin.people.models import Officer
from lianxin.rules.actor import SYSTEM
from lianxin.rules.refs import Ref
from lianxin.rules.refusals import Refused
from lianxin.rules.time.calendar import CHINA
from lianxin.web import dates, names
from lianxin.web.desk.session import Desk, officer

PAGE = 50
MONTH = timedelta(days=30)
ASKED = ("what", "who", "number", "since", "until")
REVEALED = "petitioner_revealed"
WHATS: Mapping[str, tuple[str, ...]] = {
    "revealed": (REVEALED,),
    "log_in": ("logged_in", "logged_out"),
    "locked": ("login_locked",),
    "given": (
        *("token_given", "token_revoked", "account_given", "password_set"),
        *("account_locked", "account_unlocked"),
    ),
}
_WORDS: Mapping[str, Callable[[], str]] = {
    REVEALED: lambda: _("看了反映人的完整信息"),
    "logged_in": lambda: _("登录"),
    "logged_out": lambda: _("退出"),
    "login_locked": lambda: _("多次输错密码，用户名被锁"),
    "token_given": lambda: _("发了接口令牌"),
    "token_revoked": lambda: _("收回接口令牌"),
    "account_given": lambda: _("开了登录账号"),
    "password_set": lambda: _("重设密码"),
    "account_locked": lambda: _("停用登录账号"),
    "account_unlocked": lambda: _("恢复登录账号"),
}


@dataclass(frozen=True, slots=True)
class AccessLine:
    """An access in words; `number` is the case a petitioner was seen in."""

    when: str
    who: str
    post: str
    what: str
    number: str
    about: str
    reason: str


@require_safe
@officer
def audit(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show an auditor the accesses of a time; the same 404 for anybody else."""
    if not desk.audits:
        raise Refused("not_visible")
    query = {name: request.GET.get(name, "").strip()[:100] for name in ASKED}
    since, until, fault = _days(query, desk)
    entries = accesses.listed(
        since=since,
        until=until,
        facts=WHATS.get(query["what"]),
        persons=_persons(query["who"]),
        number=query["number"].upper(),
        after=_after(request.GET.get("after", "")),
        limit=PAGE + 1,
    )
    page = entries[:PAGE]
    context = {
        "desk": desk,
        "way_here": "audit",
        "asked": query,
        "fault": fault,
        "is_filtered": any(query.values()),
        "whats": _whats(),
        "lines": _lines(page, desk),
        "next": _next(query, page[-1]) if len(entries) > PAGE else "",
    }
    return render(request, "web/desk/audit.html", context)


def _whats() -> list[tuple[str, str]]:
    return [
        ("", _("不限")),
        ("revealed", _("看完整信息")),
        ("log_in", _("登录、退出")),
        ("locked", _("被锁的用户名")),
        ("given", _("账号和令牌")),
    ]


def _days(query: Mapping[str, str], desk: Desk) -> tuple[datetime, datetime, str]:
    """The days asked about, the last of them counted; of the last thirty where none are told."""
    today = desk.at.astimezone(CHINA).date()
    fault = ""
    try:
        last = date.fromisoformat(query["until"]) if query["until"] else today
        first = date.fromisoformat(query["since"]) if query["since"] else last - MONTH
        begin, end = _moment(first), _moment(last + timedelta(days=1))
    except (ValueError, OverflowError):
        first, last, fault = today - MONTH, today, _("筛选条件有误，已忽略。")
        begin, end = _moment(first), _moment(last + timedelta(days=1))
    return begin, end, fault


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=CHINA).astimezone(UTC)


def _persons(who: str) -> list[str] | None:
    """The officers of a name or a code; nobody for one that nobody bears."""
    if not who:
        return None
    named = Officer.objects.filter(zh=who).values_list("code", flat=True)
    return [who, *named]


def _lines(page: Sequence[Access], desk: Desk) -> list[AccessLine]:
    """The accesses in words; one to a case that this reader may not see is left out."""
    numbers = {str(access.told["case"]) for access in page if "case" in access.told}
    titles = {
        line.number: line.title for line in queries.lines(desk.actor, sorted(numbers), at=desk.at)
    }
    people = petitioners.masked_all(
        [UUID(access.told["petitioner"]) for access in page if access.fact == REVEALED]
    )
    reasons = texts.read(
        [Ref(access.told["reason"]).id for access in page if "reason" in access.told]
    )
    people_named = officers.names(
        {access.person for access in page} | {_subject(access.told) for access in page}
    )
    return [
        _line(access, desk, people_named, {**_seen(access, titles, people, reasons)})
        for access in page
        if "case" not in access.told or access.told["case"] in titles
    ]


def _seen(
    access: Access,
    titles: Mapping[str, str],
    people: Mapping[UUID, Any],
    reasons: Mapping[UUID, str],
) -> dict[str, str]:
    if access.fact != REVEALED:
        return {"number": "", "about": "", "reason": ""}
    masked = people.get(UUID(access.told["petitioner"]))
    number = str(access.told["case"])
    about = f"{titles[number]} · {masked.name}" if masked and number in titles else ""
    reason = reasons.get(Ref(access.told["reason"]).id, _("（已隐去）"))
    return {"number": number, "about": about, "reason": reason}


def _subject(payload: Mapping[str, Any]) -> str:
    return str(payload.get("person") or "")


def _line(
    access: Access, desk: Desk, people: Mapping[str, str], words: Mapping[str, str]
) -> AccessLine:
    post = desk.book.posts.get(access.post)
    about = words["about"]
    if not about and _subject(access.told):
        about = people.get(_subject(access.told), _subject(access.told))
    word = _WORDS.get(access.fact)
    return AccessLine(
        when=dates.full(access.at),
        who=_by_itself(access.person)
        or people.get(access.person, access.person)
        or _("没有登录的人"),
        post=f"{names.body(access.body, desk.book)} {names.of(post.zh, post.en)}" if post else "",
        what=word() if word else access.fact.replace("_", " "),
        number=words["number"],
        about=about,
        reason=words["reason"],
    )


def _by_itself(person: str) -> str:
    return _("系统") if person == SYSTEM.person else ""


def _after(cursor: str) -> After | None:
    at, _dot, rest = cursor.partition("~")
    stream, _dot, sequence = rest.partition("~")
    try:
        return After(datetime.fromisoformat(at), UUID(stream), int(sequence))
    except ValueError:
        return None


def _next(query: Mapping[str, str], last: Access) -> str:
    after = f"{last.at.isoformat()}~{last.stream}~{last.sequence}"
    return f"?{urlencode({**query, 'after': after})}"
