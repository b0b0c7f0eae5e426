"""The statements that keep rows of figures and count them."""

UNREAD = """
SELECT EXISTS (
    SELECT FROM ledger_entry AS entry LEFT JOIN ledger_cursor AS held ON held.reader = %s
    WHERE held.reader IS NULL OR (entry.tx, entry.stream, entry.sequence)
        > (held.tx::text::xid8, held.stream, held.sequence))
"""
DONE = """
SELECT act, date_trunc('week', at AT TIME ZONE INTERVAL '+08:00')::date, count(*)
FROM ({source}) AS src GROUP BY 1, 2
"""
ACTS = """
SELECT "case", act, at, area FROM figures_act
WHERE act = ANY(%(w_acts)s) AND at >= %(w_since)s AND at < %(w_until)s
"""
# A matter leaves the docket when it is cleared or struck off, or when it ended in another way.
DOCKETED = """
SELECT listed."case", listed.area, listed.at, least(
    (SELECT min(later.at) FROM figures_act AS later WHERE later."case" = listed."case"
        AND later.act = 'off_docket' AND later.sequence > listed.sequence),
    (SELECT min(ended.closed_at) FROM figures_span AS ended WHERE ended."case" = listed."case"
        AND ended.ending NOT IN ('', 'concluded') AND ended.closed_at >= listed.at)) AS gone_at
FROM figures_act AS listed WHERE listed.act = 'docketed'
"""
WITHIN = """
SELECT * FROM ({source}) AS placed WHERE %(w_area)s = '' OR EXISTS (
    SELECT FROM org_area AS place WHERE place.code = placed.area
        AND strpos(place.path, '/' || %(w_area)s || '/') > 0)
"""
# What a figure counts is `{source}`, of its definition; by what it is grouped, `{key}`.
FIGURE_LINES = """
SELECT src."case", matter.number, src.sequence, src.at, {key}, src.counted, src.asked, src.excluded
FROM ({source}) AS src JOIN figures_matter AS matter ON matter."case" = src."case"
WHERE {where} ORDER BY src.at, src."case", src.sequence LIMIT %(limit)s
"""
FIGURE_COUNTS = """
SELECT {key}, src.excluded, count(*) FILTER (WHERE src.counted),
    count(*) FILTER (WHERE src.asked), count(*) FILTER (WHERE src.excluded <> '')
FROM ({source}) AS src GROUP BY 1, 2 ORDER BY 1, 2
"""
NARROWED = "SELECT * FROM ({source}) AS whole WHERE {seen}"
NOT_SHUT = """
NOT EXISTS (SELECT FROM cases_case AS held WHERE held.id = whole."case"
    AND held.shut IS NOT NULL AND NOT {shut})
"""
IN_SCOPE = """
EXISTS (SELECT FROM cases_case AS held WHERE held.id = whole."case" AND {where})
"""
STANDING = "SELECT src.at, src.gone_at FROM ({source}) AS src"
FORGET = "DELETE FROM {table}"
