"""Tables that figures are counted from: made from the ledger alone, so they can be made again.

Every row names the entry it rests on: `case` is the stream, `…sequence` the place in it. The group
columns are as they were when it happened. All moments UTC.
"""

from django.db import models
from typing_extensions import override


class Grouped(models.Model):
    """What a figure may be grouped by; an empty text stands for what was not said."""

    body = models.TextField(default="")
    area = models.TextField(default="")
    category = models.TextField(default="")
    channel = models.TextField()
    kind = models.TextField()

    class Meta:
        abstract = True


class Matter(Grouped):
    """What the reader must remember of a case to place its next entry; `body` is the handling one."""

    case = models.UUIDField(primary_key=True)
    number = models.TextField()
    centre = models.TextField()
    version = models.TextField()
    span = models.IntegerField()
    is_open = models.BooleanField()

    class Meta:
        db_table = "figures_matter"

    @override
    def __str__(self) -> str:
        return self.number


class Act(Grouped):
    """Something that was done: registered, dispatched, returned, concluded, reopened, asked, ….

    `word` is the petitioner's rating, or `unreached` (empty for a confirmation without one); of a
    conclusion `simple` or `complex`; of a supervision its trigger; of a step of a track the step.
    `level` is the area level at which a matter was concluded: grid, village, township.
    """

    pk = models.CompositePrimaryKey("case", "sequence", "act")
    case = models.UUIDField()
    sequence = models.IntegerField()
    act = models.TextField()
    at = models.DateTimeField()
    word = models.TextField(default="")
    level = models.TextField(default="")
    is_solved = models.BooleanField(default=False)

    class Meta:
        db_table = "figures_act"
        indexes = (models.Index(fields=("act", "at"), name="figures_act_at"),)

    @override
    def __str__(self) -> str:
        return f"{self.case}/{self.sequence} {self.act}"


class Clock(Grouped):
    """A clock that a figure counts: `role` is answer, assign or task, `n` its place among its code's.

    The code of a task's clock names the task too (`call_in:task-3`), and `body` is who owes it.

    `ending` is empty while it runs, `met` by one of its own stops, `other` by anything else (the
    matter withdrawn, merged, moved, begun anew).
    """

    pk = models.CompositePrimaryKey("case", "code", "n")
    case = models.UUIDField()
    code = models.TextField()
    n = models.IntegerField()
    role = models.TextField()
    due = models.DateTimeField(null=True)
    ending = models.TextField(default="")
    is_late = models.BooleanField(default=False)
    stopped_at = models.DateTimeField(null=True)
    sequence = models.IntegerField()

    class Meta:
        db_table = "figures_clock"
        indexes = (models.Index(fields=("role", "due"), name="figures_clock_due"),)

    @override
    def __str__(self) -> str:
        return f"{self.case} {self.code} {self.n}"


class Span(Grouped):
    """A time in which a matter awaited its conclusion; each reopening begins another.

    `ending` is empty while it lasts, `concluded`, or the phase that ended it otherwise.
    """

    pk = models.CompositePrimaryKey("case", "n")
    case = models.UUIDField()
    n = models.IntegerField()
    opened_at = models.DateTimeField()
    opened_sequence = models.IntegerField()
    closed_at = models.DateTimeField(null=True)
    closed_sequence = models.IntegerField(null=True)
    ending = models.TextField(default="")

    class Meta:
        db_table = "figures_span"
        indexes = (models.Index(fields=("closed_at", "opened_at"), name="figures_span_closed"),)

    @override
    def __str__(self) -> str:
        return f"{self.case} {self.n}"
