"""A county made of its preset's files alone, without a database: what rules are walked over."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from lianxin.founding.checks import Whole, checked, merged, several
from lianxin.founding.preset_files import Bundle, gather
from lianxin.org.county import GROUP_SIZE
from lianxin.org.preset_folders import folder_of
from lianxin.rules.actor import Actor, HeldPost
from lianxin.rules.book import Area, Body, Book, DutyLine, Post
from lianxin.rules.faults import Faults
from lianxin.rules.grammar.compile import compile_procedure, shipped
from lianxin.rules.procedures import Procedure
from lianxin.rules.time.calendar import Calendar
from lianxin.rules.walking.county import PeopledCounty


def county_of(preset: str | Path, *, on: date) -> PeopledCounty:
    """Return a preset's county as it stands on a day: its book, and its people with their posts.

    Raises Faults with everything that is wrong in the files that are read.
    """
    bundle = gather(folder_of(preset))
    lines, faults = checked(bundle.lines, rows_held={})
    if bundle.faults or faults:
        raise Faults([*bundle.faults, *faults])
    whole = merged(lines, rows_held={})
    book = _book(bundle, whole)
    return PeopledCounty(book, tuple(_people(whole, book, on)))


def _book(bundle: Bundle, whole: Whole) -> Book:
    compiled = _compiled(bundle)
    return Book(
        calendar=_calendar(bundle),
        areas=dict(_areas(whole)),
        bodies={code: _body(row) for (code,), row in whole["bodies"].items()},
        posts={code: _post(row) for (code,), row in whole["posts"].items()},
        duties=tuple(
            DutyLine(
                row["category"], row["area"], row["lead"], several(row["assists"]), row["article"]
            )
            for row in whole["duties"].values()
        ),
        categories={code: row["parent"] or None for (code,), row in whole["categories"].items()},
        uses=bundle.uses,
        current={code: procedure.digest for code, procedure in compiled.items()},
        procedures={procedure.digest: procedure for procedure in compiled.values()},
        group_size=bundle.values.get("group_size", GROUP_SIZE),
        root_area=bundle.values.get("root_area", ""),
        circle_posts=tuple(bundle.values.get("circle", ())),
    )


def _calendar(bundle: Bundle) -> Calendar:
    return Calendar.of(bundle.days, {day.date.year for day in bundle.days})


def _body(row: Mapping[str, str]) -> Body:
    return Body(
        row["code"],
        row["area"],
        row["kind"],
        row["upper_gov"] or None,
        row["upper_line"] or None,
        row["successor"] or None,
        row["zh"],
        row["en"],
    )


def _post(row: Mapping[str, str]) -> Post:
    return Post(row["code"], row["body"], row["area"], row["role"], row["zh"], row["en"])


def _areas(whole: Whole) -> Iterator[tuple[str, Area]]:
    rows = whole["areas"]

    @cache
    def path(code: str) -> tuple[str, ...]:
        above = rows[(code,)]["parent"]
        return (*(path(above) if above else ()), code)

    for (code,), row in rows.items():
        yield (
            code,
            Area(code, row["parent"] or None, row["level"], row["zh"], row["en"], path(code)),
        )


def _compiled(bundle: Bundle) -> dict[str, Procedure]:
    """Every procedure of the preset, each over the one that it extends."""
    done: dict[str, Procedure] = {}

    def base(code: str) -> Procedure | None:
        source = bundle.procedures.get(code)
        if source is None:
            return None
        if code not in done:
            done[code] = compile_procedure(
                source.text, name=source.file, base=base, known=shipped()
            )
        return done[code]

    for code in bundle.procedures:
        base(code)
    return done


def _people(whole: Whole, book: Book, on: date) -> Iterable[Actor]:
    held: dict[str, list[HeldPost]] = {}
    for row in whole["appointments"].values():
        if row["since"] <= on.isoformat() and (not row["until"] or on.isoformat() <= row["until"]):
            post = book.posts[row["post"]]
            held.setdefault(row["person"], []).append(
                HeldPost(post.code, post.body, post.area, post.role, row["stands_in_for"])
            )
    return (Actor(person, posts=tuple(posts)) for person, posts in sorted(held.items()))
