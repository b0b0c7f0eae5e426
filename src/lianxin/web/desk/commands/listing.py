"""One form's lists: for which command, which matter and whom; each is read once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lianxin.cases.reading.queries import CaseView
from lianxin.web.desk.session import Desk
from lianxin.web.options import Option


@dataclass(frozen=True, slots=True)
class FormLists:
    """The form that lists are for; `view` is None where a new matter is taken down."""

    command: str
    view: CaseView | None
    desk: Desk
    kept: dict[tuple[str, str], Sequence[Option]] = field(default_factory=dict)

    def once(
        self, kind: str, asked: str, find: Callable[[str, "FormLists"], Sequence[Option]]
    ) -> Sequence[Option]:
        """Return a list, found at most once for all rows of the form."""
        key = (kind, asked)
        if key not in self.kept:
            self.kept[key] = find(asked, self)
        return self.kept[key]


Entries = Callable[[str, FormLists], Sequence[Option]]
"""What a list holds of a word; of the empty one what stands there before anybody looks."""


def holding(options: Sequence[Option], asked: str) -> Sequence[Option]:
    """Return the entries whose name holds each part of what was typed."""
    parts = asked.lower().split()
    return [one for one in options if all(part in one.name.lower() for part in parts)]
