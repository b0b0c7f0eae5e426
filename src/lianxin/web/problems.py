"""Pages for what cannot be shown or done, each saying why and where to go from there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianxin.rules.refusals import Refused
from lianxin.rules.wording import sentence


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Tell that there is no such page or case; the same for one that may not be seen."""
    said = _("这里没有您要找的内容。")
    more = _("可能是地址或查询码有误，也可能这件事项不向您公开。")
    return _page(request, said, more, status=404)


def refused(request: HttpRequest, no: Refused) -> HttpResponse:
    """Tell why the rules say no, with the article."""
    said = sentence(no, get_language() or "zh")
    return _page(request, said, str(no.why.get("article", "")), status=409)


def too_often(request: HttpRequest, *, after: int) -> HttpResponse:
    """Tell when somebody who came too often may come again."""
    more = _("请在%(after)s秒后再试。") % {"after": after}
    response = _page(request, _("您来得太勤了，请稍等一会儿。"), more, status=429)
    response["Retry-After"] = str(after)
    return response


def unavailable(request: HttpRequest, *, after: int) -> HttpResponse:
    """Tell that the database is away and that nothing was written."""
    more = _("没有记录任何内容。您写的内容还在手机上，过一会儿再提交即可。")
    response = _page(request, _("系统暂时不可用。"), more, status=503)
    response["Retry-After"] = str(after)
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """Tell that something broke here; it was written down."""
    return _page(request, _("系统出错了，我们已经记下。"), "", status=500)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Tell that a form was not ours or too old, with the way back to it."""
    more = _("请返回上一页，刷新后再提交；您写的内容还在。")
    return _page(request, _("这张表单已经过期。"), more, status=403)


def _page(request: HttpRequest, said: str, more: str, *, status: int) -> HttpResponse:
    return render(request, "web/problem.html", {"said": said, "more": more}, status=status)
