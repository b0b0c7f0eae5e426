"""The statements that look for like, near, answered and earlier matters."""

NEARBY = """
SELECT held.category, count(*), count(*) FILTER (WHERE held.last_lead IS NOT NULL),
    max(held.registered_at)
FROM cases_case AS held
WHERE held.is_open AND held.category = ANY(%(n_categories)s) AND held.area_path LIKE %(n_area)s
    AND held.registered_at > %(n_since)s AND held.kind <> 'misconduct_report'
    AND held.shut IS NULL AND held.fold_version = %(n_folds)s
    AND (held.state::json #>> '{guard,confidential}') IS DISTINCT FROM 'true'
GROUP BY held.category ORDER BY max(held.registered_at) DESC LIMIT %(n_most)s
"""
ALIKE = """
SELECT found.number, told.body, said.body, found.phase, found.registered_at FROM (
    SELECT held.id, held.number, held.title, held.state, held.phase, held.registered_at
    FROM cases_case AS held WHERE {where} ORDER BY held.id DESC LIMIT %(k_most)s) AS found
LEFT JOIN files_text AS told ON told.id = found.title
LEFT JOIN files_text AS said ON said.id = left(found.state::json #>> '{{matter,text}}', 36)::uuid
ORDER BY found.id DESC
"""
# A state leaves out what is as it was at the start.
ANSWERED = """
SELECT held.id, held.number, told.body FROM cases_case AS held
JOIN files_text AS told ON told.id = held.title AND told.body IS NOT NULL
WHERE {where} AND held.shut IS NULL
    AND held.state::json #>> '{{handling,replied}}' = 'true'
    AND held.state::json #>> '{{guard,confidential}}' IS NULL
    AND held.state::json #>> '{{people,withheld}}' IS NULL
    AND held.kind <> 'misconduct_report' ORDER BY held.id DESC LIMIT %(k_most)s
"""
EARLIER = """
SELECT held.number, told.body, held.phase, held.registered_at FROM cases_case AS held
LEFT JOIN files_text AS told ON told.id = held.title
WHERE held.id IN (SELECT "case" FROM cases_party WHERE who = ANY(%(e_who)s)
    AND role IN ('petitioner', 'representative')) AND {where}
ORDER BY held.id DESC LIMIT %(e_most)s
"""
