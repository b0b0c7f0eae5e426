"""Papers that went to the petitioner: listed on the page of the matter, handed out as PDF."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lianxin.cases import book as books
from lianxin.cases.reading import bearers
from lianxin.cases.reading.queries import CaseView
from lianxin.documents import papers
from lianxin.files.downloads import headers
from lianxin.files.kinds import MEDIA_TYPES
from lianxin.people import rate_limits
from lianxin.rules.actor import Actor
from lianxin.web import clock, dates, names


@dataclass(frozen=True, slots=True)
class ResidentPaper:
    """A paper of the matter: what it is called, how far it is, and where to fetch it, if there."""

    name: str
    serial: str
    said: str
    url: str = ""


def listed(code: str, view: CaseView, bearer: Actor, *, at: datetime) -> list[ResidentPaper]:
    """Return the papers that went out, oldest first, then those that are signed and on their way."""
    lines = [
        ResidentPaper(
            names.of(paper.zh, paper.en),
            paper.serial,
            _("%(day)s送达") % {"day": dates.day(paper.delivered_at, now=at)}
            if paper.delivered_at
            else _("已送达"),
            reverse("follow_paper", args=[code, paper.entry, paper.code]),
        )
        for paper in papers.listed(bearer, view.state.number, at=at)
    ]
    waiting = [paper for paper in view.state.documents if paper.state == "issued"]
    return [
        *lines,
        *(
            ResidentPaper(names.document(document.code), "", _("已签发，待送达"))
            for document in waiting
        ),
    ]


@require_safe
def paper(request: HttpRequest, code: str, entry: int, document: str) -> HttpResponse:
    """Hand out a paper that was delivered; any other is a page that is not there."""
    at = clock.now()
    bearer = bearers.bearer(code, address=rate_limits.address(request), at=at)
    books.fresh()
    made = papers.printed(bearer, bearer.case, document, form="pdf", at=at, entry=entry)
    return HttpResponse(made.content, headers=headers(made.name, MEDIA_TYPES["pdf"]))
