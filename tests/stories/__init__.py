"""Tests of the story player."""
