"""Which stages an action leaves and reaches, as the grammar checks it and the drawing shows it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from lianxin.rules.phases import FINAL_PHASES, is_final
from lianxin.rules.procedures import Action, Procedure, Stage

ANY, OPEN = "*", "open"
# Nothing more comes of these by itself; a closed case is still put in the archive.
ENDS = FINAL_PHASES - {"closed"}
# These leave the line from nearly everywhere, so they are no way on.
ASIDE = frozenset({"withdraw", "merge", "move"})


class Way(NamedTuple):
    """A step from one stage to another, with the outcome that takes it (empty for the only one)."""

    before: str
    after: str
    outcome: str
    action: Action


def expanded(at: Iterable[str], stages: Iterable[Stage]) -> frozenset[str]:
    """Return the stages that `at` means, with `*` and `open` read out."""
    codes: set[str] = set()
    for name in at:
        if name == ANY:
            codes |= {stage.code for stage in stages}
        elif name == OPEN:
            codes |= {stage.code for stage in stages if not is_final(stage.phase)}
        else:
            codes.add(name)
    return frozenset(codes)


def targets(to: str | Mapping[str, str] | None) -> tuple[tuple[str, str], ...]:
    """Return the outcomes and what each reaches; the outcome is empty where there is but one way."""
    if to is None:
        return ()
    if isinstance(to, str):
        return (("", to),)
    return tuple(to.items())


def ways(procedure: Procedure) -> Iterator[Way]:
    """Yield every step that moves the main stage; a move to another procedure is none of them."""
    for action in procedure.actions:
        # A track's steps and another procedure's stages are none of this line.
        if action.track is not None or action.do == "move":
            continue
        for before in sorted(expanded(action.at, procedure.stages)):
            for outcome, after in targets(action.to):
                if after != before:
                    yield Way(before, after, outcome, action)
