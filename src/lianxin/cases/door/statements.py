"""The statements of the door: what it locks and reads, and the parts of its one writing statement."""

from dataclasses import fields
from operator import attrgetter

from lianxin.cases.rows import CaseRow
from lianxin.database.pipeline import Asked, Statement
from lianxin.database.rows import RowStatement
from lianxin.org.statements import VERSIONS_SQL

OPEN = "set_config('lianxin.door', 'open', true)"
SHUT = "set_config('lianxin.door', '', true)"
# The key is looked up before the lock is granted; should another request write the same one
# meanwhile, the table's own key refuses ours and the door looks again.
LOCK = Statement(f"""
SELECT held.state, held.fold_version, held.sequence, held.head, {OPEN}, {VERSIONS_SQL}, used.asked, used."case"
FROM cases_case AS held
LEFT JOIN cases_key AS used ON used.caller = %(caller)s::text AND used.key = %(key)s::text
WHERE held.number = %(number)s::text
FOR NO KEY UPDATE OF held
""")
LOCK_ALL = Statement("""
SELECT state, fold_version, sequence, head FROM cases_case WHERE number = ANY(%(numbers)s::text[])
ORDER BY id FOR NO KEY UPDATE
""")
PEERS = Statement("""
SELECT state, fold_version, sequence, head FROM cases_case WHERE number = ANY(%(numbers)s::text[])
""")
# Restricted people may be kept, nothing else: they are compared with nobody.
ALIKE = Statement("""
WITH mine AS (
    SELECT phone_key, id_key FROM people_petitioner
    WHERE id = ANY(%(petitioners)s::uuid[]) AND restricted_at IS NULL
), same AS (
    SELECT other.id FROM mine JOIN people_petitioner AS other ON other.phone_key = mine.phone_key
    WHERE other.restricted_at IS NULL
    UNION
    SELECT other.id FROM mine JOIN people_petitioner AS other ON other.id_key = mine.id_key
    WHERE other.restricted_at IS NULL
)
SELECT held.state, held.fold_version, held.sequence, held.head FROM cases_case AS held
WHERE held.id IN (
        SELECT party."case" FROM same
        JOIN cases_party AS party ON party.who = 'p:' || same.id AND party.role = 'petitioner')
    AND held.id <> %(case)s::uuid AND held.category = %(category)s::text
    AND held.area_path = %(path)s::text AND (held.is_open OR held.phase = 'ended')
ORDER BY held.registered_at DESC LIMIT 20
""")
OPEN_DOOR = Statement(f"SELECT {OPEN}, {VERSIONS_SQL}")
UNKNOWN_PERSON = """
SELECT named.code FROM unnest(%s::text[]) AS named (code)
WHERE NOT EXISTS (SELECT FROM people_officer AS known WHERE known.code = named.code)
  AND (%s OR NOT EXISTS (SELECT FROM org_body AS body WHERE body.code = named.code))
"""
BODIES_HELD = """
SELECT term.person, array_agg(DISTINCT post.body)
FROM people_appointment AS term JOIN org_post AS post ON post.code = term.post
WHERE term.person = ANY(%(persons)s) AND term.since <= %(on)s
  AND (term.until IS NULL OR term.until >= %(on)s)
GROUP BY term.person
"""
HOLDERS = """
SELECT term.post, array_agg(DISTINCT term.person)
FROM people_appointment AS term
WHERE term.post = ANY(%(posts)s) AND term.since <= %(on)s
  AND (term.until IS NULL OR term.until >= %(on)s)
GROUP BY term.post
"""
AS_IT_IS = Statement(
    "SELECT state, fold_version, sequence, head FROM cases_case WHERE id = %(id)s::uuid"
)
OPEN_FOR_NEW = Statement(f"""
SELECT {OPEN}, {VERSIONS_SQL},
    (SELECT json_agg(json_build_array(caller, key, encode(asked, 'hex'), "case")) FROM cases_key
     WHERE (caller, key) IN (SELECT * FROM unnest(%(callers)s::text[], %(keys)s::text[])))
""")
BEGIN: Asked = (Statement("BEGIN"), {})
COMMIT: Asked = (Statement("COMMIT"), {})
OPEN_ALONE = f"SELECT {OPEN}"
SHUT_ALONE = f"SELECT {SHUT}"
SHUT_DOOR: Asked = (Statement(SHUT_ALONE), {})
_TYPES = {
    "id": "uuid",
    "query_key": "bytea",
    "is_open": "boolean",
    "urgent": "boolean",
    "title": "uuid",
    "registered_at": "timestamptz",
    "due_at": "timestamptz",
    "ring_at": "timestamptz",
    "provisional": "boolean",
    "sequence": "integer",
    "head": "bytea",
    "fold_version": "integer",
}
_CASE = {column.name: _TYPES.get(column.name, "text") for column in fields(CaseRow)}
COLUMNS = tuple(_CASE)
FIXED = frozenset({"number", "query_key", "registered_at", "title", "registrar_body"})
"""Columns that never change after registration; the id tells which case it is."""
_CHANGE = {name: kind for name, kind in _CASE.items() if name not in FIXED}
_LEG = {
    "case": "uuid",
    "n": "integer",
    "body": "text",
    "role": "text",
    "instrument": "text",
    "state": "text",
    "is_open": "boolean",
    "opened_at": "timestamptz",
    "beside": "boolean",
}
_PARTY = {"case": "uuid", "who": "text", "role": "text"}
_KEY = {
    "caller": "text",
    "key": "text",
    "asked": "bytea",
    "case": "uuid",
    "sequence": "integer",
    "made_at": "timestamptz",
}
_SET = ", ".join(f"{name} = new.{name}" for name in _CHANGE if name != "id")
NEW_CASES = RowStatement(
    "INSERT INTO cases_case ({columns}) {rows}",
    prefix="c",
    columns=_CASE,
    values=attrgetter(*_CASE),
)
CHANGED_CASES = RowStatement(
    f"UPDATE cases_case AS held SET {_SET} FROM ({{rows}}) AS new ({{columns}})"
    " WHERE held.id = new.id AND held.sequence < new.sequence",
    prefix="d",
    columns=_CHANGE,
    values=attrgetter(*_CHANGE),
)
LEGS = RowStatement(
    'INSERT INTO cases_leg ({columns}) {rows} ON CONFLICT ("case", n) DO UPDATE SET'
    " body = excluded.body, state = excluded.state, is_open = excluded.is_open,"
    " beside = excluded.beside",
    prefix="l",
    columns=_LEG,
)
NEW_PARTIES = RowStatement(
    "INSERT INTO cases_party ({columns}) {rows} ON CONFLICT DO NOTHING", prefix="y", columns=_PARTY
)
PARTED = RowStatement(
    "DELETE FROM cases_party WHERE ({columns}) IN ({rows})", prefix="z", columns=_PARTY
)
KEYS = RowStatement("INSERT INTO cases_key ({columns}) {rows}", prefix="k", columns=_KEY)
# Counting runs every part to its end; only then is the door shut again.
COUNT_OF_PART = "(SELECT count(*) FROM w_{part})"
# Dividing by a comparison that fails is how plain SQL refuses.
NO_CASE_MOVED_ON = "1 / ((SELECT count(*) FROM w_changed) = %(changes)s::bigint)::integer"
WHOLE = f"WITH {{parts}} SELECT {{counts}}, {SHUT}"
