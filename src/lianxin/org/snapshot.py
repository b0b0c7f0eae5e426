"""Everything of the organisation that the book holds, read in one statement and so in one moment."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from lianxin.org import statements, versions
from lianxin.org.county import County
from lianxin.rules.book import Area, Body, DutyLine, Post
from lianxin.rules.time.calendar import Calendar, Day


@dataclass(frozen=True, slots=True)
class OrgParts:
    """What the book is made from, but for the compiled procedures; all of one moment."""

    versions: Mapping[str, int]
    county: County
    calendar: Calendar
    areas: Mapping[str, Area]
    bodies: Mapping[str, Body]
    posts: Mapping[str, Post]
    duties: tuple[DutyLine, ...]
    categories: Mapping[str, str | None]
    category_labels: Mapping[str, tuple[str, str]]
    uses: Mapping[tuple[str, str], str]
    current: Mapping[str, str]


def load() -> OrgParts:
    """Read the organisation in a single statement."""
    with connection.cursor() as cursor:
        cursor.execute(statements.SNAPSHOT)
        read = {part: rows or [] for part, rows in json.loads(cursor.fetchone()[0]).items()}
    county = County.of(dict(read["settings"]))
    return OrgParts(
        versions=versions.from_rows(read["versions"]),
        county=county,
        calendar=_calendar(read["days"], county=county),
        areas={row[0]: _area(row) for row in read["areas"]},
        bodies={row[0]: Body(*row) for row in read["bodies"]},
        posts={row[0]: Post(*row) for row in read["posts"]},
        duties=tuple(
            DutyLine(category, area, lead, tuple(assists), article)
            for category, area, lead, assists, article in read["duties"]
        ),
        categories={code: parent for code, parent, _, _ in read["categories"]},
        category_labels={code: (zh, en) for code, _, zh, en in read["categories"]},
        uses={(kind, channel): procedure for kind, channel, procedure in read["uses"]},
        current=dict(read["current"]),
    )


def _area(row: list[Any]) -> Area:
    code, parent, level, zh, en, path = row
    return Area(code, parent, level, zh, en, tuple(path.strip("/").split("/")))


def _calendar(rows: list[list[Any]], *, county: County) -> Calendar:
    days = (Day(date.fromisoformat(when), worked, name) for when, worked, name in rows)
    return Calendar.of(days, county.calendar_years, hours=county.office_hours)
