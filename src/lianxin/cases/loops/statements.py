"""The statements of the loops over cases."""

# Ids are made in the order of time: the primary key leads to what is recent.
RECENT = """
SELECT number, area_path, category, last_lead FROM cases_case
WHERE id >= %(least)s AND registered_at > %(since)s AND registered_at <= %(until)s AND shut IS NULL
    AND kind <> 'misconduct_report' AND phase <> ALL(%(gone)s)
ORDER BY id
"""
STATES = "SELECT state FROM cases_case WHERE number = ANY(%s) ORDER BY id"
PROVISIONAL_IDS = (
    "SELECT id, state FROM cases_case WHERE provisional AND id > %s ORDER BY id LIMIT 500"
)
# What is over may still owe a paper; a task may outlive its matter.
HELD_BY_ENDED = """
SELECT held.number, held.id FROM cases_case held WHERE held.id > %(last)s AND held.id IN (
    SELECT id FROM cases_case WHERE is_open AND last_lead = ANY(%(ended)s)
    UNION SELECT id FROM cases_case WHERE ring_at IS NOT NULL AND last_lead = ANY(%(ended)s)
    UNION SELECT id FROM cases_case
        WHERE is_open AND last_lead IS NULL AND registrar_body = ANY(%(ended)s)
    UNION SELECT id FROM cases_case WHERE is_open AND centre = ANY(%(ended)s)
    UNION SELECT "case" FROM cases_leg WHERE is_open AND body = ANY(%(ended)s)
    UNION SELECT "case" FROM cases_party WHERE role <> 'mark' AND who = ANY(%(who)s)
) ORDER BY held.id LIMIT 500
"""
DUE = """
SELECT number, state FROM cases_case
WHERE ring_at IS NOT NULL AND ring_at <= %(until)s AND number <> ALL(%(idle)s)
ORDER BY ring_at LIMIT %(limit)s
"""
PROVISIONAL = (
    "SELECT number, state FROM cases_case WHERE provisional AND id > %s ORDER BY id LIMIT 500"
)
