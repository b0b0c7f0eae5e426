"""Loads a preset with its papers: everything is checked together, and all or nothing is loaded."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from lianxin.cases import presets
from lianxin.documents import kept
from lianxin.documents.folders import Papers, gather
from lianxin.org.faults import Fault, Faults
from lianxin.org.models import Body
from lianxin.org.record import Author
from lianxin.people.org_load import Loaded


def load(preset: str | Path, *, at: datetime, by: Author) -> Loaded:
    """Load a preset by code or folder, its templates and marks with it.

    Raises Faults with everything that is wrong in any of its files.
    """
    papers = gather(preset)
    with transaction.atomic():
        try:
            loaded = presets.load(preset, at=at, by=by)
        except Faults as wrong:
            raise Faults([*wrong.faults, *papers.faults]) from None
        _put(papers, at=at, by=by)
    return loaded


def load_papers(preset: str | Path, *, at: datetime, by: Author) -> int:
    """Load the templates and marks of a preset alone; returns how many templates changed.

    Raises Faults with everything that is wrong in them.
    """
    with transaction.atomic():
        return _put(gather(preset), at=at, by=by)


def _put(papers: Papers, *, at: datetime, by: Author) -> int:
    there = set(Body.objects.filter(pk__in=papers.marks).values_list("pk", flat=True))
    unknown = [
        Fault("documents/marks.csv", 0, "body", f"there is no body {one}")
        for one in papers.marks
        if one not in there
    ]
    if papers.faults or unknown:
        raise Faults([*papers.faults, *unknown])
    return kept.activate(papers, at=at, by=by)
