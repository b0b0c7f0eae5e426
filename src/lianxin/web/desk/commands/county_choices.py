"""What the county keeps, to be chosen by its name: bodies, people, places, categories, procedures."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from django.utils.translation import gettext as _

from lianxin.org.models import Category
from lianxin.people import officers
from lianxin.rules.naming import PERSONS, Kind
from lianxin.rules.routing import suggest
from lianxin.rules.shutting_out import shut_out
from lianxin.rules.time.calendar import CHINA
from lianxin.web import names
from lianxin.web.desk.commands.listing import Entries, FormLists, holding
from lianxin.web.desk.session import Desk
from lianxin.web.options import Option, word

_LEADING = ("leader", "head")
OUTSIDE = ("petitioner", "fellow-petitioner", "other-party")
"""Words of seats that name nobody: a record shows the side, and its paper leaves room to sign."""
_AGENTS = ("agent", "grid_chief", "grid_worker", "volunteer")


def bodies(asked: str, where: FormLists) -> Sequence[Option]:
    """Return the bodies of the county, the one whose duty the matter is first."""
    book, view = where.desk.book, where.view
    if view is None:
        return holding(_bodies([body.code for body in book.bodies.values()], where.desk), asked)
    state = view.state
    kept_out = shut_out(state, book)
    meant = suggest(
        book, category=state.matter.category, area=state.matter.area, shut=kept_out.bodies
    )
    first = (meant.lead, *meant.assists) if meant else ()
    rest = [
        body.code
        for body in book.bodies.values()
        if body.successor is None
        and body.code not in first
        and not kept_out.body_is_shut_out(body.code)
    ]
    merged = _merged_away(asked, where) if asked else ()
    return [*holding(_bodies((*first, *rest), where.desk), asked), *merged]


def _merged_away(asked: str, where: FormLists) -> list[Option]:
    """Bodies that are no more, where one looks for their old name: their successor takes it (24)."""
    desk = where.desk
    kept_out = shut_out(where.view.state, desk.book) if where.view else None
    found = []
    for body in desk.book.bodies.values():
        heir = desk.book.answering(body.code) if body.successor is not None else None
        if heir is None or (kept_out and kept_out.body_is_shut_out(body.code)):
            continue
        told = {"old": names.body(body.code, desk.book), "new": names.body(heir.code, desk.book)}
        found.append(Option(body.code, _("%(old)s（已并入%(new)s）") % told))
    return list(holding(found, asked))


def _bodies(codes: Sequence[str], desk: Desk) -> list[Option]:
    """Bodies by name; two of one name are told apart by their place."""
    named = [(code, names.body(code, desk.book)) for code in codes]
    often = Counter(name for _code, name in named)
    return [
        Option(code, name if often[name] == 1 else f"{name} · {_place_of(code, desk)}")
        for code, name in named
    ]


def _place_of(body: str, desk: Desk) -> str:
    return names.area(desk.book.bodies[body].area, desk.book)


def _people(roles: tuple[str, ...] | None) -> Entries:
    def found(asked: str, where: FormLists) -> Sequence[Option]:
        return people(asked, where, roles=roles)

    return found


def people(asked: str, where: FormLists, *, roles: Collection[str] | None) -> Sequence[Option]:
    """Return who holds a post today: of these roles, else whoever is near the matter.

    Whoever is looked for by name, post or body is found wherever he sits, but nobody who is shut
    out of the matter.
    """
    holders = _holding(asked, where, roles=roles)
    if where.view is not None:
        kept_out = shut_out(where.view.state, where.desk.book)
        holders = [one for one in holders if not kept_out.person_is_shut_out(one.code, (one.body,))]
    return _told_apart(holders, where.desk)


def _holding(
    asked: str, where: FormLists, *, roles: Collection[str] | None
) -> Sequence[officers.Holder]:
    desk = where.desk
    within = _near(where) if roles is None and not asked else None
    named = [body.code for body in desk.book.bodies.values() if asked and asked in body.zh]
    return officers.holding(
        on=desk.at.astimezone(CHINA).date(), roles=roles, bodies=within, asked=asked, named=named
    )


def _told_apart(holders: Sequence[officers.Holder], desk: Desk) -> list[Option]:
    """People by name with body and post, each once; of one name in one post the badge tells."""
    first = {holder.code: holder for holder in reversed(holders)}
    labels = {code: f"{one.zh} · {_post(one, desk)}" for code, one in first.items()}
    often = Counter(labels.values())
    badges = officers.badges([code for code, label in labels.items() if often[label] > 1])
    ordered = dict.fromkeys(holder.code for holder in holders)
    return [
        Option(code, f"{labels[code]} · {badges[code]}" if badges.get(code) else labels[code])
        for code in ordered
    ]


def _near(where: FormLists) -> frozenset[str]:
    legs = where.view.state.legs if where.view else ()
    return where.desk.actor.bodies | {leg.body for leg in legs if leg.open}


def _post(holder: officers.Holder, desk: Desk) -> str:
    post = desk.book.posts.get(holder.post)
    title = names.of(post.zh, post.en) if post else ""
    return f"{names.body(holder.body, desk.book)} {title}".strip()


def _heads(asked: str, where: FormLists) -> Sequence[Option]:
    holders = officers.holding(
        on=where.desk.at.astimezone(CHINA).date(), roles=["head"], bodies=_near(where)
    )
    return holding(_told_apart(holders, where.desk), asked)


def _respondents(asked: str, where: FormLists) -> Sequence[Option]:
    """Bodies, and who is looked for by name: of a body complained of any may be the one."""
    found = holding(_bodies(tuple(where.desk.book.bodies), where.desk), asked)
    people_found = _holding(asked, where, roles=None) if asked else ()
    return [*found, *_told_apart(people_found, where.desk)]


def areas(asked: str, where: FormLists) -> Sequence[Option]:
    """Return the places of the county, each with the one it lies in."""
    book = where.desk.book
    return holding([_area(code, where.desk) for code in book.areas], asked)


def _area(code: str, desk: Desk) -> Option:
    area = desk.book.areas[code]
    above = names.area(area.parent, desk.book) if area.parent else ""
    return Option(code, " · ".join(filter(None, (names.area(code, desk.book), above))))


def categories(asked: str, where: FormLists) -> Sequence[Option]:
    """Return the categories of the county; two of one name are told apart by what they are of."""
    rows = Category.objects.order_by("code").values_list("code", "zh", "en", "parent")
    named = {code: names.of(zh, en) for code, zh, en, _parent in rows}
    above = {code: named.get(parent, "") for code, _zh, _en, parent in rows}
    often = Counter(named.values())
    found = [
        Option(code, name if often[name] == 1 else f"{name} · {above[code]}")
        for code, name in named.items()
    ]
    return holding(found, asked)


def _procedures(asked: str, where: FormLists) -> Sequence[Option]:
    book = where.desk.book
    labels = [
        (code, book.procedures[digest].label) for code, digest in sorted(book.current.items())
    ]
    return holding([Option(code, names.of(label.zh, label.en)) for code, label in labels], asked)


def _posts(asked: str, where: FormLists) -> Sequence[Option]:
    posts = where.desk.book.posts
    return holding([Option(code, names.post(code)) for code in posts], asked)


def _seats(asked: str, where: FormLists) -> Sequence[Option]:
    """Whoever is of no body sits under a word of the own side; then the people of the house."""
    sides = [Option(code, word("seat", code)) for code in OUTSIDE]
    return [*holding(sides, asked), *people(asked, where, roles=None)]


OF_COUNTY: Mapping[Kind, Entries] = {
    "body": bodies,
    "agent": _people(_AGENTS),
    "leader": _people(_LEADING),
    "person": _people(None),
    "seat": _seats,
    "head": _heads,
    "respondent": _respondents,
    "area": areas,
    "category": categories,
    "procedure": _procedures,
    "post": _posts,
}
"""What the county keeps of each kind."""


def called(kind: Kind | None, code: str, desk: Desk) -> Option | None:
    """Return a code that was chosen before with its name; None for one that names nothing."""
    book = desk.book
    if kind in {"body", "respondent"} and code in book.bodies:
        return _bodies((code,), desk)[0]
    if kind == "area" and code in book.areas:
        return _area(code, desk)
    if kind == "seat" and code in OUTSIDE:
        return Option(code, word("seat", code))
    if kind in PERSONS or kind == "respondent":
        name = officers.names([code]).get(code)
        return Option(code, name) if name else None
    return None
