"""A county that really runs, and a real browser that walks through it.

With LIANXIN_PICTURES=FOLDER every page that a journey comes to is kept there as a picture.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE = 400.0
PHONE, DESKTOP = {"width": 390, "height": 800}, {"width": 1280, "height": 900}
GRAVE = {"serious", "critical"}


@dataclass(frozen=True)
class County:
    """Where the county answers, the password of everybody in it, and its home."""

    url: str
    password: str
    home: Path


@pytest.fixture(scope="package")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    """`demo` with its county, cases and log-ins, in a home of its own."""
    home = tmp_path_factory.mktemp("home")
    port = _free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "LIANXIN_HOME": str(home),
        "LIANXIN_URL": f"http://127.0.0.1:{port}",
    }
    log = home / "demo.log"
    with log.open("wb") as out:
        demo = subprocess.Popen(
            [sys.executable, "-m", "lianxin.server", "demo", "--port", str(port)],
            env=environment,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        yield County(f"http://127.0.0.1:{port}", _password(log, demo), home)
    finally:
        demo.send_signal(signal.SIGTERM)
        demo.wait(timeout=60)


def _password(log: Path, demo: "subprocess.Popen[bytes]") -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and demo.poll() is None:
        found = re.search(r"the password (\S+)", log.read_text(encoding="utf-8", errors="replace"))
        if found:
            return found[1]
        time.sleep(0.2)
    raise AssertionError(log.read_text(encoding="utf-8", errors="replace"))


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture(scope="package")
def playing() -> Iterator[Playwright]:
    """What drives the browser."""
    with sync_playwright() as found:
        yield found


@pytest.fixture(scope="package")
def browser(playing: Playwright) -> Iterator[Browser]:
    """The browser that the system brings."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert path, "no browser found: apt-get install chromium fonts-noto-cjk"
    found = playing.chromium.launch(executable_path=path, args=["--no-sandbox"])
    yield found
    found.close()


@dataclass
class Walk:
    """One person's browser: goes, looks, and holds each page against what must hold everywhere."""

    page: Page
    url: str
    name: str
    faults: list[str]

    def go(self, path: str) -> None:
        """Open an address of the county."""
        self.page.goto(f"{self.url}{path}")

    def look(self, what: str) -> None:
        """Hold the page in front of us against what must hold on every page."""
        self.page.wait_for_load_state("networkidle")
        assert self.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, what
        if self.page.evaluate("typeof axe") == "undefined":
            self.page.add_script_tag(path=str(AXE_FILE_PATH))
        found: Any = self.page.evaluate("axe.run({resultTypes: ['violations']})")
        grave = [
            (one["id"], [node["html"][:120] for node in one["nodes"][:3]])
            for one in found["violations"]
            if one["impact"] in GRAVE
        ]
        assert grave == [], what
        assert self.faults == [], what
        self.keep(what)

    def keep(self, what: str) -> None:
        """Keep a picture where pictures are asked for."""
        folder = os.environ.get("LIANXIN_PICTURES")
        if folder:
            self.page.screenshot(path=f"{folder}/{self.name}-{what}.png", full_page=True)


@pytest.fixture
def walk(browser: Browser, running: County, request: pytest.FixtureRequest) -> Iterator[Walk]:
    """A fresh browser of the size, language and script that the test asks for."""
    asked = dict(getattr(request, "param", {}))
    name = asked.pop("name", "page")
    lang = asked.pop("lang", "zh")
    mode = asked.pop("mode", "plain")
    # The policy of the pages would keep the examiner's own script out, too.
    context = browser.new_context(bypass_csp=True, **{"viewport": PHONE, **asked})
    host = {"url": running.url}
    context.add_cookies(
        [{"name": "lang", "value": lang, **host}, {"name": "mode", "value": mode, **host}]  # type: ignore[list-item]  # a plain dict is one
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.on("request", lambda sent: _foreign(sent.url, running.url, faults))
    yield Walk(page, running.url, name, faults)
    context.close()


def _foreign(asked: str, own: str, faults: list[str]) -> None:
    if not asked.startswith((own, "data:", "blob:", "about:")):
        faults.append(f"a request to {asked}")
