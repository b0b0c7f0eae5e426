"""Makes the papers that facts ask for, after the commit: numbers follow the order of the ledger."""

import logging
from datetime import datetime

from django.db import transaction

from lianxin.cases import book as books
from lianxin.cases.door.refolding import folded
from lianxin.documents import templates_in_force
from lianxin.documents.facts_until import happened
from lianxin.documents.layout import Lacking
from lianxin.documents.making import make
from lianxin.documents.pdf import Unprintable
from lianxin.documents.which_papers import sheets
from lianxin.ledger import outbox, reading
from lianxin.ledger.outbox import Taken

READER = "documents"
BATCH = 20

_log = logging.getLogger(__name__)


def take(at: datetime, *, limit: int = BATCH) -> int:
    """Make the papers of the next lines; returns how many lines were taken.

    Safe to run twice at once and again after a death: a paper is made once. One that cannot be
    made yet is made when somebody reads it, who is then told what it lacks.
    """
    return outbox.drain(READER, lambda line: _make(line, at), at=at, limit=limit)


def _make(line: Taken, at: datetime) -> None:
    entries = reading.entries(line.stream)
    fold = folded(line.stream, entries)
    assert fold is not None, "a line stands for an entry"
    templates = [source.template for source in templates_in_force.current().values()]
    for sheet in sheets(happened(entries), fold[0], templates):
        # A later entry has a line of its own; made early its serial would come before its turn.
        if not sheet.entry or sheet.entry > line.sequence:
            continue
        try:
            # A savepoint a line: what one line half wrote goes back, the lines before it stay.
            with transaction.atomic():
                make(entries, sheet, book=books.fresh(), at=at)
        except (Lacking, Unprintable) as no:
            _log.warning("%s of %s could not be made: %s", sheet.document, line.stream, no)
