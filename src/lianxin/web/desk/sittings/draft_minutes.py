"""A first draft of minutes, made of what was noted; the recorder makes it his own."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from lianxin.people import officers
from lianxin.sittings.sight import ItemSeen, SittingSeen
from lianxin.web import dates, names, options
from lianxin.web.desk.session import Desk


def draft(view: SittingSeen, desk: Desk) -> str:
    """Return minutes in plain sentences: when and where, who came, what was decided of each."""
    return "\n".join(_lines(view, desk))


def _lines(view: SittingSeen, desk: Desk) -> Iterator[str]:
    sitting = view.sitting
    people = officers.names([s.person for s in view.seats] + [i.person for i in view.items])
    yield _("%(when)s，在%(place)s召开%(body)s%(kind)s。") % {
        "when": dates.full(sitting.meets_at),
        "place": view.place,
        "body": names.body(sitting.body, desk.book),
        "kind": options.word("kind", sitting.kind),
    }
    came = [people.get(seat.person, seat.person) for seat in view.seats if seat.attended]
    away = [people.get(seat.person, seat.person) for seat in view.seats if not seat.attended]
    if came:
        yield _("到会：%(who)s。") % {"who": _("、").join(came)}
    if away:
        yield _("未到会：%(who)s。") % {"who": _("、").join(away)}
    for place, item in enumerate((i for i in view.items if i.decision), start=1):
        yield _item(place, item, people, desk)


def _item(place: int, item: ItemSeen, people: dict[str, str], desk: Desk) -> str:
    put_off = item.state == "put_off"
    parts = [
        item.analysis,
        _("缓议：%(why)s") % {"why": item.decision} if put_off else item.decision,
    ]
    owed = filter(None, [names.body(item.body, desk.book), people.get(item.person, item.person)])
    who = _("、").join(owed)
    if who:
        parts.append(_("责任：%(who)s") % {"who": who})
    if item.due:
        parts.append(_("期限：%(when)s") % {"when": dates.full(item.due)})
    said = _("；").join(part.rstrip(_("。")) for part in parts if part)
    return _("%(n)s. %(title)s（%(number)s）：%(said)s。") % {
        "n": place,
        "title": item.title,
        "number": item.number,
        "said": said,
    }
