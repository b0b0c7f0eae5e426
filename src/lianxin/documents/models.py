"""Versions of templates, the series of serials, and the papers that were made.

A trigger lets a paper change in one way alone: its content is destroyed once (redaction).
"""

from django.db import models
from typing_extensions import override


class TemplateVersion(models.Model):
    """A template as it stood: kept for good once put in force, so that a paper can be explained."""

    digest = models.TextField(primary_key=True)
    code = models.TextField()
    edition = models.TextField()
    file = models.TextField()
    text = models.TextField()
    layout = models.TextField(default="")
    word = models.BinaryField(default=b"")
    activated_at = models.DateTimeField()
    is_current = models.BooleanField()

    class Meta:
        db_table = "documents_template"
        constraints = (
            models.UniqueConstraint(
                fields=("code",),
                condition=models.Q(is_current=True),
                name="one_current_template",
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.code} {self.edition}"


class Mark(models.Model):
    """The mark of a body in its serials (机关代字); a body without one writes its name."""

    body = models.TextField(primary_key=True)
    mark = models.TextField()

    class Meta:
        db_table = "documents_mark"

    @override
    def __str__(self) -> str:
        return self.mark


class Series(models.Model):
    """The last number given in a series of a body in a year; the row lock gives the order."""

    body = models.TextField()
    series = models.TextField()
    year = models.IntegerField()
    last = models.IntegerField()

    class Meta:
        db_table = "documents_series"
        constraints = (
            models.UniqueConstraint(fields=("body", "series", "year"), name="one_series"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.body} {self.series} {self.year}: {self.last}"


class Paper(models.Model):
    """A paper that was made: by which entry, under which serial, from which template.

    `content` is sealed: what was laid out, with the personal values and their masks. `sheet` is
    the PDF in `files`.
    """

    id = models.UUIDField(primary_key=True)
    case = models.UUIDField()
    document = models.TextField()
    entry = models.IntegerField()
    template = models.ForeignKey(
        TemplateVersion, on_delete=models.PROTECT, db_column="template", related_name="+"
    )
    body = models.TextField()
    series = models.TextField(default="")
    year = models.IntegerField()
    n = models.IntegerField(null=True)
    serial = models.TextField(default="")
    made_at = models.DateTimeField()
    content = models.BinaryField(null=True)
    sheet = models.UUIDField()

    class Meta:
        db_table = "documents_paper"
        constraints = (
            models.UniqueConstraint(fields=("case", "document", "entry"), name="one_paper"),
            models.UniqueConstraint(
                fields=("body", "series", "year", "n"),
                condition=models.Q(n__isnull=False),
                name="one_serial",
            ),
        )

    @override
    def __str__(self) -> str:
        return self.serial or self.document
