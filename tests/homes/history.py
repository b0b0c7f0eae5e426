"""The history of a stored home: stories, a demonstration, and what people leave behind."""

import json
from datetime import UTC, datetime
from io import BytesIO

from django.db import connections
from django.test import Client

from lianxin.documents import reader
from lianxin.documents.models import Paper
from lianxin.files import attachments, drops
from lianxin.founding import preset
from lianxin.intake import running
from lianxin.jobs.work import JOBS
from lianxin.ledger.record import Author
from lianxin.messages import phone_codes
from lianxin.org.preset_folders import folder_of
from lianxin.people import saved_views
from lianxin.server import demo_county
from lianxin.server.home import home_folder
from lianxin.server.schema import migrate
from lianxin.server.watching import Stopwatch
from lianxin.stories.lines import Expect, read
from lianxin.stories.player import Run

PRESET = "qinghe"
STORIES = (
    "advice-answered-in-writing",
    "agent-carries-the-matter",
    "backlog-docket",
    "hearing-held-and-cited",
    "hotline-pause-and-extension",
    "mediation-agreement-and-court",
    "merge-and-split",
    "review-and-re-review-to-the-end",
    "shielded-after-registration",
    "statutory-whole-way",
    "township-joint-meeting",
)
PAPERS = 8
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010804000000b51c0c02"
    "0000000b4944415478da6364f80f00010501012718e3660000000049454e44ae426082"
)
LOADED = datetime(2026, 1, 1, tzinfo=UTC)


def fill(now: datetime) -> None:
    """Fill an empty home with a county and its history up to `now`."""
    migrate()
    preset.load_preset(PRESET, at=LOADED, by=Author("system"))
    for name in STORIES:
        _play(name)
    demo_county.prepare(Stopwatch(), keys_folder=home_folder() / "keys")
    _visit(now)
    _run_loops()
    connections.close_all()


def _play(name: str) -> None:
    story = read(folder_of(PRESET) / "stories" / f"{name}.jsonl")
    run = Run(story)
    for line in story.lines:
        # What a story expects of figures holds in a county of its own.
        if not isinstance(line.step, Expect) and (difference := run._one(line)):
            raise ValueError(f"{name}:{line.number}: {difference}")


def _visit(now: datetime) -> None:
    """What people leave behind: a session, failed log-ins, a code and its message, a view, files."""
    password = json.loads((home_folder() / "keys" / "demo.json").read_text())["password"]
    for tried in (password, *6 * ("wrong",)):
        log_in = {"username": "clerk-urban", "password": tried}
        Client(HTTP_HOST="localhost").post("/desk/log-in", log_in)
    phone_codes.ask("13900000001", words="验证码 %(code)s", address="192.0.2.7", at=now)
    saved_views.keep("clerk-urban", name="本周到期", queue="mine", query="due=week")
    attachments.keep(attachments.store(BytesIO(PNG), name="现场.png"), at=now)
    with (folder_of(PRESET) / "sample" / "hotline.csv").open("rb") as sheet:
        drop = drops.put(sheet, at=now)
    running.ask(drop, called="hotline.csv", channel="hotline", at=now, by=Author("admin-1"))


def _run_loops() -> None:
    """Do what the loops do. Sheets are the largest part of a home: most papers are left to be made."""
    while Paper.objects.count() < PAPERS and reader.take(datetime.now(UTC), limit=1):
        pass
    for name in ("imports", "sittings", "notices", "figures", "restate", "patterns", "seal"):
        while JOBS[name].work(datetime.now(UTC)) and JOBS[name].hurries:
            pass
