"""A command that is going to be killed: writes numbers, and says each that was acknowledged."""

import sys
from pathlib import Path

import psycopg

from lianxin.server import postgres

with (
    postgres.ensure(Path(sys.argv[1])) as address,
    psycopg.connect(address, autocommit=True) as connection,
):
    connection.execute("CREATE TABLE IF NOT EXISTS written (number bigint PRIMARY KEY)")
    for number in range(1_000_000):
        connection.execute("INSERT INTO written VALUES (%s)", (number,))
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
