"""Procedures: which there are, in which versions, drawn and as tables; a new version taken in."""

from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.founding.files import decoded
from lianxin.founding.proofs import findings
from lianxin.org import procedures as versions
from lianxin.rules.drawing.draw import draw
from lianxin.rules.drawing.words import command
from lianxin.rules.faults import Faults
from lianxin.rules.procedures import Procedure
from lianxin.rules.proving.telling import Trap
from lianxin.rules.refusals import Refused
from lianxin.web import dates, names
from lianxin.web.desk.session import Desk
from lianxin.web.manage import procedure_tables as tables
from lianxin.web.manage import words
from lianxin.web.manage.entry import WrongEntry, administrator, changing, said, sent_fields
from lianxin.web.manage.procedure_files import (
    FILE,
    LONGEST,
    CheckedVersion,
    checked,
    take,
    trial,
)
from lianxin.web.typed import form_page

POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
"""A drawing brings its own style and nothing else; opened by itself it can do nothing."""


@require_safe
@administrator
def procedures(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show every procedure in force, which new cases start with it, and its versions."""
    book = desk.book
    uses: dict[str, list[str]] = {}
    for (kind, channel), code in sorted(book.uses.items()):
        uses.setdefault(code, []).append(_use(kind, channel))
    counted = versions.counted()
    rows = [
        {
            "code": code,
            "name": _name(book.procedures[digest]),
            "edition": book.procedures[digest].edition,
            "stages": len(book.procedures[digest].stages),
            "clocks": len(book.procedures[digest].clocks),
            "uses": uses.get(code, []),
            "versions": counted.get(code, 0),
        }
        for code, digest in sorted(book.current.items())
    ]
    context = {"desk": desk, "here": "procedures", "rows": rows, "did": request.GET.get("did", "")}
    return render(request, "web/manage/procedures.html", context)


@require_safe
@administrator
def procedure(request: HttpRequest, desk: Desk, code: str, digest: str = "") -> HttpResponse:
    """Show a version of a procedure, the one in force unless another is named: drawn and as tables."""
    version = _version(desk, code, digest)
    context = {
        **_told(desk, version),
        "code": code,
        "is_current": desk.book.current.get(code) == version.digest,
        "versions": [
            (other, edition, dates.moment(at, now=desk.at), current)
            for other, edition, at, current in versions.kept(code)
        ],
        "text": versions.procedure_text(version.digest),
        "drawing": reverse("manage_drawing", args=[code, version.digest]),
        "traps": _traps(findings(version, file=FILE)),
    }
    return render(request, "web/manage/procedure.html", context)


@require_safe
@administrator
def drawing(request: HttpRequest, desk: Desk, code: str, digest: str) -> HttpResponse:
    """Give the drawing of a version as a picture."""
    answer = HttpResponse(
        draw(_version(desk, code, digest), tables.lang()), content_type="image/svg+xml"
    )
    answer["Content-Security-Policy"] = POLICY
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@form_page
@administrator
def new_version(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Check a file, try it on last month's cases, show what it is; then take it into use."""
    if desk.form is None:
        return _asked(request, desk, {"text": _begun(request, desk)})
    sent = sent_fields(desk)
    try:
        text = _sent(request, desk)
        version = checked(text, desk.book)
    except WrongEntry as no:
        return _asked(request, desk, {"fault": no.faults["file"], "text": ""})
    except Faults as wrong:
        lines = text.splitlines()
        faults = [(fault, said(fault), _line(lines, fault.line)) for fault in wrong.faults]
        return _asked(request, desk, {"faults": faults, "text": text})
    no_reason, barred = "", bool(version.traps)
    if desk.answers.get("do") == "take" and not barred:
        try:
            with changing(desk, "procedure", version.procedure.code, sent["reason"]) as by:
                take(version, text, desk=desk, by=by)
            return HttpResponseRedirect(f"{reverse('manage_procedures')}?did=take")
        except WrongEntry as no:
            no_reason = no.faults["reason"]
    context = _shown(desk, version, text, barred=barred)
    if barred:
        return _asked(request, desk, context)
    tried = trial(version.procedure, desk)
    context |= {
        "is_same": desk.book.current.get(version.procedure.code) == version.procedure.digest,
        "is_new": version.procedure.code not in desk.book.current,
        "tried": tried,
        "barred": [(command(name, tables.lang()) or "—", n) for name, n in tried.barred],
        "no_reason": no_reason,
    }
    return _asked(request, desk, context)


def _shown(desk: Desk, version: CheckedVersion, text: str, *, barred: bool) -> dict[str, Any]:
    """What a page shows of a version that reads well: its tables, its traps and its drawing."""
    shown = {
        **_told(desk, version.procedure),
        "read": True,
        "text": text,
        "odd": [said(warning) for warning in version.odd],
        "traps": _traps(version.traps, text),
        "barred_by_traps": barred,
    }
    return shown | ({"drawn": _drawn(version.procedure)} if version.traps else {})


def _traps(found: Sequence[Trap], text: str = "") -> list[dict[str, Any]]:
    """Findings as a page tells them: the place, the sentence, the line, and the way into the trap."""
    lines, language = text.splitlines(), tables.lang()
    return [
        {
            "line": one.fault.line,
            "told": one.fault.sentence(language),
            "row": _line(lines, one.fault.line),
            "way": [step.sentence(language) for step in one.way],
        }
        for one in found
    ]


def _drawn(version: Procedure) -> str:
    """The drawing of a version that is not kept yet, as an address that holds it."""
    picture = draw(version, tables.lang()).encode()
    return f"data:image/svg+xml;base64,{b64encode(picture).decode()}"


def _asked(request: HttpRequest, desk: Desk, more: dict[str, Any]) -> HttpResponse:
    wrong = any(more.get(why) for why in ("fault", "faults", "no_reason", "barred_by_traps"))
    context = {"desk": desk, "here": "procedures", **more}
    return render(request, "web/manage/new_version.html", context, status=422 if wrong else 200)


def _begun(request: HttpRequest, desk: Desk) -> str:
    """The text in force of a procedure that is to be changed."""
    digest = desk.book.current.get(request.GET.get("of", ""))
    return (versions.procedure_text(digest) or "") if digest else ""


def _sent(request: HttpRequest, desk: Desk) -> str:
    file = request.FILES.get("file")
    if file is None:
        text = desk.answers.get("text", "")
        if not text.strip():
            raise WrongEntry({"file": _("请选择文件或粘贴内容。")})
        # A browser sends lines of a form with both marks; a file that was taken keeps one.
        return text.replace("\r\n", "\n")
    if (file.size or 0) > LONGEST * 4:
        raise WrongEntry({"file": _("这份文件太大，不像一份程序。")})
    try:
        return decoded(file.read()).replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise WrongEntry({"file": _("既不是UTF-8也不是GB18030编码。")}) from None


def _line(lines: list[str], number: int) -> str:
    return lines[number - 1].strip()[:200] if 0 < number <= len(lines) else ""


def _version(desk: Desk, code: str, digest: str) -> Procedure:
    wanted = digest or desk.book.current.get(code, "")
    try:
        version = desk.book.procedures[wanted]
    except KeyError:
        raise Refused("not_visible") from None
    if version.code != code:
        raise Refused("not_visible")
    return version


def _told(desk: Desk, version: Procedure) -> dict[str, Any]:
    return {
        "desk": desk,
        "here": "procedures",
        "procedure": version,
        "name": _name(version),
        "stages": [
            (names.of(stage.zh, stage.en), names.phase(stage.phase)) for stage in version.stages
        ],
        "steps": tables.steps(version),
        "clocks": tables.clocks(version),
        "signs": [
            (names.document(row.document), _("、").join(_signer(post, desk) for post in row.posts))
            for row in version.sign_offs
        ],
    }


def _signer(code: str, desk: Desk) -> str:
    """Who signs: a post by its name, else what somebody is to the case or his role."""
    post = desk.book.posts.get(code)
    if post is not None:
        return f"{names.body(post.body, desk.book)} {names.of(post.zh, post.en)}"
    role = code.replace("-", "_")
    return words.standing(role) if words.standing(role) != role else words.role(role)


def _name(version: Procedure) -> str:
    return names.of(version.label.zh, version.label.en)


def _use(kind: str, channel: str) -> str:
    matter = _("所有类型") if kind == "*" else names.kind(kind)
    return f"{matter} · {_('所有渠道') if channel == '*' else names.channel(channel)}"
