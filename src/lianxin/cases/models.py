"""Case rows: projections of the ledger, written by the door alone (a trigger refuses all else)."""

from django.db import models
from typing_extensions import override


class Case(models.Model):
    """One matter as it stands. `state` is the fold of its facts; the columns are for finding it.

    `sequence` and `head` are those of its last entry; `shut` names bodies (`b:`) and persons (`p:`)
    to whom it is invisible; `due_at` is the earliest moment somebody owes something (the year 9999
    when nobody does), `ring_at` when the loops must look. All moments UTC.
    """

    id = models.UUIDField(primary_key=True)
    number = models.TextField(unique=True)
    query_key = models.BinaryField(unique=True)
    stage = models.TextField()
    phase = models.TextField()
    is_open = models.BooleanField()
    kind = models.TextField()
    channel = models.TextField()
    category = models.TextField(null=True)  # noqa: DJ001 - not yet said is not the empty code
    area_path = models.TextField()
    centre = models.TextField(null=True)  # noqa: DJ001 - there may be none
    registrar_body = models.TextField()
    lead = models.TextField(null=True)  # noqa: DJ001 - there may be none
    last_lead = models.TextField(null=True)  # noqa: DJ001 - there may be none
    risk = models.TextField(null=True)  # noqa: DJ001 - not coloured yet
    progress = models.TextField(null=True)  # noqa: DJ001 - not classed yet
    urgent = models.BooleanField()
    procedure = models.TextField()
    version = models.TextField()
    shut = models.TextField(null=True)  # noqa: DJ001 - null for nearly all, so an index can skip
    title = models.UUIDField()
    external_id = models.TextField(null=True)  # noqa: DJ001 - there may be none
    registered_at = models.DateTimeField()
    due_at = models.DateTimeField()
    ring_at = models.DateTimeField(null=True)
    provisional = models.BooleanField()
    sequence = models.IntegerField()
    head = models.BinaryField()
    state = models.TextField()
    # Rows that code of before this column writes beside a newer one are of the oldest version.
    fold_version = models.IntegerField(db_default=0)

    class Meta:
        db_table = "cases_case"
        # The id is ordered by time, so it serves as "newest first" too.
        indexes = (
            models.Index(fields=("last_lead", "id"), name="case_by_last_lead"),
            models.Index(
                fields=("last_lead", "due_at", "id"),
                condition=models.Q(is_open=True),
                name="case_open_by_last_lead",
            ),
            models.Index(
                fields=("registrar_body", "id"),
                condition=models.Q(last_lead__isnull=True),
                name="case_not_sent_by_registrar",
            ),
            models.Index(
                fields=("due_at", "id"), condition=models.Q(is_open=True), name="case_open_by_due"
            ),
            models.Index(
                fields=("stage", "id"), condition=models.Q(is_open=True), name="case_open_by_stage"
            ),
            models.Index(
                fields=("ring_at",),
                condition=models.Q(ring_at__isnull=False),
                name="case_ring",
            ),
            models.Index(
                fields=("id",), condition=models.Q(provisional=True), name="case_provisional"
            ),
        )

    @override
    def __str__(self) -> str:
        return self.number


class Leg(models.Model):
    """One body's part in a case; the database allows one open lead leg.

    `beside`: the body is not the one that leads, or led last, so that only this leg gives it sight.
    """

    pk = models.CompositePrimaryKey("case", "n")
    case = models.UUIDField()
    n = models.IntegerField()
    body = models.TextField()
    role = models.TextField()
    instrument = models.TextField()
    state = models.TextField()
    is_open = models.BooleanField()
    opened_at = models.DateTimeField()
    beside = models.BooleanField()

    class Meta:
        db_table = "cases_leg"
        constraints = (
            models.UniqueConstraint(
                fields=("case",),
                condition=models.Q(role="lead", is_open=True),
                name="one_open_lead_leg",
            ),
        )
        indexes = (
            models.Index(
                fields=("body", "case"), condition=models.Q(beside=True), name="leg_beside_by_body"
            ),
            models.Index(
                fields=("body", "case"), condition=models.Q(is_open=True), name="leg_open_by_body"
            ),
            models.Index(
                fields=("case",), condition=models.Q(state="objected"), name="leg_objected"
            ),
        )

    @override
    def __str__(self) -> str:
        return f"{self.case} {self.n}"


class Party(models.Model):
    """Who has a part in a case: petitioner (`p:`), account (`a:`), post to sign (`s:`), body (`b:`).

    Marks by which lists find a case (`m:`) stand here too; they let nobody see it.
    """

    pk = models.CompositePrimaryKey("case", "who", "role")
    case = models.UUIDField()
    who = models.TextField()
    role = models.TextField()

    class Meta:
        db_table = "cases_party"
        indexes = (models.Index(fields=("who", "case"), name="party_by_who"),)

    @override
    def __str__(self) -> str:
        return f"{self.case} {self.role}"


class Key(models.Model):
    """An idempotency key of a caller: what was asked with it, and the entry it left."""

    pk = models.CompositePrimaryKey("caller", "key")
    caller = models.TextField()
    key = models.TextField()
    asked = models.BinaryField()
    case = models.UUIDField()
    sequence = models.IntegerField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "cases_key"

    @override
    def __str__(self) -> str:
        return f"{self.caller} {self.key}"


class Folding(models.Model):
    """A fold version that this database came to; `done_at` once no row was of an older one."""

    version = models.IntegerField(primary_key=True)
    begun_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "cases_folding"

    @override
    def __str__(self) -> str:
        return str(self.version)
