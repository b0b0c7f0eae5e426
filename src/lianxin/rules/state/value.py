"""The form of everything in a state: frozen, so that a fold leaves the case before it as it was."""

from pydantic import BaseModel, ConfigDict
from typing_extensions import override


class Value(BaseModel):
    """A frozen part of the state."""

    model_config = ConfigDict(frozen=True)


class Group(Value):
    """Fields of the state that are asked together; each has a default unless registering sets it."""

    @override
    def __eq__(self, other: object) -> bool:
        # Writing a state compares every group with a new case's, which most of them still are.
        return self is other or (type(self) is type(other) and self.__dict__ == other.__dict__)
