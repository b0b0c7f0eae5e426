"""The tokens and parts of the pages on one page, made from the stylesheet and the real templates."""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.web import dates
from lianxin.web.clocks import Bar
from lianxin.web.desk.session import Desk, officer
from lianxin.web.options import Option
from lianxin.web.questions import Question

SHEET = "web/lianxin.css"
_TOKENS = re.compile(r":root \{(.*?)\n  \}", re.DOTALL)
_TOKEN = re.compile(r"--([a-z0-9-]+):\s+([^;]+);")
_COLOUR = re.compile(r"#[0-9a-f]{3,6}")


@require_safe
@officer
def styleguide(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show every token with its value and each part as pages use it; of no case, to any officer."""
    values, when = tokens(), dates.moment(desk.at, now=desk.at)
    context = {
        "desk": desk,
        "colours": {name: value for name, value in values.items() if _COLOUR.fullmatch(value)},
        "sizes": {name: value for name, value in values.items() if not _COLOUR.fullmatch(value)},
        "bars": _bars(when),
        "questions": _questions(),
        "when": when,
        "looks": ("", "blue", "soon", "late", "done"),
        "risks": ("red", "yellow", "green"),
    }
    return render(request, "web/desk/styleguide.html", context)


@lru_cache(maxsize=1)
def tokens() -> dict[str, str]:
    """Return the design tokens as the stylesheet declares them, in its order."""
    sheet = finders.find(SHEET)
    assert isinstance(sheet, str), f"there is no {SHEET}"
    block = _TOKENS.search(Path(sheet).read_text(encoding="utf-8"))
    assert block is not None, "the stylesheet begins with its tokens"
    return {name: " ".join(value.split()) for name, value in _TOKEN.findall(block[1])}


def _bars(when: str) -> list[Bar]:
    made: dict[str, Any] = {"source": "", "provisional": False, "running": True}
    why = (_("每条时限都能按开，看怎么算的"),)
    return [
        Bar(_("正在走"), look="", gone=320, left=_("还剩9个工作日"), due=when, why=why, **made),
        Bar(_("快到了"), look="soon", gone=860, left=_("还剩6小时"), due="", why=(), **made),
        Bar(_("超期了"), look="late", gone=1000, left=_("已超期2天"), due="", why=(), **made),
    ]


def _questions() -> list[Question]:
    few = (Option("a", _("第一种")), Option("b", _("第二种")))
    return [
        Question("line", _("一行字"), "line", required=True),
        Question("text", _("一段话"), "text", required=False),
        Question("choice", _("选一个"), "choice", required=True, options=few, value="a"),
        Question("code", _("从很多里选一个"), "code", required=True, options=few),
        Question("check", _("勾一下"), "check", required=False),
        Question("wrong", _("填错了"), "line", required=True, fault=_("这一项要填。")),
    ]
