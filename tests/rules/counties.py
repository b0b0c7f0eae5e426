"""The counties that ship with the product, as the rules see them: read from their files, no database."""

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from lianxin.rules.actor import Actor, HeldPost
from lianxin.rules.book import Area, Body, Book, Post
from lianxin.rules.grammar.compile import compile_procedure
from lianxin.rules.procedures import Procedure
from tests.rules.county import KNOWN, calendar, shipped

PRESETS = Path(__file__).parents[2] / "src" / "lianxin" / "presets"
CODES = ("anji", "fangzheng", "hengkou", "hohhot", "pingfang", "qinghe")


def rows(county: str, table: str) -> list[dict[str, str]]:
    """The rows of one table of a county."""
    with (PRESETS / county / f"{table}.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def values(county: str) -> dict[str, Any]:
    """What a county's preset says beside its tables."""
    return tomllib.loads((PRESETS / county / "preset.toml").read_text("utf-8"))


@cache
def procedures(county: str) -> dict[str, Procedure]:
    """The procedures of a county by code, the shipped ones among them."""
    found = {code: shipped(code) for code in ("statutory", "simple", "hotline")}
    texts = {
        tomllib.loads(path.read_text("utf-8"))["procedure"]["code"]: path
        for path in sorted((PRESETS / county / "procedures").glob("*.toml"))
    }

    def made(code: str) -> Procedure | None:
        if code not in found and code in texts:
            text = texts[code].read_text("utf-8")
            found[code] = compile_procedure(text, name=code, base=made, known=KNOWN)
        return found.get(code)

    for code in texts:
        made(code)
    return found


@cache
def _bodies(county: str) -> dict[str, Body]:
    return {
        row["code"]: Body(
            row["code"],
            row["area"],
            row["kind"],
            row["upper_gov"] or None,
            row["upper_line"] or None,
            row["successor"] or None,
            row["zh"],
            row["en"],
        )
        for row in rows(county, "bodies")
    }


@cache
def book(county: str) -> Book:
    """The county with its places, bodies, posts and procedures."""
    areas: dict[str, Area] = {}
    for row in rows(county, "areas"):
        parent = row["parent"] or None
        path = (*(areas[parent].path if parent else ()), row["code"])
        areas[row["code"]] = Area(row["code"], parent, row["level"], row["zh"], row["en"], path)
    bodies = _bodies(county)
    posts = {
        row["code"]: Post(
            row["code"],
            row["body"],
            row["area"] or bodies[row["body"]].area,
            row["role"],
            row["zh"],
            row["en"],
        )
        for row in rows(county, "posts")
    }
    held, told = procedures(county), values(county)
    return Book(
        calendar=calendar(),
        areas=areas,
        bodies=bodies,
        posts=posts,
        duties=(),
        categories={},
        uses={(row["kind"], row["channel"]): row["use"] for row in told["procedure"]},
        current={code: procedure.digest for code, procedure in held.items()},
        procedures={procedure.digest: procedure for procedure in held.values()},
        root_area=told["root_area"],
        circle_posts=tuple(told.get("circle", ())),
    )


@cache
def officers(county: str) -> tuple[Actor, ...]:
    """Everybody who holds posts of a county, with all of them."""
    here = book(county)
    held: dict[str, list[HeldPost]] = {}
    for row in rows(county, "appointments"):
        post = here.posts[row["post"]]
        held.setdefault(row["person"], []).append(
            HeldPost(post.code, post.body, post.area, post.role)
        )
    return tuple(Actor(person, posts=tuple(posts)) for person, posts in sorted(held.items()))


def sitting_in(county: str) -> dict[str, frozenset[str]]:
    """The bodies of everybody who holds a post."""
    return {actor.person: actor.bodies for actor in officers(county)}


def holder(county: str, role: str, *, body: str = "") -> Actor:
    """Somebody who holds a role, in a body where one is said."""
    return next(
        actor
        for actor in officers(county)
        for post in actor.posts
        if post.role == role and body in {"", post.body}
    )
