"""A small county in memory, and a case carried through its rules without any database."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import chinese_calendar.constants as known

from lianxin.rules import commands, facts, standings
from lianxin.rules.actor import SYSTEM, Actor, HeldPost
from lianxin.rules.ask import Peer, Stamp
from lianxin.rules.book import Area, Body, Book, DutyLine, Post
from lianxin.rules.commands.intake import Register
from lianxin.rules.commands.texts import texts
from lianxin.rules.conditions import registry as conditions
from lianxin.rules.decide import ask_of, decide, open_to
from lianxin.rules.deciding import papers_open
from lianxin.rules.deciding.objects import present
from lianxin.rules.deciding.registering import Fresh, register
from lianxin.rules.evolve import evolve
from lianxin.rules.facts import Fact
from lianxin.rules.grammar.compile import KnownNames, compile_procedure
from lianxin.rules.procedures import Procedure
from lianxin.rules.refs import Ref
from lianxin.rules.state import Clock
from lianxin.rules.time.calendar import CHINA, Calendar, notice_days

PROCEDURES = Path(__file__).parents[2] / "src" / "lianxin" / "presets" / "base" / "procedures"
KNOWN = KnownNames(
    commands=commands.NAMES,
    facts=facts.NAMES,
    conditions=conditions.NAMES,
    standings=standings.NAMES,
)
REF = Ref("0195f2c4-7d00-7000-8000-000000000000#" + "0" * 64)
ZHAO = "0195f2c4-7d00-7000-8000-00000000aaaa"


def at(text: str) -> datetime:
    """A moment of China: `2026-03-02 08:30`."""
    return datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)


@cache
def calendar() -> Calendar:
    """The days off and made up from 2004 to 2026."""
    off = {when: str(name) for when, name in known.holidays.items()}
    return Calendar.of(notice_days(off, make_up=known.workdays), range(2004, 2027))


@cache
def shipped(code: str) -> Procedure:
    """A procedure that ships with the product."""
    text = (PROCEDURES / f"{code}.toml").read_text()
    return compile_procedure(text, name=code, base=shipped, known=KNOWN)


def compiled(text: str) -> Procedure:
    """A procedure written in a test, over the shipped ones."""
    return compile_procedure(text, name="test.toml", base=shipped, known=KNOWN)


AREAS = (
    ("qinghe", None, "county"),
    ("shuangqiao", "qinghe", "township"),
    ("shuangchun", "shuangqiao", "village"),
    ("bihu", "qinghe", "township"),
)
BODIES = (
    # code, area, kind, upper_gov, upper_line
    ("province-gov", "qinghe", "government", None, None),
    ("city-gov", "qinghe", "government", "province-gov", None),
    ("qinghe-gov", "qinghe", "government", "city-gov", None),
    ("petition-office", "qinghe", "centre", "qinghe-gov", None),
    ("water", "qinghe", "department", "qinghe-gov", None),
    ("agriculture", "qinghe", "department", "qinghe-gov", None),
    ("urban", "qinghe", "department", "qinghe-gov", None),
    ("city-tax", "qinghe", "vertical", "city-gov", None),
    ("tax", "qinghe", "vertical", "qinghe-gov", "city-tax"),
    ("shuangqiao-gov", "shuangqiao", "township", "qinghe-gov", None),
    ("shuangchun-committee", "shuangchun", "village", "shuangqiao-gov", None),
    ("bihu-gov", "bihu", "township", "qinghe-gov", None),
)


def _paths() -> dict[str, Area]:
    found: dict[str, Area] = {}
    for code, parent, level in AREAS:
        path = (*(found[parent].path if parent else ()), code)
        found[code] = Area(code, parent, level, code, code, path)
    return found


@cache
def book() -> Book:
    """The county, with the three shipped procedures."""
    bodies = {
        code: Body(code, area, kind, gov, line, None, code, code)
        for code, area, kind, gov, line in BODIES
    }
    bodies["old-water"] = Body("old-water", "qinghe", "department", None, None, "water", "", "")
    posts = {
        f"{body}-{role.replace('_', '-')}": Post(
            f"{body}-{role.replace('_', '-')}", body, bodies[body].area, role, "", ""
        )
        for body in bodies
        for role in ("head", "section_head", "handler")
    }
    procedures = {
        shipped(code).digest: shipped(code) for code in ("statutory", "simple", "hotline")
    }
    return Book(
        calendar=calendar(),
        areas=_paths(),
        bodies=bodies,
        posts=posts,
        duties=(DutyLine("water-supply", "qinghe", "water", ("agriculture",), "三定方案"),),
        categories={"water-supply": "public", "public": None, "noise": None},
        uses={("*", "*"): "statutory", ("*", "hotline"): "hotline"},
        current={procedure.code: digest for digest, procedure in procedures.items()},
        procedures=procedures,
        group_size=5,
        root_area="qinghe",
    )


def officer(body: str, role: str = "handler", person: str | None = None) -> Actor:
    """Somebody holding one post of a body."""
    post = f"{body}-{role.replace('_', '-')}"
    area = book().bodies[body].area
    return Actor(person=person or post, posts=(HeldPost(post, body, area, role),))


LI = officer("petition-office", "dispatcher", "li")
SUN = officer("petition-office", "follow_up", "sun")
WANG = officer("water", person="wang")
WANG_SECTION = officer("water", "section_head", "wang-section")
WANG_HEAD = officer("water", "head", "wang-head")
CHEN = officer("bihu-gov", person="chen")
"""Clerk of a township that has nothing to do with the case: the outsider."""

HEARD = {"outcome": "heard", "means": "in_person", "text": "渠壁滑塌，请求修复。"}
"""What a clerk writes down of the petitioner's hearing."""


class Play:
    """One case under the rules, with its own clock; other cases may be put beside it."""

    def __init__(self, **fields: Any) -> None:
        self.book: Book = fields.pop("book", book())
        self.at = fields.pop("at", at("2026-03-02 08:30"))
        self.people = {"wang": frozenset({"water"}), "li": frozenset({"petition-office"})}
        self.people |= fields.pop("people", {})
        self.holders: dict[str, frozenset[str]] | None = fields.pop("holders", None)
        actor = fields.pop("actor", LI)
        first: Play | None = fields.pop("first", None)
        told = {
            "channel": "in_person",
            "kind": "claim",
            "title": "灌溉渠垮塌",
            "text": "渠壁滑塌，无法灌溉。",
            "area": "shuangchun",
            "petitioner": {"name": "赵某", "phone": "13800002210"},
            **fields,
        }
        number = told.pop("number", "QINGHE-260302-000001")
        command = Register.model_validate(told)
        stream = str(UUID(int=int(number[-6:], 36) + 1))
        held = actor.posts[0] if actor.posts else HeldPost("", "", "", "")
        stamp = Stamp(stream, self.at, actor.person, held.post, held.body)
        persons = tuple(f"{ZHAO[:-1]}{n}" for n in range(len(command.representatives)))
        raising = (ZHAO,) if command.petitioner else ()
        earlier = Peer.of(first.state) if first else None
        begun = register(
            command,
            actor=actor,
            at=self.at,
            book=self.book,
            refs=refs_of(command),
            fresh=Fresh(stream, number, raising, persons, self.people, earlier),
            stamp=stamp,
        )
        self.facts: list[Fact] = [begun.fact]
        self.state = evolve(None, begun.fact, stamp)
        # What was folded in two steps is what is folded in one when the case is built anew.
        assert begun.state == self.state
        self.peers: dict[str, Peer] = {}

    @property
    def zhao(self) -> Actor:
        """The petitioner, known by the query code."""
        return Actor(person="", kind="petitioner", case=self.state.number)

    def do(
        self, name: str, actor: Actor, when: str | None = None, **fields: Any
    ) -> tuple[Fact, ...]:
        """Give a command; Refused comes through."""
        if when is not None:
            self.at = at(when)
        command = commands.parse(name, fields)
        assert not isinstance(command, Register)
        ask = ask_of(self.state, None, actor=actor, at=self.at, book=self.book)
        found = present(name, ask)
        if name in papers_open.TRIES:
            found = fields["document"] in papers_open.papers_open(name, ask)
        decision = decide(
            self.state,
            command,
            actor=actor,
            at=self.at,
            book=self.book,
            refs=refs_of(command),
            peers=self.peers,
            people=self.people,
            holders=self.holders,
        )
        # Whatever is taken was offered: nothing is hidden that could be done.
        assert found, name
        for fact in decision.facts:
            self.state = evolve(self.state, fact, decision.stamp)
        self.facts += decision.facts
        self.others = decision.others
        return decision.facts

    def take(self, fact: Fact) -> None:
        """Take in what a command to another case left in this one."""
        self.state = evolve(self.state, fact, Stamp(self.state.id, self.at, "li", "", ""))
        self.facts.append(fact)

    def ring(self, clock: str, moment: str, when: str) -> tuple[Fact, ...]:
        """Let a clock ring."""
        return self.do("ring", SYSTEM, when, clock=clock, moment=moment)

    def open_to(self, actor: Actor) -> tuple[str, ...]:
        """The commands open to somebody now."""
        return open_to(self.state, actor=actor, at=self.at, book=self.book)

    def clock(self, code: str) -> Clock:
        """The latest clock of that code."""
        found = self.state.clock(code)
        assert found is not None, f"no clock {code}: {[c.code for c in self.state.clocks]}"
        return found

    def due(self, code: str) -> str:
        """The local due moment of a clock."""
        due = self.clock(code).due
        return due.astimezone(CHINA).strftime("%Y-%m-%d %H:%M") if due else "-"

    def beside(self, other: "Play") -> None:
        """Put another case where commands may name it."""
        self.peers[other.state.number] = Peer.of(other.state)

    def later(self, **span: int) -> None:
        """Let time pass."""
        self.at += timedelta(**span)


def refs_of(command: Any) -> dict[str, Ref]:
    """A reference for each text of a command."""
    return {text.path: REF for text in texts(command)}


def handled(**fields: Any) -> Play:
    """A petition that the water office has accepted on 4 March."""
    play = Play(**fields)
    play.do("assign", LI, "2026-03-02 15:10", lead="water")
    play.do("receive", WANG, "2026-03-02 16:02")
    play.do("accept", WANG, "2026-03-04 10:00", route="6")
    return play


def answered(**fields: Any) -> Play:
    """A petition answered by a delivered opinion on 20 April."""
    play = handled(**fields)
    answer(play, "2026-04-10 09:00", "2026-04-20 09:00")
    return play


def answer(play: Play, proposed: str, delivered: str) -> None:
    """Have an accepted petition heard, its opinion proposed and signed, and the paper delivered."""
    play.do("hear", WANG, proposed, **HEARD)
    play.do(
        "propose_opinion",
        WANG,
        outcome="supported",
        facts="查明……",
        basis="水法",
        text="予以修复",
    )
    play.do("sign", WANG_SECTION, document="opinion")
    play.do("sign", WANG_HEAD, document="opinion")
    play.do("issue", WANG, document="opinion")
    play.do("deliver", WANG, delivered, document="opinion", means="in_person")


def with_book(**changes: Any) -> Book:
    """The county with some parts changed."""
    return replace(book(), **changes)
