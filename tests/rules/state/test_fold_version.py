"""Whoever changes what folding gives raises the fold version, or rows stay as older folds left them."""

import json

from lianxin.rules.state import FOLD_VERSION
from tests.folds import FOLDS, changed, digests

RECORDED = json.loads(FOLDS.read_text())


def test_what_folding_gives_is_what_this_fold_version_gave() -> None:
    assert changed(RECORDED["digests"]) == [], (
        "Folding these facts gives something else than it did. If that is meant: raise FOLD_VERSION"
        " in rules/state/fold_version.py and run `python -m tests.folds`; `lianxin migrate` then"
        " folds every case anew."
    )


def test_the_digests_are_those_of_this_fold_version() -> None:
    assert RECORDED["version"] == FOLD_VERSION, "run `python -m tests.folds`"


def test_every_stored_fact_has_its_digest() -> None:
    missing = digests().keys() - RECORDED["digests"].keys()
    assert missing == set(), "facts are new: run `python -m tests.folds`"
