"""The statements that find whom a sitting calls."""

HOLDERS = """
SELECT term.person, min(term.post) FROM people_appointment AS term
WHERE term.post = ANY(%(posts)s) AND term.since <= %(on)s
  AND (term.until IS NULL OR term.until >= %(on)s)
GROUP BY term.person ORDER BY min(array_position(%(posts)s, term.post)), term.person
"""
POSTED = """
SELECT term.person, min(term.post) FROM people_appointment AS term
WHERE term.person = ANY(%(persons)s) AND term.since <= %(on)s
  AND (term.until IS NULL OR term.until >= %(on)s)
GROUP BY term.person
"""
