"""The county, for tests that need a whole one."""

from tests.county import county, county_template, open_county

__all__ = ["county", "county_template", "open_county"]
