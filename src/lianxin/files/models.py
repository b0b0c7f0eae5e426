"""Texts and attachments; the ledger holds their ids and salted digests only.

A trigger lets a row change in one way alone: its content is destroyed once (redaction).
"""

from typing import ClassVar

from django.db import models
from typing_extensions import override


class Text(models.Model):
    """A title, statement, note or answer. `digest` = SHA-256 of salt ‖ UTF-8 body."""

    KINDS: ClassVar[list[tuple[str, str]]] = [("prose", "prose"), ("personal", "personal")]

    id = models.UUIDField(primary_key=True)
    kind = models.TextField(choices=KINDS)
    salt = models.BinaryField(null=True)
    # Empty and destroyed are not the same, so the body is null once it is redacted.
    body = models.TextField(null=True)  # noqa: DJ001 - see the line above
    digest = models.BinaryField()
    redacted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "files_text"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=["prose", "personal"]), name="files_text_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(redacted_at=None, body__isnull=False, salt__isnull=False)
                | models.Q(redacted_at__isnull=False, body=None, salt=None),
                name="files_text_whole_or_redacted",
            ),
        )

    @override
    def __str__(self) -> str:
        return str(self.id)


class Attachment(models.Model):
    """A file somebody handed in. `mark` = SHA-256 of salt ‖ `digest`, the form the ledger holds.

    The bytes lie under LIANXIN_HOME/files by `digest`, once, however many rows name them.
    """

    id = models.UUIDField(primary_key=True)
    kind = models.TextField()
    size = models.BigIntegerField()
    mark = models.BinaryField()
    salt = models.BinaryField(null=True)
    digest = models.BinaryField(null=True)
    # Null once redacted: a file name may say who handed it in.
    name = models.TextField(null=True)  # noqa: DJ001 - see the line above
    redacted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "files_attachment"
        indexes = (
            models.Index(
                fields=["digest"],
                name="files_attachment_digest",
                condition=models.Q(digest__isnull=False),
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    redacted_at=None, digest__isnull=False, salt__isnull=False, name__isnull=False
                )
                | models.Q(redacted_at__isnull=False, digest=None, salt=None, name=None),
                name="files_attachment_whole_or_redacted",
            ),
        )

    @override
    def __str__(self) -> str:
        return str(self.id)
