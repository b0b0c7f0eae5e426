"""What keeps guessing slow: how often somebody asked, and how often a log-in failed."""

from django.db import models
from typing_extensions import override


class Visit(models.Model):
    """How often one asker did one thing in one stretch of time; who it was is kept hashed."""

    pk = models.CompositePrimaryKey("asker", "since")
    asker = models.BinaryField()
    since = models.DateTimeField()
    visits = models.IntegerField()

    class Meta:
        db_table = "api_visit"
        indexes = (models.Index(fields=("since",), name="visit_by_time"),)

    @override
    def __str__(self) -> str:
        return f"{self.since}: {self.visits}"


class LoginTry(models.Model):
    """How often a log-in under a name failed in a row, and when the last one that counted was."""

    name_key = models.BinaryField(primary_key=True)
    tries = models.IntegerField()
    tried_at = models.DateTimeField()

    class Meta:
        db_table = "api_login_try"

    @override
    def __str__(self) -> str:
        return f"{self.tried_at}: {self.tries}"
