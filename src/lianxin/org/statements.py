"""The statements that read the organisation and its versions."""

# The deepest place of the path that has a border, its neighbours, and those of the place above.
AROUND = """
WITH deepest AS (
    SELECT area.code, area.parent FROM org_boundary AS held JOIN org_area AS area USING (code)
    WHERE area.code = ANY(%(path)s) ORDER BY array_position(%(path)s, area.code) DESC LIMIT 1
)
SELECT area.parent, area.code, held.shape
FROM org_boundary AS held JOIN org_area AS area USING (code)
WHERE area.parent = coalesce((SELECT parent FROM deepest), %(root)s) OR area.parent = (
    SELECT above.parent FROM org_area AS above JOIN deepest ON above.code = deepest.parent
    WHERE above.code <> %(root)s)
ORDER BY area.code
"""
LATEST_REASONS = """
SELECT at, person, post, payload FROM ledger_entry
WHERE stream = %s ORDER BY sequence DESC LIMIT %s
"""
SNAPSHOT = """
SELECT json_build_object(
    'versions', (SELECT json_agg(json_build_array(part, version)) FROM org_version),
    'settings', (SELECT json_agg(json_build_array(key, value)) FROM org_setting),
    'days', (SELECT json_agg(json_build_array(date, is_workday, name)) FROM org_calendar_day),
    'areas', (SELECT json_agg(json_build_array(code, parent, level, zh, en, path) ORDER BY path)
        FROM org_area),
    'bodies', (SELECT json_agg(json_build_array(
        code, area, kind, upper_gov, upper_line, successor, zh, en) ORDER BY code) FROM org_body),
    'posts', (SELECT json_agg(json_build_array(code, body, area, role, zh, en) ORDER BY code)
        FROM org_post),
    'duties', (SELECT json_agg(json_build_array(category, area, lead, assists, article)
        ORDER BY category, area) FROM org_duty),
    'categories', (SELECT json_agg(json_build_array(code, parent, zh, en) ORDER BY code)
        FROM org_category),
    'uses', (SELECT json_agg(json_build_array(kind, channel, procedure)) FROM org_procedure_use),
    'current', (SELECT json_agg(json_build_array(code, digest)) FROM org_procedure_version
        WHERE is_current)
)::text
"""
VERSIONS_SQL = "(SELECT string_agg(part || ':' || version, ',' ORDER BY part) FROM org_version)"
"""SQL that names the versions of all parts at once; statements that are asked anyway bring it along."""
BUMP = """
INSERT INTO org_version AS held (part, version)
SELECT part, 1 FROM unnest(%s::text[]) AS part ORDER BY part
ON CONFLICT (part) DO UPDATE SET version = held.version + 1
"""
