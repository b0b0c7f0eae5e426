"""Checks a proof on any machine: needs no database, only the document and, to be sure, a key.

Without a trusted public key a proof shows that it is whole, not who vouches for it.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from lianxin.ledger import merkle
from lianxin.ledger.signing import SealText, is_signed
from lianxin.rules.record.chain import GENESIS, EntryHeader, entry_digest

FORMAT = "lianxin-proof-1"


def read(text: str) -> dict[str, Any]:
    """Return the document in a proof file; raises ValueError if it is none."""
    document = json.loads(text)
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise ValueError(f"this is not a proof of the form {FORMAT}")
    return document


def check(
    document: dict[str, Any], *, trusted: bytes | None = None, receipt: str | None = None
) -> list[str]:
    """Return everything that is wrong with a proof, each in a sentence; nothing: it holds.

    `trusted` is the public key the seal must be signed with; `receipt` a head digest (hex) that
    somebody was given, which must be among the entries.
    """
    if document.get("format") != FORMAT:
        return [f"this is not a proof of the form {FORMAT}"]
    try:
        faults = list(_entries_amiss(document)) + list(_seal_amiss(document, trusted=trusted))
        if receipt is not None and receipt not in [entry["digest"] for entry in _entries(document)]:
            faults.append("the entry named on the receipt is missing")
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        return [f"the document is damaged: {error!r}"]
    return faults


def unsealed(document: dict[str, Any]) -> list[int]:
    """Return the sequences of entries newer than the newest seal: chained, but not yet sealed."""
    covered = document["seal"]["leaf"]["sequence"] if document["seal"] else 0
    return [entry["sequence"] for entry in _entries(document) if entry["sequence"] > covered]


def _entries(document: dict[str, Any]) -> Sequence[dict[str, Any]]:
    entries: Sequence[dict[str, Any]] = document["entries"]
    return entries


def _entries_amiss(document: dict[str, Any]) -> Iterator[str]:
    previous = GENESIS.hex()
    entries = _entries(document)
    for expected, entry in enumerate(entries, start=1):
        sequence = entry["sequence"]
        if sequence != expected:
            yield f"entry {expected} is missing"
            return
        if entry["previous"] != previous:
            yield f"entry {sequence} does not follow from the one before it"
        if "payload" in entry and _hex(entry["payload"]) != entry["payload_digest"]:
            yield f"the payload of entry {sequence} is not the one that was recorded"
        if _digest(document, entry) != entry["digest"]:
            yield f"the header of entry {sequence} is not the one that was recorded"
        previous = entry["digest"]
    head = document["head"]
    if head != {"sequence": len(entries), "digest": previous}:
        yield f"the last entry is not the head {head['sequence']} that the document names"


def _digest(document: dict[str, Any], entry: dict[str, Any]) -> str:
    header = EntryHeader(
        family=document["family"],
        stream=UUID(document["stream"]),
        sequence=entry["sequence"],
        fact=entry["fact"],
        at=datetime.fromisoformat(entry["at"]),
        person=entry["person"],
        post=entry["post"],
        body=entry["body"],
        command=UUID(entry["command"]),
        previous=bytes.fromhex(entry["previous"]),
    )
    return entry_digest(header, bytes.fromhex(entry["payload_digest"])).hex()


def _seal_amiss(document: dict[str, Any], *, trusted: bytes | None) -> Iterator[str]:
    seal = document["seal"]
    if seal is None:
        if any(entry["sealed"] for entry in _entries(document)):
            yield "entries are called sealed, but there is no seal"
        return
    text = SealText(**seal["text"])
    if not is_signed(text, signature=bytes.fromhex(seal["signature"])):
        yield "the signature of the seal does not hold"
    if trusted is not None and bytes.fromhex(text.public_key) != trusted:
        yield "the seal is signed with another key than the trusted one"
    leaf = seal["leaf"]
    hashed = merkle.leaf(
        UUID(document["stream"]), sequence=leaf["sequence"], digest=bytes.fromhex(leaf["digest"])
    )
    sisters = [bytes.fromhex(sister) for sister in seal["path"]]
    root = merkle.root_from(hashed, position=leaf["position"], size=text.leaves, sisters=sisters)
    if root is None or root.hex() != text.root:
        yield "the sealed head is not under the root of the seal"
    yield from _covered_amiss(document, leaf=leaf)


def _covered_amiss(document: dict[str, Any], *, leaf: dict[str, Any]) -> Iterator[str]:
    covered = leaf["sequence"]
    digests = {entry["sequence"]: entry["digest"] for entry in _entries(document)}
    if digests.get(covered) != leaf["digest"]:
        missing = covered not in digests
        yield f"entry {covered}, which the seal covers, is {'missing' if missing else 'another'}"
    for entry in _entries(document):
        if entry["sealed"] != (entry["sequence"] <= covered):
            yield f"entry {entry['sequence']} is wrongly marked as sealed or not yet sealed"


def _hex(payload: str) -> str:
    return sha256(payload.encode()).hexdigest()
