"""The agenda of a sitting in words: each matter, what was decided, by whom it is owed and by when."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianxin.people import officers
from lianxin.rules.refusals import Refused
from lianxin.rules.wording import sentence
from lianxin.sittings.settling import lacking
from lianxin.sittings.sight import ItemSeen, SittingSeen
from lianxin.web import dates, names
from lianxin.web.desk.session import Desk


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """An item of the agenda in words."""

    n: int
    number: str
    title: str
    decision: str
    owed: str
    state: str
    look: str
    open: bool


def lines(view: SittingSeen, desk: Desk) -> list[tuple[str, list[AgendaLine]]]:
    """Return the matters that the reader may see, by village, in the order of the agenda."""
    people = officers.names([matter.person for matter in view.items if matter.person])
    by_village: dict[str, list[AgendaLine]] = {}
    for matter in view.items:
        state, look = standing(matter, view)
        owed = [names.body(matter.body, desk.book), people.get(matter.person, matter.person)]
        owed += (
            [_("%(when)s前") % {"when": dates.moment(matter.due, now=desk.at)}]
            if matter.due
            else []
        )
        line = AgendaLine(
            n=matter.n,
            number=matter.number,
            title=matter.title,
            decision=matter.decision,
            owed=" · ".join(filter(None, owed)),
            state=state,
            look=look,
            open=matter.state == "open",
        )
        by_village.setdefault(names.area(matter.village, desk.book) or _("本级"), []).append(line)
    return list(by_village.items())


def standing(item: ItemSeen, view: SittingSeen) -> tuple[str, str]:
    """Return how far an item is, and the look of its tag; what still lacks something says what."""
    if item.state == "open" and view.sitting.closed_at is not None:
        return _("没有定下"), ""
    if item.state == "refused":
        return _("事项没有接受：%(why)s") % {"why": _refused(item.refused)}, "late"
    missing = lacking(item)
    if item.state == "decided" and missing:
        alone = {"owner": _("还没有定责任单位"), "due": _("还没有定期限")}
        return (alone[missing[0]] if len(missing) == 1 else _("还没有定责任单位和期限")), "soon"
    return {
        "open": (_("待研究"), ""),
        "put_off": (_("缓议"), ""),
        "decided": (_("已定"), "blue"),
        "sent": (_("正在转入事项"), "blue"),
        "taken": (_("已进入事项"), "done"),
    }[item.state]


def _refused(code: str) -> str:
    # Of a refusal the item keeps its code alone.
    if code == "not_now":
        return _("它已经办结、撤回或转走。")
    return sentence(Refused(code), get_language() or "zh")  # type: ignore[arg-type]  # kept as text
