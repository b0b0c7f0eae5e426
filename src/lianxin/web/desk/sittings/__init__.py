"""Sittings over many matters at the desk."""
