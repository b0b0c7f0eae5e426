"""The minutes of a sitting as a file: PDF or Word, a draft until the sitting is closed."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lianxin.documents.of_sittings import minutes_paper
from lianxin.sittings.minutes import minutes
from lianxin.web.desk.entry import Desk, officer

MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@require_safe
@officer
def paper(
    request: HttpRequest, desk: Desk, id_: UUID, form: Literal["pdf", "docx"]
) -> HttpResponse:
    """Hand out the minutes, of the agenda what the reader may see; 404 for any other."""
    told = minutes(id_, actor=desk.actor, at=desk.at)
    answer = HttpResponse(minutes_paper(told, at=desk.at, form=form), content_type=MEDIA[form])
    answer["Content-Disposition"] = f'attachment; filename="minutes-{id_}.{form}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cache-Control"] = "no-store"
    return answer
