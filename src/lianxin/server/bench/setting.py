"""What the measurements share: the moment, the county, the invented matters, the tokens."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import chain

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore

from lianxin.ledger.record import Author
from lianxin.people.actors import give_token
from lianxin.people.models import Account
from lianxin.server.bench import seeding
from lianxin.server.bench.invented import Inventor
from lianxin.server.bench.lives import BenchCounty, LifeStep
from lianxin.server.bench.place import AUTHOR

COHORT = 100
BACKEND = "django.contrib.auth.backends.ModelBackend"


@dataclass
class BenchSetting:
    """One run: `at` is now, `seconds` how long each load lasts; `profile` asks for the costs."""

    at: datetime
    seconds: float
    county: BenchCounty
    inventor: Inventor
    say: Callable[[str], None]
    profile: bool = False
    _tokens: dict[str, str] = field(default_factory=dict)

    def token(self, person: str) -> str:
        """Return a token of the person for everything the API offers."""
        if person not in self._tokens:
            self._tokens[person] = give_token(
                person,
                label="bench",
                verbs=("read", "register", "command"),
                at=self.at - timedelta(days=1),
                by=Author(person=AUTHOR),
            )
        return self._tokens[person]

    def session(self, person: str) -> str:
        """Return the key of a session of the person at the desk."""
        account, _made = Account.objects.get_or_create(
            username=person, officer_id=person, defaults={"password": make_password(None)}
        )
        store = SessionStore()
        store[SESSION_KEY] = str(account.pk)
        store[BACKEND_SESSION_KEY] = BACKEND
        store[HASH_SESSION_KEY] = account.get_session_auth_hash()
        store.create()
        assert store.session_key is not None, "a session that was made has its key"
        return store.session_key

    def steps(self, cases: int) -> list[LifeStep]:
        """Put new cases on record and return four commands to each, of a kind a hundred at a time.

        So no two callers ever give commands to one case at once, and the mix stays even.
        """
        lives = []
        for batch in seeding.batches(range(cases), seeding.BATCH):
            moments = [self.at] * len(batch)
            for passed in seeding.put_on_record(self.inventor, self.county, moments):
                lives.append(self.county.life(passed.state, self.inventor)[:4])
        return list(chain.from_iterable(map(_mixed, seeding.batches(lives, COHORT))))


def _mixed(lives: "list[Sequence[LifeStep]]") -> Iterator[LifeStep]:
    for together in zip(*lives, strict=True):
        yield from together
