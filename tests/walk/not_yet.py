"""What cannot be walked yet, with its reason: a list that only becomes shorter."""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).with_name("not_yet.toml")
HEAD = """\
# What cannot be done by hand yet: a command, the field and why, and the stories in which it is met.
# A step of a story that is not under its reason here must be walked; one that can be walked now
# must go from here. `.venv/bin/python -m pytest tests/walk --note-walk` takes out what can be walked.
"""


@dataclass(frozen=True, slots=True)
class Walked:
    """What came of walking one story; `unoffered` are steps to be refused that no page offers."""

    story: str
    steps: int
    misses: tuple[str, ...]
    unoffered: tuple[str, ...] = ()


TALLY: list[Walked] = []
"""What was walked in this run, for the report at its end."""


def listed() -> dict[str, list[str]]:
    """Return the stories by the reason for which a step of them cannot be walked."""
    content = tomllib.loads(LIST.read_text(encoding="utf-8"))
    return {reason: list(entry["stories"]) for reason, entry in content.items()}


def reasons_of(story: str) -> set[str]:
    """Return what the list says of a story."""
    return {reason for reason, stories in listed().items() if story in stories}


def written(reasons: Mapping[str, Iterable[str]]) -> str:
    """Return the list as text."""
    parts = [HEAD]
    for reason, stories in sorted(reasons.items()):
        names = "".join(f'    "{story}",\n' for story in sorted(set(stories)))
        parts.append(f'\n["{reason}"]\nstories = [\n{names}]\n')
    return "".join(parts)


def shortened(walked: Iterable[Walked]) -> dict[str, list[str]]:
    """Return the list without what was walked now; nothing comes to it."""
    found = {one.story: set(one.misses) for one in walked}
    left: defaultdict[str, list[str]] = defaultdict(list)
    for reason, stories in listed().items():
        for story in stories:
            if story not in found or reason in found[story]:
                left[reason].append(story)
    return dict(left)


def report(walked: Iterable[Walked]) -> list[str]:
    """Return what to tell of a run: steps, stories carried whole, what is in the way how often.

    A step that is to be refused and stands on no page was not walked: it is told apart, each reason
    with how often it was met, so that a form that cannot be filled in does not pass for a refusal.
    """
    walked = list(walked)
    steps, misses = sum(one.steps for one in walked), sum(len(one.misses) for one in walked)
    unoffered = Counter(reason for one in walked for reason in one.unoffered)
    whole = sum(not one.misses for one in walked)
    all_steps = steps + misses + unoffered.total()
    lines = [
        f"{steps} of {all_steps} steps walked; {whole} of {len(walked)} stories carried whole",
        f"{unoffered.total()} refused because no page offers it",
    ]
    often = Counter(miss for one in walked for miss in one.misses)
    lines += [f"{number:5}  {miss}" for miss, number in often.most_common()]
    return lines + [f"{number:5}  refused: {why}" for why, number in unoffered.most_common()]
