"""Pictures and papers that come with a form: stored at once, named again by a signed list."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lianxin.files import attachments
from lianxin.files.attachments import UnableToOpen, UnableToStore
from lianxin.files.kinds import REASONS

MOST = 9
SALT = "lianxin.web.attaching"
KEPT = 7 * 24 * 3600  # seconds a draft's files can still be named
File = tuple[str, str]
"""Its id and its name."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The files a form now has, what is wrong with others, and whether one was only thrown out."""

    files: tuple[File, ...]
    faults: tuple[str, ...]
    again: bool


def chosen(request: HttpRequest, name: str, *, at: datetime) -> Chosen:
    """Return the files that a form carried and those newly chosen, without those thrown out."""
    thrown = request.POST.getlist("drop")
    kept = [file for file in opened(request.POST.get("files", "")) if file[0] not in thrown]
    new, faults = take(request.FILES.getlist(name), room=MOST - len(kept), at=at)
    return Chosen((*kept, *new), tuple(faults), bool(thrown))


def take(
    files: Sequence["UploadedFile[bytes]"], *, room: int, at: datetime
) -> tuple[list[File], list[str]]:
    """Store as many files as there is room for; return them and what to say of each other one."""
    taken, faults = [], []
    if len(files) > room:
        faults.append(_("最多%(most)s个文件，后面的没有收下。") % {"most": MOST})
    for file in files[:room]:
        name = file.name or ""
        try:
            stored = attachments.store(file, name=name)
            taken.append((str(attachments.keep(stored, at=at)), stored.name))
        except UnableToStore as no:
            faults.append(_("“%(name)s”没有收下：%(why)s") % {"name": name, "why": why(no.reason)})
        except UnableToOpen:
            faults.append(_("“%(name)s”没有收下，请再选一次。") % {"name": name})
    return taken, faults


def signed(files: Iterable[File]) -> str:
    """Return a list of files that a form can carry and nobody can change."""
    listed = list(files)
    return signing.dumps(listed, salt=SALT) if listed else ""


def opened(token: str) -> list[File]:
    """Return the files that a form carried; none where it was changed or is too old."""
    try:
        listed = signing.loads(token, salt=SALT, max_age=KEPT) if token else []
    except signing.BadSignature:
        return []
    return [(str(id_), str(name)) for id_, name in listed]


def why(reason: str) -> str:
    """Return why a file was not taken, in the language of the page."""
    if reason == "too_large":
        return _("文件超过20 MB")
    zh, en = REASONS[reason]
    return en if (get_language() or "").startswith("en") else zh
