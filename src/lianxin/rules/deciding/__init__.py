"""Decisions by noun: command and state to facts."""
