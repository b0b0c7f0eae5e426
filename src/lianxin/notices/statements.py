"""The statements about the notices of one reader; `{scope}` is what he sees of cases."""

_MINE = """
FROM notices_notice AS notice LEFT JOIN cases_case AS held ON held.id = notice."case"
WHERE (notice.to_person = %(n_person)s AND notice.to_person <> ''
    OR notice.to_post = ANY(%(n_posts)s) OR notice.to_body = ANY(%(n_bodies)s))
  AND (notice."case" IS NULL OR ({scope}))
"""
NOTICES = f"""
SELECT notice.id, notice."case", notice.number, notice.fact, notice.about, notice.sequence,
    notice.made_at, notice.read_at
{_MINE}
  AND (NOT %(n_unread)s OR notice.read_at IS NULL)
  AND (%(n_before)s::bigint IS NULL OR notice.id < %(n_before)s)
ORDER BY notice.id DESC LIMIT %(n_limit)s
"""
UNREAD_COUNT = f"""
SELECT count(*) FROM (
    SELECT notice.id {_MINE} AND notice.read_at IS NULL LIMIT %(n_most)s) AS found
"""
MARK_READ = f"""
UPDATE notices_notice SET read_at = %(n_at)s
WHERE read_at IS NULL AND id = ANY(%(n_ids)s) AND id IN (SELECT notice.id {_MINE})
"""
