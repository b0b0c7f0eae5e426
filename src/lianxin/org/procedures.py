"""Versions of procedures: put in force, kept for good, looked up by digest."""

from collections.abc import Mapping
from datetime import datetime

from django.db import models, transaction

from lianxin.ledger.journal import stream_of
from lianxin.ledger.record import Author, Change, put
from lianxin.org import versions
from lianxin.org.models import ProcedureUse, ProcedureVersion
from lianxin.rules.procedures import Procedure


@transaction.atomic
def activate(
    procedure: Procedure, *, text: str, base: str | None, at: datetime, by: Author
) -> bool:
    """Make a compiled version the one that new cases start with; tells whether that is a change.

    `base` is the digest of the version it extends, which must be kept already. Cases under way
    keep the version they have.
    """
    kept = ProcedureVersion.objects.filter(code=procedure.code)
    version = kept.filter(digest=procedure.digest).first()
    if version is not None and version.is_current:
        return False
    kept.filter(is_current=True).update(is_current=False)
    if version is not None:
        kept.filter(digest=procedure.digest).update(is_current=True, activated_at=at)
    else:
        _keep(procedure, text=text, base=base, at=at)
    payload = {
        "procedure": procedure.code,
        "digest": procedure.digest,
        "base": base,
        "edition": procedure.edition,
    }
    stream = stream_of("procedure", procedure.code)
    put(Change("procedure", stream, "procedure_activated", payload), at=at, by=by)
    versions.bump("procedures")
    return True


def procedure_text(digest: str) -> str | None:
    """Return a version's text as written; None if no such version was ever in force."""
    return ProcedureVersion.objects.filter(pk=digest).values_list("text", flat=True).first()


def base_of(digest: str) -> str | None:
    """Return the digest of the version that a version extends, if any."""
    return ProcedureVersion.objects.filter(pk=digest).values_list("base", flat=True).first()


def current() -> dict[str, str]:
    """Return the digest of the current version by procedure code."""
    return dict(ProcedureVersion.objects.filter(is_current=True).values_list("code", "digest"))


@transaction.atomic
def use(uses: Mapping[tuple[str, str], str], *, at: datetime, by: Author) -> bool:
    """Say which procedure new cases of a (kind, channel) start with; tells whether any changed."""
    uses_now = {
        (kind, channel): procedure
        for kind, channel, procedure in ProcedureUse.objects.values_list(
            "kind", "channel", "procedure"
        )
    }
    new = {key: code for key, code in uses.items() if uses_now.get(key) != code}
    if not new:
        return False
    ProcedureUse.objects.bulk_create(
        [
            ProcedureUse(kind=kind, channel=channel, procedure=new[kind, channel])
            for kind, channel in new
        ],
        update_conflicts=True,
        unique_fields=["kind", "channel"],
        update_fields=["procedure"],
    )
    rows = [[kind, channel, code] for (kind, channel), code in sorted(new.items())]
    change = Change("procedure", stream_of("procedure", "*"), "procedure_uses_set", {"rows": rows})
    put(change, at=at, by=by)
    versions.bump("procedures")
    return True


def _keep(procedure: Procedure, *, text: str, base: str | None, at: datetime) -> None:
    ProcedureVersion.objects.create(
        digest=procedure.digest,
        code=procedure.code,
        edition=procedure.edition,
        text=text,
        base_id=base,
        label=procedure.label.model_dump(),
        activated_at=at,
        is_current=True,
    )


def kept(code: str) -> list[tuple[str, str, datetime, bool]]:
    """Return the versions of a procedure: digest, edition, since when in force (UTC), whether now."""
    rows = ProcedureVersion.objects.filter(code=code).order_by("-activated_at", "digest")
    return list(rows.values_list("digest", "edition", "activated_at", "is_current"))


def counted() -> dict[str, int]:
    """Return how many versions of each procedure are kept, by code, in one query."""
    rows = ProcedureVersion.objects.values("code").annotate(n=models.Count("pk"))
    return dict(rows.values_list("code", "n"))
