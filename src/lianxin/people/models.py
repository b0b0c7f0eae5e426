"""Tables of people. What tells who a petitioner is lies sealed; officers are known by code."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from typing_extensions import override

from lianxin.org.models import Body, Keyed, Post


class Officer(Keyed):
    """A person of the preset or of a body, named by a code in every entry."""

    code = models.TextField(primary_key=True)
    zh = models.TextField()
    badge = models.TextField(default="")

    class Meta:
        db_table = "people_officer"


class Appointment(Keyed):
    """A person filling a post from a day to a day, both included; perhaps for an absent one.

    The table also refuses two overlapping appointments of one person to one post (its own migration).
    """

    person = models.ForeignKey(
        Officer, on_delete=models.PROTECT, db_column="person", related_name="+"
    )
    post = models.ForeignKey(Post, on_delete=models.PROTECT, db_column="post", related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    stands_in_for = models.ForeignKey(
        Officer, on_delete=models.PROTECT, db_column="stands_in_for", related_name="+", null=True
    )

    class Meta:
        db_table = "people_appointment"
        constraints = (
            models.UniqueConstraint(fields=("person", "post", "since"), name="one_appointment"),
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gte=models.F("since")),
                name="appointment_ends_after_it_begins",
            ),
        )


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by user name for Django's log-in."""


class Account(AbstractBaseUser):
    """A log-in. What it may do comes from the officer's posts, never from the account."""

    username = models.TextField(unique=True)
    officer = models.OneToOneField(
        Officer, on_delete=models.PROTECT, null=True, db_column="officer", related_name="+"
    )
    is_active = models.BooleanField(default=True)

    objects = AccountManager()

    USERNAME_FIELD = "username"

    class Meta:
        db_table = "people_account"


class SavedView(models.Model):
    """A list at the desk that an officer keeps under a name: which one, and its filters as typed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    officer = models.ForeignKey(
        Officer, on_delete=models.PROTECT, db_column="officer", related_name="+"
    )
    name = models.TextField()
    queue = models.TextField()
    asked = models.TextField(default="")

    class Meta:
        db_table = "people_saved_view"
        constraints = (
            models.UniqueConstraint(fields=("officer", "name"), name="one_view_per_name"),
        )

    @override
    def __str__(self) -> str:
        return self.name


class Token(Keyed):
    """A machine's key to the API, known only by the digest of its secret."""

    hash = models.TextField(primary_key=True)
    label = models.TextField()
    person = models.ForeignKey(
        Officer, on_delete=models.PROTECT, db_column="person", related_name="+"
    )
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, db_column="body", related_name="+"
    )
    verbs = ArrayField(models.TextField())
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "people_token"


class Petitioner(Keyed):
    """Who raised a case; sealed fields open with the people key, `_key` fields only compare."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name_sealed = models.BinaryField(null=True)
    phone_sealed = models.BinaryField(null=True)
    address_sealed = models.BinaryField(null=True)
    id_number_sealed = models.BinaryField(null=True)
    enterprise_sealed = models.BinaryField(null=True)
    phone_key = models.BinaryField(null=True)
    id_key = models.BinaryField(null=True)
    name_key = models.BinaryField(null=True)
    restricted_at = models.DateTimeField(null=True)
    redacted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "people_petitioner"
        indexes = (
            models.Index(
                fields=("phone_key",),
                condition=models.Q(phone_key__isnull=False),
                name="petitioner_by_phone",
            ),
            models.Index(
                fields=("id_key",),
                condition=models.Q(id_key__isnull=False),
                name="petitioner_by_id_number",
            ),
        )


class Visit(models.Model):
    """How often one asker did one thing in one stretch of time; who it was is kept hashed."""

    pk = models.CompositePrimaryKey("asker", "since")
    asker = models.BinaryField()
    since = models.DateTimeField()
    visits = models.IntegerField()

    class Meta:
        db_table = "people_visit"
        indexes = (models.Index(fields=("since",), name="visit_by_stretch"),)

    @override
    def __str__(self) -> str:
        return f"{self.since}: {self.visits}"


class LoginTry(models.Model):
    """How often a log-in under a name failed in a row, and when the last one that counted was."""

    name_key = models.BinaryField(primary_key=True)
    tries = models.IntegerField()
    tried_at = models.DateTimeField()

    class Meta:
        db_table = "people_login_try"

    @override
    def __str__(self) -> str:
        return f"{self.tried_at}: {self.tries}"
