"""Templates in force: loaded with a preset, kept for good, those that come with us where none is."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache

from django.db import models, transaction

from lianxin.documents.folders import Papers, shipped
from lianxin.documents.models import Mark, TemplateVersion
from lianxin.documents.templates import WordingSource, parse
from lianxin.ledger.journal import stream_of
from lianxin.ledger.record import Author, Change, put
from lianxin.org import versions as versions_of_book

FAMILY = "template"


def current() -> Mapping[str, WordingSource]:
    """Return the template in force of each document."""
    digests = dict(
        TemplateVersion.objects.filter(is_current=True).values_list("code", "digest").order_by()
    )
    # A county that brings no wording of its own still has every paper the law asks for.
    return {**shipped().sources, **{code: version(digest) for code, digest in digests.items()}}


@lru_cache(maxsize=500)
def version(digest: str) -> WordingSource:
    """Return a version that was kept; it never changes, so it is read once."""
    row = TemplateVersion.objects.get(pk=digest)
    template, faults = parse(row.text, file=row.file)
    assert template is not None, f"what is kept was checked: {faults}"
    return WordingSource(template, row.text, row.file, row.layout, bytes(row.word))


@transaction.atomic
def activate(papers: Papers, *, at: datetime, by: Author) -> int:
    """Put the templates and marks of a preset in force; returns how many changed."""
    changed = 0
    for code, source in sorted(papers.sources.items()):
        kept = TemplateVersion.objects.filter(code=code)
        if kept.filter(digest=source.digest, is_current=True).exists():
            continue
        # First this, then the new one: the table lets one version of a document be in force.
        kept.filter(is_current=True).update(is_current=False)
        keep(source, at=at)
        kept.filter(digest=source.digest).update(is_current=True, activated_at=at)
        payload = {
            "document": code,
            "digest": source.digest,
            "edition": source.template.edition,
        }
        put(Change(FAMILY, stream_of(FAMILY, code), "template_activated", payload), at=at, by=by)
        changed += 1
    if changed:
        # Pages name papers by these labels: every process reads its book, and them, anew.
        versions_of_book.bump("templates")
    for body, mark in papers.marks.items():
        Mark.objects.update_or_create(body=body, defaults={"mark": mark})
    return changed


def keep(source: WordingSource, *, at: datetime) -> str:
    """Keep a version for good, if it is not kept yet; returns its digest."""
    TemplateVersion.objects.get_or_create(
        digest=source.digest,
        defaults={
            "code": source.template.code,
            "edition": source.template.edition,
            "file": source.file,
            "text": source.text,
            "layout": source.layout,
            "word": source.word,
            "activated_at": at,
            "is_current": False,
        },
    )
    return source.digest


def of(code: str, digest: str) -> WordingSource | None:
    """Return a version of a document that was kept; None where there is none such."""
    is_kept = TemplateVersion.objects.filter(pk=digest, code=code).exists()
    return version(digest) if is_kept else None


def versions(code: str) -> list[tuple[str, str, datetime, bool]]:
    """Return the versions of a document: digest, edition, since when (UTC), whether in force."""
    rows = TemplateVersion.objects.filter(code=code).order_by("-activated_at", "digest")
    return list(rows.values_list("digest", "edition", "activated_at", "is_current"))


def counted() -> dict[str, int]:
    """Return how many versions of each document are kept, by code, in one query."""
    rows = TemplateVersion.objects.values("code").annotate(n=models.Count("pk"))
    return dict(rows.values_list("code", "n"))
