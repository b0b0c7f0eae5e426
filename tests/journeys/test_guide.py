"""What the guide shows of each role is there, and can be looked at without a fault.

With LIANXIN_PICTURES=FOLDER these are the pictures of `docs/guide`.
"""

import pytest

from tests.journeys.conftest import PHONE, County, Walk
from tests.journeys.test_desk import sit_down

SMALL = {"width": 1100, "height": 720}
ROLES = [
    ("operator", "operator-1", "/desk/register", SMALL),
    ("dispatcher", "dispatcher-1", "/desk/", SMALL),
    ("clerk", "clerk-urban", "/desk/", SMALL),
    ("grid-chief", "grid-chief-liuyin-1", "/desk/", PHONE),
    ("leader", "leader-1", "/desk/leader", SMALL),
    ("supervisor", "supervisor-1", "/desk/lists/overdue", SMALL),
    ("auditor", "auditor-1", "/desk/lists/all", SMALL),
]
FACES = [
    ({"name": f"guide-{role}", "viewport": size}, person, path)
    for role, person, path, size in ROLES
]


@pytest.mark.parametrize(
    ("walk", "person", "path"), FACES, indirect=["walk"], ids=[role for role, *_ in ROLES]
)
def test_each_role_sits_down_to_matters(
    walk: Walk, running: County, person: str, path: str
) -> None:
    sit_down(walk, person, running.password)
    walk.go(path)
    walk.look("start")
    if "register" not in path:
        assert walk.page.locator("main a[href*='/desk/cases/']").count() > 0
        walk.page.click("main a[href*='/desk/cases/'] >> nth=0")
        walk.page.wait_for_selector(".case")
        walk.look("case")
