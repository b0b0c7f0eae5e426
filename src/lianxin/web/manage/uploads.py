"""Tables of the organisation from a file: every fault told, what would change shown, then taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.files import drops
from lianxin.files.kinds import UnableToStore
from lianxin.founding import changes as org_changes
from lianxin.founding import files as org_files
from lianxin.founding import load as org_load
from lianxin.founding.changes import MovedRow, PlannedChange
from lianxin.founding.files import Read
from lianxin.founding.tables import NAMES, TABLES
from lianxin.rules.faults import Fault, Faults, Flaw
from lianxin.rules.refusals import Refused
from lianxin.web.attaching import why
from lianxin.web.desk.session import Desk
from lianxin.web.manage import words
from lianxin.web.manage.entry import WrongEntry, administrator, changing, said, sent_fields
from lianxin.web.sheets import csv_file
from lianxin.web.typed import form_page

SALT = "lianxin.web.manage.uploads"
SHOWN = 200
"""Faults and changed rows that one page shows; the rest is counted."""
LONGEST = 120
"""Characters of a value that a page shows."""


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row that would move: its key, whether it is new, and each value with what it was."""

    key: str
    is_new: bool
    values: tuple[tuple[str, str, str], ...]


@form_page
@administrator
def upload(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Look at a file and show what it would change; take it when that is what was wanted."""
    if desk.form is None:
        return _show(request, desk, {})
    if desk.answers.get("do") == "take":
        return _take(request, desk)
    file, table = request.FILES.get("file"), desk.answers.get("table", "")
    if file is None:
        return _show(request, desk, {"fault": _("请选择文件。")})
    try:
        name = drops.put(file, at=desk.at, limit=drops.LARGEST)
    except UnableToStore as no:
        return _show(request, desk, {"fault": why(no.reason)})
    called = f"{table}{Path(name).suffix}" if table in NAMES else file.name or name
    return _look(request, desk, name, called)


def _look(
    request: HttpRequest, desk: Desk, name: str, called: str, fault: str = ""
) -> HttpResponse:
    try:
        plan = org_changes.planned(_read(name, called))
    except Faults as wrong:
        drops.remove(name)
        return _show(request, desk, {"faults": wrong.faults, "file": called})
    context = {
        "plan": plan,
        "tables": _tables(plan),
        "file": called,
        "drop": signing.dumps([name, called], salt=SALT),
        "no_reason": fault,
    }
    return _show(request, desk, context)


def _take(request: HttpRequest, desk: Desk) -> HttpResponse:
    try:
        name, called = signing.loads(desk.answers.get("drop", ""), salt=SALT)
    except signing.BadSignature:
        return _show(request, desk, {"fault": _("这份文件已经不在，请再选一次。")})
    try:
        # What was held may have moved since: everything is checked again.
        with changing(desk, "upload", "", sent_fields(desk)["reason"]) as by:
            org_changes.take(_read(name, called), at=desk.at, by=by)
    except Faults as wrong:
        return _show(request, desk, {"faults": wrong.faults, "file": called})
    except WrongEntry as no:
        return _look(request, desk, name, called, no.faults["reason"])
    drops.remove(name)
    return HttpResponseRedirect(f"{reverse('manage_upload')}?did=take")


def _read(name: str, called: str) -> Read:
    path = drops.find(name)
    if path is None:
        raise Faults([Fault(called, 0, "", Flaw("gone"))])
    # By its content a file is a table or a workbook, whatever it was called.
    return org_files.read_bytes(path.read_bytes(), Path(called).with_suffix(path.suffix))


def _tables(plan: PlannedChange) -> list[tuple[str, list[RowLine], int]]:
    tables = []
    for table, rows in plan.moved.items():
        tables.append((words.table(table), [_row(moved) for moved in rows[:SHOWN]], len(rows)))
    return tables


def _row(moved: MovedRow) -> RowLine:
    before: Mapping[str, str] = moved.before or {}
    columns = moved.columns if moved.before is not None else tuple(moved.after)
    values = tuple(
        (words.column(column), _brief(before.get(column, "")), _brief(moved.after[column]))
        for column in columns
        if column != "replace" and (before.get(column) or moved.after[column])
    )
    return RowLine(" · ".join(filter(None, moved.key)), moved.before is None, values)


def _brief(text: str) -> str:
    """A value as a reader compares it: of a border's thousand corners the first."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _show(request: HttpRequest, desk: Desk, more: Mapping[str, Any]) -> HttpResponse:
    faults = [(fault, said(fault)) for fault in more.get("faults", ())]
    context = {
        "desk": desk,
        "here": "upload",
        "names": [(name, words.table(name), TABLES[name].columns) for name in NAMES],
        "did": request.GET.get("did", ""),
        **more,
        "faults": faults[:SHOWN],
        "further": max(0, len(faults) - SHOWN),
    }
    wrong = bool(faults or more.get("fault") or more.get("no_reason"))
    return render(request, "web/manage/upload.html", context, status=422 if wrong else 200)


@require_safe
@administrator
def table(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """Give a table out as it is held, in the form in which it may be sent in again."""
    table_name = next((candidate for candidate in NAMES if candidate == name), None)
    if table_name is None:
        raise Refused("not_visible")
    with transaction.atomic():
        rows = org_load.rows_held()[table_name]
    columns = TABLES[table_name].columns
    cells = [[row[column] for column in columns] for _key, row in sorted(rows.items())]
    return csv_file([columns, *cells], table_name)
