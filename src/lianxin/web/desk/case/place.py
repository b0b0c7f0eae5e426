"""Where a matter lies: the path of places, the address, and a small map where borders are known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from lianxin.cases.reading import history
from lianxin.cases.reading.history import EntryView
from lianxin.cases.reading.queries import CaseView
from lianxin.org import boundaries, shapes
from lianxin.org.boundaries import Around
from lianxin.org.shapes import UNIT, Point
from lianxin.rules.book import Book
from lianxin.web import maps, names, tiles
from lianxin.web.desk.case.texts import Lore
from lianxin.web.desk.session import Desk
from lianxin.web.maps import DrawnMap, Frame
from lianxin.web.tiles import Tile

LETTER, ELDER_LETTER = 13, 17
LISTED = 12
"""Neighbours that the words beside a map name."""
LOCATOR = 72


@dataclass(frozen=True, slots=True)
class Where:
    """Where a matter lies, in words and as far as possible as a drawing."""

    place: str
    address: str
    position: str
    notes: tuple[str, ...]
    map: DrawnMap | None = None
    locator: DrawnMap | None = None
    title: str = ""
    words: str = ""
    scale: str = ""
    tiles: tuple[Tile, ...] = ()
    frame: Frame | None = None
    credit: str = ""


def where(
    view: CaseView, entries: Iterable[EntryView], lore: Lore, desk: Desk, *, elder: bool
) -> Where:
    """Return where a case lies, in one query; what its reader may not see is not among its entries."""
    state, book = view.state, desk.book
    payload = next((row.payload or {} for row in entries if row.fact == "registered"), {})
    spot = _spot(payload)
    around = boundaries.around(state.matter.area_path, root=book.root_area)
    notes = [_whereabouts(around, spot, book)] if around.near and spot else []
    if history.keeps_place(view):
        notes.append(_("姓名不公开的件，具体地点只有登记人和信访机构能看。"))
    place = names.place(state.matter.area_path, book) if state.matter.area_path else ""
    drawn = _map(around, spot, book, elder) if around.near else {}
    if around.near and not state.secret:
        # Whoever keeps the pictures learns which place somebody looks at: of a secret matter nobody.
        drawn |= _tiles(around)
    return Where(
        place=place,
        address=lore.text(payload.get("address")),
        position=f"{spot[1] / UNIT:.5f}, {spot[0] / UNIT:.5f}" if spot else "",
        notes=tuple(filter(None, notes)),
        **drawn,
    )


def _spot(payload: Mapping[str, Any]) -> Point | None:
    lon, lat = payload.get("lon"), payload.get("lat")
    return (lon, lat) if isinstance(lon, int) and isinstance(lat, int) else None


def _whereabouts(around: Around, spot: Point, book: Book) -> str:
    """What is to be said of a position that does not lie where the matter is said to."""
    meant = next((code for code, shape in around.near.items() if shapes.holds(shape, spot)), "")
    if not meant:
        return _("给的位置不在图上这些地方，请核对。")
    if around.here and meant != around.here:
        places = {"there": names.area(meant, book), "here": names.area(around.here, book)}
        return _("给的位置落在%(there)s，登记的是%(here)s，请核对。") % places
    return ""


def _map(around: Around, spot: Point | None, book: Book, elder: bool) -> dict[str, Any]:
    called = {code: names.area(code, book) for code in around.near}
    picture = maps.drawn(
        around.near,
        names=called,
        here=around.here,
        spot=spot,
        letter=ELDER_LETTER if elder else LETTER,
    )
    wider = around.wider
    return {
        "map": picture,
        "locator": maps.located(wider, here=around.part, size=LOCATOR) if wider else None,
        "title": _title(around, book),
        "words": _words(called, around.here, has_spot=picture.spot is not None),
        "scale": _scale(picture.metres),
    }


def _tiles(around: Around) -> dict[str, Any]:
    frame = Frame.around(list(around.near.values()))
    return {"tiles": tiles.under(frame), "frame": frame, "credit": settings.TILES_CREDIT}


def _title(around: Around, book: Book) -> str:
    here = around.here or book.root_area
    return _("%(place)s的位置图") % {"place": names.area(here, book)}


def _words(called: Mapping[str, str], here: str, *, has_spot: bool) -> str:
    """The map in words, for whoever does not see it."""
    others = [name for code, name in called.items() if code != here]
    parts = {
        "here": called.get(here, ""),
        "others": _("、").join(others[:LISTED]),
        "n": len(others),
    }
    sentences = []
    if here:
        sentences.append(_("涂色的是%(here)s。") % parts)
    if others:
        few = (
            _("图上还有%(others)s。")
            if len(others) <= LISTED
            else _("图上还有%(others)s等%(n)s处。")
        )
        sentences.append(few % parts)
    if has_spot:
        sentences.append(_("圆点是给的大概位置。"))
    return "".join(sentences)


def _scale(metres: int) -> str:
    if metres < 1000:
        return _("%(n)s米") % {"n": metres}
    return _("%(n)s公里") % {"n": metres // 1000}
