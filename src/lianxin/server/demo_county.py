"""Fills a home with the invented county, cases at every stage and keys to try it; again is quick."""

import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection, connections

from lianxin.cases.codes import code_of
from lianxin.founding import preset as presets
from lianxin.intake.importing import import_cases
from lianxin.ledger.record import Author
from lianxin.org.preset_folders import folder_of
from lianxin.people import accounts, actors
from lianxin.rules.actor import Actor
from lianxin.server import demo_cases, demo_sittings
from lianxin.server.console import complain
from lianxin.server.home import private_folder
from lianxin.server.schema import migrate
from lianxin.server.watching import Stopwatch
from lianxin.stories.databases import Databases
from lianxin.stories.lines import read
from lianxin.stories.player import Played, play

PRESET = "qinghe"
BY = Author(person="system")
PEOPLE = {
    "operator-1": "takes calls",
    "dispatcher-1": "dispatches at the hotline",
    "clerk-urban": "handles at urban management",
    "grid-chief-liuyin-1": "looks after a grid",
    "follow-up-1": "calls residents back",
    "leader-1": "leads the county, signs",
    "head-pingchuan": "leads a town, calls its joint meetings",
    "supervisor-1": "presses what is late",
    "auditor-1": "reads all, changes nothing",
    "admin-1": "manages posts, duties, calendar and procedures",
}
"""Whose log-ins are shown."""
CALLERS = ("dispatcher-1", "clerk-urban", "follow-up-1")
"""Whose tokens are shown: between them a case goes from registering to closing."""
STORIES = ("hotline-whole-way.jsonl", "statutory-whole-way.jsonl")


@dataclass(frozen=True, slots=True)
class DemoKeys:
    """What opens the demonstration: tokens, one password, and a resident's query code."""

    tokens: dict[str, str]
    password: str
    code: str = ""
    people: Mapping[str, str] = field(default_factory=lambda: PEOPLE)


_HANDLED = "SELECT id FROM cases_case WHERE phase = 'handling' AND shut IS NULL ORDER BY id LIMIT 1"


def prepare(watch: Stopwatch, *, keys_folder: Path) -> DemoKeys:
    """Bring everything about that is not there yet and return the keys, the same each time."""
    now = datetime.now(UTC)
    watch.timed("tables", migrate)
    watch.timed("county", lambda: presets.load(PRESET, at=now, by=BY))
    watch.timed("cases", lambda: _cases(now))
    watch.timed("import", _import)
    is_first = not (keys_folder / "demo.json").exists()
    keys = watch.timed("log-ins", lambda: _keys(keys_folder / "demo.json", now=now))
    if is_first:
        watch.timed("stories", play_stories)
    keys = replace(keys, code=_code())
    connections.close_all()
    return keys


def _code() -> str:
    """The query code of a matter that somebody is handling."""
    with connection.cursor() as cursor:
        cursor.execute(_HANDLED)
        row = cursor.fetchone()
    return code_of(str(row[0])) if row else ""


def _cases(now: datetime) -> None:
    done = demo_cases.take(folder_of(PRESET) / "sample" / "cases.toml", now=now)
    for case, why in done.refused.items():
        complain(f"The sample case {case} stays where it is: {why}")
    demo_sittings.hold(done.numbers, now=now)


def play_stories() -> list[Played]:
    """Play the two whole ways in a database that is thrown away; what differs is told."""
    folder = folder_of(PRESET) / "stories"
    with Databases() as databases:
        played = [play(read(folder / name), databases=databases, say=_nothing) for name in STORIES]
    for story_played in played:
        if story_played.difference:
            complain(
                f"The story {story_played.story.header.story} goes otherwise than told: {story_played.difference.what}"
            )
    return played


def _nothing(text: str) -> None:
    """Say nothing of each step."""


def _import() -> None:
    import_cases(folder_of(PRESET) / "sample" / "hotline.csv", actor=Actor("import"))


def _keys(path: Path, *, now: datetime) -> DemoKeys:
    keys_before = _read(path)
    if keys_before is not None and _all_good(keys_before, now=now):
        return keys_before
    keys = DemoKeys(
        tokens={
            person: actors.give_token(person, label="demo", verbs=actors.VERBS, at=now, by=BY)
            for person in CALLERS
        },
        password=keys_before.password if keys_before else secrets.token_urlsafe(9),
    )
    for person in PEOPLE:
        accounts.give_account(person, password=keys.password, at=now, by=BY)
    _write(path, keys)
    return keys


def _all_good(keys: DemoKeys, *, now: datetime) -> bool:
    """A home may have got another database since: then its tokens open nothing."""
    return set(keys.tokens) == set(CALLERS) and all(
        actors.token(secret, at=now) is not None for secret in keys.tokens.values()
    )


def _read(path: Path) -> DemoKeys | None:
    try:
        return DemoKeys(**json.loads(path.read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _write(path: Path, keys: DemoKeys) -> None:
    private_folder(path.parent)
    draft = path.with_suffix(f".{os.getpid()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        json.dump({"tokens": keys.tokens, "password": keys.password}, out)
    draft.rename(path)
