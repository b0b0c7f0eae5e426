"""The table of notices: codes and numbers only."""

from django.db import models
from typing_extensions import override


class Notice(models.Model):
    """One fact told to one receiver: a body, one post of it, a person, or a standing in the case.

    Exactly one `to_` is filled. `case` is null where the fact is of no case (a calendar year that
    is missing); `about` then tells which. Made once for a fact and a receiver; `read_at` is set by
    whoever of the receiver reads first.
    """

    id = models.BigAutoField(primary_key=True)
    case = models.UUIDField(null=True)
    number = models.TextField(default="")
    to_body = models.TextField(default="")
    to_post = models.TextField(default="")
    to_person = models.TextField(default="")
    to_standing = models.TextField(default="")
    fact = models.TextField()
    about = models.TextField(default="")
    sequence = models.IntegerField()
    made_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notices_notice"
        constraints = (
            models.UniqueConstraint(
                fields=(
                    "case",
                    "sequence",
                    "fact",
                    "about",
                    "to_body",
                    "to_post",
                    "to_person",
                    "to_standing",
                ),
                name="told_once",
                nulls_distinct=False,
            ),
        )
        indexes = (
            models.Index(fields=("to_body", "-id"), name="notice_to_body"),
            models.Index(fields=("to_post", "-id"), name="notice_to_post"),
            models.Index(fields=("to_person", "-id"), name="notice_to_person"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.fact} {self.number}"
