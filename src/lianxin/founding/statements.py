"""The statements that load a county."""

SET_PATHS = """
UPDATE org_area AS area SET path = given.path
FROM unnest(%s::text[], %s::text[]) AS given (code, path) WHERE area.code = given.code
"""
PUT_ROWS = """
INSERT INTO {table} ({targets})
SELECT {values} FROM unnest({given}) AS given ({columns})
ON CONFLICT ({key}) DO UPDATE SET {changed}
"""
