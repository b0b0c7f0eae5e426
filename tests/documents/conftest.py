"""The county, and matters carried to where papers are made."""

from tests.county import county, county_template, open_county

__all__ = ["county", "county_template", "open_county"]
