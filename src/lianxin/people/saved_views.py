"""Lists with their filters that officers keep under names of their own; nobody else sees them."""

from dataclasses import dataclass
from uuid import UUID

from lianxin.database.pipeline import text
from lianxin.people import statements
from lianxin.people.models import SavedView

MOST = 20
LONGEST = 30
"""Characters of a name."""


@dataclass(frozen=True, slots=True)
class View:
    """A kept list: its name, which list it is, and its filters as typed."""

    id: UUID
    name: str
    queue: str
    asked: str


class TooMany(Exception):
    """The officer keeps as many views as there is room for beside the lists."""


def kept(person: str) -> list[View]:
    """Return what an officer keeps, by name."""
    rows = statements.SAVED_VIEWS.run({"person": person})
    return [View(UUID(text(id_)), *map(text, rest)) for id_, *rest in rows]


def keep(person: str, *, name: str, queue: str, query: str) -> None:
    """Keep a list under a name, instead of what had that name before. Raises TooMany."""
    mine = SavedView.objects.filter(officer_id=person)
    if not mine.filter(name=name).exists() and mine.count() >= MOST:
        raise TooMany
    SavedView.objects.update_or_create(
        officer_id=person, name=name, defaults={"queue": queue, "asked": query}
    )


def drop(person: str, id_: UUID) -> bool:
    """Forget a view of an officer's own; False where he keeps no such one."""
    gone, _by_model = SavedView.objects.filter(officer_id=person, pk=id_).delete()
    return bool(gone)
