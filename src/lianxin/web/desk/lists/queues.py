"""What waits for an officer, as lists: each a filter over the one scope, counted the same way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _

from lianxin.cases.reading import queries
from lianxin.cases.reading.filters import Filters
from lianxin.cases.reading.queries import Order
from lianxin.rules.standings import is_centre
from lianxin.web.desk.session import Desk

said = lazy(_, str)
MOST_COUNTED = 99
SOON = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Queue:
    """A list at the desk: its group, name and filter; `centre` queues are for petition centres.

    What stands `aside` is opened from another page and not counted beside the others.
    """

    code: str
    group: Promise | str
    name: Promise | str
    filters: Callable[[datetime], Filters]
    order: Order = "due"
    centre: bool = False
    grave: bool = False
    aside: bool = False


def _same(**values: object) -> Callable[[datetime], Filters]:
    filters = Filters.model_validate(values)
    return lambda at: filters


def _soon(at: datetime) -> Filters:
    return Filters(due_before=at + SOON, overdue=False)


MINE, WATCH, ALL = said("等我办"), said("要紧的"), said("都有哪些")
QUEUES: tuple[Queue, ...] = (
    Queue("dispatch", MINE, said("待派单"), _same(phase="registered"), centre=True),
    Queue("objection", MINE, said("待裁定异议"), _same(waiting="objection"), centre=True),
    Queue("ending", MINE, said("待审终止"), _same(mark="ending"), centre=True),
    Queue("unnamed", MINE, said("待明确承办"), _same(mark="unnamed"), centre=True),
    Queue("follow_up", MINE, said("待回访"), _same(phase="concluded"), centre=True),
    Queue("close", MINE, said("待结案"), _same(phase="followed_up"), centre=True),
    Queue("receive", MINE, said("待签收"), _same(waiting="receive")),
    Queue("handle", MINE, said("待办理"), _same(waiting="handle")),
    Queue("returned", MINE, said("退回重办"), _same(mark="returned", waiting="handle")),
    Queue("assist", MINE, said("待协办"), _same(waiting="assist")),
    Queue("sign", MINE, said("待审签"), _same(waiting="sign")),
    Queue("answer", MINE, said("待书面答复"), _same(waiting="answer")),
    Queue("task", MINE, said("待落实"), _same(waiting="task")),
    Queue("overdue", WATCH, said("已超期"), _same(overdue=True), grave=True),
    Queue("soon", WATCH, said("一天内到期"), _soon),
    Queue("led", WATCH, said("我包的案"), _same(waiting="led")),
    Queue("informed", WATCH, said("抄送我们的"), _same(waiting="informed")),
    Queue("red", WATCH, said("红色事项"), _same(risk="red", open=True)),
    Queue("supervised", WATCH, said("督办中"), _same(mark="supervised")),
    Queue("card_red", WATCH, said("红牌"), _same(mark="card_red"), aside=True),
    Queue("open", ALL, said("全部在办"), _same(open=True)),
    Queue("all", ALL, said("全部"), _same(), order="newest"),
)
BY_CODE = {queue.code: queue for queue in QUEUES}


def for_desk(desk: Desk) -> list[Queue]:
    """Return the queues that concern an officer's posts."""
    centre = any(is_centre(body, desk.book) for body in desk.actor.bodies)
    return [queue for queue in QUEUES if not queue.aside and (centre or not queue.centre)]


def counts(desk: Desk) -> dict[str, int]:
    """Return how much waits in each queue, 100 standing for more than 99."""
    listed = for_desk(desk)
    wanted = [(queue.filters(desk.at), queue.order) for queue in listed]
    numbers = queries.counts(desk.actor, wanted, at=desk.at, most=MOST_COUNTED)
    return {queue.code: number for queue, number in zip(listed, numbers, strict=True)}
