"""Tables of the organisation. Codes are ASCII keys, used as such everywhere; rows are small."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from typing_extensions import override


class Keyed(models.Model):
    """A row that is shown by its key."""

    class Meta:
        abstract = True

    @override
    def __str__(self) -> str:
        return str(self.pk)


class Area(Keyed):
    """A place of any level; `path` is `/county/town/`, its own code the last.

    Of a stairwell or grid it may say how many households live there and at which doors, no more.
    """

    code = models.TextField(primary_key=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, db_column="parent", related_name="+"
    )
    level = models.TextField()
    zh = models.TextField()
    en = models.TextField(default="")
    path = models.TextField()
    households = models.PositiveIntegerField(null=True)
    address = models.TextField(default="")

    class Meta:
        db_table = "org_area"


class Boundary(Keyed):
    """Where a place lies: a GeoJSON geometry in WGS 84, as `shapes` writes it."""

    code = models.OneToOneField(
        Area, on_delete=models.PROTECT, primary_key=True, db_column="code", related_name="+"
    )
    shape = models.TextField()

    class Meta:
        db_table = "org_boundary"


class Body(Keyed):
    """Any organisation, with both lines above it and, when abolished, who took its duties."""

    code = models.TextField(primary_key=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, db_column="area", related_name="+")
    kind = models.TextField()
    upper_gov = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, db_column="upper_gov", related_name="+"
    )
    upper_line = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, db_column="upper_line", related_name="+"
    )
    successor = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, db_column="successor", related_name="+"
    )
    zh = models.TextField()
    en = models.TextField(default="")

    class Meta:
        db_table = "org_body"


class Post(Keyed):
    """A place to be filled in a body; its area may be narrower than the body's."""

    code = models.TextField(primary_key=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, db_column="body", related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, db_column="area", related_name="+")
    role = models.TextField()
    zh = models.TextField()
    en = models.TextField(default="")

    class Meta:
        db_table = "org_post"


class Category(Keyed):
    """A subject of a case, in a tree of three levels."""

    code = models.TextField(primary_key=True)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, db_column="parent", related_name="+"
    )
    zh = models.TextField()
    en = models.TextField(default="")

    class Meta:
        db_table = "org_category"


class Duty(Keyed):
    """Which body leads, and which assist, for a category in an area and all below both."""

    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, db_column="category", related_name="+"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, db_column="area", related_name="+")
    lead = models.ForeignKey(Body, on_delete=models.PROTECT, db_column="lead", related_name="+")
    assists = ArrayField(models.TextField(), default=list)
    article = models.TextField(default="")

    class Meta:
        db_table = "org_duty"
        constraints = (
            models.UniqueConstraint(fields=("category", "area"), name="one_lead_per_duty"),
        )


class Roster(Keyed):
    """On which days a post is on duty; `rule` is the subset of RFC 5545 that `rosters` reads."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, db_column="post", related_name="+")
    # People lie a layer above: the code is checked when a roster is loaded, empty for any holder.
    person = models.TextField(default="")
    rule = models.TextField()
    place = models.TextField(default="")
    since = models.DateField()
    until = models.DateField(null=True)

    class Meta:
        db_table = "org_roster"
        constraints = (
            models.UniqueConstraint(
                fields=("post", "person", "rule", "since"), name="one_roster_line"
            ),
        )


class Station(Keyed):
    """A centre, station or point where a resident can be helped in person."""

    code = models.TextField(primary_key=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, db_column="area", related_name="+")
    level = models.TextField()
    zh = models.TextField()
    en = models.TextField(default="")
    address = models.TextField(default="")
    phone = models.TextField(default="")
    hours = models.TextField(default="")

    class Meta:
        db_table = "org_station"


class CalendarDay(Keyed):
    """A day that differs from the weekend rule or has a name; everybody may look it up."""

    date = models.DateField(primary_key=True)
    is_workday = models.BooleanField()
    name = models.TextField(default="")
    source = models.TextField(default="")

    class Meta:
        db_table = "org_calendar_day"


class CalendarVersion(Keyed):
    """A calendar as it stood, kept for good so that an old due date can still be explained."""

    version = models.TextField(primary_key=True)
    days = models.TextField()

    class Meta:
        db_table = "org_calendar_version"


class ProcedureVersion(Keyed):
    """A version of a procedure: its text as written, never changed; one of a code is current."""

    digest = models.TextField(primary_key=True)
    code = models.TextField()
    edition = models.TextField(default="")
    text = models.TextField()
    base = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, db_column="base", related_name="+"
    )
    label = models.JSONField()
    activated_at = models.DateTimeField()
    is_current = models.BooleanField()

    class Meta:
        db_table = "org_procedure_version"
        constraints = (
            models.UniqueConstraint(
                fields=("code",),
                condition=models.Q(is_current=True),
                name="one_current_procedure_per_code",
            ),
        )


class ProcedureUse(Keyed):
    """Which procedure a new case of a kind and channel starts with; `*` stands for any."""

    kind = models.TextField()
    channel = models.TextField()
    procedure = models.TextField()

    class Meta:
        db_table = "org_procedure_use"
        constraints = (
            models.UniqueConstraint(fields=("kind", "channel"), name="one_procedure_per_use"),
        )


class Setting(Keyed):
    """A value of the county: root_area, group_size, patterns, circle, office_hours, county, calendar_years."""

    key = models.TextField(primary_key=True)
    value = models.JSONField()

    class Meta:
        db_table = "org_setting"


class Version(Keyed):
    """How often a part of the book has moved: calendar, org, duties, templates …"""

    part = models.TextField(primary_key=True)
    version = models.BigIntegerField()

    class Meta:
        db_table = "org_version"
