"""Sittings over many matters: joint meeting, coordination, council, reception day."""
