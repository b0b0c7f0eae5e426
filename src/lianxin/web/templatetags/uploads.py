"""What a field for files takes: told to the browser, which names any other file before it is sent."""

from dataclasses import dataclass

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lianxin.files import drops
from lianxin.files.kinds import EXTENSIONS
from lianxin.intake import running
from lianxin.web.manage import calendar, papers, procedure_files

register = template.Library()
PICTURES = "image/*,video/*,audio/*,.pdf,.doc,.docx,.xls,.xlsx,.pptx,.txt,.ofd"


@dataclass(frozen=True, slots=True)
class FieldFiles:
    """Files of a field: at most so many bytes each, by these endings; `accept` where it is wider."""

    largest: int
    kinds: tuple[str, ...]
    accept: str = ""


TAKEN = {
    "attachments": FieldFiles(
        drops.LARGEST, tuple(kind for kinds in EXTENSIONS.values() for kind in kinds), PICTURES
    ),
    "tables": FieldFiles(drops.LARGEST, ("csv", "xlsx", "geojson", "json")),
    "cases": FieldFiles(running.LARGEST, ("csv", "xlsx")),
    "days": FieldFiles(calendar.LONGEST, ("csv",)),
    "procedure": FieldFiles(procedure_files.LONGEST * 4, ("toml", "txt")),
    "paper": FieldFiles(papers.LONGEST, ("toml", "txt")),
}


@register.simple_tag
def takes(what: str) -> SafeString:
    """Return the attributes of a field that takes such files."""
    taken = TAKEN[what]
    large = _("超过%(most)s，请换小一点的：") % {"most": _size(taken.largest)}
    strange = _("这种文件收不了，请拍照或存成PDF：")
    if not taken.accept:
        kinds = _("、").join(kind.upper() for kind in taken.kinds)
        strange = _("这里只收%(kinds)s文件：") % {"kinds": kinds}
    return format_html(
        'accept="{}" data-largest="{}" data-too-large="{}" data-kinds="{}" data-wrong-kind="{}"',
        taken.accept or ",".join(f".{kind}" for kind in taken.kinds),
        taken.largest,
        large,
        " ".join(taken.kinds),
        strange,
    )


def _size(largest: int) -> str:
    return f"{largest >> 20} MB" if largest >= 1 << 20 else f"{largest // 1000} KB"
