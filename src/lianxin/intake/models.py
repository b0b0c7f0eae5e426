"""Imports that somebody asked for on a page: how far each is, and what came of it."""

from django.db import models
from typing_extensions import override

WAITING, RUNNING, STOPPING = "waiting", "running", "stopping"
STOPPED, DONE, FAILED = "stopped", "done", "failed"


class Import(models.Model):
    """A file whose rows become cases. Of its content nothing lies here but counts and reasons.

    `called` is the file's name as it was sent, `kept` that of its copy until the import is over.
    """

    id = models.UUIDField(primary_key=True)
    called = models.TextField()
    kept = models.TextField()
    channel = models.TextField(default="")
    person = models.TextField()
    asked_at = models.DateTimeField()
    state = models.TextField(default=WAITING)
    tries = models.IntegerField(default=0)
    total = models.IntegerField(default=0)
    done = models.IntegerField(default=0)
    new = models.IntegerField(default=0)
    again = models.IntegerField(default=0)
    rejected = models.IntegerField(default=0)
    unrouted = models.IntegerField(default=0)
    unused = models.JSONField(default=list)
    unknown = models.JSONField(default=list)
    faults = models.JSONField(default=list)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "intake_import"
        indexes = (
            models.Index(
                fields=("asked_at",),
                condition=models.Q(state__in=("waiting", "running", "stopping")),
                name="import_to_do",
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.called}: {self.state}"
