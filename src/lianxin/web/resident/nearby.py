"""Help near: stations with their hours, who receives today, and whether an agent is a real one."""

from dataclasses import dataclass

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from lianxin.cases import book as books
from lianxin.org import rosters, stations
from lianxin.org.stations import Listed
from lianxin.people import agents, rate_limits
from lianxin.rules.book import Book
from lianxin.rules.refusals import Refused
from lianxin.rules.time.calendar import CHINA
from lianxin.web import clock, names, places

AT_THE_TELEPHONE = frozenset({"operator", "dispatcher"})
BY_ADDRESS = rate_limits.Rate(most=60, seconds=60)


@dataclass(frozen=True, slots=True)
class Spot:
    """A station as it is shown: its names in the language of the page."""

    station: Listed
    name: str
    place: str


@require_safe
def near(request: HttpRequest) -> HttpResponse:
    """List the stations of a part of the county and whoever receives residents today."""
    book, at = books.fresh(), clock.now()
    area = request.GET.get("area", "")
    area = area if area in book.areas else book.root_area
    today = at.astimezone(CHINA).date()
    context = {
        "area": area,
        "places": places.options(book, area),
        "spots": [_spot(listed, book) for listed in stations.within(area, book.area_path(area))],
        "duty": [
            (names.body(book.posts[shift.post].body, book), _post(shift.post, book), shift.place)
            for shift in rosters.on_duty(today)
            if shift.post in book.posts and book.posts[shift.post].role not in AT_THE_TELEPHONE
        ],
    }
    return render(request, "web/resident/near.html", context)


@require_safe
def station(request: HttpRequest, code: str) -> HttpResponse:
    """Show one station with its hours and how a matter goes there."""
    return render(request, "web/resident/station.html", _station(request, code))


@require_safe
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """Show a sheet to be printed and hung up, with a picture that leads to the station's page."""
    return render(request, "web/resident/poster.html", _station(request, code))


@require_safe
def agent(request: HttpRequest) -> HttpResponse:
    """Tell whether somebody who says he is an agent is one, by the number on his badge."""
    at = clock.now()
    badge = request.GET.get("badge", "").strip()
    badge_holder = None
    if badge:
        badge_holder = rate_limits.limited(
            {f"badge from {rate_limits.address(request)}": BY_ADDRESS},
            lambda: agents.by_badge(badge, on=at.astimezone(CHINA).date()),
            at=at,
        )
    book = books.fresh()
    context = {
        "badge": badge,
        "found": badge_holder,
        "posts": [
            (names.body(post.body, book), names.area(post.area, book), _post(post.post, book))
            for post in (badge_holder.posts if badge_holder else ())
        ],
    }
    return render(request, "web/resident/agent.html", context)


def _station(request: HttpRequest, code: str) -> dict[str, object]:
    listed = stations.station_of(code)
    if listed is None:
        raise Refused("not_visible")
    book = books.fresh()
    address = request.build_absolute_uri(reverse("station", args=[code]))
    return {"spot": _spot(listed, book), "address": address, "qr": _picture(address)}


def _picture(address: str) -> SafeString:
    picture = segno.make(address, error="m").svg_inline(
        border=2, omitsize=True, svgclass=None, lineclass=None
    )
    return mark_safe(picture)  # noqa: S308 - made of an address of ours alone


def _spot(listed: Listed, book: Book) -> Spot:
    path = book.area_path(listed.area)
    return Spot(listed, names.of(listed.zh, listed.en), names.place(path, book) if path else "")


def _post(code: str, book: Book) -> str:
    post = book.posts[code]
    return names.of(post.zh, post.en)
