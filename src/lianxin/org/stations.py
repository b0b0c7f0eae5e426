"""Centres, stations and points where a resident can be helped in person."""

from dataclasses import dataclass

from lianxin.org.models import Station

MOST = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """A station as everybody may know it."""

    code: str
    area: str
    level: str
    zh: str
    en: str
    address: str
    phone: str
    hours: str


def within(area: str, path: tuple[str, ...]) -> tuple[Listed, ...]:
    """Return the stations of a place, of all places in it, and of those above it; nearest first.

    `path` is the way from the root to the area.
    """
    inside = Station.objects.filter(area__path__contains=f"/{area}/")
    above = Station.objects.filter(area__in=path[:-1])
    stations = {
        row.code: row
        for row in (*inside.order_by("area__path", "code")[:MOST], *above.order_by("-area__path"))
    }
    return tuple(_listed(row) for row in stations.values())


def station_of(code: str) -> Listed | None:
    """Return a station, or None for an unknown code."""
    row = Station.objects.filter(pk=code).first()
    return _listed(row) if row else None


def _listed(row: Station) -> Listed:
    return Listed(
        row.code, row.area_id, row.level, row.zh, row.en, row.address, row.phone, row.hours
    )
