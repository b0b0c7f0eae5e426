"""Manage: how the county works, as data, for its administrators."""
