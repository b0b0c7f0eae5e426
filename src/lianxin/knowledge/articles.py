"""Articles and notices for residents: data files of the presets, and a county's own beside them.

What stands in the home (`articles/*.toml`) goes before the preset of the county, and that before
what we ship; a file of the same name replaces the one below it, and one with `hidden` takes it away.
"""

import logging
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from django.conf import settings

from lianxin.org import county
from lianxin.org.preset_folders import PRESETS

FOLDER, BASE = "articles", "base"
KINDS = ("article", "notice")
SHAPE: Mapping[str, type] = {
    "order": int,
    "kind": str,
    "title": dict,
    "summary": dict,
    "body": dict,
    "source": str,
    "since": date,
    "until": date,
    "hidden": bool,
}
LONGEST = 20_000

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of an article: a heading, a paragraph, or the items of a list."""

    kind: Literal["heading", "text", "items"]
    text: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """One article or notice in both languages; a notice shows from `since` to `until`."""

    code: str
    kind: str
    order: int
    zh: str
    en: str
    summary_zh: str
    summary_en: str
    body_zh: tuple[Part, ...]
    body_en: tuple[Part, ...]
    source: str = ""
    since: date | None = None
    until: date | None = None
    hidden: bool = False


class Faulty(ValueError):
    """A file that is no article; the sentence says why."""


def readable_articles(on: date) -> list[Article]:
    """Return what residents may read on a day: notices first, newest first, then articles in order."""
    readable = [
        article
        for article in _all(_folders()).values()
        if not article.hidden and _is_on(article, on)
    ]
    notices = [article for article in readable if article.kind == "notice"]
    notices.sort(key=lambda article: (article.since or date.min, article.code), reverse=True)
    rest = [article for article in readable if article.kind != "notice"]
    return [*notices, *sorted(rest, key=lambda article: (article.order, article.code))]


def readable_article(code: str, *, on: date) -> Article | None:
    """Return an article that may be read on a day; None for any other."""
    return next((article for article in readable_articles(on) if article.code == code), None)


def read_article(file: Path) -> Article:
    """Return the article of a file. Raises Faulty."""
    try:
        fields = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as wrong:
        raise Faulty(f"{file.name}: {wrong}") from None
    _refuse_misshapen(fields, file.name)
    title, summary, body = fields["title"], fields.get("summary", {}), fields["body"]
    return Article(
        code=file.stem,
        kind=fields.get("kind", "article"),
        order=fields.get("order", 100),
        zh=title["zh"],
        en=title["en"],
        summary_zh=summary.get("zh", ""),
        summary_en=summary.get("en", ""),
        body_zh=tuple(_parts(body["zh"])),
        body_en=tuple(_parts(body["en"])),
        source=fields.get("source", ""),
        since=fields.get("since"),
        until=fields.get("until"),
        hidden=fields.get("hidden", False),
    )


def _is_on(article: Article, on: date) -> bool:
    begun = article.since is None or article.since <= on
    return begun and (article.until is None or on <= article.until)


def _folders() -> tuple[Path, ...]:
    preset = str(county.read().get("preset", BASE))
    own = PRESETS / Path(preset).name / FOLDER
    return (PRESETS / BASE / FOLDER, own, Path(settings.HOME) / FOLDER)


def _all(folders: Sequence[Path]) -> Mapping[str, Article]:
    files = {file.stem: file for folder in folders for file in sorted(folder.glob("*.toml"))}
    stamped = tuple((str(file), file.stat().st_mtime_ns) for file in files.values())
    return _kept(stamped)


@lru_cache(maxsize=4)
def _kept(stamped: tuple[tuple[str, int], ...]) -> Mapping[str, Article]:
    """Read the files anew when one of them changed; a faulty one is told of and left out."""
    articles = {}
    for name, _moment in stamped:
        try:
            article = read_article(Path(name))
        except Faulty as wrong:
            _log.warning("an article is left out: %s", wrong)
            continue
        articles[article.code] = article
    return articles


def _refuse_misshapen(fields: Mapping[str, Any], name: str) -> None:
    wrong = [f"{key} is no field of an article" for key in fields.keys() - SHAPE.keys()]
    wrong += [f"{key} is missing" for key in ("title", "body") if key not in fields]
    wrong += [
        f"{key} is not of the right kind"
        for key, value in fields.items()
        if key in SHAPE and not isinstance(value, SHAPE[key])
    ]
    if not wrong:
        wrong += [
            f"{key} has not zh and en"
            for key in ("title", "body")
            if not all(isinstance(fields[key].get(tongue), str) for tongue in ("zh", "en"))
        ]
        wrong += [] if fields.get("kind", "article") in KINDS else ["kind is article or notice"]
        wrong += ["the body is too long"] if len(str(fields["body"])) > LONGEST else []
    if wrong:
        raise Faulty(f"{name}: {'; '.join(wrong)}")


def _parts(body: str) -> Iterator[Part]:
    """Blank lines part paragraphs; `## ` begins a heading, `- ` an item."""
    for block in body.strip().split("\n\n"):
        lines = [line.strip() for line in block.splitlines() if line.strip()]
        if not lines:
            continue
        if lines[0].startswith("## "):
            yield Part("heading", lines[0][3:])
            lines = lines[1:]
        if lines and all(line.startswith("- ") for line in lines):
            yield Part("items", items=tuple(line[2:] for line in lines))
        elif lines:
            yield Part("text", "\n".join(lines))
