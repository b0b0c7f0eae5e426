"""What codes are called on a page, in the language of the page."""

from collections.abc import Callable

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianxin.cases import book as books
from lianxin.documents.labels import labels
from lianxin.rules.book import Book
from lianxin.rules.state import CaseState

_KINDS: dict[str, Callable[[], str]] = {
    "consultation": lambda: _("咨询"),
    "help": lambda: _("求助"),
    "opinion": lambda: _("意见"),
    "suggestion": lambda: _("建议"),
    "complaint": lambda: _("投诉"),
    "misconduct_report": lambda: _("检举控告"),
    "claim": lambda: _("申诉求决"),
    "thanks": lambda: _("感谢"),
    "service_errand": lambda: _("政务代办"),
}
_CHANNELS: dict[str, Callable[[], str]] = {
    "hotline": lambda: _("热线"),
    "web": lambda: _("网上"),
    "wechat": lambda: _("微信"),
    "assistant": lambda: _("自助"),
    "letter": lambda: _("来信"),
    "fax": lambda: _("传真"),
    "in_person": lambda: _("来访"),
    "grid": lambda: _("网格"),
    "message_board": lambda: _("留言板"),
    "media": lambda: _("媒体"),
    "transfer": lambda: _("转来"),
    "video": lambda: _("视频接访"),
    "agent": lambda: _("代办"),
    "import": lambda: _("导入"),
}
_PHASES: dict[str, Callable[[], str]] = {
    "registered": lambda: _("已登记"),
    "dispatched": lambda: _("已派出"),
    "received": lambda: _("已签收"),
    "handling": lambda: _("办理中"),
    "signing": lambda: _("审签中"),
    "issuing": lambda: _("待送达"),
    "answered": lambda: _("已答复"),
    "concluded": lambda: _("已办结"),
    "followed_up": lambda: _("已回访"),
    "closed": lambda: _("已结案"),
    "archived": lambda: _("已归档"),
    "declined": lambda: _("不予受理"),
    "diverted": lambda: _("已转其他途径"),
    "withdrawn": lambda: _("已撤回"),
    "merged": lambda: _("已并案"),
    "reviewing": lambda: _("复查中"),
    "re_reviewing": lambda: _("复核中"),
    "ended": lambda: _("程序终结"),
}
_SITTING_STEPS: dict[str, Callable[[], str]] = {
    "ordered": lambda: _("决定召开"),
    "noticed": lambda: _("已通知"),
    "held": lambda: _("召开"),
    "concluded": lambda: _("结束"),
}
"""Steps that the law's own tracks name by code alone."""


def is_english() -> bool:
    """Whether the page is in English."""
    return (get_language() or "").startswith("en")


def of(zh: str, en: str) -> str:
    """Return the name in the language of the page; the Chinese one where there is no other."""
    return en if is_english() and en else zh


def kind(code: str) -> str:
    """Return what a kind of matter is called."""
    return _told(_KINDS, code)


def channel(code: str) -> str:
    """Return what a channel is called."""
    return _told(_CHANNELS, code)


def phase(code: str) -> str:
    """Return what a phase is called."""
    return _told(_PHASES, code)


def document(code: str) -> str:
    """Return what a paper is called by its template in force; its code where it has none.

    The book of the process is asked, which the page has made as new as the database already.
    """
    label = labels(books.current()).get(code)
    return of(label.zh, label.en) if label else code


def sitting_step(code: str) -> str:
    """Return what a step of a hearing or mediation is called."""
    return _told(_SITTING_STEPS, code)


def post(code: str) -> str:
    """Return what a signer is called that is no post of the county's own."""
    return _("包案领导") if code == "leader" else code


def stage(state: CaseState, book: Book) -> str:
    """Return what the stage of a case is called in its own version of its procedure."""
    stage_row = book.procedures[state.version].stage_index.get(state.stage)
    return of(stage_row.zh, stage_row.en) if stage_row and stage_row.zh else phase(state.phase)


def body(code: str | None, book: Book) -> str:
    """Return what a body is called; empty for none."""
    body_row = book.bodies.get(code or "")
    return of(body_row.zh, body_row.en) if body_row else code or ""


def area(code: str | None, book: Book) -> str:
    """Return what a place is called; empty for none."""
    area_row = book.areas.get(code or "")
    return of(area_row.zh, area_row.en) if area_row else code or ""


def place(path: tuple[str, ...], book: Book) -> str:
    """Return a place from below the county down: `双桥街道 › 长胜村`."""
    below = path[path.index(book.root_area) + 1 :] if book.root_area in path else path
    return " › ".join(area(code, book) for code in below) or area(book.root_area, book)


def _told(names: dict[str, Callable[[], str]], code: str) -> str:
    label = names.get(code)
    return label() if label else code
