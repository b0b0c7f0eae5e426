"""Databases to play in."""

from tests.plays import databases, unblocked

__all__ = ["databases", "unblocked"]
