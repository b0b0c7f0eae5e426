"""The nightly seals and their leaves, added to only, like the entries."""

import django.db.models.deletion
from django.db import migrations, models

SEAL = """
CREATE TABLE ledger_seal (
    number integer PRIMARY KEY CHECK (number >= 1),
    day date NOT NULL UNIQUE,
    root bytea NOT NULL CHECK (octet_length(root) = 32),
    previous bytea NOT NULL CHECK (octet_length(previous) = 32),
    digest bytea NOT NULL CHECK (octet_length(digest) = 32),
    signature bytea NOT NULL,
    public_key bytea NOT NULL,
    algorithm text NOT NULL,
    leaves integer NOT NULL CHECK (leaves >= 0),
    made_at timestamptz NOT NULL CHECK (date_trunc('second', made_at, 'UTC') = made_at),
    from_tx bigint NOT NULL,
    until_tx bigint NOT NULL CHECK (until_tx >= from_tx)
);
CREATE TABLE ledger_seal_leaf (
    -- Deferred: the root that is signed is made from the leaves, so these come first.
    seal_id integer NOT NULL REFERENCES ledger_seal (number) DEFERRABLE INITIALLY DEFERRED,
    position integer NOT NULL CHECK (position >= 0),
    stream uuid NOT NULL,
    sequence integer NOT NULL CHECK (sequence >= 1),
    digest bytea NOT NULL CHECK (octet_length(digest) = 32),
    PRIMARY KEY (seal_id, position)
);
CREATE UNIQUE INDEX ledger_seal_leaf_stream ON ledger_seal_leaf (stream, seal_id);
CREATE TABLE ledger_seal_block (
    seal_id integer NOT NULL REFERENCES ledger_seal (number) DEFERRABLE INITIALLY DEFERRED,
    position integer NOT NULL CHECK (position >= 0),
    root bytea NOT NULL CHECK (octet_length(root) = 32),
    PRIMARY KEY (seal_id, position)
);
"""
REFUSE = "".join(
    f"""
CREATE TRIGGER {table}_refuse_changes BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
"""
    for table in ("ledger_seal", "ledger_seal_leaf", "ledger_seal_block")
)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_outbox_and_cursors")]
    operations = [
        migrations.RunSQL(
            sql=SEAL + REFUSE,
            reverse_sql="DROP TABLE ledger_seal_block, ledger_seal_leaf, ledger_seal",
            state_operations=[
                migrations.CreateModel(
                    name="Seal",
                    fields=[
                        ("number", models.IntegerField(primary_key=True, serialize=False)),
                        ("day", models.DateField(unique=True)),
                        ("root", models.BinaryField()),
                        ("previous", models.BinaryField()),
                        ("digest", models.BinaryField()),
                        ("signature", models.BinaryField()),
                        ("public_key", models.BinaryField()),
                        ("algorithm", models.TextField()),
                        ("leaves", models.IntegerField()),
                        ("made_at", models.DateTimeField()),
                        ("from_tx", models.BigIntegerField()),
                        ("until_tx", models.BigIntegerField()),
                    ],
                    options={"db_table": "ledger_seal", "managed": False},
                ),
                migrations.CreateModel(
                    name="SealLeaf",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "seal",
                                "position",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "seal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.DO_NOTHING, to="ledger.seal"
                            ),
                        ),
                        ("position", models.IntegerField()),
                        ("stream", models.UUIDField()),
                        ("sequence", models.IntegerField()),
                        ("digest", models.BinaryField()),
                    ],
                    options={"db_table": "ledger_seal_leaf", "managed": False},
                ),
                migrations.CreateModel(
                    name="SealBlock",
                    fields=[
                        (
                            "pk",
                            models.CompositePrimaryKey(
                                "seal",
                                "position",
                                blank=True,
                                editable=False,
                                primary_key=True,
                                serialize=False,
                            ),
                        ),
                        (
                            "seal",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.DO_NOTHING, to="ledger.seal"
                            ),
                        ),
                        ("position", models.IntegerField()),
                        ("root", models.BinaryField()),
                    ],
                    options={"db_table": "ledger_seal_block", "managed": False},
                ),
            ],
        ),
    ]
