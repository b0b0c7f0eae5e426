"""The minutes of a sitting as a file: PDF or Word, a draft until the sitting is closed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from lianxin.documents.papers import Form
from lianxin.documents.sitting_minutes import minutes_paper
from lianxin.files.downloads import headers
from lianxin.files.kinds import MEDIA_TYPES
from lianxin.sittings.minutes import minutes
from lianxin.web.desk.session import Desk, officer


@require_safe
@officer
def paper(request: HttpRequest, desk: Desk, id_: UUID, form: Form) -> HttpResponse:
    """Hand out the minutes, of the agenda what the reader may see; 404 for any other."""
    contents = minutes(id_, actor=desk.actor, at=desk.at)
    made = minutes_paper(contents, at=desk.at, form=form)
    return HttpResponse(made.content, headers=headers(made.name, MEDIA_TYPES[form]))
