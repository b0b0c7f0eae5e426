"""Document wordings: which there are, how they print, and a county's own put in their place."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.documents import samples, templates_in_force
from lianxin.documents.fields import FIELDS
from lianxin.documents.folders import Papers
from lianxin.documents.pdf import Unprintable
from lianxin.documents.templates import Template, WordingSource, parse
from lianxin.files.downloads import headers
from lianxin.files.kinds import MEDIA_TYPES
from lianxin.founding.files import decoded
from lianxin.rules.faults import Fault, Faults, Flaw
from lianxin.rules.refusals import Refused
from lianxin.web import dates, names
from lianxin.web.desk.session import Desk
from lianxin.web.manage import words
from lianxin.web.manage.entry import WrongEntry, administrator, changing, said, sent_fields
from lianxin.web.typed import form_page

LONGEST = 200_000
"""Bytes of a wording; a long one has some six thousand."""


@require_safe
@administrator
def papers(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show every wording in force: whom it is for, what makes it, whether it is the county's own."""
    counted = templates_in_force.counted()
    rows = [
        {
            "code": code,
            "name": _name(source.template),
            "edition": source.template.edition,
            "for_whom": words.reader(source.template.for_whom),
            "article": source.template.article,
            "versions": counted.get(code, 0),
        }
        for code, source in sorted(templates_in_force.current().items())
    ]
    context = {"desk": desk, "here": "papers", "rows": rows, "did": request.GET.get("did", "")}
    return render(request, "web/manage/papers.html", context)


@form_page
@administrator
def paper(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Show a wording and its versions; check another one, print its sample, and take it."""
    source = _source(code)
    if desk.form is None:
        return _show(request, desk, source, {"text": source.text})
    sent = sent_fields(desk)
    try:
        text = _sent(request, desk)
        new = _checked(text, source, desk)
    except WrongEntry as no:
        return _show(request, desk, source, {"fault": no.faults["text"], "text": source.text})
    except Faults as wrong:
        lines = text.splitlines()
        faults = [(fault, said(fault), _line(lines, fault.line)) for fault in wrong.faults]
        return _show(request, desk, source, {"faults": faults, "text": text})
    do = desk.answers.get("do")
    if do == "sample":
        return _printed(new, desk)
    no_reason = ""
    if do == "take":
        try:
            with changing(desk, "paper", code, sent["reason"]) as by:
                templates_in_force.activate(Papers(sources={code: new}), at=desk.at, by=by)
            return HttpResponseRedirect(f"{reverse('manage_paper', args=[code])}?did=take")
        except WrongEntry as no:
            no_reason = no.faults["reason"]
    same = new.digest == source.digest
    more = {"text": text, "sound": not same, "is_same": same, "no_reason": no_reason}
    return _show(request, desk, source, more)


@require_safe
@administrator
def sample(request: HttpRequest, desk: Desk, code: str, digest: str = "") -> HttpResponse:
    """Print a wording with invented values, the one in force unless a version is named."""
    source = templates_in_force.of(code, digest) if digest else _source(code)
    if source is None:
        raise Refused("not_visible")
    return _printed(source, desk)


def _source(code: str) -> WordingSource:
    source = templates_in_force.current().get(code)
    if source is None:
        raise Refused("not_visible")
    return source


def _printed(source: WordingSource, desk: Desk) -> HttpResponse:
    return HttpResponse(
        samples.sample(source, body=_office(desk), at=desk.at),
        headers=headers(f"{source.template.code}.pdf", MEDIA_TYPES["pdf"], in_viewer=True),
    )


def _office(desk: Desk) -> str:
    """The petition centre of the county, in whose name a sample stands."""
    book = desk.book
    centre = book.centre_of(book.area_path(book.root_area))
    return book.bodies[centre].zh if centre else ""


def _checked(text: str, source: WordingSource, desk: Desk) -> WordingSource:
    """The wording with the look that stands; Faults with all that is wrong, also in its print."""
    code = source.template.code
    file = f"{code}.toml"
    template, faults = parse(text, file=file)
    if template is None:
        raise Faults(faults)
    if template.code != code:
        raise Faults([Fault(file, 1, "code", Flaw("other_paper", name=code))])
    new = WordingSource(template, text, f"manage/{file}", source.layout, source.word)
    try:
        samples.sample(new, body=_office(desk), at=desk.at)
    except Unprintable as no:
        raise Faults([Fault(file, 0, "", Flaw("unprintable", problem=str(no)))]) from None
    return new


def _sent(request: HttpRequest, desk: Desk) -> str:
    file = request.FILES.get("file")
    if file is None:
        text = desk.answers.get("text", "").replace("\r\n", "\n")
    elif (file.size or 0) > LONGEST:
        raise WrongEntry({"text": _("这份文件太大，不像文书文本。")})
    else:
        try:
            text = decoded(file.read()).replace("\r\n", "\n")
        except UnicodeDecodeError:
            raise WrongEntry({"text": _("既不是UTF-8也不是GB18030编码。")}) from None
    if not text.strip():
        raise WrongEntry({"text": _("请选择文件或粘贴内容。")})
    return text


def _line(lines: list[str], number: int) -> str:
    return lines[number - 1].strip()[:200] if 0 < number <= len(lines) else ""


def _show(
    request: HttpRequest, desk: Desk, source: WordingSource, more: dict[str, Any]
) -> HttpResponse:
    template = source.template
    context = {
        "desk": desk,
        "here": "papers",
        "code": template.code,
        "name": _name(template),
        "template": template,
        "for_whom": words.reader(template.for_whom),
        "versions": [
            (digest, edition, dates.moment(at, now=desk.at), current)
            for digest, edition, at, current in templates_in_force.versions(template.code)
        ],
        "fields": [(name, FIELDS[name].zh) for name in sorted(template.names) if name in FIELDS],
        "did": request.GET.get("did", ""),
        **more,
    }
    wrong = more.get("fault") or more.get("faults") or more.get("no_reason")
    return render(request, "web/manage/paper.html", context, status=422 if wrong else 200)


def _name(template: Template) -> str:
    return names.of(template.label.zh, template.label.en)
