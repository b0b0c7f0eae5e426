"""What writes: a file of cases, one case after the other, and commands, all through the door."""

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import islice
from typing import Any
from uuid import uuid4

from lianxin.cases import door
from lianxin.database import processes
from lianxin.intake.recording import MUCH, recorded
from lianxin.rules.actor import Actor
from lianxin.rules.commands import Command
from lianxin.rules.commands.intake import Register
from lianxin.server.bench import counting, seeding
from lianxin.server.bench.caller import Answers, call, request
from lianxin.server.bench.counting import Cost, CountedRequest
from lianxin.server.bench.figures import Measurement, percentiles
from lianxin.server.bench.lives import OPERATOR, LifeStep
from lianxin.server.bench.raw import Bare
from lianxin.server.bench.setting import BenchSetting
from lianxin.server.bench.web import Web
from lianxin.server.console import CommandFailed

FASTEST = 1500
"""No more requests a second are made ready than a machine of two cores could ever answer."""
REGISTER = "/api/v1/cases"
WARM = 1.0
LOOKED_INTO = 200


def imported(setting: BenchSetting, bare: Bare) -> list[Measurement]:
    """Measure `record_many` as an import uses it, durably, a quarter of a thousand at a time."""
    invented = iter(setting.inventor.registration, None)
    actor, done, deciding = setting.county.actor(OPERATOR), 0, 0.0
    began = time.perf_counter()
    while time.perf_counter() - began - deciding < setting.seconds:
        before = time.perf_counter()
        batch = list(islice(invented, seeding.BATCH))
        deciding += time.perf_counter() - before
        wanted = [
            door.Registration(Register.model_validate(fields), setting.at) for fields in batch
        ]
        door.record_many(wanted, actor=actor)
        done += len(batch)
    took = time.perf_counter() - began - deciding
    raw = bare.imported()
    return [
        Measurement("import: record_many", done / took, "cases/s", raw),
        Measurement(
            "import: all processes", _by_all(setting), "cases/s", raw, bar=1500, stretch=3000
        ),
    ]


def _by_all(setting: BenchSetting) -> float:
    """Cases a second as a large file comes in; the start of the processes is left out."""
    actor, warm = setting.county.actor(OPERATOR), 2 * processes.many()
    ends, began, done, now = float("inf"), 0.0, 0, 0.0

    def batches() -> Iterator[list[door.Registration]]:
        while time.perf_counter() < ends:
            invented = (setting.inventor.registration() for _ in range(seeding.BATCH))
            yield [
                door.Registration(Register.model_validate(fields), setting.at)
                for fields in invented
            ]

    for place, outcomes in enumerate(recorded(batches(), actor=actor, count=MUCH), start=1):
        now = time.perf_counter()
        if place > warm:
            done += len(outcomes)
        elif place == warm:
            began, ends = now, now + setting.seconds
    return done / (now - began)


def registered(setting: BenchSetting, bare: Bare, web: Web) -> list[Measurement]:
    """Measure registering through the API, everything on, over eight connections."""
    token = setting.token(OPERATOR)
    count = _ready(setting)
    bodies = [json_text(setting.inventor.registration()) for _ in range(count + LOOKED_INTO)]
    requests = [CountedRequest("POST", REGISTER, token, body, key=str(uuid4())) for body in bodies]
    answers, cpu = _load(setting, web, requests[LOOKED_INTO:])
    raw = bare.registered()
    cost, profile = counting.costs(requests[:LOOKED_INTO])
    _show(setting, "register, through the API", profile)
    return _told("register by the API", answers, cpu, raw, cost, bar=540, stretch=1080)


def commanded(setting: BenchSetting, bare: Bare, web: Web) -> list[Measurement]:
    """Measure commands: assign, receive, note, then reply or accept, a quarter each."""
    steps = setting.steps((_ready(setting) + 3 * LOOKED_INTO) // 4)
    requests = [_asked(step, setting) for step in steps]
    answers, cpu = _load(setting, web, requests[2 * LOOKED_INTO :])
    raw = bare.commanded()
    cost, profile = counting.costs(requests[:LOOKED_INTO])
    _show(setting, "command, through the API", profile)
    lines = _told("command by the API", answers, cpu, raw, cost, bar=470, stretch=940)
    return [*lines, _through_the_door(setting, steps[LOOKED_INTO : 2 * LOOKED_INTO])]


def _through_the_door(setting: BenchSetting, steps: Sequence[LifeStep]) -> Measurement:
    orders = [
        (step.number, step.parsed(),
         setting.county.actor(step.person))
        for step in steps
    ]  # fmt: skip
    half = len(orders) // 2

    def give(order: tuple[str, Command, Actor]) -> None:
        door.record(order[0], order[1], actor=order[2], at=setting.at)

    cpu = counting.cpu_of(give, orders[:half])
    profile = counting.profiled(give, orders[half:])
    _show(setting, "command, at the door", profile)
    return Measurement("  CPU in door.record", cpu, "ms", bar=2.0, more=False)


def _load(
    setting: BenchSetting, web: Web, requests: Sequence[CountedRequest]
) -> tuple[Answers, float]:
    """Warm up, then measure; returns the answers and the workers' CPU milliseconds a request."""
    waiting: Iterator[bytes] = iter([_bytes(each) for each in requests])
    call(web.address, waiting, seconds=min(WARM, setting.seconds))
    before = web.cpu()
    answers = call(web.address, waiting, seconds=setting.seconds)
    cpu = 1000 * (web.cpu() - before) / max(1, len(answers.seconds))
    if answers.first_bad:
        raise CommandFailed(f"The API refused: {answers.first_bad.decode(errors='replace')}")
    return answers, cpu


def _told(
    what: str,
    answers: Answers,
    cpu: float,
    raw: float,
    cost: Cost,
    *,
    bar: float,
    stretch: float,
) -> list[Measurement]:
    parts = percentiles(answers.seconds)
    rest = {"answers": len(answers.seconds), "cpu_ms": round(cpu, 3), **parts, **asdict(cost)}
    return [
        Measurement(what, answers.rate, "/s", raw, bar=bar, stretch=stretch, rest=rest),
        Measurement("  p50 / 8 connections", parts["p50"], "ms", more=False),
        Measurement("  p99", parts["p99"], "ms", more=False),
        Measurement("  CPU of the web worker", cpu, "ms", more=False),
        Measurement("  SQL round trips", cost.round_trips, "", bar=4, stretch=2, more=False),
    ]


def _asked(step: LifeStep, setting: BenchSetting) -> CountedRequest:
    path = f"{REGISTER}/{step.number}/commands"
    body = json_text(step.command)
    return CountedRequest("POST", path, setting.token(step.person), body, key=str(uuid4()))


def _bytes(wanted: CountedRequest) -> bytes:
    return request(wanted.method, wanted.path, token=wanted.token, body=wanted.body, key=wanted.key)


def json_text(fields: dict[str, Any]) -> bytes:
    """Return the fields as a request carries them."""
    return json.dumps(fields, ensure_ascii=False).encode()


def _ready(setting: BenchSetting) -> int:
    return int((setting.seconds + min(WARM, setting.seconds)) * FASTEST)


def _show(setting: BenchSetting, what: str, profile: str) -> None:
    if setting.profile:
        setting.say(f"\n── {what} ──\n{profile}")
