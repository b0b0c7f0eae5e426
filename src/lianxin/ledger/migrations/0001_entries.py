"""The entries, partitioned by stream, and the heads of the streams the journal writes."""

from django.db import migrations, models

ENTRY = """
CREATE TABLE ledger_entry (
    stream uuid NOT NULL,
    sequence integer NOT NULL CHECK (sequence >= 1),
    family text NOT NULL,
    fact text NOT NULL,
    at timestamptz NOT NULL CHECK (date_trunc('second', at, 'UTC') = at),
    person text NOT NULL,
    post text NOT NULL,
    body text NOT NULL,
    command uuid NOT NULL,
    payload text NOT NULL,
    payload_digest bytea NOT NULL CHECK (octet_length(payload_digest) = 32),
    previous bytea NOT NULL CHECK (octet_length(previous) = 32),
    digest bytea NOT NULL CHECK (octet_length(digest) = 32),
    tx xid8 NOT NULL DEFAULT pg_current_xact_id(),
    PRIMARY KEY (stream, sequence)
) PARTITION BY HASH (stream);
CREATE INDEX ledger_entry_at ON ledger_entry USING brin (at);
CREATE INDEX ledger_entry_tx ON ledger_entry (tx);
"""
PARTITIONS = "".join(
    f"CREATE TABLE ledger_entry_p{part} PARTITION OF ledger_entry"
    f" FOR VALUES WITH (MODULUS 8, REMAINDER {part});\n"
    for part in range(8)
)
HEAD = """
CREATE TABLE ledger_head (
    stream uuid PRIMARY KEY,
    sequence integer NOT NULL CHECK (sequence >= 0),
    digest bytea NOT NULL CHECK (octet_length(digest) = 32)
) WITH (fillfactor = 70);
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.RunSQL(
            sql=ENTRY + PARTITIONS,
            reverse_sql="DROP TABLE ledger_entry",
            state_operations=[
                migrations.CreateModel(
                    name="Entry",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "stream",
                                "sequence",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        ("stream", models.UUIDField()),
                        ("sequence", models.IntegerField()),
                        ("family", models.TextField()),
                        ("fact", models.TextField()),
                        ("at", models.DateTimeField()),
                        ("person", models.TextField()),
                        ("post", models.TextField()),
                        ("body", models.TextField()),
                        ("command", models.UUIDField()),
                        ("payload", models.TextField()),
                        ("payload_digest", models.BinaryField()),
                        ("previous", models.BinaryField()),
                        ("digest", models.BinaryField()),
                    ],
                    options={"db_table": "ledger_entry", "managed": False},
                ),
            ],
        ),
        migrations.RunSQL(
            sql=HEAD,
            reverse_sql="DROP TABLE ledger_head",
            state_operations=[
                migrations.CreateModel(
                    name="Head",
                    fields=[
                        ("stream", models.UUIDField(primary_key=True, serialize=False)),
                        ("sequence", models.IntegerField()),
                        ("digest", models.BinaryField()),
                    ],
                    options={"db_table": "ledger_head", "managed": False},
                ),
            ],
        ),
    ]
