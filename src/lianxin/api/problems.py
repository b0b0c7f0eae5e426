"""Everything the interface itself says no to, before or beside the rules (RFC 9457)."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, get_args

from django.http import HttpRequest, HttpResponse

from lianxin.api.language import Language, language

Code = Literal[
    "malformed",
    "token_unknown",
    "login_wrong",
    "verb_missing",
    "csrf_missing",
    "not_found",
    "method_not_allowed",
    "too_large",
    "media_unsupported",
    "invalid",
    "too_many",
    "login_locked",
    "internal",
    "unavailable",
]
CODES: tuple[str, ...] = get_args(Code)
MEDIA = "application/problem+json"
TYPE = "/api/v1/problems#{code}"

STATUS: Mapping[str, int] = MappingProxyType(
    {
        "malformed": 400,
        "token_unknown": 401,
        "login_wrong": 401,
        "verb_missing": 403,
        "csrf_missing": 403,
        "not_found": 404,
        "method_not_allowed": 405,
        "too_large": 413,
        "media_unsupported": 415,
        "invalid": 422,
        "too_many": 429,
        "login_locked": 429,
        "internal": 500,
        "unavailable": 503,
    }
)
SENTENCES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "malformed": ("请求内容不是有效的JSON。", "The body is not valid JSON."),
        "token_unknown": (
            "需要有效的令牌或登录。",
            "A valid token or a log-in is needed.",
        ),
        "login_wrong": ("用户名或密码不对。", "The user name or the password is wrong."),
        "verb_missing": (
            "这个令牌不能做这件事：缺少“{verb}”。",
            "This token may not do that: it lacks `{verb}`.",
        ),
        "csrf_missing": (
            "缺少防伪令牌：请在 X-CSRFToken 中带上登录时得到的值。",
            "The X-CSRFToken header given at log-in is missing or wrong.",
        ),
        "not_found": ("没有这个地址。", "There is nothing at this address."),
        "method_not_allowed": ("这个地址不接受该方法。", "This address does not take that method."),
        "too_large": ("内容太大，最多{most}。", "Too large; at most {most}."),
        "media_unsupported": ("不接受这种内容类型。", "This type of content is not taken."),
        "invalid": ("有的字段不符合要求。", "Some fields are not as asked for."),
        "too_many": ("请求太频繁，请稍后再试。", "Too many requests; try again later."),
        "login_locked": (
            "失败次数过多，登录已锁定，请稍后再试。",
            "Too many failed tries; this log-in is locked for a while.",
        ),
        "internal": ("系统出错，已记录。", "Something failed here; it has been noted."),
        "unavailable": (
            "数据库暂时不可用，没有记录任何内容，请稍后再试。",
            "The database is away for the moment; nothing was recorded. Try again.",
        ),
    }
)
TITLES: Mapping[int, tuple[str, str]] = MappingProxyType(
    {
        400: ("请求有误", "Malformed request"),
        401: ("没有登录", "Not authenticated"),
        403: ("没有权限", "Not allowed"),
        404: ("不存在", "Not found"),
        405: ("方法不可用", "Method not allowed"),
        409: ("不能办理", "Refused"),
        413: ("内容太大", "Too large"),
        415: ("内容类型不支持", "Unsupported media type"),
        422: ("内容不符合要求", "Not as asked for"),
        429: ("请求过多", "Too many requests"),
        500: ("系统出错", "Internal error"),
        503: ("暂时不可用", "Unavailable"),
    }
)


@dataclass(frozen=True, slots=True)
class FieldFault:
    """What is wrong where: `pointer` is a JSON pointer into the body, or `query:`, `header:` …

    `zh` is the reason in Chinese where `reason` is not in the caller's language already.
    """

    pointer: str
    reason: str
    zh: str = ""

    def told(self, lang: Language) -> dict[str, str]:
        """Return it as a problem document holds it."""
        reason = self.zh if lang == "zh" and self.zh else self.reason
        return {"pointer": self.pointer, "reason": reason}


class Problem(Exception):
    """A no of the interface: its code, faults, and the values its sentence needs.

    `after` is how many seconds the caller should wait before trying again.
    """

    def __init__(
        self,
        code: Code,
        *,
        errors: Sequence[FieldFault] = (),
        after: int | None = None,
        **values: Any,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.errors = tuple(errors)
        self.after = after
        self.values = values


def answer(problem: Problem, request: HttpRequest) -> HttpResponse:
    """Return the problem as an answer in the caller's language."""
    lang = language(request)
    zh, en = SENTENCES[problem.code]
    response = rendered(
        problem.code,
        status=STATUS[problem.code],
        detail=(zh if lang == "zh" else en).format(**problem.values),
        lang=lang,
        errors=problem.errors,
    )
    if problem.after is not None:
        response["Retry-After"] = str(problem.after)
    if response.status_code == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


def rendered(
    code: str,
    *,
    status: int,
    detail: str,
    lang: Language,
    errors: Sequence[FieldFault] = (),
    article: str | None = None,
    hint: str | None = None,
) -> HttpResponse:
    """Return a problem document; `article` and `hint` are left out where there are none."""
    document: dict[str, Any] = {
        "type": TYPE.format(code=code),
        "title": TITLES[status][0 if lang == "zh" else 1],
        "status": status,
        "detail": detail,
        "code": code,
    }
    if article:
        document["article"] = article
    if hint:
        document["hint"] = hint
    document["errors"] = [fault.told(lang) for fault in errors]
    # A caller may have named a field with half a character; the answer must still be text.
    body = json.dumps(document, ensure_ascii=False).encode(errors="replace")
    response = HttpResponse(body, content_type=MEDIA, status=status)
    response["Content-Language"] = lang
    response["Vary"] = "Accept-Language"
    response["Cache-Control"] = "no-store"
    return response
