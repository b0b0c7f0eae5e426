"""What is said where code and database are of different versions; importing it reads no settings."""

FOREIGN = "The database is of a newer version of Lianxin: start that one, or restore a backup."
BEHIND = "The database has not the shape of this version: run `lianxin migrate`."


class UnfitDatabase(Exception):
    """This code must not work in this database; the message says what to do instead."""


class NewerDatabase(UnfitDatabase):
    """A newer version has been at work, and left what this one would misread."""


class OlderDatabase(UnfitDatabase):
    """It must be brought up to date first."""
