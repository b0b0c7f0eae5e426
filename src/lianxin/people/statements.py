"""The statements about officers, posts, tokens, petitioners, log-ins and visits."""

from operator import attrgetter

from lianxin.database.pipeline import Statement
from lianxin.database.rows import RowStatement
from lianxin.org.statements import VERSIONS_SQL

HELD = """
SELECT post.code, post.body, post.area, post.role, coalesce(term.stands_in_for, '')
FROM people_appointment AS term JOIN org_post AS post ON post.code = term.post
WHERE term.person = %(person)s AND term.since <= %(on)s AND (term.until IS NULL OR term.until >= %(on)s)
ORDER BY post.code
"""
# One statement: a page at the desk shall not pay a journey each for name, posts and the book.
SEAT = Statement(f"""
SELECT officer.zh, {VERSIONS_SQL},
    post.code, post.body, post.area, post.role, coalesce(term.stands_in_for, '')
FROM people_officer AS officer
LEFT JOIN (people_appointment AS term JOIN org_post AS post ON post.code = term.post)
    ON term.person = officer.code AND term.since <= %(on)s::date
    AND (term.until IS NULL OR term.until >= %(on)s::date)
WHERE officer.code = %(person)s
ORDER BY post.code
""")
# One statement: a request by token shall not pay a second round trip for its posts.
GRANT = """
SELECT token.label, token.person, token.body, token.verbs,
    post.code, post.body, post.area, post.role, coalesce(term.stands_in_for, '')
FROM people_token AS token
LEFT JOIN people_appointment AS term ON term.person = token.person
    AND term.since <= %(on)s AND (term.until IS NULL OR term.until >= %(on)s)
LEFT JOIN org_post AS post ON post.code = term.post
WHERE token.hash = %(hash)s AND token.since <= %(at)s AND token.revoked_at IS NULL
    AND (token.until IS NULL OR token.until > %(at)s)
ORDER BY post.code
"""
# A try is counted before the password is looked at, so that many at once are no way round.
# While locked the moment stands still: an attacker cannot keep somebody out for good.
COUNT_TRY = """
INSERT INTO people_login_try AS held (name_key, tries, tried_at)
VALUES (%(name)s, 1, %(at)s)
ON CONFLICT (name_key) DO UPDATE SET
    tries = CASE WHEN held.tried_at <= %(free)s THEN 1 ELSE held.tries + 1 END,
    tried_at = CASE WHEN held.tries >= %(most)s AND held.tried_at > %(free)s
        THEN held.tried_at ELSE excluded.tried_at END
RETURNING tries, tried_at
"""
CLEAR_TRIES = "DELETE FROM people_login_try WHERE name_key = %s"
TERMS = """
SELECT term.person, officer.zh, term.post, term.since, term.until, term.stands_in_for, other.zh
FROM people_appointment AS term
JOIN people_officer AS officer ON officer.code = term.person
LEFT JOIN people_officer AS other ON other.code = term.stands_in_for
WHERE term.post = ANY(%(posts)s::text[]) OR term.person = ANY(%(persons)s::text[])
ORDER BY term.post, term.since DESC, term.person
"""
FIND_OFFICERS = """
SELECT code, zh, badge FROM people_officer
WHERE code = %(q)s OR badge = %(q)s OR strpos(zh, %(q)s) > 0 OR %(q)s = ''
ORDER BY code <> %(q)s, zh, code LIMIT %(most)s
"""
HOLDING = """
SELECT officer.code, officer.zh, post.code, post.body, post.role
FROM people_appointment AS term
JOIN people_officer AS officer ON officer.code = term.person
JOIN org_post AS post ON post.code = term.post
WHERE term.since <= %(on)s AND (term.until IS NULL OR term.until >= %(on)s)
    AND (%(roles)s::text[] IS NULL OR post.role = ANY(%(roles)s))
    AND (%(bodies)s::text[] IS NULL OR post.body = ANY(%(bodies)s))
    AND (%(asked)s = '' OR strpos(officer.zh, %(asked)s) > 0 OR officer.badge = %(asked)s
        OR strpos(post.zh, %(asked)s) > 0 OR post.body = ANY(%(named)s::text[]))
ORDER BY post.body, post.code, officer.code
LIMIT %(most)s
"""
# Sorted by key, so that two askers that share both never wait for each other in a circle.
COUNT_VISIT = """
INSERT INTO people_visit AS held (asker, since, visits)
SELECT asker, since, 1 FROM unnest(%s::bytea[], %s::timestamptz[]) AS asked (asker, since)
ORDER BY asker
ON CONFLICT (asker, since) DO UPDATE SET visits = held.visits + 1
RETURNING asker, visits
"""
FORGET_VISITS = "DELETE FROM people_visit WHERE since < %s"
SAVED_VIEWS = Statement(
    "SELECT id, name, queue, asked FROM people_saved_view WHERE officer = %(person)s ORDER BY name"
)
_PETITIONER = {
    "id": "uuid",
    "name_sealed": "bytea",
    "phone_sealed": "bytea",
    "address_sealed": "bytea",
    "id_number_sealed": "bytea",
    "enterprise_sealed": "bytea",
    "phone_key": "bytea",
    "id_key": "bytea",
    "name_key": "bytea",
}
PUT_PETITIONERS = RowStatement(
    "INSERT INTO people_petitioner ({columns}) {rows}",
    prefix="p",
    columns=_PETITIONER,
    values=attrgetter(*_PETITIONER),
)
"""A part of the door's one writing statement."""
