"""Tables of messages to telephones. What tells who somebody is lies sealed or digested.

The tables keep the names they were founded with, when notices and messages were one package.
"""

import uuid

from django.db import models
from typing_extensions import override


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
