"""The statements that read cases for somebody; `{where}` is his scope."""

NUMBER_OF_KEY = "SELECT number FROM cases_case WHERE query_key = %s"
# One limited select a way to cases, `{selects}`; what is shown is read of those that are left.
PAGE = """
SELECT {columns}, told.body FROM ({selects}) AS found
JOIN cases_case AS held ON held.id = found.id
LEFT JOIN files_text AS told ON told.id = held.title
ORDER BY {by} LIMIT %(limit)s
"""
SORTED = "SELECT {sort} FROM cases_case AS held"
UNSORTED = "SELECT held.id FROM cases_case AS held"
COUNT = "(SELECT count(*) FROM (SELECT DISTINCT id FROM ({selects}) AS a LIMIT %(most)s) AS b)"
COUNTS = "SELECT {counts}"
LINES = """
SELECT {columns}, told.body FROM cases_case AS held
LEFT JOIN files_text AS told ON told.id = held.title
WHERE held.number = ANY(%(numbers)s) AND {where}
"""
SEEN = "SELECT held.number FROM cases_case AS held WHERE held.number = ANY(%(numbers)s) AND {where}"
STATES = """
SELECT held.number, held.state FROM cases_case AS held
WHERE held.number = ANY(%(numbers)s) AND {where}
"""
VIEWS = """
SELECT held.number, held.state, held.sequence, held.head FROM cases_case AS held
WHERE held.number = ANY(%(numbers)s) AND {where}
"""
VIEW = """
SELECT state, sequence, head FROM cases_case AS held
WHERE held.number = %(number)s AND {where}
"""
TALLY = """
SELECT {group}, count(*), min(held.due_at) FROM cases_case AS held
WHERE {where} GROUP BY 1 ORDER BY 3, 2 DESC, 1 LIMIT %(t_most)s
"""
SAT = """
SELECT held.number, coalesce(told.body, ''), held.state FROM cases_case AS held
LEFT JOIN files_text AS told ON told.id = held.title
WHERE {among} AND {where} ORDER BY held.id DESC LIMIT %(t_most)s
"""
LEFT_BY = """
SELECT count(*), count(*) FILTER (WHERE held.is_open),
    (SELECT count(*) FROM cases_case WHERE is_open AND last_lead = %(body)s)
FROM cases_party JOIN cases_case held ON held.id = "case" WHERE who = %(mark)s AND role = 'mark'
"""
