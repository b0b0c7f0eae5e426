"""Plays stories through the door: documentation, demonstration data and test in one."""
