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
DUE = """
SELECT number, state FROM cases_case
WHERE ring_at IS NOT NULL AND ring_at <= %(until)s AND number <> ALL(%(idle)s)
ORDER BY ring_at LIMIT %(limit)s
"""
PROVISIONAL = (
    "SELECT number, state FROM cases_case WHERE provisional AND id > %s ORDER BY id LIMIT 500"
)
