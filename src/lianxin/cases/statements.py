"""The statements that keep the rows of cases whole: the book's versions, and the rebuild."""

from dataclasses import fields

from lianxin.cases.rows import CaseRow
from lianxin.database.pipeline import Statement
from lianxin.org.statements import VERSIONS_SQL

COLUMNS = tuple(column.name for column in fields(CaseRow))
VERSIONS_NOW = Statement(f"SELECT {VERSIONS_SQL}")
HEADS = "SELECT id, sequence, head FROM cases_case"
"""SQL of stream, sequence and digest of each case as its row has them, for `ledger.verify`."""
ROWS = "SELECT * FROM cases_case WHERE id > %s AND id <= %s ORDER BY id LIMIT %s"
# The last id of every so many cases: what lies between two of them is one piece of work.
PIECES = (
    "SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS place, count(*) OVER () AS whole"
    " FROM cases_case) AS numbered WHERE place %% %s = 0 OR place = whole ORDER BY id"
)
ROW = "SELECT * FROM cases_case WHERE id = %s"
LEGS = (
    'SELECT "case", n, body, role, instrument, state, is_open, opened_at, beside FROM cases_leg'
    ' WHERE "case" = ANY(%s)'
)
PARTIES = 'SELECT "case", who, role FROM cases_party WHERE "case" = ANY(%s)'
ROWLESS = (
    "SELECT stream FROM ledger_entry WHERE family = %s AND sequence = 1"
    " AND NOT EXISTS (SELECT FROM cases_case WHERE id = stream) ORDER BY stream"
)
REGISTERED = (
    "SELECT stream AS id FROM ledger_entry WHERE family = %s AND sequence = 1"
    " AND strpos(payload, %s) > 0"
)
STRAY = (
    'SELECT "case" AS stream FROM cases_leg'
    ' WHERE NOT EXISTS (SELECT FROM cases_case WHERE id = "case")'
    ' UNION SELECT "case" FROM cases_party'
    ' WHERE NOT EXISTS (SELECT FROM cases_case WHERE id = "case") ORDER BY 1'
)
ROW_ANEW = (
    f"INSERT INTO cases_case ({', '.join(COLUMNS)})"
    f" VALUES ({', '.join(['%s'] * len(COLUMNS))}) ON CONFLICT (id) DO UPDATE SET"
    f" {', '.join(f'{name} = excluded.{name}' for name in COLUMNS if name != 'id')}"
)
ID_OF_NUMBER = "SELECT id FROM cases_case WHERE number = %s"
HEAD = "SELECT id, sequence, head FROM cases_case WHERE id = %s"
LOCK_ROW = "SELECT FROM cases_case WHERE id = %s FOR UPDATE"
NUMBERS = "SELECT id, number FROM cases_case WHERE id = ANY(%s)"
FORGET_LEGS = 'DELETE FROM cases_leg WHERE "case" = ANY(%s)'
FORGET_PARTIES = 'DELETE FROM cases_party WHERE "case" = ANY(%s)'
LEG_ANEW = (
    'INSERT INTO cases_leg ("case", n, body, role, instrument, state, is_open, opened_at, beside)'
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
PARTY_ANEW = 'INSERT INTO cases_party ("case", who, role) VALUES (%s, %s, %s)'
OLDER = "SELECT count(*) FROM cases_case WHERE fold_version < %s"
NEXT_OLDER = (
    "SELECT id FROM cases_case WHERE id > %s AND fold_version < %s ORDER BY id LIMIT %s FOR UPDATE"
)
FOLDING_IS_THERE = "SELECT to_regclass('cases_folding') IS NOT NULL"
NEWEST_FOLDS = "SELECT coalesce(max(version), 0) FROM cases_folding"
FOLDING_IS_DONE = "SELECT FROM cases_folding WHERE version = %s AND done_at IS NOT NULL"
# Said before the first row is folded: from then on no older code may start here.
BEGIN_FOLDING = (
    "INSERT INTO cases_folding (version, begun_at) VALUES (%s, %s) ON CONFLICT DO NOTHING"
)
END_FOLDING = "UPDATE cases_folding SET done_at = %s WHERE version = %s AND done_at IS NULL"
