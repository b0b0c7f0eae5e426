"""Who acts in a story: the people of the preset with their posts of that day, and the petitioner."""

from datetime import date, datetime

from lianxin.people import actors
from lianxin.people.models import Appointment, Officer
from lianxin.rules.actor import SYSTEM, Actor
from lianxin.rules.time.calendar import CHINA

PETITIONER = "petitioner"


class Unknown(Exception):
    """A name in a story that the preset does not know."""


class Cast:
    """The actors of one play; posts are those of the local day, looked up once."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, date], Actor] = {}

    def actor(self, name: str, *, at: datetime, number: str) -> Actor:
        """Return who acts under a name; `petitioner` bears the query code of the case.

        A person of the preset who holds no post, ever, acts as a resident with an account.
        Raises Unknown.
        """
        if name == PETITIONER:
            return Actor(person="", kind="petitioner", case=number)
        if name == "system":
            return SYSTEM
        key = (name, at.astimezone(CHINA).date())
        if key not in self._held:
            self._held[key] = _person(*key)
        return self._held[key]


def _person(name: str, on: date) -> Actor:
    posts = actors.posts_held(name, on=on)
    if posts:
        return Actor(person=name, posts=posts)
    if not Officer.objects.filter(pk=name).exists():
        raise Unknown(f"the preset has no person {name}")
    has_served = Appointment.objects.filter(person_id=name).exists()
    return Actor(person=name, kind="officer" if has_served else "petitioner")
