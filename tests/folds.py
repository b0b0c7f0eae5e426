"""What each stored example of a fact makes of two cases, as digests; and their writing down.

    python -m tests.folds

writes tests/data/folds.json. It refuses to write another digest for an example under the same fold
version: raise `FOLD_VERSION` first.
"""

import json
import sys
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from lianxin.rules import facts
from lianxin.rules.ask import Stamp
from lianxin.rules.evolve import evolve
from lianxin.rules.state import FOLD_VERSION, CaseState, read_state

DATA = Path(__file__).parent / "data"
FOLDS = DATA / "folds.json"
STAMP = Stamp(
    "00000000-0000-0000-0000-000000000002",
    datetime(2026, 7, 1, 2, tzinfo=UTC),
    "wang",
    "water-head",
    "water",
)


def digests() -> dict[str, str]:
    """Return by name and example what folding each stored fact gives, on a new case and a full one."""
    lines = [json.loads(line) for line in (DATA / "facts.jsonl").read_text().splitlines()]
    # Stored examples say `source-1` where a task must say which work it is.
    examples = [(line["fact"], line["payload"].replace('"source-1"', '"advice"')) for line in lines]
    new = next(text for name, text in examples if name == "registered")
    states = [
        evolve(None, facts.read("registered", new), STAMP),
        read_state((DATA / "states.jsonl").read_text().splitlines()[0]),
    ]
    return {
        f"{name} {sha256(text.encode()).hexdigest()[:8]}": _digest(name, text, states)
        for name, text in examples
    }


def _digest(name: str, text: str, states: list[CaseState]) -> str:
    fact = facts.read(name, text)
    before: list[CaseState | None] = [None] if name == "registered" else [*states]
    after = [evolve(state, fact, STAMP) for state in before]
    # Invented codes are no fault here, so nothing is warned of.
    texts = [state.model_dump_json(exclude_defaults=True, warnings=False) for state in after]
    return sha256("\n".join(texts).encode()).hexdigest()[:32]


def changed(recorded: dict[str, str]) -> list[str]:
    """Name the recorded examples whose folding gives something else now."""
    now = digests()
    return sorted(name for name, digest in recorded.items() if now.get(name, digest) != digest)


def write() -> int:
    """Write the digests down; 1 with nothing written where folds changed under the same version."""
    kept = json.loads(FOLDS.read_text()) if FOLDS.exists() else {"version": 0, "digests": {}}
    if kept["version"] == FOLD_VERSION and changed(kept["digests"]):
        sys.stderr.write("Folds have changed: raise FOLD_VERSION in rules/state/fold_version.py.\n")
        return 1
    record = {"version": FOLD_VERSION, "digests": digests()}
    FOLDS.write_text(json.dumps(record, indent=1, sort_keys=True) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(write())
