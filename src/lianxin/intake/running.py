"""Imports behind a page: asked for, run by the loops batch by batch, stopped and gone on with."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from lianxin.files import drops
from lianxin.intake.importing import ALONE, Outside, Progress, import_cases
from lianxin.intake.models import DONE, FAILED, RUNNING, STOPPED, STOPPING, WAITING, Import
from lianxin.intake.rejects import place_of
from lianxin.ledger.journal import stream_of
from lianxin.ledger.record import Author, Change, put
from lianxin.rules.actor import Actor
from lianxin.rules.faults import Faults
from lianxin.rules.refusals import Refused

FAMILY = "import"
AS = Actor("import")
"""Whose name the cases bear: who asked for an import stands in its own stream and sees no case by it."""
LARGEST = 200 * 1024 * 1024
KEPT = timedelta(days=30)
TRIES = 3
"""How often an import that broke off is taken up again of itself."""
MOST_LABELS = 50


def ask(drop: str, *, called: str, channel: str, at: datetime, by: Author) -> UUID:
    """Let the loops import a file that was dropped; returns the import's id.

    Refused `no_such` where the drop is gone. Imports older than 30 days are forgotten with their
    rejects, which hold what residents wrote.
    """
    source = drops.find(drop)
    if source is None:
        raise Refused("no_such", field="file")
    _forget_old(at)
    id_ = uuid4()
    _folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = f"{id_.hex}{source.suffix}"
    with transaction.atomic():
        Import.objects.create(
            id=id_, called=called, kept=kept, channel=channel, person=by.person, asked_at=at
        )
        _record(id_, "import_asked", at=at, by=by)
        source.rename(_folder() / kept)
    return id_


@transaction.atomic
def stop(id_: UUID, *, at: datetime, by: Author) -> None:
    """Let an import end after its batch. Refused `not_now` for one that is over."""
    waiting = Import.objects.filter(pk=id_, state=WAITING).update(state=STOPPED)
    if not waiting and not Import.objects.filter(pk=id_, state=RUNNING).update(state=STOPPING):
        raise Refused("not_now", stage="import")
    _record(id_, "import_stopped", at=at, by=by)


@transaction.atomic
def go_on(id_: UUID, *, at: datetime, by: Author) -> None:
    """Let an import that was stopped or broke off go on; what it took in already is not taken twice.

    Refused `not_now` for one that runs or is done.
    """
    ended = Import.objects.filter(pk=id_, state__in=(STOPPED, FAILED), faults=[])
    if not ended.update(state=WAITING, tries=0, ended_at=None):
        raise Refused("not_now", stage="import")
    _record(id_, "import_resumed", at=at, by=by)


def take(now: datetime) -> int:
    """Run the import that waits longest, or was broken off; returns how many ran (0 or 1)."""
    todo = Import.objects.filter(state__in=(WAITING, RUNNING, STOPPING))
    upload = todo.order_by("asked_at").first()
    if upload is None:
        return 0
    if upload.state == STOPPING:
        _end(upload, STOPPED, now)
    elif upload.tries >= TRIES:
        _end(upload, FAILED, now)
    else:
        Import.objects.filter(pk=upload.pk).update(state=RUNNING, tries=upload.tries + 1)
        _run(upload)
    return 1


def rejects(upload: Import) -> Iterator[list[str]] | None:
    """Return the rejected rows with line and reason; None for none.

    Put right, the file may be sent in again.
    """
    place = place_of(_folder() / upload.kept)
    return _rows(place) if place.is_file() else None


def _rows(place: Path) -> Iterator[list[str]]:
    with place.open(encoding="utf-8-sig", newline="") as source:
        yield from csv.reader(source)


def _run(upload: Import) -> None:
    outside = Outside(
        clock=ALONE.clock,
        stop=lambda: Import.objects.filter(pk=upload.pk, state=STOPPING).exists(),
        report=lambda progress: _report(upload, progress),
    )
    path = _folder() / upload.kept
    try:
        done = import_cases(path, actor=AS, channel=upload.channel or None, outside=outside)
    except Faults as wrong:
        faults = [replace(fault, file=upload.called).kept() for fault in wrong.faults]
        Import.objects.filter(pk=upload.pk).update(faults=faults)
        _end(upload, FAILED, ALONE.clock())
        return
    _report(upload, done)
    _end(upload, STOPPED if done.stopped else DONE, ALONE.clock())


def _report(upload: Import, progress: Progress) -> None:
    Import.objects.filter(pk=upload.pk).update(
        total=progress.total,
        done=progress.done,
        new=progress.new,
        again=progress.again,
        rejected=progress.rejected,
        unrouted=progress.unrouted,
        unused=list(progress.unused),
        unknown=[[*key, n] for key, n in progress.unknown.most_common(MOST_LABELS)],
    )


def _end(upload: Import, state: str, at: datetime) -> None:
    Import.objects.filter(pk=upload.pk).update(state=state, ended_at=at)
    if state == DONE:
        # The rows are cases now; a second copy of what residents wrote serves nobody.
        (_folder() / upload.kept).unlink(missing_ok=True)


def _forget_old(at: datetime) -> None:
    for upload in Import.objects.filter(asked_at__lt=at - KEPT, ended_at__isnull=False):
        path = _folder() / upload.kept
        for place in (path, place_of(path)):
            place.unlink(missing_ok=True)
        upload.delete()


def _record(id_: UUID, fact: str, *, at: datetime, by: Author) -> None:
    stream = stream_of(FAMILY, str(id_))
    put(Change(FAMILY, stream, fact, {"import": str(id_)}), at=at, by=by)


def _folder() -> Path:
    return Path(settings.FILES_FOLDER).with_name("imports")
