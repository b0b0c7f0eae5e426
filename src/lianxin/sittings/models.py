"""Tables of sittings over many matters: who sits, what is on the agenda, what came of each item.

Codes and references only: titles are read from the cases by whoever may see them, texts lie in
`files`.
"""

from django.db import models
from typing_extensions import override


class Sitting(models.Model):
    """One sitting of a body over its area; closed, its content is what `digest` says.

    `reason` is why it was called off, if it was.
    """

    id = models.UUIDField(primary_key=True)
    kind = models.TextField()
    body = models.TextField()
    area = models.TextField()
    convener = models.TextField()
    meets_at = models.DateTimeField()
    place = models.TextField()
    quorum = models.IntegerField()
    convened_at = models.DateTimeField()
    minutes = models.TextField(default="")
    digest = models.TextField(default="")
    closed_at = models.DateTimeField(null=True)
    called_off_at = models.DateTimeField(null=True)
    reason = models.TextField(default="")

    class Meta:
        db_table = "sittings_sitting"
        indexes = (
            models.Index(fields=("body", "-meets_at"), name="sitting_of_body"),
            models.Index(fields=("meets_at",), name="sitting_by_meeting"),
        )

    @override
    def __str__(self) -> str:
        return f"{self.kind} {self.body}"


class Seat(models.Model):
    """One person's seat; `n` is the order of signing."""

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="seats")
    n = models.IntegerField()
    person = models.TextField()
    post = models.TextField(default="")
    role = models.TextField()
    attended = models.BooleanField(default=False)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "sittings_seat"
        constraints = (models.UniqueConstraint(fields=("sitting", "person"), name="one_seat_each"),)
        indexes = (models.Index(fields=("person",), name="seat_of_person"),)

    @override
    def __str__(self) -> str:
        return f"{self.role} {self.person}"


class Item(models.Model):
    """One matter on the agenda, with what was decided and whether its case has taken it.

    `state`: open (nothing decided), put_off (`decision` says why), decided (not yet sent), sent (not yet taken), taken, refused.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.PROTECT, related_name="items")
    n = models.IntegerField()
    number = models.TextField()
    village = models.TextField(default="")
    analysis = models.TextField(default="")
    decision = models.TextField(default="")
    body = models.TextField(default="")
    person = models.TextField(default="")
    due = models.DateTimeField(null=True)
    state = models.TextField(default="open")
    refused = models.TextField(default="")

    class Meta:
        db_table = "sittings_item"
        constraints = (models.UniqueConstraint(fields=("sitting", "n"), name="one_item_each"),)

    @override
    def __str__(self) -> str:
        return f"{self.n} {self.number}"
