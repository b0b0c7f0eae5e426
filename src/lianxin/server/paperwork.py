"""`documents`: a preset's templates checked; a case's papers listed and printed."""

import argparse
from datetime import UTC, datetime
from pathlib import Path

from lianxin.documents import papers
from lianxin.documents.folders import gather
from lianxin.documents.pdf import Unprintable
from lianxin.documents.stored import Tampered
from lianxin.founding import preset as presets
from lianxin.ledger.record import Author
from lianxin.people import actors
from lianxin.rules.actor import SYSTEM, Actor
from lianxin.rules.faults import Faults
from lianxin.rules.refusals import Refused
from lianxin.rules.time.calendar import CHINA
from lianxin.rules.wording import sentence
from lianxin.server.address import product
from lianxin.server.console import complain, tell

GOOD, WRONG = 0, 1
FORMS: tuple[papers.Form, ...] = ("pdf", "docx")
BY = Author(person="system")


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `documents`."""
    parser = commands.add_parser("documents", help="papers of cases")
    kinds = parser.add_subparsers(required=True)
    check = kinds.add_parser("check", help="name every fault of a preset's templates")
    check.add_argument("preset", metavar="P", help="the code of a preset, or its folder")
    check.set_defaults(run=_check)
    load = kinds.add_parser("load", help="put a preset's templates in force")
    load.add_argument("preset", metavar="P", help="the code of a preset, or its folder")
    load.set_defaults(run=_load)
    listed = kinds.add_parser("list", help="the papers of a case")
    listed.add_argument("number", metavar="NUMBER")
    listed.set_defaults(run=_list)
    printed = kinds.add_parser("print", help="write a paper of a case; masked unless --as is given")
    printed.add_argument("number", metavar="NUMBER")
    printed.add_argument("code", metavar="CODE", help="such as opinion")
    printed.add_argument("-o", "--out", type=Path, metavar="FILE", help="default: its own name")
    printed.add_argument("--form", choices=FORMS, default=FORMS[0])
    printed.add_argument("--as", dest="person", metavar="PERSON", help="an officer; is recorded")
    printed.set_defaults(run=_print)


def _preset(name: str) -> str | Path:
    return Path(name) if "/" in name or Path(name).is_dir() else name


def _check(arguments: argparse.Namespace) -> int:
    papers_read = gather(_preset(arguments.preset))
    for fault in sorted(papers_read.faults, key=lambda fault: fault.order):
        complain(f"{fault}")
    if papers_read.faults or not papers_read.sources:
        complain(f"{len(papers_read.faults)} faults in {len(papers_read.sources)} templates.")
        return WRONG
    tell(f"{len(papers_read.sources)} templates and {len(papers_read.marks)} marks are sound.")
    return GOOD


def _load(arguments: argparse.Namespace) -> int:
    with product():
        try:
            changed = presets.load_papers(_preset(arguments.preset), at=datetime.now(UTC), by=BY)
        except Faults as wrong:
            complain(f"{wrong}\nNothing was loaded.")
            return WRONG
    tell(f"{changed} templates are new or changed.")
    return GOOD


def _list(arguments: argparse.Namespace) -> int:
    with product():
        try:
            lines = papers.listed(SYSTEM, arguments.number.upper(), at=datetime.now(UTC))
        except Refused as no:
            complain(sentence(no, "en"))
            return WRONG
    for line in lines:
        made = line.made_at.astimezone(CHINA).date().isoformat() if line.made_at else "—"
        tell(f"{line.code:<24}{line.state:<11}{made:<12}{line.serial or '—'}  {line.zh}")
    return GOOD


def _print(arguments: argparse.Namespace) -> int:
    with product():
        now = datetime.now(UTC)
        try:
            made = papers.printed(
                _actor(arguments.person, now),
                arguments.number.upper(),
                arguments.code,
                form=arguments.form,
                at=now,
            )
        except Refused as no:
            lacking = "、".join(no.why.get("lacking", ()))
            complain(sentence(no, "en") + (f" Lacking: {lacking}." if lacking else ""))
            return WRONG
        except (Tampered, Unprintable) as fault:
            complain(str(fault))
            return WRONG
    out = arguments.out or Path(made.name)
    out.write_bytes(made.content)
    tell(f"{out}{' (masked)' if made.is_masked else ''}")
    return GOOD


def _actor(person: str | None, now: datetime) -> Actor:
    if person is None:
        return SYSTEM
    posts = actors.posts_held(person, on=now.astimezone(CHINA).date())
    return Actor(person, kind="officer" if posts else "petitioner", posts=posts)
