"""`procedure walk`: allowed commands in any order over whole presets, and the way to what breaks."""

import argparse
from datetime import date
from pathlib import Path

from lianxin.founding.on_paper import county_of
from lianxin.org.preset_folders import PRESETS
from lianxin.rules.faults import Faults
from lianxin.rules.walking.county import PeopledCounty
from lianxin.rules.walking.shortening import shortest, shows
from lianxin.rules.walking.telling import sentences, story
from lianxin.rules.walking.walk import Walked, walk
from lianxin.server.console import CommandFailed, complain, tell

GOOD, WRONG = 0, 1
ON = date(2026, 1, 1)


def register(kinds: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `walk` to the kinds of `procedure`."""
    walked = kinds.add_parser(
        "walk", help="take allowed commands in any order, and tell the way to what must not be"
    )
    walked.add_argument(
        "preset",
        nargs="?",
        metavar="PRESET",
        help="a preset by its code or folder; all of them without",
    )
    walked.add_argument("--procedure", metavar="CODE", help="only this procedure of it")
    walked.add_argument("--steps", type=int, default=2000, metavar="N", help="for each procedure")
    walked.add_argument("--seed", type=int, default=1, metavar="S", help="another seed, other ways")
    walked.add_argument(
        "--story", action="store_true", help="print each way as a story that can be played"
    )
    walked.set_defaults(run=_walk)


def _walk(arguments: argparse.Namespace) -> int:
    if arguments.steps < 1:
        raise CommandFailed("--steps: at least one")
    found = 0
    for preset in [arguments.preset] if arguments.preset else _presets():
        county = _county(preset)
        codes = sorted(county.book.current)
        if arguments.procedure:
            codes = [code for code in codes if code == arguments.procedure]
            if not codes and arguments.preset:
                raise CommandFailed(f"{preset} has no procedure {arguments.procedure}")
        for code in codes:
            found += _walked(county, preset, code, arguments)
    tell(f"{found} kinds of findings." if found else "Nothing was found.")
    return WRONG if found else GOOD


def _presets() -> list[str]:
    return sorted(
        file.parent.name for file in PRESETS.glob("*/preset.toml") if file.parent.name != "base"
    )


def _county(preset: str | Path) -> PeopledCounty:
    try:
        return county_of(preset, on=ON)
    except Faults as wrong:
        for fault in wrong.faults:
            complain(str(fault))
        raise CommandFailed(f"{preset}: {len(wrong.faults)} faults.") from None


def _walked(county: PeopledCounty, preset: str, code: str, arguments: argparse.Namespace) -> int:
    walked = Walked()
    walk(county, code, seed=arguments.seed, steps=arguments.steps, walked=walked)
    untaken = ", ".join(sorted(walked.untaken(code, county)))
    tell(
        f"{preset}, {code}: {walked.steps} steps, {walked.rung} alarms"
        f"{f'; never taken: {untaken}' if untaken else ''}"
    )
    for key, (finding, world, steps) in sorted(walked.findings.items()):
        way = shortest([passed.step for passed in world.passed[:steps]], shows(county, finding))
        for line in sentences(finding, way):
            tell(line)
        tell(f"  ({walked.counted[key]} times)")
        if arguments.story:
            for line in story(f"{finding.rule}: {finding.what}", preset, way):
                tell(line)
    return len(walked.findings)
