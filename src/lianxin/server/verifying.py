"""`verify`: the whole ledger against itself, its seals and its projections, or one proof alone."""

import argparse
import os
from pathlib import Path
from typing import Any

from lianxin.ledger import proof_check
from lianxin.ledger.signing import fingerprint
from lianxin.server.address import product, remark_release
from lianxin.server.console import complain, tell

GOOD, WRONG, MISUSED = 0, 1, 2


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `verify`."""
    parser = commands.add_parser(
        "verify", help="check every entry, seal and projection; or one proof, without a database"
    )
    parser.add_argument("--quick", action="store_true", help="leave the projections out")
    parser.add_argument(
        "--repair-projections", action="store_true", help="write rows that differ anew"
    )
    parser.add_argument("--proof", type=Path, metavar="FILE", help="check this proof and no more")
    parser.add_argument(
        "--key", type=_key, metavar="HEX", help="with --proof: who must have signed"
    )
    parser.add_argument(
        "--receipt", type=str.lower, metavar="HEX", help="with --proof: a head somebody was given"
    )
    parser.set_defaults(run=_run, parser=parser)


def _key(text: str) -> bytes:
    """A public key; the spaces of a printed one do no harm."""
    key = bytes.fromhex(text)
    if len(key) != 32:
        raise argparse.ArgumentTypeError("a public key has 64 hexadecimal characters")
    return key


def _run(arguments: argparse.Namespace) -> int:
    if arguments.proof is not None:
        return _proof(arguments.proof, key=arguments.key, receipt=arguments.receipt)
    if arguments.key or arguments.receipt:
        return _misused("--key and --receipt go with --proof FILE.")
    if arguments.quick and arguments.repair_projections:
        return _misused("--quick leaves the projections out: it cannot repair them.")
    with product():
        # Models can be imported once Django is set up, not before.
        from lianxin.server.soundness import check  # noqa: PLC0415 - see above

        remark_release(os.environ["DATABASE_URL"])
        return check(quick=arguments.quick, repair=arguments.repair_projections)


def _misused(complaint: str) -> int:
    complain(complaint)
    return MISUSED


def _proof(file: Path, *, key: bytes | None, receipt: str | None) -> int:
    try:
        document = proof_check.read(file.read_text("utf-8"))
    except OSError as problem:
        return _misused(f"{file} cannot be read: {problem.strerror}")
    except ValueError as wrong:
        tell(f"WRONG: {wrong}")
        return WRONG
    faults = proof_check.check(document, trusted=key, receipt=receipt)
    if faults:
        for wrong_one in faults:
            tell(f"WRONG: {wrong_one}")
        tell(f"{len(faults)} faults: this is not the history that was recorded.")
        return WRONG
    _whole(document, key=key, receipt=receipt)
    return GOOD


def _whole(document: dict[str, Any], *, key: bytes | None, receipt: str | None) -> None:
    entries = document["entries"]
    shut = sum("payload" not in entry for entry in entries)
    tell(f"Stream {document['stream']}: {len(entries)} entries, each follows from the one before.")
    tell(f"Payloads: {len(entries) - shut} open and as recorded, {shut} kept shut.")
    tell(f"Head: {document['head']['digest']}")
    if receipt is not None:
        tell("The entry of the receipt is among them.")
    _sealed(document, key=key)
    tell("The proof holds.")


def _sealed(document: dict[str, Any], *, key: bytes | None) -> None:
    seal = document["seal"]
    if seal is None:
        tell("No seal covers it yet: nobody vouches for it so far.")
        return
    text = seal["text"]
    tell(
        f"Seal {text['number']} of {text['day']} covers it up to entry {seal['leaf']['sequence']}."
    )
    if later := proof_check.unsealed(document):
        tell(f"Newer than the seal, chained but not sealed: entries {later[0]} to {later[-1]}.")
    tell(f"Signed ({text['algorithm']}) with {text['public_key']}")
    if key is not None:
        tell("That is the key given with --key.")
    else:
        tell(
            "Whose key that is, this machine cannot know. Compare its fingerprint with a printed"
            f" seal, or give --key:\n  {fingerprint(bytes.fromhex(text['public_key']))}"
        )
