"""What a web worker holds after a long day."""

from itertools import chain, islice
from uuid import uuid4

from lianxin.server.bench.caller import call, request
from lianxin.server.bench.figures import Measurement
from lianxin.server.bench.lives import DISPATCHER, OPERATOR
from lianxin.server.bench.setting import BenchSetting
from lianxin.server.bench.web import Web
from lianxin.server.bench.writes import REGISTER, json_text

REQUESTS = 100_000
AT_ONCE = 10_000


def worker_memory(setting: BenchSetting, web: Web) -> list[Measurement]:
    """Measure the memory of the largest worker after 100,000 requests, every tenth a new case."""
    reads = [
        request("GET", path, token=setting.token(DISPATCHER))
        for path in ("/api/v1/cases?limit=50", "/api/v1/cases?limit=20&order=due", "/healthz")
    ]
    first = web.memory()
    for done in range(0, REQUESTS, AT_ONCE):
        fresh = [_new(setting) for _ in range(AT_ONCE // 10)]
        mixed = chain.from_iterable([creation, *islice(reads * 3, 9)] for creation in fresh)
        call(web.address, mixed)
        setting.say(f"  {done + AT_ONCE:,} requests: {web.memory():.0f} MiB")
    return [
        Measurement("memory of a web worker", web.memory(), "MiB", bar=150, stretch=110, more=False,
             rest={"requests": REQUESTS, "before": first})
    ]  # fmt: skip


def _new(setting: BenchSetting) -> bytes:
    return request(
        "POST",
        REGISTER,
        token=setting.token(OPERATOR),
        body=json_text(setting.inventor.registration()),
        key=str(uuid4()),
    )
