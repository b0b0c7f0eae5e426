"""`play`: stories played through the door, each in a database of its own."""

import argparse
from pathlib import Path

from lianxin.org.preset_folders import folder_of
from lianxin.rules.faults import Faults
from lianxin.server.console import complain, tell
from lianxin.stories.databases import Databases
from lianxin.stories.lines import Malformed, Story, read
from lianxin.stories.player import Played, play, stories_in

GOOD, WRONG, MISUSED = 0, 1, 2


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `play`."""
    parser = commands.add_parser("play", help="play stories; 1 if one goes otherwise than told")
    parser.add_argument("stories", nargs="*", metavar="STORY", help="a file, or a folder of them")
    parser.add_argument("--preset", help="play here; without a STORY: the preset's own stories")
    parser.add_argument("--keep", action="store_true", help="keep the databases to look at")
    parser.add_argument("--quiet", action="store_true", help="tell only what differs and the end")
    parser.set_defaults(run=_run)


def _run(arguments: argparse.Namespace) -> int:
    places = [Path(place) for place in arguments.stories]
    if not places and arguments.preset:
        places = [folder_of(arguments.preset) / "stories"]
    files = stories_in(places)
    if not files:
        complain("There is no story to play: name a STORY, or a --preset that has some.")
        return MISUSED
    stories = _read(files)
    if stories is None:
        return MISUSED
    try:
        with Databases() as databases:
            played = [_play(story, arguments, databases=databases) for story in stories]
    except Malformed as wrong:
        complain(str(wrong))
        return MISUSED
    except Faults as wrong:
        complain(str(wrong))
        return WRONG
    _table(played)
    return WRONG if any(story.difference for story in played) else GOOD


def _read(files: list[Path]) -> list[Story] | None:
    """Read every story before any is played, so that one slip does not come to light late."""
    stories, faults = [], []
    for file in files:
        try:
            stories.append(read(file))
        except Malformed as wrong:
            faults.append(str(wrong))
    for fault in faults:
        complain(fault)
    return None if faults else stories


def _play(story: Story, arguments: argparse.Namespace, *, databases: Databases) -> Played:
    tell(f"▶ {story.header.story}  ({Path(story.file).name})")
    played = play(
        story,
        databases=databases,
        preset=arguments.preset,
        keep=arguments.keep,
        say=_nothing if arguments.quiet else tell,
    )
    difference = played.difference
    if difference is not None:
        tell(f"  {story.file}:{played.line}: {difference.what}")
        tell(f"      expected  {difference.expected}")
        tell(f"      got       {difference.got}")
        for line in difference.why:
            tell(f"      {line}")
    if played.database:
        tell(f"  kept as database {played.database}")
    return played


def _nothing(text: str) -> None:
    """Say nothing: the steps were not asked for."""


def _table(played: list[Played]) -> None:
    tell(f"{'preset':<12}{'stories':>8}{'as told':>9}{'steps':>8}{'seconds':>9}")
    for preset in sorted({story.preset for story in played}):
        mine = [story for story in played if story.preset == preset]
        good = sum(story.difference is None for story in mine)
        steps, seconds = sum(story.steps for story in mine), sum(story.seconds for story in mine)
        tell(f"{preset:<12}{len(mine):>8}{good:>9}{steps:>8}{seconds:>9.2f}")
