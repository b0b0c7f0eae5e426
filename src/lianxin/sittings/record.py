"""The stream of a sitting."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from lianxin.ledger import journal
from lianxin.rules.actor import Actor, HeldPost
from lianxin.sittings.models import Sitting

FAMILY = "sitting"


def put(
    sitting: Sitting,
    fact: str,
    payload: Mapping[str, Any],
    *,
    actor: Actor,
    at: datetime,
    post: HeldPost | None = None,
) -> int:
    """Append a fact to the sitting's own stream and return its place there."""
    by_post = post or actor.post_for(sitting.body)
    return journal.append(
        family=FAMILY,
        stream=sitting.id,
        fact=fact,
        payload=payload,
        person=actor.person,
        post=by_post.post if by_post else "",
        body=by_post.body if by_post else "",
        at=at,
        command=uuid4(),
    ).sequence
