"""A proof convinces an outsider, and nothing in it can be changed unseen."""

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from lianxin.ledger import proof, seal
from lianxin.ledger.case_stream import EntryRow, Head, chain
from lianxin.ledger.proof import UnableToProve
from lianxin.ledger.proof_check import check, read, unsealed
from lianxin.ledger.signing import Ed25519
from tests.ledger.writing import AT, a_case, insert, origin, remove

SIGNER = Ed25519(b"\7" * 32)
MONDAY = date(2026, 3, 2)
Document = dict[str, Any]
pytestmark = pytest.mark.usefixtures("committed")


def build(rows: list[EntryRow], *, shut: tuple[int, ...] = ()) -> Document:
    """The proof of a stream as it arrives on another machine."""
    document = proof.build(rows[0].stream, may_see=lambda entry: entry.sequence not in shut)
    return read(json.dumps(document))


@pytest.fixture
def document() -> Document:
    """Four entries, sealed among other streams, the second payload kept shut."""
    rows = a_case(4)
    for _ in range(5):
        a_case(1)
    seal.make(MONDAY, at=AT, signer=SIGNER)
    return build(rows, shut=(2,))


def test_a_proof_holds(document: Document) -> None:
    assert check(document, trusted=SIGNER.public_key) == []
    assert unsealed(document) == []


def test_a_payload_kept_shut_is_not_in_the_document(document: Document) -> None:
    assert ["payload" in entry for entry in document["entries"]] == [True, False, True, True]


def test_a_proof_is_checked_without_a_database_or_django(document: Document) -> None:
    program = (
        "import json, sys; from lianxin.ledger.proof_check import check;"
        " print(check(json.load(sys.stdin)), 'django' in sys.modules, 'psycopg' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(document),
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": "src"},
    )
    assert done.stdout.strip() == "[] False False"


def entry(document: Document, sequence: int) -> dict[str, Any]:
    """One entry of a document."""
    found: dict[str, Any] = document["entries"][sequence - 1]
    return found


Change = Callable[[Document], object]
CHANGES: dict[str, tuple[Change, str]] = {
    "an altered payload": (
        lambda it: entry(it, 3).update(payload="{}"),
        "the payload of entry 3 is not the one that was recorded",
    ),
    "an altered payload digest": (
        lambda it: entry(it, 2).update(payload_digest="00" * 32),
        "the header of entry 2 is not the one that was recorded",
    ),
    "an altered header": (
        lambda it: entry(it, 3).update(person="wang"),
        "the header of entry 3 is not the one that was recorded",
    ),
    "a moved moment": (
        lambda it: entry(it, 1).update(at="2026-03-02T00:30:01Z"),
        "the header of entry 1 is not the one that was recorded",
    ),
    "an altered digest": (
        lambda it: entry(it, 1).update(digest="00" * 32),
        "entry 2 does not follow from the one before it",
    ),
    "a missing entry": (lambda it: it["entries"].pop(1), "entry 2 is missing"),
    "a missing last entry": (
        lambda it: it["entries"].pop(),
        "entry 4, which the seal covers, is missing",
    ),
    "another head": (
        lambda it: it["head"].update(sequence=5),
        "the last entry is not the head 5 that the document names",
    ),
    "a wrong signature": (
        lambda it: it["seal"].update(signature="00" * 64),
        "the signature of the seal does not hold",
    ),
    "another root": (
        lambda it: it["seal"]["text"].update(root="00" * 32),
        "the sealed head is not under the root of the seal",
    ),
    "a wrong path": (
        lambda it: it["seal"]["path"].pop(),
        "the sealed head is not under the root of the seal",
    ),
    "another sealed head": (
        lambda it: it["seal"]["leaf"].update(digest="00" * 32),
        "entry 4, which the seal covers, is another",
    ),
    "a false mark": (
        lambda it: entry(it, 4).update(sealed=False),
        "entry 4 is wrongly marked as sealed or not yet sealed",
    ),
    "a seal left out": (
        lambda it: it.update(seal=None),
        "entries are called sealed, but there is no seal",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_is_found(document: Document, name: str) -> None:
    change, told = CHANGES[name]
    changed = copy.deepcopy(document)
    change(changed)
    assert told in check(changed, trusted=SIGNER.public_key)


def test_a_proof_signed_with_another_key_is_found(document: Document) -> None:
    told = "the seal is signed with another key than the trusted one"
    assert check(document, trusted=Ed25519(b"\6" * 32).public_key) == [told]
    assert check(document) == []


def test_a_receipt_shows_an_entry_that_was_cut_off_before_the_seal() -> None:
    rows = a_case(3)
    remove(rows[0].stream, 3)
    document = build(rows)
    assert check(document) == []
    told = "the entry named on the receipt is missing"
    assert check(document, receipt=rows[-1].digest.hex()) == [told]
    assert check(document, receipt=rows[1].digest.hex()) == []


def test_entries_newer_than_the_seal_are_marked_and_checked() -> None:
    rows = a_case(2)
    seal.make(MONDAY, at=AT, signer=SIGNER)
    head = Head(sequence=2, digest=rows[-1].digest)
    insert(chain(origin(rows[0].stream), [("noted", "{}")], head=head))
    document = build(rows)
    assert [one["sealed"] for one in document["entries"]] == [True, True, False]
    assert unsealed(document) == [3]
    assert check(document, trusted=SIGNER.public_key) == []
    entry(document, 3)["fact"] = "closed"
    assert check(document) == ["the header of entry 3 is not the one that was recorded"]


def test_a_stream_never_sealed_is_chained_all_the_same() -> None:
    document = build(a_case(2))
    assert document["seal"] is None
    assert unsealed(document) == [1, 2]
    assert check(document, trusted=SIGNER.public_key) == []


def test_the_newest_seal_over_the_stream_is_taken() -> None:
    rows = a_case(1)
    seal.make(MONDAY, at=AT, signer=SIGNER)
    head = Head(sequence=1, digest=rows[-1].digest)
    insert(chain(origin(rows[0].stream), [("noted", "{}")], head=head))
    seal.make(MONDAY + timedelta(days=1), at=AT, signer=SIGNER)
    a_case(1)
    seal.make(MONDAY + timedelta(days=2), at=AT, signer=SIGNER)
    document = build(rows)
    assert (document["seal"]["text"]["number"], unsealed(document)) == (2, [])


def test_a_stream_without_entries_cannot_be_proven() -> None:
    with pytest.raises(UnableToProve):
        proof.build(uuid4(), may_see=lambda _: True)


@pytest.mark.parametrize(
    "damage",
    [
        lambda it: it.pop("entries"),
        lambda it: it.update(entries=7),
        lambda it: it["entries"][0].pop("digest"),
        lambda it: it["entries"][0].update(at="yesterday"),
        lambda it: it["entries"][0].update(previous="zz"),
        lambda it: it["seal"]["text"].update(more=1),
        lambda it: it["seal"]["leaf"].update(position="x"),
        lambda it: it["seal"]["leaf"].update(sequence=-1),
        lambda it: it.update(seal=[]),
    ],
)
def test_a_damaged_document_is_named_as_such(document: Document, damage: Change) -> None:
    damage(document)
    assert check(document)


@pytest.mark.parametrize("text", ["[]", "{}", "no", '{"format": "other"}'])
def test_what_is_no_proof_is_not_read(text: str) -> None:
    with pytest.raises(ValueError):
        read(text)


def test_another_form_is_not_checked() -> None:
    assert check({"format": "lianxin-proof-9"}) == [
        "this is not a proof of the form lianxin-proof-1"
    ]
