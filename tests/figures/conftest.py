"""Databases to play in."""

from tests.county import county, county_template, open_county
from tests.plays import databases, unblocked

__all__ = ["county", "county_template", "databases", "open_county", "unblocked"]
