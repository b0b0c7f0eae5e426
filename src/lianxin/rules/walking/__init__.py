"""Walks procedures in any order that they allow, and asks after each step what must always hold."""
