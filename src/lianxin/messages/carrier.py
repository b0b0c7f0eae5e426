"""Who carries short messages: a county's gateway by HTTP, or a person at the counter.

A carrier needs a contract, so none is built in. Where the settings name a gateway, each message is
posted to it as JSON made from a template; where they name none, messages wait and are read out by
whoever is on duty (`lianxin messages`). Nothing is ever said to have gone out that did not.
"""

import json
import urllib.request
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from lianxin.messages import messages
from lianxin.messages.messages import Waiting

PATIENCE = 5.0  # seconds a gateway has to answer
DEFAULT = '{"phone": "{phone}", "text": "{text}"}'


def is_connected() -> bool:
    """Whether messages go out by themselves."""
    return bool(getattr(settings, "SMS_URL", ""))


def carry(now: datetime) -> int:
    """Hand one waiting message to the gateway and sweep what is too old; returns how many went.

    A gateway that fails raises OSError, and the message waits for the next time.
    """
    messages.sweep(at=now)
    if not is_connected():
        return 0
    with transaction.atomic():
        message = messages.take(at=now)
        if message is None:
            return 0
        _post(message)
    return 1


def _post(message: Waiting) -> None:
    template = json.loads(getattr(settings, "SMS_BODY", "") or DEFAULT)
    body = json.dumps(_filled(template, message), ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8"}
    token = getattr(settings, "SMS_TOKEN", "")
    if token:
        headers["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(settings.SMS_URL, data=body, headers=headers, method="POST")  # noqa: S310 - http or https, checked where the settings are read
    with urllib.request.urlopen(request, timeout=PATIENCE):  # noqa: S310 - the county's own gateway
        pass


def _filled(value: Any, message: Waiting) -> Any:
    """The template with the number and the words in the places it leaves for them."""
    if isinstance(value, str):
        return value.replace("{phone}", message.phone).replace("{text}", message.text)
    if isinstance(value, dict):
        return {name: _filled(inner, message) for name, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, message) for inner in value]
    return value
