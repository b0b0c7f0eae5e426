"""`verify --proof`: an outsider checks a case's history with nothing but a file and a key."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.county import AT, officer
from tests.server.conftest import Verify
from tests.server.damaging import a_case, seal_all

from lianxin.cases.reading import history
from lianxin.ledger import seal

pytestmark = pytest.mark.usefixtures("open_county")
Proof = dict[str, Any]


@pytest.fixture
def proof(open_county: str) -> Proof:
    """A sealed case's proof as its handler gets it."""
    number = a_case().state.number
    seal_all()
    return history.proof(officer("clerk-urban"), number, at=AT)


@pytest.fixture
def kept(proof: Proof, tmp_path: Path) -> Callable[..., str]:
    """Writes the proof to a file and gives its name."""

    def keep() -> str:
        file = tmp_path / "proof.json"
        file.write_text(json.dumps(proof, ensure_ascii=False), "utf-8")
        return str(file)

    return keep


def public_key() -> str:
    """The key of the newest seal."""
    sealed = seal.newest()
    assert sealed is not None
    return sealed.public_key.hex()


def test_a_proof_holds_on_a_machine_without_database_home_or_settings(
    kept: Callable[[], str], tmp_path: Path
) -> None:
    left_out = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "LIANXIN_HOME"}
    bare = {name: value for name, value in os.environ.items() if name not in left_out}
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "lianxin.server",
            "verify",
            "--proof",
            kept(),
            "--key",
            public_key(),
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=bare | {"HOME": str(tmp_path), "LIANXIN_HOME": str(tmp_path / "none")},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "The proof holds." in done.stdout
    assert "That is the key given" in done.stdout
    assert not (tmp_path / "none").exists()


def test_what_was_checked_is_told(verify: Verify, kept: Callable[[], str], proof: Proof) -> None:
    code, told = verify("--proof", kept())
    assert code == 0
    assert "5 entries, each follows from the one before" in told
    assert "Payloads: 5 open and as recorded, 0 kept shut." in told
    assert "Seal 1 of 2026-03-02 covers it up to entry 5." in told
    assert "Compare its fingerprint" in told


def test_a_payload_kept_shut_does_no_harm(
    verify: Verify, kept: Callable[[], str], proof: Proof
) -> None:
    del proof["entries"][1]["payload"]
    code, told = verify("--proof", kept())
    assert code == 0
    assert "4 open and as recorded, 1 kept shut" in told


def test_a_receipt_is_looked_for(verify: Verify, kept: Callable[[], str], proof: Proof) -> None:
    head = proof["head"]["digest"]
    code, told = verify("--proof", kept(), "--receipt", head.upper())
    assert (code, "The entry of the receipt is among them." in told) == (0, True)
    code, told = verify("--proof", kept(), "--receipt", "ab" * 32)
    assert code == 1
    assert "WRONG: the entry named on the receipt is missing" in told


def test_entries_newer_than_the_seal_are_told(
    verify: Verify, kept: Callable[[], str], proof: Proof
) -> None:
    proof["seal"] = None
    for entry in proof["entries"]:
        entry["sealed"] = False
    code, told = verify("--proof", kept())
    assert code == 0
    assert "No seal covers it yet" in told


def alter_payload(proof: Proof) -> None:
    """Another lead body."""
    proof["entries"][1]["payload"] = '{"lead":"housing"}'


def alter_person(proof: Proof) -> None:
    """Somebody else did it."""
    proof["entries"][2]["person"] = "clerk-housing"


def cut_off(proof: Proof) -> None:
    """The last entry never was."""
    entries = proof["entries"]
    entries.pop()
    proof["head"] = {"sequence": len(entries), "digest": entries[-1]["digest"]}


def take_out(proof: Proof) -> None:
    """One from between."""
    del proof["entries"][2]


def sign_otherwise(proof: Proof) -> None:
    """A signature of nobody."""
    proof["seal"]["signature"] = "00" * 64


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (alter_payload, "the payload of entry 2 is not the one that was recorded"),
        (alter_person, "the header of entry 3 is not the one that was recorded"),
        (cut_off, "entry 5, which the seal covers, is missing"),
        (take_out, "entry 3 is missing"),
        (sign_otherwise, "the signature of the seal does not hold"),
    ],
)
def test_a_proof_that_was_altered_is_wrong_and_says_why(
    verify: Verify,
    kept: Callable[[], str],
    proof: Proof,
    damage: Callable[[Proof], None],
    reason: str,
) -> None:
    damage(proof)
    code, told = verify("--proof", kept())
    assert code == 1
    assert f"WRONG: {reason}" in told


def test_another_key_than_the_given_one_is_wrong(verify: Verify, kept: Callable[[], str]) -> None:
    code, told = verify("--proof", kept(), "--key", "ab" * 32)
    assert code == 1
    assert "another key than the trusted one" in told


def test_a_file_that_is_no_proof_is_wrong(verify: Verify, tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text("[]")
    code, told = verify("--proof", str(tmp_path / "other.json"))
    assert (code, "this is not a proof" in told) == (1, True)


def test_a_file_that_is_not_there_is_wrong_use(verify: Verify, tmp_path: Path) -> None:
    assert verify("--proof", str(tmp_path / "none.json"))[0] == 2
