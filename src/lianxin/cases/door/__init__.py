"""The door: the one way in which a case changes. What stands here is all that others call."""

from lianxin.cases.door.recording import (
    Key,
    Order,
    Passed,
    Registration,
    record,
    record_each,
    record_many,
    register,
)

__all__ = (
    "Key",
    "Order",
    "Passed",
    "Registration",
    "record",
    "record_each",
    "record_many",
    "register",
)
