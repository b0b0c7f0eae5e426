"""Cases from a file of another system: sent in, run behind the page, watched, stopped, gone on with."""

from pathlib import Path
from typing import Any, get_args
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.files import drops
from lianxin.files.kinds import UnableToStore
from lianxin.intake import running
from lianxin.intake.models import DONE, FAILED, RUNNING, STOPPED, STOPPING, WAITING, Import
from lianxin.org import county
from lianxin.people import officers
from lianxin.rules.commands.intake import Channel
from lianxin.rules.faults import Fault
from lianxin.rules.refusals import Refused
from lianxin.web import dates, names
from lianxin.web.attaching import why
from lianxin.web.desk.session import Desk
from lianxin.web.manage.entry import WrongEntry, administrator, changing, said, sent_fields
from lianxin.web.sheets import csv_file
from lianxin.web.typed import form_page

CHANNELS = get_args(Channel)
LISTED = 30
NAME = 120
OPEN = (WAITING, RUNNING, STOPPING)


@form_page
@administrator
def imports(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the imports and which preset is loaded; take a file in and let it be imported."""
    if desk.form is None:
        return _list(request, desk, {})
    sent, file = sent_fields(desk, "channel"), request.FILES.get("file")
    if file is None:
        return _list(request, desk, {"fault": _("请选择文件。"), "told": sent})
    if not sent["reason"]:
        return _list(request, desk, {"no_reason": _("请写明为什么。"), "told": sent})
    channel = sent["channel"] if sent["channel"] in CHANNELS else ""
    called = Path(file.name or "").name[:NAME]
    try:
        drop = drops.put(file, at=desk.at, limit=running.LARGEST)
    except UnableToStore as no:
        large = _("文件超过200 MB，请分成几份。")
        fault = large if no.reason == "too_large" else why(no.reason)
        return _list(request, desk, {"fault": fault, "told": sent})
    with changing(desk, "import", "", sent["reason"]) as by:
        id_ = running.ask(drop, called=called, channel=channel, at=desk.at, by=by)
    return HttpResponseRedirect(reverse("manage_import", args=[id_]))


@require_safe
@administrator
def one(request: HttpRequest, desk: Desk, id_: UUID) -> HttpResponse:
    """Show how far an import is; the part with the progress comes again by itself while it runs."""
    upload = _found(id_)
    part = request.headers.get("HX-Target") == "progress"
    if part and upload.state not in OPEN:
        # It is over: the page around the part has other things to offer now.
        return HttpResponse(headers={"HX-Refresh": "true"})
    template = "progress" if part else "import"
    return render(request, f"web/manage/{template}.html", _told(upload, desk))


@form_page
@administrator
def act(request: HttpRequest, desk: Desk, id_: UUID) -> HttpResponse:
    """Stop an import after its batch, or let it go on."""
    if desk.form is None:
        return HttpResponseRedirect(reverse("manage_import", args=[id_]))
    upload, sent = _found(id_), sent_fields(desk)
    do = {"stop": running.stop, "go_on": running.go_on}.get(desk.answers.get("do", ""))
    if do is None:
        raise Refused("no_such", name="do", kind="action")
    try:
        with changing(desk, f"import_{desk.answers['do']}", "", sent["reason"]) as by:
            do(upload.pk, at=desk.at, by=by)
    except WrongEntry as no:
        context = {**_told(upload, desk), "no_reason": no.faults["reason"]}
        return render(request, "web/manage/import.html", context, status=422)
    return HttpResponseRedirect(reverse("manage_import", args=[id_]))


@require_safe
@administrator
def rejects(request: HttpRequest, desk: Desk, id_: UUID) -> HttpResponse:
    """Give out the rows that could not be taken, each with its reason, to be put right."""
    rows = running.rejects(_found(id_))
    if rows is None:
        raise Refused("not_visible")
    return csv_file(rows, "rejects")


def _found(id_: UUID) -> Import:
    upload = Import.objects.filter(pk=id_).first()
    if upload is None:
        raise Refused("not_visible")
    return upload


def _told(upload: Import, desk: Desk) -> dict[str, Any]:
    called = officers.names([upload.person])
    faults = [Fault.of_kept(kept) for kept in upload.faults]
    return {
        "desk": desk,
        "here": "imports",
        "one": upload,
        "state": _state(upload.state),
        "look": _LOOKS.get(upload.state, ""),
        "is_open": upload.state in OPEN,
        "may_stop": upload.state in (WAITING, RUNNING),
        "may_go_on": upload.state in (STOPPED, FAILED) and not upload.faults,
        "has_rejects": bool(upload.rejected) and upload.state not in OPEN,
        "asked": dates.moment(upload.asked_at, now=desk.at),
        "who": called.get(upload.person, upload.person),
        "channel": names.channel(upload.channel) if upload.channel else "",
        "percent": 100 * upload.done // upload.total if upload.total else 0,
        "faults": [(fault, said(fault)) for fault in faults],
        "unknown": [(_field(field), label, n) for field, label, n in upload.unknown],
    }


def _field(field: str) -> str:
    labels = {"area": _("地点"), "category": _("分类"), "kind": _("类型"), "channel": _("渠道")}
    return labels.get(field, field)


def _state(code: str) -> str:
    labels = {
        WAITING: _("等着开始"),
        RUNNING: _("正在导入"),
        STOPPING: _("正在停下"),
        STOPPED: _("已停下"),
        DONE: _("已完成"),
        FAILED: _("没有成功"),
    }
    return labels[code]


_LOOKS = {RUNNING: "blue", STOPPING: "soon", STOPPED: "soon", DONE: "done", FAILED: "late"}


def _list(request: HttpRequest, desk: Desk, more: dict[str, Any]) -> HttpResponse:
    rows = list(Import.objects.order_by("-asked_at")[:LISTED])
    values = county.read()
    context = {
        "desk": desk,
        "here": "imports",
        "rows": [
            (row, _state(row.state), _LOOKS.get(row.state, ""), _when(row, desk)) for row in rows
        ],
        "channels": [(one_, names.channel(one_)) for one_ in CHANNELS],
        "preset": values.get("preset", ""),
        "label": names.of(*(values.get("county", {}).get(key, "") for key in ("zh", "en"))),
        **more,
    }
    wrong = more.get("fault") or more.get("no_reason")
    return render(request, "web/manage/imports.html", context, status=422 if wrong else 200)


def _when(row: Import, desk: Desk) -> str:
    return dates.moment(row.asked_at, now=desk.at)
