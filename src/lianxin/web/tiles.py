"""Pictures of a map service under a map of ours, only where a county names one."""

from dataclasses import dataclass
from math import ceil, floor, log2
from urllib.parse import urlsplit

from django.conf import settings

from lianxin.web.maps import MARGIN, Frame
from lianxin.web.middleware import POLICY

PIXELS = 256
"""The size of a picture; each is shown at half that size at least."""
FINEST = 18
OWN = "img-src 'self'"


@dataclass(frozen=True, slots=True)
class Tile:
    """A picture: where it is fetched, where its corner stands and how large it is, in units."""

    address: str
    x: str
    y: str
    size: str


def under(frame: Frame) -> tuple[Tile, ...]:
    """Return the pictures that lie under a map; none where no service is named."""
    template = settings.TILES
    if not template:
        return ()
    depth = max(0, min(FINEST, ceil(log2(360 * frame.scale / PIXELS))))
    many = 2**depth
    size = 360 / many * frame.scale
    # Where the corner of the world stands on the drawing.
    left = (-180 - frame.west) * frame.scale + MARGIN
    top = (frame.north - 180) * frame.scale + MARGIN
    return tuple(
        Tile(
            template.replace("{z}", str(depth)).replace("{x}", str(x)).replace("{y}", str(y)),
            f"{left + x * size:.1f}",
            f"{top + y * size:.1f}",
            f"{size:.1f}",
        )
        for y in _touched(-top / size, (frame.high - top) / size, many)
        for x in _touched(-left / size, (frame.wide - left) / size, many)
    )


def policy() -> str:
    """Return what a page with such pictures may load: one origin more than any other page."""
    address = urlsplit(settings.TILES)
    return POLICY.replace(OWN, f"{OWN} {address.scheme}://{address.netloc}")


def _touched(first: float, last: float, many: int) -> range:
    return range(max(0, floor(first)), min(many, ceil(last)))
