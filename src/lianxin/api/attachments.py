"""Attachments: taken in before the case that names them, given out to who may see that case."""

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from ninja import Router

from lianxin.api import answers, fresh, shapes
from lianxin.api.access import CallerRequest, access
from lianxin.api.documents import BINARY, download, problems
from lianxin.api.giving import numbered
from lianxin.api.language import language
from lianxin.api.problems import Code, FieldFault, Problem
from lianxin.cases.reading import history
from lianxin.files import attachments, downloads
from lianxin.files.attachments import LIMIT, UnableToOpen, UnableToStore
from lianxin.files.kinds import REASONS

MULTIPART = "multipart/form-data"
FIELD = "file"
AROUND = 64 * 1024
"""What the boundaries and headers of a multipart body may take beside the file."""
_UPLOAD = {
    "requestBody": {
        "required": True,
        "content": {
            MULTIPART: {
                "schema": {
                    "type": "object",
                    "properties": {FIELD: BINARY},
                    "required": [FIELD],
                    "additionalProperties": False,
                }
            }
        },
    }
}
router = Router(tags=["attachments"])


@router.post(
    "/attachments",
    auth=access("register", "command"),
    response={201: shapes.Stored, **problems(400, 401, 403, 413, 415, 422, 503)},
    openapi_extra=_UPLOAD,
    summary="Hand in a file",
)
def store(request: CallerRequest) -> HttpResponse:
    """Put a file away; it is seen by nobody until a case names its id."""
    file = _uploaded(request)
    try:
        stored = attachments.store(file, name=file.name or "")
        id_ = attachments.keep(stored, at=request.auth.at)
    except UnableToStore as no:
        raise _refused(no.reason, request) from None
    except UnableToOpen:
        # The last other holder of the same bytes was redacted this moment: store it anew.
        raise Problem("unavailable", after=1) from None
    receipt = {"id": str(id_), "kind": stored.kind, "size": stored.size}
    return answers.json_answer(receipt, status=201)


@router.get(
    "/cases/{number}/attachments/{attachment}",
    auth=access("read"),
    response={200: None, **problems(401, 403, 404, 503)},
    openapi_extra=download("the file, for download only"),
    summary="Hand out a file",
)
def fetch(request: CallerRequest, number: str, attachment: str) -> HttpResponseBase:
    """Return a file that an entry of the case names, to a caller who sees that entry."""
    caller = request.auth
    fresh.book(caller.versions)
    opened = history.attached(caller.actor, numbered(number), attachment, at=caller.at)
    return downloads.response(opened.file, opened.headers)


def _uploaded(request: HttpRequest) -> "UploadedFile[bytes]":
    if request.content_type != MULTIPART:
        raise Problem("media_unsupported", errors=[FieldFault("header:Content-Type", MULTIPART)])
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isdecimal() and int(length) > LIMIT + AROUND:
        raise _too_large()
    try:
        files = request.FILES
    except RequestDataTooBig:
        raise _too_large() from None
    except (MultiPartParserError, SuspiciousOperation, UnreadablePostError):
        raise Problem("malformed") from None
    unknown = (set(files) | set(request.POST)) - {FIELD}
    uploads = files.getlist(FIELD)
    if unknown or len(uploads) != 1 or FIELD in request.POST:
        raise Problem(
            "invalid",
            errors=[
                FieldFault(
                    f"/{FIELD}", "exactly one file, nothing else", "只能有一个文件，没有别的"
                )
            ],
        )
    file: UploadedFile[bytes] = uploads[0]
    return file


def _refused(reason: str, request: HttpRequest) -> Problem:
    if reason == "too_large":
        return _too_large()
    reason_shown = REASONS[reason][0 if language(request) == "zh" else 1]
    code: Code = "invalid" if reason == "empty" else "media_unsupported"
    return Problem(code, errors=[FieldFault(f"/{FIELD}", reason_shown)])


def _too_large() -> Problem:
    return Problem("too_large", most="20 MB")
