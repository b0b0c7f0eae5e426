"""The ledger's tables, as Django sees them; rows are written and read with SQL of our own.

Entries, heads and seals are unmanaged: the first migration makes them with SQL because Django
knows neither partitions nor xid8, and because emptying a test database must not touch them.
"""

from django.db import models
from django.db.models.functions import Now
from typing_extensions import override


class Entry(models.Model):
    """One fact of one stream, chained to the one before; never altered (docs/decisions/0002).

    The table also has `tx` (xid8), the writing transaction, which readers in commit order use.
    """

    pk = models.CompositePrimaryKey("stream", "sequence")
    stream = models.UUIDField()
    sequence = models.IntegerField()
    family = models.TextField()
    fact = models.TextField()
    at = models.DateTimeField()
    person = models.TextField()
    post = models.TextField()
    body = models.TextField()
    command = models.UUIDField()
    payload = models.TextField()
    payload_digest = models.BinaryField()
    previous = models.BinaryField()
    digest = models.BinaryField()

    class Meta:
        managed = False
        db_table = "ledger_entry"

    @override
    def __str__(self) -> str:
        return f"{self.family} {self.stream}/{self.sequence} {self.fact}"


class Head(models.Model):
    """The last entry of a stream that the journal writes; its row lock gives the order.

    Cases keep their head on the case row instead.
    """

    stream = models.UUIDField(primary_key=True)
    sequence = models.IntegerField()
    digest = models.BinaryField()

    class Meta:
        managed = False
        db_table = "ledger_head"

    @override
    def __str__(self) -> str:
        return f"{self.stream}/{self.sequence}"


class Seal(models.Model):
    """A day's signature over the heads of all streams that changed since the seal before."""

    number = models.IntegerField(primary_key=True)
    day = models.DateField(unique=True)
    root = models.BinaryField()
    previous = models.BinaryField()
    digest = models.BinaryField()
    signature = models.BinaryField()
    public_key = models.BinaryField()
    algorithm = models.TextField()
    leaves = models.IntegerField()
    made_at = models.DateTimeField()
    from_tx = models.BigIntegerField()
    until_tx = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "ledger_seal"

    @override
    def __str__(self) -> str:
        return f"{self.number} {self.day}"


class SealLeaf(models.Model):
    """One head under a seal, at its place in the Merkle tree."""

    pk = models.CompositePrimaryKey("seal", "position")
    seal = models.ForeignKey(Seal, on_delete=models.DO_NOTHING)
    position = models.IntegerField()
    stream = models.UUIDField()
    sequence = models.IntegerField()
    digest = models.BinaryField()

    class Meta:
        managed = False
        db_table = "ledger_seal_leaf"

    @override
    def __str__(self) -> str:
        return f"{self.stream}/{self.sequence}"


class SealBlock(models.Model):
    """The Merkle node over a thousand leaves of a seal, so that a proof need not read them all."""

    pk = models.CompositePrimaryKey("seal", "position")
    seal = models.ForeignKey(Seal, on_delete=models.DO_NOTHING)
    position = models.IntegerField()
    root = models.BinaryField()

    class Meta:
        managed = False
        db_table = "ledger_seal_block"

    @override
    def __str__(self) -> str:
        return f"{self.seal_id}/{self.position}"


class Outbox(models.Model):
    """A line for one reader about one entry; the reader deletes it when done.

    One that failed keeps its count, where it failed, and from when it may be tried again; one that
    failed too often stands aside since `aside_at`.
    """

    id = models.BigAutoField(primary_key=True)
    reader = models.TextField()
    stream = models.UUIDField()
    sequence = models.IntegerField()
    payload = models.TextField(default="", db_default="")
    made_at = models.DateTimeField(db_default=Now())
    tries = models.IntegerField(default=0, db_default=0)
    fault = models.TextField(default="", db_default="")
    due_at = models.DateTimeField(null=True)
    aside_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "ledger_outbox"
        indexes = (
            models.Index(fields=["reader", "id"], name="ledger_outbox_reader"),
            models.Index(
                fields=["id"],
                condition=models.Q(aside_at__isnull=False),
                name="ledger_outbox_aside",
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.reader}: {self.stream}/{self.sequence}"


class Cursor(models.Model):
    """How far a reader in commit order has come."""

    reader = models.TextField(primary_key=True)
    tx = models.BigIntegerField()
    stream = models.UUIDField()
    sequence = models.IntegerField()

    class Meta:
        db_table = "ledger_cursor"

    @override
    def __str__(self) -> str:
        return f"{self.reader}: {self.tx}"
