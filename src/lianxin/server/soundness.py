"""Checks the whole ledger and what stands beside it, and names every fault by its case."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings

from lianxin.cases import rebuild, statements
from lianxin.cases.door.refolding import Unfoldable
from lianxin.cases.rebuild import RowDifference
from lianxin.documents import stored
from lianxin.documents.stored import Altered
from lianxin.files import texts
from lianxin.ledger import aside, reading, seal, signing, verify
from lianxin.server.console import tell
from lianxin.server.watching import Watching

GOOD, WRONG = 0, 1
MOST_NAMED = 1000
"""Faults named one by one; a ledger with more of them is not mended line by line."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What one look at the whole ledger found, all as one moment shows it."""

    report: verify.Report
    seals: int
    cases: int
    differences: list[RowDifference]
    papers: list[Altered]
    texts: list[UUID]
    seconds: float


def check(*, quick: bool, repair: bool) -> int:
    """Check everything, tell what is wrong, repair projections if asked; 1 if anything was wrong.

    `quick` leaves the projections out. Only rows whose own entries are whole are written anew:
    what stands beside a damaged stream is evidence.
    """
    findings = _look(quick=quick)
    damaged = {fault.stream for fault in findings.report.faults if fault.stream is not None}
    _name(findings)
    _sum_up(findings, quick=quick)
    _name_aside()
    if repair:
        _repair(findings.differences, damaged=damaged)
    faulty = findings.report.faults or findings.differences or findings.papers or findings.texts
    return WRONG if faulty else GOOD


def _look(*, quick: bool) -> Findings:
    entries, cases = Watching("entries checked"), Watching("cases compared")
    count = 0

    def counted(compared: int) -> None:
        nonlocal count
        count = compared
        cases.count(compared)

    began = time.monotonic()
    with verify.snapshot():
        report = verify.run(kept=[statements.HEADS], progress=entries.count)
        entries.end()
        checked = time.monotonic()
        differences = [] if quick else list(rebuild.differences(progress=counted))
        cases.end()
        seals = len(seal.seals())
        papers = [] if quick else list(stored.altered())
        altered = [] if quick else texts.altered()
    ended = time.monotonic()
    timed = verify.Report(report.checked, report.faults, seconds=checked - began)
    return Findings(timed, seals, count, differences, papers, altered, ended - checked)


def _name(findings: Findings) -> None:
    faults, differences = findings.report.faults[:MOST_NAMED], findings.differences[:MOST_NAMED]
    names = _names([fault.stream for fault in faults if fault.stream is not None])
    for fault in faults:
        if fault.stream is None:
            tell(f"{fault.kind}  seal {fault.sequence}: {fault.told}")
        else:
            where = f"{names[fault.stream]}, entry {fault.sequence}"
            tell(f"{fault.kind}  {where}: {fault.told}  (stream {fault.stream})")
    for row in differences:
        name = f"case {row.number or 'without number'}"
        tell(f"projection_differs  {name}: {row.told}  (stream {row.stream})")
    for text in findings.texts:
        tell(f"text_altered  text {text}: it no longer gives the digest that its entry holds")
    for paper in findings.papers:
        name = paper.serial or "a paper without serial"
        where = f"entry {paper.sequence}, stream {paper.stream}"
        tell(f"paper_altered  {name}: {paper.told}  ({where})")
    left = len(findings.report.faults) + len(findings.differences) - len(faults) - len(differences)
    if left:
        tell(f"… and {left:,} further faults.")


def _name_aside() -> None:
    """Work that nobody could do is no fault of the record, but whoever checks it must learn of it."""
    lines = aside.listed(MOST_NAMED)
    if not lines:
        return
    names = _names(list({line.stream for line in lines}))
    for line in lines:
        where = f"{names[line.stream]}, entry {line.sequence}"
        tell(f"set_aside  {where}: {line.reader} failed {line.tries} times  ({line.fault})")
    tell(f"{aside.count():,} lines of the outbox are set aside: `lianxin outbox --retry`.")


def _names(streams: Sequence[UUID]) -> dict[UUID, str]:
    """What a stream is called: its case's number, else the family it belongs to."""
    numbers = rebuild.numbers(streams)
    entries = reading.entries_of([stream for stream in streams if stream not in numbers])
    return {
        stream: f"case {numbers[stream]}"
        if stream in numbers
        else f"a stream of {entries[stream][0].family}"
        if stream in entries
        else "a stream without entries"
        for stream in streams
    }


def _sum_up(findings: Findings, *, quick: bool) -> None:
    report = findings.report
    speed = report.checked / max(report.seconds, 0.001)
    tell(
        f"{report.checked:,} entries and {findings.seals} seals checked in {report.seconds:.2f} s"
        f" ({speed:,.0f} entries a second)."
    )
    if quick:
        tell("The projections were left out.")
    else:
        tell(f"{findings.cases:,} cases compared with their entries in {findings.seconds:.2f} s.")
    if findings.seals and not signing.trusted_in(Path(settings.KEYS_FOLDER)):
        tell("This home holds no key to trust: the seals are whole, but anybody may have signed.")
    count = (
        len(report.faults) + len(findings.differences) + len(findings.papers) + len(findings.texts)
    )
    tell(f"{count:,} faults." if count else "Everything is as it was recorded.")


def _repair(differences: Sequence[RowDifference], *, damaged: set[UUID]) -> None:
    mended = 0
    for row in differences:
        if row.stream in damaged:
            tell(f"case {row.number}: left as it is, because its entries are not whole.")
            continue
        try:
            rebuild.repair(row.stream)
        except Unfoldable as no:
            tell(f"case {row.number}: left as it is: {no}")
        else:
            mended += 1
    tell(f"The rows of {mended} cases were written anew; no entry was touched.")
