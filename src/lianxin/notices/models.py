"""Tables of notices: codes and numbers only. What tells who somebody is lies sealed or digested."""

import uuid

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


class Message(models.Model):
    """A short message on its way to a telephone, sealed; deleted when it was carried or is too old."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    phone_sealed = models.BinaryField()
    text_sealed = models.BinaryField()
    made_at = models.DateTimeField()
    good_until = models.DateTimeField()

    class Meta:
        db_table = "notices_message"
        indexes = (models.Index(fields=("made_at",), name="message_by_age"),)

    @override
    def __str__(self) -> str:
        return str(self.id)


class PhoneCode(models.Model):
    """The last code of a telephone number; number and code are kept as keyed digests alone."""

    phone_key = models.BinaryField(primary_key=True)
    digest = models.BinaryField()
    tries = models.IntegerField()
    good_until = models.DateTimeField()

    class Meta:
        db_table = "notices_phone_code"

    @override
    def __str__(self) -> str:
        return f"{self.tries} of a code until {self.good_until}"
